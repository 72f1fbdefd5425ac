package resourcetypes

import "github.com/reachlint/reachlint/parsers/graph"

// endpointTypes are VPC endpoints and what is attached to them from the outside.
var endpointTypes = map[string]graph.Type{
	"aws_vpc_endpoint": {
		Kind: "vpc_endpoint",
		Values: names{
			{"service_name", "service_name"},
			{"service_region", "service_region"},
			{"vpc_endpoint_type", "endpoint_type"},
			{"ip_address_type", "ip_address_type"},
			{"private_dns_enabled", "private_dns_enabled"},
			{"policy", "policy"},
		},
		Links: names{
			{"vpc_id", "vpc"},
			{"subnet_ids", "subnets"},
			{"subnet_configuration.subnet_id", "subnets"},
			{"security_group_ids", "security_groups"},
			{"route_table_ids", "route_tables"},
		},
		Default: constant{"endpoint_type": "Gateway", "private_dns_enabled": false},
	},
	"aws_ec2_instance_connect_endpoint": {Kind: "instance_connect_endpoint", Links: names{{"subnet_id", "subnet"}, {"security_group_ids", "security_groups"}}},
	"aws_ec2_client_vpn_endpoint":       {Kind: "client_vpn_endpoint", Links: names{{"vpc_id", "vpc"}, {"security_group_ids", "security_groups"}}},
	"aws_vpc_endpoint_subnet_association": {
		Joins: []graph.Join{{Owner: "vpc_endpoint_id", OwnerKind: "vpc_endpoint", Set: "subnets", Member: "subnet_id"}},
	},
	"aws_vpc_endpoint_security_group_association": {
		Joins: []graph.Join{{
			Owner: "vpc_endpoint_id", OwnerKind: "vpc_endpoint", Set: "security_groups", Member: "security_group_id",
			Replaces: "replace_default_association",
		}},
	},
	"aws_vpc_endpoint_route_table_association": {
		Joins: []graph.Join{{Owner: "vpc_endpoint_id", OwnerKind: "vpc_endpoint", Set: "route_tables", Member: "route_table_id"}},
	},
	"aws_vpc_endpoint_policy": {
		Settings: []graph.Setting{{Owner: "vpc_endpoint_id", OwnerKind: "vpc_endpoint", Values: names{{"policy", "policy"}}}},
	},
	"aws_vpc_endpoint_private_dns": {
		Settings: []graph.Setting{{
			Owner: "vpc_endpoint_id", OwnerKind: "vpc_endpoint", Values: names{{"private_dns_enabled", "private_dns_enabled"}},
		}},
	},
}
