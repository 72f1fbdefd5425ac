# METADATA
# title: Policy that an exclusive attachment takes away
# description: >-
#   The role of an instance is given a policy that an exclusive attachment does not list. Terraform detaches it again,
#   so that the instance has the policy after one run and lacks it after another.
# related_resources:
#   - ref: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_policy_attachment
#     description: aws_iam_policy_attachment
#   - ref: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role_policy_attachments_exclusive
#     description: aws_iam_role_policy_attachments_exclusive
# custom:
#   severity: warning
#   category: systems-manager
#   precision: high
package policies["iam-policy-attachment-exclusive"]

import data.lib.computers
import data.lib.evidence
import data.lib.grouping
import data.lib.identity
import data.lib.managed
import data.lib.reasons
import data.lib.text

fail contains finding if {
	some [address], taken in evidence.grouped(proven, ["attachment"])
	finding := object.union(of(address, taken), {"message": message(input.nodes.exclusive_attachment[address], taken)})
}

review contains finding if {
	some [address], taken in evidence.grouped(facts, ["attachment"])
	not address in {fact.attachment | some fact in proven}
	finding := object.union(of(address, taken), {
		"message": $"It is undecided whether {address} takes {text.list(policies(taken))} from {text.list(roles(taken))}.",
		"reason": [fact.doubt | some fact in taken][0],
	})
}

of(address, taken) := {
	"node": address,
	"attribute": attribute(input.nodes.exclusive_attachment[address]),
	"remedy": remedy(input.nodes.exclusive_attachment[address], taken),
	"affected": sort({computer | some fact in taken; some computer in users[fact.role]}),
	"path": [hop(fact) | some fact in taken],
}

hop(fact) := {
	"node": fact.role,
	"attribute": "policies",
	"text": $"{fact.role} is given {name(fact.policy)} by other means than {fact.attachment}",
	"verdict": "allow",
}

attribute(attachment) := "roles" if {
	attachment.exclusive == "policy"
} else := "policies"

message(attachment, taken) := $"{attachment.address} attaches {text.list(policies(taken))} to what it lists and to nothing else, so every run of Terraform may take it from {text.list(roles(taken))}." if {
	attachment.exclusive == "policy"
} else := $"{attachment.address} leaves {text.list(roles(taken))} no policies but those that it lists, so every run of Terraform may take {text.list(policies(taken))} away."

remedy(attachment, taken) := $"List {text.list(roles(taken))} in {attachment.address} as well, or attach the policy to each role by an aws_iam_role_policy_attachment." if {
	attachment.exclusive == "policy"
} else := $"List {text.list(policies(taken))} in {attachment.address} as well."

policies(taken) := sort({name(fact.policy) | some fact in taken})

roles(taken) := sort({fact.role | some fact in taken})

proven := {fact | some fact in facts; fact.doubt == ""}

facts contains fact if {
	some address, attachment in input.nodes.exclusive_attachment
	attachment.exclusive == "policy"
	not ignores(attachment, "roles")
	some listed in attachment.policies
	some role, _ in users
	not role in attachment.roles
	some policy in input.nodes.role[role].policies
	key(policy) == key(listed)
	fact := {
		"attachment": address, "role": role, "policy": policy,
		"doubt": reasons.first([doubt(attachment, role), hidden([policy]), unnamed(attachment, input.nodes.role[role])]),
	}
}

facts contains fact if {
	some address, attachment in input.nodes.exclusive_attachment
	attachment.exclusive == "role"
	not ignores(attachment, "policy_arns")
	kept := {key(policy) | some policy in attachment.policies}
	some role in attachment.roles
	users[role]
	some policy in input.nodes.role[role].policies
	not is_inline(policy)
	not key(policy) in kept
	fact := {
		"attachment": address, "role": role, "policy": policy,
		"doubt": reasons.first([doubt(attachment, role), hidden(array.concat([policy], attachment.policies))]),
	}
}

# users[role] are the computers that have to be managed and have the role.
users := grouping.of([[role.address, member] |
	some address, _ in managed.needs
	role := identity.role(computers.all[address])
	some member in computers.family(address)
])

# doubts[role] is why none of them may need it; "" where one does.
doubts[role] := reasons.first([each | not "" in found; some each in found]) if {
	some role, found in doubts_of_users
}

doubts_of_users := grouping.of([[role.address, need.doubt] |
	some address, need in managed.needs
	role := identity.role(computers.all[address])
])

ignores(attachment, attribute) if {
	some name in attachment.ignored_changes
	name in {"all", attribute}
}

# doubt is why an attachment, or what is attached apart from it, may not be there.
doubt(attachment, role) := reasons.first(array.flatten([
	computers.doubt(attachment),
	[object.get(attachment, ["open", set], "") | some set in ["roles", "policies"]],
	computers.doubt(input.nodes.role[role]),
	object.get(input.nodes.role[role], ["open", "policies"], ""),
	doubts[role],
]))

# unnamed is why a role may be one that is listed by a name.
unnamed(attachment, role) := reasons.first([$"{listed} may be {role.address}" |
	some listed in attachment.roles
	not input.nodes.role[listed]
	may_be(listed, role)
])

may_be(listed, _) if contains(listed, "${")

may_be(_, role) if not role.name

may_be(_, role) if role.unknown.name

# hidden is why one of some policies may be the same as another one that is written otherwise.
hidden(written) := reasons.first([$"it is not known which policy {policy} is" |
	some policy in written
	key(policy) == policy
	is_hidden(policy)
])

is_hidden(policy) if contains(policy, "${")

is_hidden(policy) if input.nodes.policy[policy].external

# key is the same for the same policy: one that AWS manages has an ARN in each partition.
key(policy) := amazons(policy) if {
	true
} else := amazons(input.nodes.policy[policy].arn) if {
	true
} else := policy

amazons(arn) := $"AWS managed {name}" if {
	parts := split(arn, ":iam::aws:policy/")
	count(parts) == 2
	path := split(parts[1], "/")
	name := path[count(path) - 1]
	not contains(name, "${")
}

name(policy) := trim_prefix(key(policy), "AWS managed ")

# An inline policy is a part of its role, and attached by nobody.
is_inline(policy) if input.nodes.policy[policy].resource_type in {"aws_iam_role", "aws_iam_role_policy"}
