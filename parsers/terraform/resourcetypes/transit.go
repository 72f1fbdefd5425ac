package resourcetypes

import "github.com/reachlint/reachlint/parsers/graph"

// transitTypes are transit gateways with their attachments and route tables.
var transitTypes = map[string]graph.Type{
	"aws_ec2_transit_gateway": {
		Kind: "transit_gateway",
		Values: names{
			{"default_route_table_association", "default_route_table_association"},
			{"default_route_table_propagation", "default_route_table_propagation"},
			{"security_group_referencing_support", "security_group_referencing"},
		},
	},
	"aws_ec2_transit_gateway_vpc_attachment": {
		Kind:   "transit_gateway_attachment",
		Values: append(names{{"security_group_referencing_support", "security_group_referencing"}}, defaultTables...),
		Links:  names{{"vpc_id", "vpc"}, {"subnet_ids", "subnets"}, {"transit_gateway_id", "transit_gateway"}},
	},
	// In the account of the gateway, which is not that of the VPC, it says what the attachment cannot.
	"aws_ec2_transit_gateway_vpc_attachment_accepter": {
		Settings: []graph.Setting{{
			Owner: "transit_gateway_attachment_id", OwnerKind: "transit_gateway_attachment", Values: defaultTables,
		}},
	},
	"aws_ec2_transit_gateway_route_table": {
		Kind:  "transit_gateway_route_table",
		Links: names{{"transit_gateway_id", "transit_gateway"}},
	},
	"aws_ec2_transit_gateway_route": {
		Kind:    "transit_gateway_route",
		Values:  names{{"destination_cidr_block", "destination"}, {"blackhole", "blackhole"}},
		Links:   names{{"transit_gateway_attachment_id", "attachment"}},
		Joins:   routesOfTransit,
		Default: constant{"blackhole": false},
	},
	"aws_ec2_transit_gateway_prefix_list_reference": {
		Kind:    "transit_gateway_route",
		Values:  names{{"prefix_list_id", "destination_prefix_list"}, {"blackhole", "blackhole"}},
		Links:   names{{"transit_gateway_attachment_id", "attachment"}},
		Joins:   routesOfTransit,
		Default: constant{"blackhole": false},
	},
	"aws_ec2_transit_gateway_route_table_association": {
		Joins: []graph.Join{{
			Owner: "transit_gateway_attachment_id", OwnerKind: "transit_gateway_attachment",
			Set: "associated_route_table", Member: "transit_gateway_route_table_id",
		}},
	},
	"aws_ec2_transit_gateway_route_table_propagation": {
		Joins: []graph.Join{{
			Owner: "transit_gateway_attachment_id", OwnerKind: "transit_gateway_attachment",
			Set: "propagated_route_tables", Member: "transit_gateway_route_table_id",
		}},
	},
	"aws_ec2_transit_gateway_default_route_table_association": {
		Joins: []graph.Join{{
			Owner: "transit_gateway_id", OwnerKind: "transit_gateway",
			Set: "association_default_route_table", Member: "transit_gateway_route_table_id",
		}},
	},
	"aws_ec2_transit_gateway_default_route_table_propagation": {
		Joins: []graph.Join{{
			Owner: "transit_gateway_id", OwnerKind: "transit_gateway",
			Set: "propagation_default_route_table", Member: "transit_gateway_route_table_id",
		}},
	},
}

var defaultTables = names{
	{"transit_gateway_default_route_table_association", "default_route_table_association"},
	{"transit_gateway_default_route_table_propagation", "default_route_table_propagation"},
}

var routesOfTransit = []graph.Join{{
	Owner: "transit_gateway_route_table_id", OwnerKind: "transit_gateway_route_table", Set: "routes",
}}
