package resourcetypes

import "github.com/reachlint/reachlint/parsers/graph"

// gatewayTypes are the ways out of a VPC.
var gatewayTypes = map[string]graph.Type{
	"aws_internet_gateway": {
		Kind:  "internet_gateway",
		Links: names{{"vpc_id", "vpc"}},
	},
	"aws_internet_gateway_attachment": {
		Joins: []graph.Join{{Owner: "internet_gateway_id", OwnerKind: "internet_gateway", Set: "vpc", Member: "vpc_id"}},
	},
	"aws_egress_only_internet_gateway": {
		Kind:  "egress_only_internet_gateway",
		Links: names{{"vpc_id", "vpc"}},
	},
	"aws_nat_gateway": {
		Kind:    "nat_gateway",
		Values:  names{{"connectivity_type", "connectivity_type"}, {"availability_mode", "availability_mode"}},
		Links:   names{{"subnet_id", "subnet"}, {"vpc_id", "vpc"}},
		Default: constant{"connectivity_type": "public"},
	},
	"aws_vpn_gateway_attachment": {
		Joins: []graph.Join{{Owner: "vpn_gateway_id", OwnerKind: "vpn_gateway", Set: "vpc", Member: "vpc_id"}},
	},
	"aws_networkmanager_vpc_attachment": {
		Kind:  "core_network_attachment",
		Links: names{{"vpc_arn", "vpc"}, {"subnet_arns", "subnets"}},
	},
	"aws_vpn_gateway": {Kind: "vpn_gateway", Links: names{{"vpc_id", "vpc"}}},
	"aws_vpc_peering_connection": {
		Kind:    "vpc_peering_connection",
		Values:  names{{"auto_accept", "accepted"}},
		Links:   names{{"vpc_id", "vpc"}, {"peer_vpc_id", "peer_vpc"}},
		Default: constant{"accepted": false},
	},
	"aws_vpc_peering_connection_accepter": {
		Settings: []graph.Setting{{
			Owner: "vpc_peering_connection_id", OwnerKind: "vpc_peering_connection", Values: names{{"auto_accept", "accepted"}},
		}},
	},
	"aws_eip": {
		Kind:  "elastic_ip",
		Links: names{{"instance", "instance"}, {"network_interface", "network_interface"}},
		// The interface may be that of an instance: its primary_network_interface_id.
		Joins: []graph.Join{{Owner: "network_interface", OwnerKind: "instance", Set: "public_addresses"}},
	},
	// AssociateAddress wants an allocation or an address ("AssociateAddress", Amazon EC2 API Reference).
	"aws_eip_association": {
		Joins: []graph.Join{
			{Owner: "instance_id", OwnerKind: "instance", Set: "public_addresses", Member: "allocation_id", Needed: true},
			{Owner: "instance_id", OwnerKind: "instance", Set: "public_addresses", Member: "public_ip", Needed: true},
			{Owner: "network_interface_id", OwnerKind: "instance", Set: "public_addresses", Member: "allocation_id", Needed: true},
			{Owner: "network_interface_id", OwnerKind: "instance", Set: "public_addresses", Member: "public_ip", Needed: true},
			{Owner: "network_interface_id", OwnerKind: "network_interface", Set: "public_addresses", Member: "allocation_id", Needed: true},
			{Owner: "network_interface_id", OwnerKind: "network_interface", Set: "public_addresses", Member: "public_ip", Needed: true},
		},
	},
	"aws_vpc_block_public_access_options": {
		Kind:   "block_public_access",
		Values: names{{"internet_gateway_block_mode", "mode"}},
	},
	"aws_vpc_block_public_access_exclusion": {
		Kind:   "block_public_access_exclusion",
		Values: names{{"internet_gateway_exclusion_mode", "mode"}},
		Links:  names{{"vpc_id", "vpc"}, {"subnet_id", "subnet"}},
	},
}
