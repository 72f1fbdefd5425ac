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
	some [subject, attribute], at_place in evidence.by_place(lacking)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": message(evidence.one(at_place), text.list(evidence.computers(at_place))),
		"remedy": remedy(evidence.one(at_place)),
		"affected": evidence.computers(at_place),
		"path": path(evidence.one(at_place)),
		"mend": mends(subject, attribute, evidence.computers(at_place)),
	}
}

review contains finding if {
	some [subject, attribute], at_place in evidence.by_place(undecided)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"It is undecided whether License Manager can configure {text.list(evidence.computers(at_place))} through the instance profile that it requires.",
		"remedy": remedy(evidence.one(at_place)),
		"reason": evidence.why(at_place),
		"affected": evidence.computers(at_place),
		"path": path(evidence.one(at_place)),
	}
}

mends(subject, attribute, addresses) := mend.managed_core(subject, attribute) if {
	attribute == "policies"
} else := profiles.given(subject, attribute, addresses)

message(fact, whom) := $"{fact.role} does not let SSM Agent register {whom}, which License Manager requires of the instance profile: Default Host Management alone is not documented as enough." if {
	fact.actions == [register]
} else := $"The permissions boundary of {fact.role} does not allow {concat(", ", fact.actions)}, with which License Manager takes inventory of {whom}." if {
	fact.attribute == "permissions_boundary"
} else := $"{fact.subject} does not allow {concat(", ", fact.actions)}, with which License Manager takes inventory of {whom}." if {
	fact.subject == fact.role
} else := $"{fact.subject} keeps {fact.role} from {concat(", ", fact.actions)}, with which License Manager takes inventory of {whom}." if {
	fact.role != ""
} else := $"{fact.subject} has no role, which License Manager requires on {whom}: Default Host Management alone is not documented as enough." if {
	fact.attribute == "role"
} else := $"{fact.subject} names no instance profile, which License Manager requires on {whom}: Default Host Management alone is not documented as enough."

remedy(fact) := $"Allow {concat(", ", fact.actions)} in the permissions boundary of {fact.role}." if {
	fact.attribute == "permissions_boundary"
} else := $"Attach the policy AmazonSSMManagedInstanceCore to {fact.subject}." if {
	fact.subject == fact.role
} else := $"Allow {concat(", ", fact.actions)} in {fact.subject}." if {
	fact.role != ""
} else := $"Give {fact.subject} a role that has the policy AmazonSSMManagedInstanceCore." if {
	fact.attribute == "role"
} else := $"Give {fact.subject} an instance profile whose role has the policy AmazonSSMManagedInstanceCore."

path(fact) := iam.allows(fact.role, fact.actions[0]).path if {
	fact.role != ""
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

# Without Default Host Management, a missing profile or permission is the fault that others tell:
# ssm-instance-profile-missing and ssm-role-permissions-missing.
facts := (by_profile | by_registration) | by_inventory

by_profile := {fact |
	some address, computer in licensed.elders
	identity.host_management(computer) != "off"
	answer := gap(computer)
	doubt := reasons.first([computers.doubt(computer), management_doubt(computer)])
	fact := object.union(evidence.fact(address, answer, doubt), {"role": "", "actions": []})
}

by_registration := {fact |
	some address, computer in licensed.elders
	identity.host_management(computer) != "off"
	role := identity.role(computer)
	answer := iam.allows(role.address, register)
	answer.verdict in standing_in(computer)
	here := object.union(answer, {"subject": reasons.first([answer.subject, role.address])})
	doubt := reasons.first([computers.doubt(computer), computers.doubt(role), management_doubt(computer)])
	fact := object.union(evidence.fact(address, here, doubt), {"role": role.address, "actions": [register]})
}

by_inventory := {fact |
	some address, computer in licensed.elders
	role := identity.role(computer)
	some answer in gaps[role.address]
	doubt := reasons.first([computers.doubt(computer), computers.doubt(role)])
	fact := object.union(evidence.fact(address, answer, doubt), {"role": role.address, "actions": answer.actions})
}

# The agent turns to Default Host Management where its role does not let it register ("Managing EC2 instances
# automatically with Default Host Management Configuration", AWS Systems Manager User Guide).
register := "ssm:UpdateInstanceInformation"

# standing_in are the verdicts about the role's permission to register that leave an instance to Default Host
# Management. Where that may be off, an unknown one is what ssm-role-permissions-missing tells.
standing_in(computer) := {"deny", "unknown"} if {
	management_doubt(computer) == ""
} else := {"deny"}

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
} else := {"verdict": "unknown", "reason": reason, "subject": computer.address, "attribute": "instance_profile"} if {
	management_doubt(computer) == ""
	reason := unseen(computer)
}

# unseen tells why the role behind a computer's profile is not known. Where Default Host Management may be off, that is
# what ssm-instance-profile-missing tells.
unseen(computer) := computer.open.instance_profile if {
	true
} else := $"{computer.instance_profile} is not part of this configuration" if {
	not identity.profile(computer)
} else := identity.profile(computer).external if {
	true
} else := identity.profile(computer).open.role if {
	true
} else := $"{identity.profile(computer).role} is not part of this configuration" if {
	not identity.role(computer)
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

# gaps[role] are the places where a role for sessions lacks something, each with the actions that it is about: those
# where it surely does, or else those where it may.
gaps := {role: found |
	some role in {identity.role(computer).address | some computer in licensed.elders}
	every action in core { iam.allows(role, action).verdict == "allow" }
	refused := {action: answer |
		some action in actions
		answer := iam.allows(role, action)
		answer.verdict != "allow"
	}
	found := {object.union(refused[about[0]], {"subject": subject, "actions": about}) |
		some [verdict, subject, attribute] in {place(role, answer) | some answer in refused}
		verdict == gravest(refused)
		about := [action | some action in actions; place(role, refused[action]) == [verdict, subject, attribute]]
	}
}

place(role, answer) := [answer.verdict, reasons.first([answer.subject, role]), answer.attribute]

gravest(answers) := "deny" if {
	some answer in answers
	answer.verdict == "deny"
} else := "unknown"
