# METADATA
# title: Security group with rules of both kinds
# description: >-
#   A security group of an instance or endpoint has rules as blocks of its own and rules as resources beside it.
#   Terraform takes the blocks for all that there is, so that its runs remove the other rules and add them again.
# related_resources:
#   - ref: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group
#     description: aws_security_group, "NOTE on Security Groups and Security Group Rules"
#   - ref: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_security_group
#     description: aws_default_security_group
# custom:
#   severity: warning
#   category: systems-manager
#   precision: high
package policies["security-group-rules-mixed"]

import data.lib.computers
import data.lib.reasons
import data.lib.text

fail contains finding if {
	some fact in facts
	fact.doubt == ""
	finding := object.union(of(fact), {"message": $"{fact.group} lists its {fact.direction} rules itself and takes them for all that there are, so every run of Terraform may remove {text.list(fact.rules)}."})
}

review contains finding if {
	some fact in facts
	fact.doubt != ""
	finding := object.union(of(fact), {
		"message": $"It is undecided whether {fact.group} lists its {fact.direction} rules itself, beside {text.list(fact.rules)}.",
		"reason": fact.doubt,
	})
}

of(fact) := {
	"node": fact.group,
	"attribute": concat("_", ["exclusive", fact.direction]),
	"remedy": remedy(input.nodes.security_group[fact.group], fact),
	"affected": members(input.nodes.security_group[fact.group]),
	"path": [{"node": rule, "attribute": "direction", "text": $"{rule} adds to {fact.group} from the outside", "verdict": "allow"} | some rule in fact.rules],
}

remedy(group, fact) := $"Write the rules as blocks of {fact.group}, which keeps no others." if {
	group.resource_type == "aws_default_security_group"
} else := $"Write all {fact.direction} rules of {fact.group} as resources of their own, or all of them as its blocks."

facts := {fact |
	some address, group in input.nodes.security_group
	some name, direction in {"exclusive_egress": "egress", "exclusive_ingress": "ingress"}
	exclusive := exclusiveness(group, name)
	count(members(group)) > 0
	not ignores(group, direction)
	standalone := [rule | some rule in group.rules; rule.direction == direction; stands_alone(rule, group)]
	count(standalone) > 0
	fact := {
		"group": address,
		"direction": direction,
		"rules": sort({rule.address | some rule in standalone}),
		"doubt": reasons.first([exclusive.doubt, object.get(group, ["unknown", "ignored_changes"], ""), existence(group, standalone)]),
	}
}

# members are the instances and endpoints that wear a group. What else there is does not need Systems Manager.
members(group) := sort({member | some name in ["instances", "endpoints"]; some member in group[name]})

# A rule of a group's own has the type of its group, and so has a rule that AWS made with it.
stands_alone(rule, group) if rule.resource_type != group.resource_type

# exclusiveness is undefined for a group that leaves the rules of the direction to others.
exclusiveness(group, name) := {"doubt": ""} if {
	group[name] == true
} else := {"doubt": group.unknown[name]}

ignores(group, direction) if {
	some name in group.ignored_changes
	name in {"all", direction}
}

# A rule that may not exist leaves it open whether there are rules of both kinds.
existence(group, standalone) := computers.doubt(group) if {
	some rule in standalone
	computers.doubt(rule) == ""
} else := reasons.first([computers.doubt(group), computers.doubt(standalone[0])])
