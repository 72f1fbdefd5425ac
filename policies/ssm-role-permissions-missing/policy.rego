# METADATA
# title: Role lacks permissions for Systems Manager
# description: >-
#   The role behind an instance's profile does not allow the actions with which SSM Agent registers the
#   instance and keeps its channels open.
# related_resources:
#   - ref: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMManagedInstanceCore.html
#     description: AmazonSSMManagedInstanceCore
#   - ref: https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html
#     description: ec2messages, ssmmessages, and other API operations
# custom:
#   severity: error
#   category: systems-manager
#   precision: high
package policies["ssm-role-permissions-missing"]

import data.lib.computers
import data.lib.evidence
import data.lib.identity
import data.lib.managed
import data.lib.reasons
import data.lib.text

fail contains finding if {
	some [subject, attribute] in evidence.places(denied)
	at_place := {fact | some fact in denied; fact.subject == subject; fact.attribute == attribute}
	finding := object.union(evidence.of(at_place), {
		"node": subject,
		"attribute": attribute,
		"message": $"{message(subject, at_place)}, so SSM Agent cannot register {text.list(evidence.computers(at_place))} or open sessions.",
		"remedy": remedy(subject, at_place),
	})
}

review contains finding if {
	some [subject, attribute] in evidence.places(undecided)
	at_place := {fact | some fact in undecided; fact.subject == subject; fact.attribute == attribute}
	finding := object.union(evidence.of(at_place), {
		"node": subject,
		"attribute": attribute,
		"message": $"It is undecided whether {text.list(roles(at_place))} {text.plural(roles(at_place), "allows", "allow")} {concat(", ", actions_of(at_place))}.",
		"remedy": "Attach the policy AmazonSSMManagedInstanceCore to the role.",
		"reason": evidence.why(at_place),
	})
}

message(subject, facts) := $"{subject} does not allow {concat(", ", actions_of(facts))}" if {
	subject in roles(facts)
} else := $"{subject} keeps {text.list(roles(facts))} from {concat(", ", actions_of(facts))}"

remedy(subject, facts) := $"Attach the policy AmazonSSMManagedInstanceCore to {subject}, or allow {concat(", ", actions_of(facts))}." if {
	subject in roles(facts)
} else := $"Allow {concat(", ", actions_of(facts))} in {subject}."

roles(facts) := sort({fact.role | some fact in facts})

actions_of(facts) := [action |
	some action in actions
	action in {fact.action | some fact in facts}
]

# What SSM Agent needs at least (ID-01).
actions := [
	"ssm:UpdateInstanceInformation",
	"ssmmessages:CreateControlChannel",
	"ssmmessages:CreateDataChannel",
	"ssmmessages:OpenControlChannel",
	"ssmmessages:OpenDataChannel",
]

denied := {fact |
	some fact in facts
	fact.verdict == "deny"
}

# A role that surely lacks something needs no second word about what it may lack besides.
undecided := {fact |
	some fact in facts
	fact.verdict == "unknown"
	not fact.role in {other.role | some other in facts; other.verdict == "deny"}
}

facts := {fact |
	some address, need in managed.needs
	role := identity.role(computers.all[address])
	some action, answer in gaps[role.address]
	doubt := reasons.first([need.doubt, computers.doubt(role), stand_in(role.address)])
	located := object.union(answer, {"subject": reasons.first([answer.subject, role.address])})
	fact := object.union(evidence.fact(address, located, doubt), {"role": role.address, "action": action})
}

# gaps[role][action] is the answer for each action that a role does not surely allow.
gaps[role][action] := answer if {
	some role, _ in input.nodes.role
	some action in actions
	answer := iam.allows(role, action)
	answer.verdict != "allow"
}

# stand_in says what Default Host Management makes of a gap. The agent turns to it when the role does not
# let it register at all; a role that does, and lacks the rest, gets no help. It is undefined where Default
# Host Management surely helps.
stand_in(role) := "" if {
	not gaps[role]["ssm:UpdateInstanceInformation"]
} else := identity.host_management_doubt
