package resourcetypes

import "github.com/reachlint/reachlint/parsers/graph"

const defaultVPCExists = "the default VPC exists before this configuration and may hold more"

const learnedRoutes = "a gateway propagates the routes that it learns to it"

// vpcTypes are VPCs with their subnets and route tables.
var vpcTypes = map[string]graph.Type{
	"aws_vpc": {
		Kind: "vpc",
		Values: names{
			{"cidr_block", "cidr_block"},
			{"ipv6_cidr_block", "ipv6_cidr_block"},
			{"enable_dns_support", "enable_dns_support"},
			{"enable_dns_hostnames", "enable_dns_hostnames"},
		},
		Default: constant{"enable_dns_support": true, "enable_dns_hostnames": false},
	},
	"aws_default_vpc": {
		Kind:     "vpc",
		Values:   names{{"enable_dns_support", "enable_dns_support"}, {"enable_dns_hostnames", "enable_dns_hostnames"}},
		Default:  constant{"enable_dns_support": true, "enable_dns_hostnames": true},
		Existing: defaultVPCExists,
	},
	"aws_vpc_ipv4_cidr_block_association": {
		Settings: []graph.Setting{{
			Owner: "vpc_id", OwnerKind: "vpc", Append: true,
			Values: names{{"cidr_block", "secondary_cidr_blocks"}},
		}},
	},
	"aws_subnet": {
		Kind: "subnet",
		Values: names{
			{"cidr_block", "cidr_block"},
			{"ipv6_cidr_block", "ipv6_cidr_block"},
			{"map_public_ip_on_launch", "map_public_ip_on_launch"},
			{"ipv6_native", "ipv6_native"},
			{"enable_dns64", "enable_dns64"},
			{"availability_zone", "availability_zone"},
		},
		Links:   names{{"vpc_id", "vpc"}},
		Default: constant{"map_public_ip_on_launch": false},
	},
	"aws_default_subnet": {
		Kind:     "subnet",
		Values:   names{{"map_public_ip_on_launch", "map_public_ip_on_launch"}, {"availability_zone", "availability_zone"}},
		Links:    names{{"vpc_id", "vpc"}}, // as withDefaultVPC says
		Existing: defaultVPCExists,
	},
	"aws_route_table": {
		Kind:     "route_table",
		Links:    names{{"vpc_id", "vpc"}},
		Blocks:   []graph.Block{inlineRoutes},
		Openings: []graph.Opening{{Set: "routes", When: "propagating_vgws", Reason: learnedRoutes}},
	},
	"aws_vpn_gateway_route_propagation": {
		Openings: []graph.Opening{{Owner: "route_table_id", OwnerKind: "route_table", Set: "routes", Reason: learnedRoutes}},
	},
	"aws_vpc_route_server_propagation": {
		Openings: []graph.Opening{{Owner: "route_table_id", OwnerKind: "route_table", Set: "routes", Reason: learnedRoutes}},
	},
	"aws_default_route_table": {
		Kind:     "route_table",
		Blocks:   []graph.Block{inlineRoutes},
		Openings: []graph.Opening{{Set: "routes", When: "propagating_vgws", Reason: learnedRoutes}},
		Adopts:   &graph.Adoption{Owner: "default_route_table_id", Part: "main_route_table"},
	},
	"aws_route": {
		Kind: "route",
		Values: names{
			{"destination_cidr_block", "destination"},
			{"destination_ipv6_cidr_block", "destination_ipv6"},
			{"destination_prefix_list_id", "destination_prefix_list"},
		},
		Links: routeTargets,
		Joins: []graph.Join{{Owner: "route_table_id", OwnerKind: "route_table", Set: "routes"}},
	},
	"aws_route_table_association": {
		Joins: []graph.Join{
			{Owner: "subnet_id", OwnerKind: "subnet", Set: "route_table", Member: "route_table_id"},
		},
	},
	"aws_main_route_table_association": {
		Joins: []graph.Join{{Owner: "vpc_id", OwnerKind: "vpc", Set: "main_route_table", Member: "route_table_id"}},
	},
}

var inlineRoutes = graph.Block{
	Property: "route", Set: "routes", Kind: "route",
	Values: names{
		{"cidr_block", "destination"},
		{"ipv6_cidr_block", "destination_ipv6"},
		{"destination_prefix_list_id", "destination_prefix_list"},
	},
	Links: routeTargets,
}

var routeTargets = names{
	{"gateway_id", "gateway"},
	{"nat_gateway_id", "nat_gateway"},
	{"transit_gateway_id", "transit_gateway"},
	{"vpc_peering_connection_id", "vpc_peering_connection"},
	{"network_interface_id", "network_interface"},
	{"instance_id", "instance"},
	{"vpc_endpoint_id", "vpc_endpoint"},
	{"egress_only_gateway_id", "egress_only_internet_gateway"},
	{"core_network_arn", "core_network"},
	{"local_gateway_id", "local_gateway"},
	{"carrier_gateway_id", "carrier_gateway"},
}
