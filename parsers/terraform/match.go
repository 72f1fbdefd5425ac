package terraform

import (
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
)

// lookupKind says how a data source finds resources: by arguments and filters that are attributes of the
// resource. Filters are those of the Describe… actions in the Amazon EC2 API Reference.
type lookupKind struct {
	resource  string
	plural    string            // the attribute that lists what is found; "" when it finds one
	arguments map[string]string // to the attribute of the resource
	filters   map[string]string
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
	"aws_ssm_parameter":               {resource: "aws_ssm_parameter", arguments: fields{"name": "name"}},
	"aws_vpc_dhcp_options":            {resource: "aws_vpc_dhcp_options", arguments: fields{"dhcp_options_id": "id"}},
	"aws_directory_service_directory": {resource: "aws_directory_service_directory", arguments: fields{"directory_id": "id"}},
	"aws_instance":                    {resource: "aws_instance", arguments: fields{"instance_id": "id"}, filters: fields{"instance-id": "id"}},
	"aws_launch_template":             {resource: "aws_launch_template", arguments: fields{"id": "id", "name": "name"}},
	"aws_iam_role":                    {resource: "aws_iam_role", arguments: fields{"name": "name"}},
	"aws_iam_instance_profile":        {resource: "aws_iam_instance_profile", arguments: fields{"name": "name"}},
	"aws_iam_policy":                  {resource: "aws_iam_policy", arguments: fields{"name": "name", "arn": "arn"}},
	"aws_ec2_managed_prefix_list":     {resource: "aws_ec2_managed_prefix_list", arguments: fields{"id": "id", "name": "name"}},
	"aws_route53_zone":                {resource: "aws_route53_zone", arguments: fields{"zone_id": "id", "name": "name", "vpc_id": "vpc.vpc_id"}},
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
	for _, kind := range sortedKeys(lookupKinds) {
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
	for _, directory := range sortedKeys(t.units) {
		t.units[directory].eachInstance(kind, false, func(each *resourceInstance) { found = append(found, each) })
	}
	t.candidates[kind] = found
	return found
}

// condition wants an attribute, or a tag, to have one of the values.
type condition struct {
	attribute, tag string
	values         []cty.Value
}

// conditions are the arguments and filters of a look-up; false when one of them is not understood.
func (i *resourceInstance) conditions(kind lookupKind) ([]condition, bool) {
	written := i.resource.declaration.block
	var conditions []condition
	for _, each := range written.attributes {
		attribute, known := kind.arguments[each.name]
		switch {
		case metaArguments[each.name] || each.name == "tags":
		case known:
			value := i.scope.value(each.expression)
			if plain, _ := value.Unmark(); !plain.IsNull() {
				conditions = append(conditions, condition{attribute: attribute, values: []cty.Value{value}})
			}
		case !narrowing[each.name]:
			if plain, _ := i.scope.value(each.expression).Unmark(); !plain.IsNull() {
				return nil, false
			}
		}
	}
	if tags := written.expression("tags"); tags != nil {
		value, _ := i.scope.value(tags).Unmark()
		if value.IsNull() || !value.IsKnown() || !value.CanIterateElements() {
			return nil, false
		}
		for elements := value.ElementIterator(); elements.Next(); {
			key, element := elements.Element()
			conditions = append(conditions, condition{tag: key.AsString(), values: []cty.Value{element}})
		}
	}
	understood := true
	i.scope.eachBlock(written, true, func(block string, content *block, inner *scope, unknown string) {
		each, ok := inner.filter(content, kind)
		switch {
		case block != "filter":
		case unknown != "" || !ok:
			understood = false
		case each.attribute != "" || each.tag != "":
			conditions = append(conditions, each)
		}
	})
	return conditions, understood
}

// filter reads a filter block. It is the zero condition for one that is met anyway.
func (s *scope) filter(content *block, kind lookupKind) (condition, bool) {
	name := s.plainText(content.expression("name"))
	if narrowing[name] {
		return condition{}, true
	}
	wanted := condition{attribute: kind.filters[name]}
	if tag, ok := strings.CutPrefix(name, "tag:"); ok {
		wanted.tag = tag
	}
	written := content.expression("values")
	if written == nil || wanted.attribute == "" && wanted.tag == "" {
		return wanted, false
	}
	values, _ := s.value(written).Unmark()
	if values.IsNull() || !values.IsKnown() || !values.CanIterateElements() {
		return wanted, false
	}
	for elements := values.ElementIterator(); elements.Next(); {
		_, element := elements.Element()
		wanted.values = append(wanted.values, element)
	}
	return wanted, true
}

// meetsAll tells whether the resource meets every condition.
func (i *resourceInstance) meetsAll(conditions []condition) meets {
	met := yes
	for _, each := range conditions {
		var value cty.Value
		if each.tag != "" {
			tags := i.attribute("tags")
			found, ok := entryOf(tags, each.tag)
			if !ok {
				if plain, _ := tags.Unmark(); plain.IsKnown() && firstToken(plain) == "" {
					return no
				}
				met = perhaps
				continue
			}
			value = found
		} else {
			outer, inner, nested := strings.Cut(each.attribute, ".")
			value = i.attribute(outer)
			if found, ok := entryOf(value, inner); nested && ok {
				value = found
			} else if nested {
				return no
			}
		}
		met = min(met, sameAsOne(value, each.values))
	}
	return met
}

func sameAsOne(value cty.Value, wanted []cty.Value) meets {
	best := no
	for _, each := range wanted {
		best = max(best, same(value, each))
	}
	return best
}

// same compares two texts. Ids that AWS makes up differ from each other and from all that is written.
func same(value, wanted cty.Value) meets {
	value, _ = value.Unmark()
	wanted, _ = wanted.Unmark()
	for _, each := range []cty.Value{value, wanted} {
		if !each.IsKnown() || each.IsNull() || each.Type() != cty.String {
			return perhaps
		}
	}
	have, pattern := value.AsString(), wanted.AsString()
	switch {
	case have == pattern:
		return yes
	case isUndecided(have) || isUndecided(pattern) || firstIndistinct(wanted) != "" && graph.HasToken(have):
		return perhaps
	case graph.HasToken(have) || graph.HasToken(pattern):
		return no
	case strings.Contains(pattern, "*") && matchesGlob(pattern, have):
		return yes
	}
	return no
}

// matchesGlob reads the wildcards of filters: * for any text, ? for one character ("Listing and filtering
// your resources", Amazon EC2 User Guide).
func matchesGlob(pattern, text string) bool {
	parts := strings.Split(pattern, "*")
	if !strings.HasPrefix(text, parts[0]) {
		return false
	}
	rest := text[len(parts[0]):]
	for _, part := range parts[1 : len(parts)-1] {
		at := strings.Index(rest, part)
		if at < 0 {
			return false
		}
		rest = rest[at+len(part):]
	}
	return strings.HasSuffix(rest, parts[len(parts)-1])
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
