package resourcetypes

import "github.com/reachlint/reachlint/parsers/graph"

// nameTypes decide how names resolve: DHCP options, directories, resolver rules, private zones.
var nameTypes = map[string]graph.Type{
	"AWS::EC2::DHCPOptions": {
		Kind: "dhcp_options",
		Values: names{
			{"DomainName", "domain_name"},
			{"DomainNameServers", "domain_name_servers"},
			{"NtpServers", "ntp_servers"},
			{"NetbiosNodeType", "netbios_node_type"},
		},
	},
	"AWS::EC2::VPCDHCPOptionsAssociation": {
		Joins: []graph.Join{{Owner: "VpcId", OwnerKind: "vpc", Set: "dhcp_options", Member: "DhcpOptionsId"}},
	},
	"AWS::DirectoryService::MicrosoftAD": directory("MicrosoftAD"),
	"AWS::DirectoryService::SimpleAD":    directory("SimpleAD"),
	"AWS::Route53Resolver::ResolverEndpoint": {
		Kind:   "resolver_endpoint",
		Values: names{{"Direction", "query_direction"}},
		Links:  names{{"IpAddresses.SubnetId", "subnets"}, {"SecurityGroupIds", "security_groups"}},
	},
	"AWS::Route53Resolver::ResolverRule": {
		Kind:   "resolver_rule",
		Values: names{{"DomainName", "domain_name"}, {"RuleType", "rule_type"}, {"TargetIps.Ip", "target_addresses"}},
		Links:  names{{"ResolverEndpointId", "resolver_endpoint"}},
	},
	"AWS::Route53Resolver::ResolverRuleAssociation": {
		Joins: []graph.Join{
			{Owner: "ResolverRuleId", OwnerKind: "resolver_rule", Set: "vpcs", Member: "VPCId"},
			{Owner: "VPCId", OwnerKind: "vpc", Set: "resolver_rules", Member: "ResolverRuleId"},
		},
	},
	"AWS::Route53::HostedZone": {
		Kind:   "hosted_zone",
		Values: names{{"Name", "domain_name"}},
		Links:  names{{"VPCs.VPCId", "vpcs"}},
	},
	"AWS::Route53::RecordSet": {
		Kind:   "dns_record",
		Values: names{{"Name", "record_name"}, {"Type", "record_type"}},
		Links:  append(targetsOfRecord, zoneOfRecord...),
	},
	"AWS::Route53::RecordSetGroup": {
		Kind: "dns_record_group",
		Blocks: []graph.Block{{
			Property: "RecordSets", Set: "records", Kind: "dns_record",
			Values: names{{"Name", "record_name"}, {"Type", "record_type"}},
			Links:  append(targetsOfRecord, zoneOfRecord...),
			Shared: zoneOfRecord,
		}},
	},
	"AWS::Route53Profiles::Profile": {Kind: "resolver_profile"},
	"AWS::Route53Profiles::ProfileAssociation": {
		Joins: []graph.Join{{Owner: "ResourceId", OwnerKind: "vpc", Set: "resolver_profiles", Member: "ProfileId"}},
	},
	"AWS::Route53Profiles::ProfileResourceAssociation": {
		Joins: []graph.Join{{Owner: "ProfileId", OwnerKind: "resolver_profile", Set: "resources", Member: "ResourceArn"}},
	},
}

// zoneOfRecord is the zone of a record, by its id or by its name.
var zoneOfRecord = names{{"HostedZoneId", "hosted_zone"}, {"HostedZoneName", "hosted_zone"}}

var targetsOfRecord = names{{"AliasTarget.DNSName", "vpc_endpoint"}, {"ResourceRecords", "vpc_endpoint"}}

func directory(kind string) graph.Type {
	return graph.Type{
		Kind:     "directory",
		Constant: constant{"type": kind},
		Values:   names{{"Name", "domain_name"}},
		Links:    names{{"VpcSettings.VpcId", "vpc"}, {"VpcSettings.SubnetIds", "subnets"}},
	}
}
