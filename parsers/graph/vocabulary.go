package graph

import "slices"

// A kind says what is particular about its nodes. Every other kind needs no entry.
type kind struct {
	// identities are the values by which other resources may name a node of this kind, besides a reference.
	identities []string
	// reverse maps a set of this kind to the set that the other side gets: a subnet's vpc makes it one of
	// the VPC's subnets.
	reverse map[string]string
	// parts are nodes that AWS makes along with one of this kind, by the set that links them.
	parts map[string]part
	// grows are the sets that other resources can add to, knowing only the node's id.
	grows []string
	// extends are the values, all of them lists, that other resources can add to in the same way.
	extends []string
	// handed are the sets that others add to whom the unit hands the node's id. Others could add to a VPC as
	// well, but then nothing could ever be missing from one.
	handed []string
}

// part is a node that AWS makes on its own.
type part struct {
	kind       string
	attributes []string // of the owner, in either language, that give the part's id
	own        bool     // it serves the owner alone, and is no default of others
}

// vocabulary lists the kinds of nodes. Instance, launch_template and autoscaling_group share their names;
// an autoscaling_group stands for the instances that it launches.
var vocabulary = map[string]kind{
	"vpc": {
		parts: map[string]part{
			"default_security_group": {kind: "security_group", attributes: []string{"default_security_group_id", "DefaultSecurityGroup"}},
			"main_route_table":       {kind: "route_table", attributes: []string{"main_route_table_id", "default_route_table_id"}},
			"default_network_acl":    {kind: "network_acl", attributes: []string{"default_network_acl_id", "DefaultNetworkAcl"}},
		},
		reverse: map[string]string{"dhcp_options": "vpcs"},
		grows: []string{
			"dhcp_options", "main_route_table", "subnets", "route_tables", "endpoints", "internet_gateways", "nat_gateways",
			"peering_connections", "directories", "hosted_zones", "resolver_rules", "resolver_profiles",
			"public_access_exclusions", "transit_gateway_attachments", "dns_firewall_associations",
		},
	},
	"dhcp_options": {grows: []string{"vpcs"}, handed: []string{"vpcs"}},
	"subnet": {
		reverse: map[string]string{"vpc": "subnets", "route_table": "subnets", "network_acl": "subnets"},
		grows:   []string{"route_table", "network_acl", "nat_gateways", "public_access_exclusions"},
	},
	"route_table": {reverse: map[string]string{"vpc": "route_tables"}, grows: []string{"routes"}},
	"network_acl": {reverse: map[string]string{"vpc": "network_acls"}, grows: []string{"rules"}},
	"security_group": {
		identities: []string{"name"}, reverse: map[string]string{"vpc": "security_groups"}, grows: []string{"rules"},
		handed: []string{"instances"},
	},
	"vpc_endpoint": {
		reverse: map[string]string{"vpc": "endpoints", "security_groups": "endpoints"},
		grows:   []string{"subnets", "security_groups"},
	},
	"instance_connect_endpoint":    {reverse: map[string]string{"security_groups": "instance_connect_endpoints"}},
	"client_vpn_endpoint":          {reverse: map[string]string{"security_groups": "client_vpn_endpoints"}},
	"internet_gateway":             {reverse: map[string]string{"vpc": "internet_gateways"}, grows: []string{"vpc"}},
	"vpn_gateway":                  {grows: []string{"vpc"}},
	"prefix_list":                  {extends: []string{"cidr_blocks"}},
	"egress_only_internet_gateway": {reverse: map[string]string{"vpc": "egress_only_internet_gateways"}},
	"nat_gateway":                  {reverse: map[string]string{"subnet": "nat_gateways", "vpc": "nat_gateways"}},
	"vpc_peering_connection":       {reverse: map[string]string{"vpc": "peering_connections", "peer_vpc": "peering_connections"}},
	"transit_gateway": {
		parts: map[string]part{
			"default_route_table": {kind: "transit_gateway_route_table", attributes: []string{"association_default_route_table_id", "propagation_default_route_table_id"}},
		},
	},
	"transit_gateway_attachment": {
		reverse: map[string]string{"vpc": "transit_gateway_attachments", "associated_route_table": "associations", "propagated_route_tables": "propagations"},
		grows:   []string{"associated_route_table", "propagated_route_tables"},
	},
	"transit_gateway_route_table": {grows: []string{"routes", "propagations"}},
	"block_public_access_exclusion": {
		reverse: map[string]string{"vpc": "public_access_exclusions", "subnet": "public_access_exclusions"},
	},
	"directory":        {reverse: map[string]string{"vpc": "directories"}},
	"resolver_rule":    {reverse: map[string]string{"vpcs": "resolver_rules"}, grows: []string{"vpcs"}},
	"resolver_profile": {reverse: map[string]string{"vpcs": "resolver_profiles"}, grows: []string{"resources"}},
	"instance": {
		reverse: map[string]string{
			"vpc": "instances", "security_groups": "instances", "subnets": "instances", "instance_profile": "instances",
			"associations": "instances", "maintenance_targets": "instances", "maintenance_tasks": "instances",
			"network_interfaces": "instance",
		},
		grows: []string{"security_groups", "public_addresses"},
	},
	"association":        {reverse: map[string]string{"instances": "associations"}},
	"maintenance_target": {reverse: map[string]string{"instances": "maintenance_targets"}},
	"maintenance_task":   {reverse: map[string]string{"instances": "maintenance_tasks"}},
	"autoscaling_group": {
		identities: []string{"name"},
		reverse: map[string]string{
			"vpc": "instances", "security_groups": "instances", "subnets": "instances", "instance_profile": "instances",
		},
	},
	"eks_cluster": {
		identities: []string{"name"},
		parts: map[string]part{
			"cluster_security_group": {kind: "security_group", attributes: []string{"vpc_config[0].cluster_security_group_id", "ClusterSecurityGroupId"}, own: true},
		},
	},
	"elastic_ip":        {reverse: map[string]string{"instance": "public_addresses", "network_interface": "public_addresses"}},
	"network_interface": {grows: []string{"security_groups", "public_addresses"}, reverse: map[string]string{"instance": "network_interfaces"}},
	"launch_template":   {identities: []string{"name"}},
	"instance_profile":  {identities: []string{"name"}, reverse: map[string]string{"role": "instance_profiles"}},
	"role":              {identities: []string{"name"}, grows: []string{"policies"}},
	"policy":            {identities: []string{"name"}},
	"hosted_zone": {
		identities: []string{"domain_name"}, reverse: map[string]string{"vpcs": "hosted_zones"}, grows: []string{"vpcs"},
	},
	"dns_record": {reverse: map[string]string{"hosted_zone": "records"}},

	"dns_firewall_association": {reverse: map[string]string{"vpc": "dns_firewall_associations"}},
	"dns_firewall_rule_group":  {grows: []string{"rules"}},
	"dns_firewall_domain_list": {extends: []string{"domains"}},
}

// kindsOf names the kinds that the members of a set can have. A set that is missing here takes any kind.
var kindsOf = map[string][]string{
	"vpc": {"vpc"}, "peer_vpc": {"vpc"}, "vpcs": {"vpc"},
	"subnet": {"subnet"}, "subnets": {"subnet"},
	"security_groups": {"security_group"}, "groups": {"security_group"}, "default_security_group": {"security_group"},
	"route_table": {"route_table"}, "route_tables": {"route_table"}, "main_route_table": {"route_table"},
	"network_acl": {"network_acl"}, "default_network_acl": {"network_acl"},
	"network_interface": {"network_interface"}, "network_interfaces": {"network_interface"},
	"instance": {"instance"}, "launch_template": {"launch_template"},
	"instance_profile": {"instance_profile"}, "role": {"role"}, "policies": {"policy"}, "listed_policies": {"policy"},
	"dhcp_options": {"dhcp_options"}, "directory": {"directory"}, "image": {"ami"},
	"nat_gateway": {"nat_gateway"}, "transit_gateway": {"transit_gateway"}, "vpc_endpoint": {"vpc_endpoint"},
	"vpc_peering_connection":       {"vpc_peering_connection"},
	"egress_only_internet_gateway": {"egress_only_internet_gateway"},
	"prefix_lists":                 {"prefix_list"}, "resolver_endpoint": {"resolver_endpoint"}, "kms_key": {"kms_key"},
	"recipe": {"image_recipe"}, "components": {"image_component"}, "roles": {"role"},
	"ingress_rules": {"security_group_rule"}, "egress_rules": {"security_group_rule"},
	"maintenance_targets": {"maintenance_target"}, "maintenance_tasks": {"maintenance_task"},
	"hosted_zone": {"hosted_zone"},
	"eks_cluster": {"eks_cluster"}, "cluster_security_group": {"security_group"},

	"attachment":                      {"transit_gateway_attachment"},
	"associated_route_table":          {"transit_gateway_route_table"},
	"propagated_route_tables":         {"transit_gateway_route_table"},
	"default_route_table":             {"transit_gateway_route_table"},
	"association_default_route_table": {"transit_gateway_route_table"},
	"propagation_default_route_table": {"transit_gateway_route_table"},

	"rule_group": {"dns_firewall_rule_group"}, "domain_list": {"dns_firewall_domain_list"},
}

// KindsOf returns the kinds that the members of the set of that name can have; none where any kind fits.
func KindsOf(set string) []string { return kindsOf[set] }

// PartOf returns the kind of what AWS makes along with a node and names by the attribute, as a VPC names its
// security group by default_security_group_id; "" for any other attribute.
func PartOf(owner, attribute string) string {
	for _, each := range vocabulary[owner].parts {
		if slices.Contains(each.attributes, attribute) {
			return each.kind
		}
	}
	return ""
}

// HandedKinds are the kinds to whose sets others may add when the unit hands them a node, in order.
func HandedKinds() []string {
	var kinds []string
	for name, kind := range vocabulary {
		if len(kind.handed) > 0 {
			kinds = append(kinds, name)
		}
	}
	slices.Sort(kinds)
	return kinds
}

// IsNamed tells whether others may name a node of the kind by what its author called it.
func IsNamed(kind string) bool { return len(vocabulary[kind].identities) > 0 }

// single names the sets that link to one thing at most; every other set is a plural one.
var single = map[string]bool{
	"vpc": true, "peer_vpc": true, "subnet": true, "route_table": true, "network_acl": true, "dhcp_options": true,
	"main_route_table": true, "default_security_group": true, "default_network_acl": true,
	"instance_profile": true, "role": true, "launch_template": true, "resolver_endpoint": true, "directory": true, "instance": true,
	"gateway": true, "nat_gateway": true, "transit_gateway": true, "vpc_peering_connection": true,
	"network_interface": true, "vpc_endpoint": true, "egress_only_internet_gateway": true,
	"virtual_private_gateway": true, "core_network": true, "local_gateway": true, "carrier_gateway": true,
	"image": true, "kms_key": true, "recipe": true, "hosted_zone": true,
	"eks_cluster": true, "cluster_security_group": true,
	"attachment": true, "associated_route_table": true, "default_route_table": true,
	"association_default_route_table": true, "propagation_default_route_table": true,
	"rule_group": true, "domain_list": true,
}

// IsSingle tells whether the set of that name links to one thing at most, such as a subnet's vpc.
func IsSingle(set string) bool { return single[set] }

// plural are the values that are lists, gathered from all that their property reaches.
var plural = map[string]bool{
	"cidr_blocks": true, "ipv6_cidr_blocks": true, "secondary_cidr_blocks": true, "domain_name_servers": true,
	"target_addresses": true, "customer_dns_addresses": true, "private_addresses": true, "names": true, "dns_addresses": true, "directory_names": true,
	"directory_ids": true,
	"product_codes": true, "owners": true, "instance_types": true, "required_memory": true,
	"ignored_changes": true, "ignored_tags": true, "ignored_tag_prefixes": true, "types": true, "domains": true,
}
