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
import data.lib.mend
import data.lib.reasons
import data.lib.services
import data.lib.text

fail contains managed.reasoned(finding) if {
	some [subject, attribute], at_place in evidence.by_place(denied)
	first := evidence.one(at_place)
	sufferers := evidence.families(at_place)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"{message(subject, first)}, so {consequence(first, sufferers)}.",
		"remedy": remedy(subject, first),
		"affected": sufferers,
		"path": iam.allows(first.role, first.actions[0]).path,
		"mend": mend.managed_core(subject, attribute),
	}
}

# The older policy does what the agent needs ("AmazonEC2RoleforSSM", AWS Managed Policy Reference Guide: "This policy
# will soon be deprecated").
fail contains finding if {
	some role, users in outdated
	finding := {
		"node": role,
		"attribute": "policies",
		"level": "note",
		"message": $"{role} has the policy AmazonEC2RoleforSSM, which AWS deprecates: it lets {text.list(users)} read and write all S3 buckets besides.",
		"remedy": $"Attach the policy AmazonSSMManagedInstanceCore to {role} in its place, and allow apart what else its instances need.",
		"affected": users,
		"path": iam.allows(role, actions[0]).path,
	}
}

# Another partition has policies of its own ("Amazon Resource Names (ARNs) in GovCloud (US) Regions", AWS GovCloud (US)
# User Guide).
fail contains finding if {
	some [role, policy], fact in foreign
	finding := {
		"node": role,
		"attribute": "policies",
		"message": $"{role} has the policy {policy}, and in {fact.region} those of AWS are in the partition {fact.partition}, so AWS refuses to attach it.",
		"remedy": $"Write {replace(policy, $"arn:{fact.written}:", $"arn:{fact.partition}:")} for {policy}.",
		"affected": fact.users,
		"path": [hop(role, policy, fact)],
	}
}

hop(role, policy, fact) := {"node": role, "attribute": "policies", "text": $"{policy} is not in the partition {fact.partition}", "verdict": "deny"}

review contains finding if {
	some [subject, attribute], at_place in evidence.by_place(undecided)
	first := evidence.one(at_place)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"It is undecided whether {first.role} allows {concat(", ", first.actions)}.",
		"remedy": "Attach the policy AmazonSSMManagedInstanceCore to the role.",
		"reason": first.reason,
		"affected": evidence.families(at_place),
		"path": iam.allows(first.role, first.actions[0]).path,
	}
}

message(subject, fact) := $"The permissions boundary of {subject} does not allow {concat(", ", fact.actions)}" if {
	fact.attribute == "permissions_boundary"
} else := $"{subject} does not allow {concat(", ", fact.actions)}" if {
	subject == fact.role
} else := $"{subject} keeps {fact.role} from {concat(", ", fact.actions)}"

consequence(fact, sufferers) := $"SSM Agent cannot register {text.list(sufferers)} or open sessions" if {
	"ssm:UpdateInstanceInformation" in fact.actions
} else := $"no session can be opened on {text.list(sufferers)}, and Default Host Management does not help, as SSM Agent stays with a role that lets it register" if {
	identity.host_management(computers.all[fact.computer]) == "on"
} else := $"no session can be opened on {text.list(sufferers)}"

remedy(subject, fact) := $"Allow {concat(", ", fact.actions)} in the permissions boundary of {subject}." if {
	fact.attribute == "permissions_boundary"
} else := $"Attach the policy AmazonSSMManagedInstanceCore to {subject}, or allow {concat(", ", fact.actions)}." if {
	subject == fact.role
} else := $"Allow {concat(", ", fact.actions)} in {subject}."

# What SSM Agent needs at least (ID-01).
actions := [
	"ssm:UpdateInstanceInformation",
	"ssmmessages:CreateControlChannel",
	"ssmmessages:CreateDataChannel",
	"ssmmessages:OpenControlChannel",
	"ssmmessages:OpenDataChannel",
]

denied := {fact |
	some fact in instance_facts
	fact.verdict == "deny"
}

# A role that surely lacks something needs no second word about what it may lack besides.
undecided := {fact |
	some fact in instance_facts
	fact.verdict == "unknown"
	not fact.role in lacking
}

lacking := {fact.role | some fact in denied}

instance_facts := {fact |
	some address, need in managed.needs
	computer := computers.all[address]
	role := identity.role(computer)
	some gap in gaps[role.address]
	doubt := reasons.first([need.doubt, computers.doubt(role), stand_in(role.address, computer)])
	fact := object.union(evidence.fact(address, gap, doubt), {"role": role.address, "actions": gap.actions})
}

# gaps[role] are the places where a role lacks something, each with the actions that it is about.
gaps := {role: found |
	some role, refused in refusals
	found := {gap |
		some [verdict, subject, attribute] in {place(role, answer) | some answer in refused}
		about := [action | some action in actions; place(role, refused[action]) == [verdict, subject, attribute]]
		gap := {"verdict": verdict, "subject": subject, "attribute": attribute, "reason": refused[about[0]].reason, "actions": about}
	}
}

place(role, answer) := [answer.verdict, reasons.first([answer.subject, role]), answer.attribute]

# refusals[role][action] is the answer for each action that a role does not surely allow.
refusals := {role: refused |
	some role, _ in input.nodes.role
	refused := iam.refusals(role, actions)
	refused != {}
}

# outdated[role] are the computers whose role has the older policy.
outdated[role.address] := users if {
	some role in input.nodes.role
	some policy in managed.role_texts(role)
	endswith(policy, "AmazonEC2RoleforSSM")
	computers.surely(role)
	not role.open.policies
	users := users_of(role)
	count(users) > 0
}

# users_of are the computers that are meant to be managed by means of a role.
users_of(role) := sort({member |
	some address, _ in managed.needs
	identity.role(computers.all[address]).address == role.address
	some member in computers.family(address)
})

# foreign[[role, policy]] is a policy that AWS manages in another partition than that of the role's Region.
foreign[[role.address, policy]] := {"region": region, "partition": partition, "written": written, "users": users} if {
	some role in input.nodes.role
	computers.surely(role)
	not role.open.policies
	region := services.region(role)
	partition := partitions[region]
	some policy in managed.role_texts(role)
	written := regex.find_all_string_submatch_n(`^arn:(aws[a-z-]*):iam::aws:policy/`, policy, 1)[0][1]
	written != partition
	users := users_of(role)
	count(users) > 0
}

partitions := {region: partition_of(region) | some region in {services.region(role) | some role in input.nodes.role}}

# partition_of is undefined for a Region that is not known, and for those that only some customers see.
partition_of(region) := "aws-cn" if {
	startswith(region, "cn-")
} else := "aws-us-gov" if {
	startswith(region, "us-gov-")
} else := "aws" if {
	regex.match(`^(af|ap|ca|eu|il|me|mx|sa|us)-[a-z]+-\d$`, region)
}

# stand_in says what Default Host Management makes of a gap. The agent turns to it when the role does not
# let it register at all; a role that does, and lacks the rest, gets no help. It is undefined where Default
# Host Management surely helps.
stand_in(role, computer) := "" if {
	not refusals[role]["ssm:UpdateInstanceInformation"]
} else := identity.host_management_doubt(computer)
