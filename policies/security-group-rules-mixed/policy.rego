# METADATA
# title: Security group with rules of both kinds
# description: >-
#   A security group of an instance or endpoint has rules as blocks of its own and rules as resources beside it, or a
#   list of all its rules that lacks some. Terraform takes the blocks, or the list, for all that there is, so that its
#   runs remove the other rules and add them again.
# related_resources:
#   - ref: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group
#     description: aws_security_group, "NOTE on Security Groups and Security Group Rules"
#   - ref: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_security_group
#     description: aws_default_security_group
#   - ref: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_security_group_rules_exclusive
#     description: aws_vpc_security_group_rules_exclusive
# custom:
#   severity: warning
#   category: systems-manager
#   precision: high
package policies["security-group-rules-mixed"]

import data.lib.computers
import data.lib.reasons
import data.lib.text

fail contains finding if {
	some fact in mixtures
	fact.doubt == ""
	finding := object.union(of(fact), {"message": $"{fact.group} lists its {fact.direction} rules itself and takes them for all that there are, so every run of Terraform may remove {text.list(fact.rules)}."})
}

review contains finding if {
	some fact in mixtures
	fact.doubt != ""
	finding := object.union(of(fact), {
		"message": $"It is undecided whether {fact.group} lists its {fact.direction} rules itself, beside {text.list(fact.rules)}.",
		"reason": fact.doubt,
	})
}

fail contains finding if {
	some omission in omissions
	omission.doubt == ""
	finding := object.union(of_list(omission), {"message": $"{omission.list} lists all {omission.direction} rules that {omission.group} may have, so every run of Terraform may remove {text.list(omission.rules)}."})
}

review contains finding if {
	some omission in omissions
	omission.doubt != ""
	finding := object.union(of_list(omission), {
		"message": $"It is undecided whether {omission.list} lists {text.list(omission.rules)}, as it removes all other {omission.direction} rules of {omission.group}.",
		"reason": omission.doubt,
	})
}

of_list(omission) := {
	"node": omission.list,
	"attribute": concat("_", [omission.direction, "rules"]),
	"remedy": $"List {text.list(omission.rules)} in {omission.list} as well.",
	"affected": members(input.nodes.security_group[omission.group]),
	"path": additions(omission),
}

of(fact) := {
	"node": fact.group,
	"attribute": concat("_", ["exclusive", fact.direction]),
	"remedy": remedy(input.nodes.security_group[fact.group], fact),
	"affected": members(input.nodes.security_group[fact.group]),
	"path": additions(fact),
}

additions(fact) := [{"node": rule, "attribute": "direction", "text": $"{rule} adds to {fact.group} from the outside", "verdict": "allow"} | some rule in fact.rules]

remedy(group, fact) := $"Write the rules as blocks of {fact.group}, which keeps no others." if {
	group.resource_type == "aws_default_security_group"
} else := $"Write all {fact.direction} rules of {fact.group} as resources of their own, or all of them as its blocks."

facts := mixtures | omissions

# mixtures are the groups with rules as blocks of their own and rules beside them.
mixtures := {fact |
	some [address, direction, doubt] in exclusive
	group := input.nodes.security_group[address]
	count(members(group)) > 0
	not ignores(group, direction)
	standalone := [rule | some rule in group.rules; rule.direction == direction; stands_alone(rule, group)]
	count(standalone) > 0
	fact := {
		"group": address,
		"direction": direction,
		"rules": sort({rule.address | some rule in standalone}),
		"doubt": reasons.first([doubt, object.get(group, ["unknown", "ignored_changes"], ""), existence(group, standalone)]),
	}
}

# omissions are the lists of all rules of a group that lack some of its rules. A list that is handed an id from elsewhere
# may name a rule that was imported.
omissions := {omission |
	some address, list in input.nodes.exclusive_rules
	some name in list.groups
	group := input.nodes.security_group[name]
	count(members(group)) > 0
	some direction in ["egress", "ingress"]
	not ignores_ids(list, direction)
	listed := {rule | some set in ["ingress_rules", "egress_rules"]; some rule in list[set]}
	omitted := [rule |
		some rule in group.rules
		rule.direction == direction
		stands_alone(rule, group)
		not rule.address in listed
	]
	count(omitted) > 0
	omission := {
		"list": address,
		"group": name,
		"direction": direction,
		"rules": sort({rule.address | some rule in omitted}),
		"doubt": reasons.first([
			computers.doubt(list),
			object.get(list, ["open", "groups"], ""),
			object.get(list, ["open", concat("_", [direction, "rules"])], ""),
			elsewhere(list, direction),
			existence(group, omitted),
		]),
	}
}

ignores_ids(list, direction) if {
	some name in list.ignored_changes
	name in {"all", concat("_", [direction, "rule", "ids"])}
}

# elsewhere is why a list may hold a rule under another name than its address.
elsewhere(list, direction) := reasons.first([$"{rule} may be the id of one of them" |
	some rule in list[concat("_", [direction, "rules"])]
	not input.nodes.security_group_rule[rule]
])

# members are the instances and endpoints that wear a group. What else there is does not need Systems Manager.
members(group) := sort({member | some name in ["instances", "endpoints"]; some member in group[name]})

# A rule of a group's own has the type of its group, and so has a rule that AWS made with it.
stands_alone(rule, group) if rule.resource_type != group.resource_type

# exclusive are the groups that leave the rules of a direction to nobody else, and those of which that is not known.
exclusive contains [address, "egress", ""] if {
	some address, group in input.nodes.security_group
	group.exclusive_egress == true
}

exclusive contains [address, "ingress", ""] if {
	some address, group in input.nodes.security_group
	group.exclusive_ingress == true
}

exclusive contains [address, direction, doubt] if {
	some address, group in input.nodes.security_group
	some name, doubt in group.unknown
	direction := {"exclusive_egress": "egress", "exclusive_ingress": "ingress"}[name]
}

ignores(group, direction) if {
	some name in group.ignored_changes
	name in {"all", direction}
}

# A rule that may not exist leaves it open whether there are rules of both kinds.
existence(group, standalone) := computers.doubt(group) if {
	some rule in standalone
	computers.doubt(rule) == ""
} else := reasons.first([computers.doubt(group), computers.doubt(standalone[0])])
