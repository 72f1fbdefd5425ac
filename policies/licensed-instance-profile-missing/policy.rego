# METADATA
# title: Licensed instance without a full instance profile
# description: >-
#   An instance with licensed software relies on Default Host Management alone, or its role is made for sessions
#   only. License Manager requires an instance profile, and configures the instance by Run Command and inventory.
# related_resources:
#   - ref: https://docs.aws.amazon.com/license-manager/latest/userguide/user-based-subscriptions.html
#     description: User-based subscriptions in License Manager
#   - ref: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLicenseManagerUserSubscriptionsServiceRolePolicy.html
#     description: AWSLicenseManagerUserSubscriptionsServiceRolePolicy
#   - ref: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMManagedInstanceCore.html
#     description: AmazonSSMManagedInstanceCore
# custom:
#   severity: warning
#   category: license-manager
#   precision: high
package policies["licensed-instance-profile-missing"]

import data.lib.computers
import data.lib.evidence
import data.lib.identity
import data.lib.licensed
import data.lib.mend
import data.lib.profiles
import data.lib.reasons
import data.lib.text

fail contains finding if {
	some [subject, attribute] in evidence.places(lacking)
	at_place := {fact | some fact in lacking; fact.subject == subject; fact.attribute == attribute}
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": message(attribute, subject, at_place),
		"remedy": remedy(subject),
		"affected": evidence.computers(at_place),
		"path": path(evidence.one(at_place)),
		"mend": mends(subject, attribute, evidence.computers(at_place)),
	}
}

review contains finding if {
	some [subject, attribute] in evidence.places(undecided)
	at_place := {fact | some fact in undecided; fact.subject == subject; fact.attribute == attribute}
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"It is undecided whether License Manager can configure {text.list(evidence.computers(at_place))} through the instance profile that it requires.",
		"remedy": remedy(subject),
		"reason": evidence.why(at_place),
		"affected": evidence.computers(at_place),
		"path": path(evidence.one(at_place)),
	}
}

mends(subject, attribute, addresses) := mend.managed_core(subject, attribute) if {
	attribute == "policies"
} else := profiles.given(subject, attribute, addresses)

message("policies", subject, facts) := $"{subject} does not allow {concat(", ", evidence.one(facts).actions)}, with which License Manager takes inventory of {text.list(evidence.computers(facts))}."

message("instance_profile", subject, facts) := $"{subject} names no instance profile, which License Manager requires on {text.list(evidence.computers(facts))}: Default Host Management alone is not documented as enough."

message("role", subject, facts) := $"{subject} has no role, which License Manager requires on {text.list(evidence.computers(facts))}: Default Host Management alone is not documented as enough."

remedy(subject) := $"Attach the policy AmazonSSMManagedInstanceCore to {subject}." if {
	input.nodes.role[subject]
} else := $"Give {subject} a role that has the policy AmazonSSMManagedInstanceCore." if {
	input.nodes.instance_profile[subject]
} else := $"Give {subject} an instance profile whose role has the policy AmazonSSMManagedInstanceCore."

path(fact) := iam.allows(fact.subject, fact.actions[0]).path if {
	input.nodes.role[fact.subject]
} else := [
	{"node": fact.computer, "attribute": "image", "text": $"{fact.computer} counts as licensed, because {licensed.signals[computers.elder(fact.computer)].text}", "verdict": "allow"},
	{"node": fact.subject, "attribute": fact.attribute, "text": $"{fact.subject} gives it no role", "verdict": fact.verdict},
]

lacking := evidence.spread({fact |
	some fact in facts
	fact.verdict == "deny"
})

undecided := evidence.spread({fact |
	some fact in facts
	fact.verdict == "unknown"
})

# Without Default Host Management, a missing profile is the fault that ssm-instance-profile-missing tells.
facts := {fact |
	some address, computer in licensed.elders
	identity.host_management(computer) != "off"
	answer := gap(computer)
	fact := object.union(evidence.fact(address, answer, reasons.first([computers.doubt(computer), management_doubt(computer)])), {"actions": []})
} | {fact |
	some address, computer in licensed.elders
	role := identity.role(computer).address
	some answer in gaps[role]
	doubt := reasons.first([computers.doubt(computer), computers.doubt(input.nodes.role[role])])
	fact := object.union(evidence.fact(address, answer, doubt), {"actions": answer.actions})
}

# Who assumes Default Host Management in the settings knows that it is on.
management_doubt(computer) := identity.host_management(computer) if {
	identity.host_management(computer) != "on"
	not input.configuration.assume_default_host_management
} else := ""

gap(computer) := {"verdict": "deny", "reason": "", "subject": holder(computer), "attribute": "instance_profile"} if {
	not computer.instance_profile
	not computer.open.instance_profile
} else := {"verdict": "deny", "reason": "", "subject": profile.address, "attribute": "role"} if {
	profile := identity.profile(computer)
	computers.surely(profile)
	not profile.role
	not profile.open.role
}

holder(computer) := computers.template(computer).address if {
	true
} else := computer.address

# The actions with which SSM Agent runs an association such as that of inventory
# (AmazonSSMManagedInstanceCore, AWS Managed Policy Reference Guide).
actions := ["ssm:GetDocument", "ssm:ListInstanceAssociations", "ssm:PutInventory", "ssm:UpdateInstanceAssociationStatus"]

# What SSM Agent needs for anything: a role that lacks some of it is told by ssm-role-permissions-missing.
core := [
	"ssm:UpdateInstanceInformation",
	"ssmmessages:CreateControlChannel",
	"ssmmessages:CreateDataChannel",
	"ssmmessages:OpenControlChannel",
	"ssmmessages:OpenDataChannel",
]

# gaps[role] are what a role for sessions lacks: surely, or else perhaps.
gaps := {role: found |
	some role in {identity.role(computer).address | some computer in licensed.elders}
	every action in core { iam.allows(role, action).verdict == "allow" }
	answers := {action: answer |
		some action in actions
		answer := iam.allows(role, action)
		answer.verdict != "allow"
	}
	found := refused(role, answers)
}

refused(role, answers) := [{"verdict": "deny", "reason": "", "subject": role, "attribute": "policies", "actions": denied}] if {
	denied := [action | some action in actions; answers[action].verdict == "deny"]
	count(denied) > 0
} else := [{"verdict": "unknown", "reason": answers[unsure[0]].reason, "subject": role, "attribute": "policies", "actions": unsure}] if {
	unsure := [action | some action in actions; answers[action]]
	count(unsure) > 0
} else := []
