package resourcetypes

import "github.com/reachlint/reachlint/parsers/graph"

// nameTypes decide how names resolve: DHCP options, directories, resolver rules, private zones.
var nameTypes = map[string]graph.Type{
	"aws_vpc_dhcp_options": {
		Kind: "dhcp_options",
		Values: names{
			{"domain_name", "domain_name"},
			{"domain_name_servers", "domain_name_servers"},
			{"ntp_servers", "ntp_servers"},
			{"netbios_node_type", "netbios_node_type"},
		},
	},
	"aws_default_vpc_dhcp_options": {
		Kind:     "dhcp_options",
		Constant: constant{"domain_name_servers": []string{"AmazonProvidedDNS"}},
		Existing: "the Region's default option set exists before this configuration",
	},
	"aws_vpc_dhcp_options_association": {
		Joins: []graph.Join{{Owner: "vpc_id", OwnerKind: "vpc", Set: "dhcp_options", Member: "dhcp_options_id"}},
	},
	"aws_directory_service_directory": {
		Kind: "directory",
		Values: names{
			{"type", "type"}, {"name", "domain_name"}, {"connect_settings.customer_dns_ips", "customer_dns_addresses"},
		},
		Links: names{
			{"vpc_settings.vpc_id", "vpc"}, {"vpc_settings.subnet_ids", "subnets"},
			{"connect_settings.vpc_id", "vpc"}, {"connect_settings.subnet_ids", "subnets"},
		},
		Default: constant{"type": "SimpleAD"},
	},
	"aws_directory_service_shared_directory_accepter": {
		Kind:   "shared_directory",
		Values: names{{"shared_directory_id", "shared_directory_id"}},
	},
	"aws_route53_resolver_endpoint": {
		Kind:   "resolver_endpoint",
		Values: names{{"direction", "query_direction"}},
		Links:  names{{"ip_address.subnet_id", "subnets"}, {"security_group_ids", "security_groups"}},
	},
	"aws_route53_resolver_rule": {
		Kind:   "resolver_rule",
		Values: names{{"domain_name", "domain_name"}, {"rule_type", "rule_type"}, {"target_ip.ip", "target_addresses"}},
		Links:  names{{"resolver_endpoint_id", "resolver_endpoint"}},
	},
	"aws_route53_resolver_rule_association": {
		Joins: []graph.Join{
			{Owner: "resolver_rule_id", OwnerKind: "resolver_rule", Set: "vpcs", Member: "vpc_id"},
			{Owner: "vpc_id", OwnerKind: "vpc", Set: "resolver_rules", Member: "resolver_rule_id"},
		},
	},
	"aws_route53_zone": {
		Kind:   "hosted_zone",
		Values: names{{"name", "domain_name"}},
		Links:  names{{"vpc.vpc_id", "vpcs"}},
	},
	"aws_route53_record": {
		Kind:   "dns_record",
		Values: names{{"name", "record_name"}, {"type", "record_type"}},
		Links:  names{{"zone_id", "hosted_zone"}, {"alias.name", "vpc_endpoint"}, {"records", "vpc_endpoint"}},
	},
	"aws_route53_zone_association": {
		Joins: []graph.Join{
			{Owner: "zone_id", OwnerKind: "hosted_zone", Set: "vpcs", Member: "vpc_id"},
			{Owner: "vpc_id", OwnerKind: "vpc", Set: "hosted_zones", Member: "zone_id"},
		},
	},
	"aws_route53profiles_association": {
		Joins: []graph.Join{{Owner: "resource_id", OwnerKind: "vpc", Set: "resolver_profiles", Member: "profile_id"}},
	},
	"aws_route53profiles_profile": {Kind: "resolver_profile"},
	"aws_route53profiles_resource_association": {
		Joins: []graph.Join{{Owner: "profile_id", OwnerKind: "resolver_profile", Set: "resources", Member: "resource_arn"}},
	},
}
