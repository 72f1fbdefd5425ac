package resourcetypes

import "github.com/reachlint/reachlint/parsers/graph"

// vpcTypes are VPCs with their subnets and route tables.
var vpcTypes = map[string]graph.Type{
	"AWS::EC2::VPC": {
		Kind: "vpc",
		Values: names{
			{"CidrBlock", "cidr_block"},
			{"EnableDnsSupport", "enable_dns_support"},
			{"EnableDnsHostnames", "enable_dns_hostnames"},
		},
		Default: constant{"enable_dns_support": true, "enable_dns_hostnames": false},
	},
	"AWS::EC2::VPCCidrBlock": {
		Settings: []graph.Setting{{
			Owner: "VpcId", OwnerKind: "vpc", Append: true,
			Values: names{{"CidrBlock", "secondary_cidr_blocks"}},
		}},
	},
	"AWS::EC2::Subnet": {
		Kind: "subnet",
		Values: names{
			{"CidrBlock", "cidr_block"},
			{"Ipv6CidrBlock", "ipv6_cidr_block"},
			{"MapPublicIpOnLaunch", "map_public_ip_on_launch"},
			{"Ipv6Native", "ipv6_native"},
			{"EnableDns64", "enable_dns64"},
			{"AvailabilityZone", "availability_zone"},
		},
		Links:   names{{"VpcId", "vpc"}},
		Default: constant{"map_public_ip_on_launch": false},
	},
	"AWS::EC2::RouteTable": {
		Kind:  "route_table",
		Links: names{{"VpcId", "vpc"}},
	},
	"AWS::EC2::Route": {
		Kind: "route",
		Values: names{
			{"DestinationCidrBlock", "destination"},
			{"DestinationIpv6CidrBlock", "destination_ipv6"},
			{"DestinationPrefixListId", "destination_prefix_list"},
		},
		Links: names{
			{"GatewayId", "gateway"},
			{"NatGatewayId", "nat_gateway"},
			{"TransitGatewayId", "transit_gateway"},
			{"VpcPeeringConnectionId", "vpc_peering_connection"},
			{"NetworkInterfaceId", "network_interface"},
			{"InstanceId", "instance"},
			{"VpcEndpointId", "vpc_endpoint"},
			{"EgressOnlyInternetGatewayId", "egress_only_internet_gateway"},
			{"CoreNetworkArn", "core_network"},
			{"LocalGatewayId", "local_gateway"},
			{"CarrierGatewayId", "carrier_gateway"},
		},
		Joins: []graph.Join{{Owner: "RouteTableId", OwnerKind: "route_table", Set: "routes"}},
	},
	"AWS::EC2::SubnetCidrBlock": {
		Settings: []graph.Setting{{
			Owner: "SubnetId", OwnerKind: "subnet", Values: names{{"Ipv6CidrBlock", "ipv6_cidr_block"}},
		}},
	},
	// What the gateway learns becomes routes; which ones only the other side knows.
	"AWS::EC2::VPNGatewayRoutePropagation": {
		Kind:  "route",
		Links: names{{"VpnGatewayId", "virtual_private_gateway"}},
		Joins: []graph.Join{{Owner: "RouteTableIds", OwnerKind: "route_table", Set: "routes"}},
	},
	"AWS::EC2::SubnetRouteTableAssociation": {
		Joins: []graph.Join{{Owner: "SubnetId", OwnerKind: "subnet", Set: "route_table", Member: "RouteTableId"}},
	},
}

// gatewayTypes are the ways out of a VPC.
var gatewayTypes = map[string]graph.Type{
	"AWS::EC2::InternetGateway": {Kind: "internet_gateway"},
	"AWS::EC2::VPCGatewayAttachment": {
		Joins: []graph.Join{
			{Owner: "InternetGatewayId", OwnerKind: "internet_gateway", Set: "vpc", Member: "VpcId"},
			{Owner: "VpnGatewayId", OwnerKind: "vpn_gateway", Set: "vpc", Member: "VpcId"},
		},
	},
	"AWS::EC2::EgressOnlyInternetGateway": {
		Kind:  "egress_only_internet_gateway",
		Links: names{{"VpcId", "vpc"}},
	},
	"AWS::EC2::NatGateway": {
		Kind:    "nat_gateway",
		Values:  names{{"ConnectivityType", "connectivity_type"}, {"AvailabilityMode", "availability_mode"}},
		Links:   names{{"SubnetId", "subnet"}, {"VpcId", "vpc"}},
		Default: constant{"connectivity_type": "public"},
	},
	"AWS::EC2::VPNGateway": {Kind: "vpn_gateway"},
	// CloudFormation accepts what it asks for, in another account by the PeerRoleArn ("Peer with a VPC in another AWS
	// account", AWS CloudFormation User Guide).
	"AWS::EC2::VPCPeeringConnection": {
		Kind:     "vpc_peering_connection",
		Constant: constant{"accepted": true},
		Links:    names{{"VpcId", "vpc"}, {"PeerVpcId", "peer_vpc"}},
	},
	"AWS::EC2::EIP": {
		Kind:  "elastic_ip",
		Links: names{{"InstanceId", "instance"}},
	},
	// AssociateAddress wants an allocation or an address ("AssociateAddress", Amazon EC2 API Reference).
	"AWS::EC2::EIPAssociation": {
		Joins: []graph.Join{
			{Owner: "InstanceId", OwnerKind: "instance", Set: "public_addresses", Member: "AllocationId", Needed: true},
			{Owner: "InstanceId", OwnerKind: "instance", Set: "public_addresses", Member: "EIP", Needed: true},
			{Owner: "NetworkInterfaceId", OwnerKind: "network_interface", Set: "public_addresses", Member: "AllocationId", Needed: true},
			{Owner: "NetworkInterfaceId", OwnerKind: "network_interface", Set: "public_addresses", Member: "EIP", Needed: true},
		},
	},
	"AWS::EC2::VPCBlockPublicAccessOptions": {
		Kind:   "block_public_access",
		Values: names{{"InternetGatewayBlockMode", "mode"}},
	},
	"AWS::EC2::VPCBlockPublicAccessExclusion": {
		Kind:   "block_public_access_exclusion",
		Values: names{{"InternetGatewayExclusionMode", "mode"}},
		Links:  names{{"VpcId", "vpc"}, {"SubnetId", "subnet"}},
	},
}
