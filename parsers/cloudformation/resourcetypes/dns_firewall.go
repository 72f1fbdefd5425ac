package resourcetypes

import "github.com/reachlint/reachlint/parsers/graph"

// firewallTypes decide which names Route 53 Resolver DNS Firewall lets a VPC ask for.
var firewallTypes = map[string]graph.Type{
	"AWS::Route53Resolver::FirewallDomainList": {
		Kind:   "dns_firewall_domain_list",
		Values: names{{"Name", "name"}, {"Domains", "domains"}, {"DomainFileUrl", "domain_file_url"}},
	},
	"AWS::Route53Resolver::FirewallRuleGroup": {
		Kind: "dns_firewall_rule_group",
		Blocks: []graph.Block{{
			Property: "FirewallRules", Set: "rules", Kind: "dns_firewall_rule",
			Values: names{
				{"Action", "action"},
				{"Priority", "priority"},
				{"Qtype", "query_type"},
				{"DnsThreatProtection", "threat_protection"},
			},
			Links: names{{"FirewallDomainListId", "domain_list"}},
		}},
	},
	"AWS::Route53Resolver::FirewallRuleGroupAssociation": {
		Kind:   "dns_firewall_association",
		Values: names{{"Priority", "priority"}},
		Links:  names{{"FirewallRuleGroupId", "rule_group"}, {"VpcId", "vpc"}},
	},
}
