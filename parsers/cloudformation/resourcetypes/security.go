package resourcetypes

import "github.com/reachlint/reachlint/parsers/graph"

// securityTypes are security groups and network ACLs with their rules.
//
// A group without egress rules lets everything out ("AWS::EC2::SecurityGroup", SecurityGroupEgress),
// unlike in Terraform.
var securityTypes = map[string]graph.Type{
	"AWS::EC2::SecurityGroup": {
		Kind:          "security_group",
		Values:        names{{"GroupName", "name"}, {"GroupDescription", "description"}},
		Links:         names{{"VpcId", "vpc"}},
		Blocks:        []graph.Block{inlineRules("SecurityGroupIngress", "ingress"), inlineRules("SecurityGroupEgress", "egress")},
		DefaultEgress: true,
	},
	// The CDK takes the rules from the default group of its VPCs so ("restrictDefaultSecurityGroup", AWS CDK API
	// Reference, class Vpc), and does nothing else.
	"Custom::VpcRestrictDefaultSG": {
		Kind:   "security_group",
		Adopts: &graph.Adoption{Owner: "DefaultSecurityGroupId", Part: "default_security_group"},
	},
	"AWS::EC2::SecurityGroupIngress": standaloneRule("ingress"),
	"AWS::EC2::SecurityGroupEgress":  standaloneRule("egress"),
	"AWS::EC2::SecurityGroupVpcAssociation": {
		Joins: []graph.Join{{Owner: "GroupId", OwnerKind: "security_group", Set: "vpc", Member: "VpcId"}},
	},
	"AWS::EC2::NetworkAcl": {Kind: "network_acl", Links: names{{"VpcId", "vpc"}}},
	"AWS::EC2::NetworkAclEntry": {
		Kind: "network_acl_rule",
		Values: names{
			{"Egress", "direction"},
			{"RuleNumber", "rule_number"},
			{"RuleAction", "action"},
			{"Protocol", "protocol"},
			{"PortRange.From", "from_port"},
			{"PortRange.To", "to_port"},
			{"CidrBlock", "cidr_block"},
			{"Ipv6CidrBlock", "ipv6_cidr_block"},
		},
		Joins: []graph.Join{{Owner: "NetworkAclId", OwnerKind: "network_acl", Set: "rules"}},
		// "Egress: … The default is false", "AWS::EC2::NetworkAclEntry".
		Default: constant{"direction": "ingress"},
	},
	"AWS::EC2::SubnetNetworkAclAssociation": {
		Joins: []graph.Join{{Owner: "SubnetId", OwnerKind: "subnet", Set: "network_acl", Member: "NetworkAclId"}},
	},
	"AWS::EC2::PrefixList": {
		Kind:   "prefix_list",
		Values: names{{"PrefixListName", "name"}, {"Entries.Cidr", "cidr_blocks"}},
	},
}

var ruleValues = names{
	{"IpProtocol", "protocol"},
	{"FromPort", "from_port"},
	{"ToPort", "to_port"},
	{"CidrIp", "cidr_blocks"},
	{"CidrIpv6", "ipv6_cidr_blocks"},
	{"Description", "description"},
}

var ruleLinks = names{
	{"SourceSecurityGroupId", "groups"},
	{"SourceSecurityGroupName", "groups"},
	{"DestinationSecurityGroupId", "groups"},
	{"SourcePrefixListId", "prefix_lists"},
	{"DestinationPrefixListId", "prefix_lists"},
}

func inlineRules(property, direction string) graph.Block {
	return graph.Block{
		Property: property, Set: "rules", Kind: "security_group_rule",
		Constant: constant{"direction": direction}, Values: ruleValues, Links: ruleLinks,
	}
}

func standaloneRule(direction string) graph.Type {
	return graph.Type{
		Kind:     "security_group_rule",
		Constant: constant{"direction": direction}, Values: ruleValues, Links: ruleLinks,
		Joins: []graph.Join{
			{Owner: "GroupId", OwnerKind: "security_group", Set: "rules"},
			{Owner: "GroupName", OwnerKind: "security_group", Set: "rules"},
		},
	}
}

// endpointTypes are VPC endpoints.
var endpointTypes = map[string]graph.Type{
	"AWS::EC2::VPCEndpoint": {
		Kind: "vpc_endpoint",
		Values: names{
			{"ServiceName", "service_name"},
			{"ServiceRegion", "service_region"},
			{"VpcEndpointType", "endpoint_type"},
			{"IpAddressType", "ip_address_type"},
			{"PrivateDnsEnabled", "private_dns_enabled"},
			{"PolicyDocument", "policy"},
		},
		Links: names{
			{"VpcId", "vpc"},
			{"SubnetIds", "subnets"},
			{"SecurityGroupIds", "security_groups"},
			{"RouteTableIds", "route_tables"},
		},
		Default: constant{"endpoint_type": "Gateway", "private_dns_enabled": false},
	},
	"AWS::EC2::InstanceConnectEndpoint": {Kind: "instance_connect_endpoint", Links: names{{"SubnetId", "subnet"}, {"SecurityGroupIds", "security_groups"}}},
	"AWS::EC2::ClientVpnEndpoint":       {Kind: "client_vpn_endpoint", Links: names{{"VpcId", "vpc"}, {"SecurityGroupIds", "security_groups"}}},
}
