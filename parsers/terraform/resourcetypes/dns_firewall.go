package resourcetypes

import "github.com/reachlint/reachlint/parsers/graph"

// firewallTypes decide which names Route 53 Resolver DNS Firewall lets a VPC ask for.
var firewallTypes = map[string]graph.Type{
	"aws_route53_resolver_firewall_domain_list": {
		Kind:   "dns_firewall_domain_list",
		Values: names{{"name", "name"}, {"domains", "domains"}, {"lifecycle.ignore_changes", "ignored_changes"}},
	},
	"data.aws_route53_resolver_firewall_domain_list": {
		Kind:   "dns_firewall_domain_list",
		Values: names{{"name", "name"}},
	},
	"aws_route53_resolver_firewall_rule_group": {Kind: "dns_firewall_rule_group"},
	"aws_route53_resolver_firewall_rule": {
		Kind: "dns_firewall_rule",
		Values: names{
			{"action", "action"},
			{"priority", "priority"},
			{"q_type", "query_type"},
			{"dns_threat_protection", "threat_protection"},
		},
		Links: names{{"firewall_domain_list_id", "domain_list"}},
		Joins: []graph.Join{{Owner: "firewall_rule_group_id", OwnerKind: "dns_firewall_rule_group", Set: "rules"}},
	},
	"aws_route53_resolver_firewall_rule_group_association": {
		Kind:   "dns_firewall_association",
		Values: names{{"priority", "priority"}},
		Links:  names{{"firewall_rule_group_id", "rule_group"}, {"vpc_id", "vpc"}},
	},
}
