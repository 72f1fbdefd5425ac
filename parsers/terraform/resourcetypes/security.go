package resourcetypes

import "github.com/reachlint/reachlint/parsers/graph"

// securityTypes are security groups and network ACLs with their rules.
//
// The provider removes the rule that lets everything out of a new group ("Resource: aws_security_group",
// "NOTE on Egress rules"), so a group without egress rules lets nothing out.
var securityTypes = map[string]graph.Type{
	"aws_security_group": {
		Kind:   "security_group",
		Values: names{{"name", "name"}, {"description", "description"}, {"lifecycle.ignore_changes", "ignored_changes"}},
		Links:  names{{"vpc_id", "vpc"}},
		Blocks: []graph.Block{inlineRules("ingress"), inlineRules("egress")},
	},
	// "This resource treats its inline rules as absolute" ("Resource: aws_default_security_group").
	"aws_default_security_group": {
		Kind:    "security_group",
		Values:  names{{"lifecycle.ignore_changes", "ignored_changes"}},
		Links:   names{{"vpc_id", "vpc"}},
		Blocks:  []graph.Block{inlineRules("ingress"), inlineRules("egress")},
		Default: constant{"exclusive_ingress": true, "exclusive_egress": true},
		Adopts:  &graph.Adoption{Owner: "vpc_id", Part: "default_security_group"},
	},
	"aws_security_group_rule": {
		Kind: "security_group_rule",
		Values: names{
			{"type", "direction"},
			{"protocol", "protocol"},
			{"from_port", "from_port"},
			{"to_port", "to_port"},
			{"cidr_blocks", "cidr_blocks"},
			{"ipv6_cidr_blocks", "ipv6_cidr_blocks"},
			{"self", "self"},
			{"description", "description"},
		},
		Links: names{{"source_security_group_id", "groups"}, {"prefix_list_ids", "prefix_lists"}},
		Joins: groupOfRule,
	},
	"aws_vpc_security_group_ingress_rule": standaloneRule("ingress"),
	"aws_vpc_security_group_egress_rule":  standaloneRule("egress"),
	// It removes the rules of a group that it does not list ("Resource: aws_vpc_security_group_rules_exclusive").
	"aws_vpc_security_group_rules_exclusive": {
		Kind:   "exclusive_rules",
		Values: changesIgnored,
		Links: names{
			{"security_group_id", "groups"}, {"ingress_rule_ids", "ingress_rules"}, {"egress_rule_ids", "egress_rules"},
		},
		Joins: []graph.Join{
			{Owner: "security_group_id", OwnerKind: "security_group", Set: "rules", Member: "ingress_rule_ids"},
			{Owner: "security_group_id", OwnerKind: "security_group", Set: "rules", Member: "egress_rule_ids"},
		},
	},
	"aws_vpc_security_group_vpc_association": {
		Joins: []graph.Join{{Owner: "security_group_id", OwnerKind: "security_group", Set: "vpc", Member: "vpc_id"}},
	},
	"aws_network_interface_sg_attachment": {
		Joins: []graph.Join{
			{Owner: "network_interface_id", OwnerKind: "network_interface", Set: "security_groups", Member: "security_group_id", Stays: true},
			{Owner: "network_interface_id", OwnerKind: "instance", Set: "security_groups", Member: "security_group_id", Stays: true},
		},
	},
	"aws_network_acl": {
		Kind:   "network_acl",
		Links:  names{{"vpc_id", "vpc"}},
		Blocks: []graph.Block{inlineEntries("ingress"), inlineEntries("egress")},
		Joins:  []graph.Join{{Owner: "subnet_ids", OwnerKind: "subnet", Set: "network_acl"}},
	},
	"aws_default_network_acl": {
		Kind:   "network_acl",
		Blocks: []graph.Block{inlineEntries("ingress"), inlineEntries("egress")},
		Adopts: &graph.Adoption{Owner: "default_network_acl_id", Part: "default_network_acl"},
		Joins:  []graph.Join{{Owner: "subnet_ids", OwnerKind: "subnet", Set: "network_acl"}},
	},
	"aws_network_acl_rule": {
		Kind:   "network_acl_rule",
		Values: append(names{{"egress", "direction"}, {"rule_number", "rule_number"}, {"rule_action", "action"}}, entryValues...),
		Joins:  []graph.Join{{Owner: "network_acl_id", OwnerKind: "network_acl", Set: "rules"}},
		// "egress - … (default false)", "Resource: aws_network_acl_rule".
		Default: constant{"direction": "ingress"},
	},
	"aws_network_acl_association": {
		Joins: []graph.Join{{Owner: "subnet_id", OwnerKind: "subnet", Set: "network_acl", Member: "network_acl_id"}},
	},
	"aws_ec2_managed_prefix_list": {
		Kind:   "prefix_list",
		Values: names{{"name", "name"}, {"entry.cidr", "cidr_blocks"}},
	},
	"aws_ec2_managed_prefix_list_entry": {
		Settings: []graph.Setting{{
			Owner: "prefix_list_id", OwnerKind: "prefix_list", Append: true, Values: names{{"cidr", "cidr_blocks"}},
		}},
	},
	"data.aws_prefix_list": {Kind: "prefix_list", Values: names{{"name", "name"}}},
	"data.aws_ec2_managed_prefix_list": {
		Kind:   "prefix_list",
		Values: names{{"name", "name"}, {"filter{name=prefix-list-name}.values", "name"}},
	},
}

// inlineRules are the blocks of one direction. Where there are some, or an empty list of them, the provider takes
// them for all rules of that direction and removes others ("Resource: aws_security_group", "NOTE on Security Groups
// and Security Group Rules").
func inlineRules(direction string) graph.Block {
	return graph.Block{
		Property: direction, Set: "rules", Kind: "security_group_rule", Exclusive: "exclusive_" + direction,
		Constant: constant{"direction": direction},
		Values: names{
			{"protocol", "protocol"},
			{"from_port", "from_port"},
			{"to_port", "to_port"},
			{"cidr_blocks", "cidr_blocks"},
			{"ipv6_cidr_blocks", "ipv6_cidr_blocks"},
			{"self", "self"},
			{"description", "description"},
		},
		Links: names{{"security_groups", "groups"}, {"prefix_list_ids", "prefix_lists"}},
	}
}

func standaloneRule(direction string) graph.Type {
	return graph.Type{
		Kind:     "security_group_rule",
		Constant: constant{"direction": direction},
		Values: names{
			{"ip_protocol", "protocol"},
			{"from_port", "from_port"},
			{"to_port", "to_port"},
			{"cidr_ipv4", "cidr_blocks"},
			{"cidr_ipv6", "ipv6_cidr_blocks"},
			{"description", "description"},
		},
		Links: names{{"referenced_security_group_id", "groups"}, {"prefix_list_id", "prefix_lists"}},
		Joins: groupOfRule,
	}
}

// groupOfRule adds a rule to its group. That of a directory, which Directory Service makes, is known by the directory's
// attribute security_group_id.
var groupOfRule = []graph.Join{
	{Owner: "security_group_id", OwnerKind: "security_group", Set: "rules"},
	{Owner: "security_group_id", OwnerKind: "directory", Set: "rules"},
}

var entryValues = names{
	{"protocol", "protocol"},
	{"from_port", "from_port"},
	{"to_port", "to_port"},
	{"cidr_block", "cidr_block"},
	{"ipv6_cidr_block", "ipv6_cidr_block"},
}

func inlineEntries(direction string) graph.Block {
	return graph.Block{
		Property: direction, Set: "rules", Kind: "network_acl_rule",
		Constant: constant{"direction": direction},
		Values:   append(names{{"rule_no", "rule_number"}, {"action", "action"}}, entryValues...),
	}
}
