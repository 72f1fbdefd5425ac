package terraform

import (
	"maps"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// lookupKind says how a data source finds resources: by arguments and filters that are attributes of the
// resource. Filters are those of the Describe… actions in the Amazon EC2 API Reference.
type lookupKind struct {
	resource  string
	plural    string            // the attribute that lists what is found; "" when it finds one
	arguments map[string]string // to the attribute of the resource
	filters   map[string]string

	domain string // the attribute that is a domain, if any

	// blocks are the blocks that a resource surely has where one of these arguments is true or written, and has not
	// where none is; but for a look-up by its id.
	blocks map[string]string
}

var lookupKinds = map[string]lookupKind{
	"aws_vpc":  {resource: "aws_vpc", arguments: fields{"id": "id", "cidr_block": "cidr_block"}, filters: vpcFilters},
	"aws_vpcs": {resource: "aws_vpc", plural: "ids", filters: vpcFilters},
	"aws_subnet": {
		resource:  "aws_subnet",
		arguments: fields{"id": "id", "vpc_id": "vpc_id", "cidr_block": "cidr_block", "availability_zone": "availability_zone"},
		filters:   subnetFilters,
	},
	"aws_subnets": {resource: "aws_subnet", plural: "ids", filters: subnetFilters},
	"aws_security_group": {
		resource:  "aws_security_group",
		arguments: fields{"id": "id", "name": "name", "vpc_id": "vpc_id"},
		filters:   groupFilters,
	},
	"aws_security_groups": {resource: "aws_security_group", plural: "ids", filters: groupFilters},
	"aws_route_table": {
		resource:  "aws_route_table",
		arguments: fields{"route_table_id": "id", "vpc_id": "vpc_id"},
		filters:   fields{"route-table-id": "id", "vpc-id": "vpc_id"},
	},
	"aws_internet_gateway": {
		resource:  "aws_internet_gateway",
		arguments: fields{"internet_gateway_id": "id"},
		filters:   fields{"internet-gateway-id": "id", "attachment.vpc-id": "vpc_id"},
	},
	"aws_nat_gateway": {
		resource:  "aws_nat_gateway",
		arguments: fields{"id": "id", "subnet_id": "subnet_id"},
		filters:   fields{"nat-gateway-id": "id", "subnet-id": "subnet_id"},
	},
	"aws_vpc_endpoint": {
		resource:  "aws_vpc_endpoint",
		arguments: fields{"id": "id", "vpc_id": "vpc_id", "service_name": "service_name"},
		filters:   fields{"vpc-endpoint-id": "id", "vpc-id": "vpc_id", "service-name": "service_name"},
	},
	"aws_ec2_transit_gateway": {
		resource: "aws_ec2_transit_gateway", arguments: fields{"id": "id"}, filters: fields{"transit-gateway-id": "id"},
	},
	"aws_ec2_transit_gateway_vpc_attachment": {
		resource: "aws_ec2_transit_gateway_vpc_attachment", arguments: fields{"id": "id"},
		filters: fields{"transit-gateway-attachment-id": "id", "transit-gateway-id": "transit_gateway_id", "vpc-id": "vpc_id"},
	},
	"aws_ec2_transit_gateway_route_table": {
		resource: "aws_ec2_transit_gateway_route_table", arguments: fields{"id": "id"},
		filters: fields{"transit-gateway-route-table-id": "id", "transit-gateway-id": "transit_gateway_id"},
	},
	"aws_route53_zone": {
		resource: "aws_route53_zone", arguments: fields{"zone_id": "id", "name": "name", "vpc_id": "vpc.vpc_id"},
		domain: "name", blocks: fields{"private_zone": "vpc", "vpc_id": "vpc"},
	},
	"aws_ssm_parameter":               {resource: "aws_ssm_parameter", arguments: fields{"name": "name"}},
	"aws_vpc_dhcp_options":            {resource: "aws_vpc_dhcp_options", arguments: fields{"dhcp_options_id": "id"}},
	"aws_directory_service_directory": {resource: "aws_directory_service_directory", arguments: fields{"directory_id": "id"}},
	"aws_instance":                    {resource: "aws_instance", arguments: fields{"instance_id": "id"}, filters: fields{"instance-id": "id"}},
	"aws_launch_template":             {resource: "aws_launch_template", arguments: fields{"id": "id", "name": "name"}},
	"aws_iam_role":                    {resource: "aws_iam_role", arguments: fields{"name": "name"}},
	"aws_iam_instance_profile":        {resource: "aws_iam_instance_profile", arguments: fields{"name": "name"}},
	"aws_iam_policy":                  {resource: "aws_iam_policy", arguments: fields{"name": "name", "arn": "arn"}},
	"aws_ec2_managed_prefix_list":     {resource: "aws_ec2_managed_prefix_list", arguments: fields{"id": "id", "name": "name"}},
	"aws_route53_resolver_rule":       {resource: "aws_route53_resolver_rule", arguments: fields{"resolver_rule_id": "id", "domain_name": "domain_name", "name": "name"}},
}

type fields = map[string]string

var (
	vpcFilters    = fields{"vpc-id": "id", "cidr": "cidr_block", "cidr-block": "cidr_block"}
	subnetFilters = fields{
		"subnet-id": "id", "vpc-id": "vpc_id", "cidr-block": "cidr_block", "cidr": "cidr_block",
		"availability-zone": "availability_zone",
	}
	groupFilters = fields{"group-id": "id", "group-name": "name", "vpc-id": "vpc_id"}
)

// narrowing are arguments and filters that what is created here meets anyway.
var narrowing = map[string]bool{"state": true, "most_recent": true, "private_zone": true, "region": true, "with_decryption": true}

// meets is how far a resource meets a look-up.
type meets int

const (
	no meets = iota
	perhaps
	yes
)

// linkLookups finds the resources of the scan that the unit's look-ups find. A look-up of one thing must
// surely find one and no other.
func (t trial) linkLookups(u *unit) map[string][]target {
	links := map[string][]target{}
	for _, kind := range slices.Sorted(maps.Keys(lookupKinds)) {
		u.eachInstance(kind, true, func(lookup *resourceInstance) {
			if targets := t.found(lookup, lookupKinds[kind]); len(targets) > 0 {
				links[strings.TrimPrefix(lookup.address, u.label)] = targets
			}
		})
	}
	return links
}

func (t trial) found(lookup *resourceInstance, kind lookupKind) []target {
	conditions, ok := lookup.conditions(kind)
	if !ok || len(conditions) == 0 {
		return nil
	}
	var targets []target
	region := lookup.regionName()
	for _, candidate := range t.candidatesOf(kind.resource) {
		if at := candidate.regionName(); at != "" && region != "" && at != region {
			continue
		}
		met := candidate.meetsAll(conditions)
		if met == perhaps || met == yes && (candidate.resource.repetition.maybe != "" || candidate.scope.module.maybe != "") {
			return nil
		}
		if met == yes {
			of := candidate.scope.module.unit
			targets = append(targets, target{of.directory, strings.TrimPrefix(candidate.address, of.label)})
		}
	}
	if kind.plural == "" && len(targets) != 1 {
		return nil
	}
	return targets
}

// candidatesOf are all resources of a type in the scan.
func (t trial) candidatesOf(kind string) []*resourceInstance {
	if found, done := t.candidates[kind]; done {
		return found
	}
	var found []*resourceInstance
	for _, directory := range slices.Sorted(maps.Keys(t.units)) {
		t.units[directory].eachInstance(kind, false, func(each *resourceInstance) { found = append(found, each) })
	}
	t.candidates[kind] = found
	return found
}

// targets are the resources of this scan that a look-up finds.
func (i *resourceInstance) targets() []*resourceInstance {
	u := i.scope.module.unit
	var found []*resourceInstance
	for _, each := range u.links.lookups[strings.TrimPrefix(i.address, u.label)] {
		other := u.group[each.directory]
		if other == nil {
			return nil
		}
		instance := other.instanceAt(each.address)
		if instance == nil {
			return nil
		}
		found = append(found, instance)
	}
	return found
}

// lookedUpHere answers a look-up from the resources that it finds in this scan.
func (i *resourceInstance) lookedUpHere(name string) (cty.Value, bool) {
	kind := lookupKinds[i.resource.declaration.kind]
	found := i.targets()
	switch {
	case len(found) == 0:
		return cty.NilVal, false
	case kind.plural == "":
		if m := found[0].attributes[name]; m != nil && m.running {
			return cty.NilVal, false
		}
		return found[0].attribute(name), true
	case name != kind.plural:
		return cty.NilVal, false
	}
	ids := make([]cty.Value, len(found))
	for n, each := range found {
		ids[n] = each.token("id")
	}
	return cty.TupleVal(ids), true
}
