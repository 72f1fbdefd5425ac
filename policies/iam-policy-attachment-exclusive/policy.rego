# METADATA
# title: Policy that an exclusive attachment takes away
# description: >-
#   The role of an instance is given a policy that an exclusive attachment, or the role's own list of policies, does not
#   have. Terraform takes it away again, so that the instance has the policy after one run and lacks it after another.
# related_resources:
#   - ref: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_policy_attachment
#     description: aws_iam_policy_attachment
#   - ref: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role_policy_attachments_exclusive
#     description: aws_iam_role_policy_attachments_exclusive
#   - ref: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role_policies_exclusive
#     description: aws_iam_role_policies_exclusive
#   - ref: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role
#     description: aws_iam_role (managed_policy_arns, inline_policy)
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
	some [address, attribute], taken in evidence.grouped(proven, ["attachment", "attribute"])
	finding := object.union(of(address, attribute, taken), {"message": message(address, attribute, taken)})
}

review contains finding if {
	some [address, attribute], taken in evidence.grouped(facts, ["attachment", "attribute"])
	not [address, attribute] in surely
	finding := object.union(of(address, attribute, taken), {
		"message": $"It is undecided whether {question(address, attribute, taken)}.",
		"reason": [fact.doubt | some fact in taken][0],
	})
}

surely := {[fact.attachment, fact.attribute] | some fact in proven}

of(address, attribute, taken) := {
	"node": address,
	"attribute": attribute,
	"remedy": remedy(address, attribute, taken),
	"affected": sort({computer | some fact in taken; some computer in users[fact.role]}),
	"path": [hop(fact) | some fact in taken],
}

hop(fact) := {
	"node": fact.role,
	"attribute": "policies",
	"text": $"{fact.role} is given {name(fact.policy)} by other means than {means(fact)}",
	"verdict": "allow",
}

means(fact) := $"its own {argument}" if {
	argument := arguments[fact.attribute]
} else := fact.attachment

# arguments are those of a role that list its policies of one sort, by the value that says so.
arguments := {"exclusive_managed_policies": "managed_policy_arns", "exclusive_inline_policies": "inline_policy"}

message(address, attribute, taken) := $"{address} lists its policies in {argument} and takes them for all that there are, so every run of Terraform may take {text.list(policies(taken))} away." if {
	argument := arguments[attribute]
} else := $"{address} attaches {text.list(policies(taken))} to what it lists and to nothing else, so every run of Terraform may take it from {text.list(roles(taken))}." if {
	attribute == "roles"
} else := $"{address} leaves {text.list(roles(taken))} no inline policies but those that it names, so every run of Terraform may take {text.list(policies(taken))} away." if {
	attribute == "policy_names"
} else := $"{address} leaves {text.list(roles(taken))} no policies but those that it lists, so every run of Terraform may take {text.list(policies(taken))} away."

question(address, attribute, taken) := $"{address} takes {text.list(policies(taken))} away by its {argument}" if {
	argument := arguments[attribute]
} else := $"{address} takes {text.list(policies(taken))} from {text.list(roles(taken))}"

remedy(address, "exclusive_managed_policies", _) := $"Attach the policies of {address} by resources aws_iam_role_policy_attachment, and leave managed_policy_arns out, which is deprecated."

remedy(address, "exclusive_inline_policies", _) := $"Write the inline policies of {address} as resources aws_iam_role_policy, and leave inline_policy out, which is deprecated."

remedy(address, "roles", taken) := $"List {text.list(roles(taken))} in {address} as well, or attach the policy to each role by an aws_iam_role_policy_attachment."

remedy(address, "policies", taken) := $"List {text.list(policies(taken))} in {address} as well."

remedy(address, "policy_names", taken) := $"Name {text.list(policies(taken))} in {address} as well."

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
		"attachment": address, "attribute": "roles", "role": role, "policy": policy,
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
		"attachment": address, "attribute": "policies", "role": role, "policy": policy,
		"doubt": reasons.first([doubt(attachment, role), hidden(array.concat([policy], attachment.policies))]),
	}
}

facts contains fact if {
	some address, attachment in input.nodes.exclusive_attachment
	attachment.exclusive == "inline"
	not ignores(attachment, "policy_names")
	some role in attachment.roles
	users[role]
	some policy in input.nodes.role[role].policies
	is_inline(policy)
	not some_name(policy) in object.get(attachment, "policy_names", [])
	fact := {
		"attachment": address, "attribute": "policy_names", "role": role, "policy": policy,
		"doubt": reasons.first([doubt(attachment, role), computers.doubt(input.nodes.policy[policy]), unnamed_policy(attachment, policy)]),
	}
}

# A role takes its own list for all managed policies that it has.
facts contains fact if {
	some role, node in input.nodes.role
	exclusive := exclusiveness(node, "exclusive_managed_policies")
	users[role]
	not ignores(node, "managed_policy_arns")
	kept := {key(policy) | some policy in node.listed_policies}
	some policy in node.policies
	not is_inline(policy)
	not key(policy) in kept
	fact := {
		"attachment": role, "attribute": "exclusive_managed_policies", "role": role, "policy": policy,
		"doubt": reasons.first([exclusive, object.get(node, ["open", "listed_policies"], ""), doubt(node, role), hidden(array.concat([policy], node.listed_policies))]),
	}
}

# So it does with its inline policies.
facts contains fact if {
	some role, node in input.nodes.role
	exclusive := exclusiveness(node, "exclusive_inline_policies")
	users[role]
	not ignores(node, "inline_policy")
	own := {some_name(policy) | some policy in node.policies; input.nodes.policy[policy].resource_type == "aws_iam_role"}
	some policy in node.policies
	input.nodes.policy[policy].resource_type == "aws_iam_role_policy"
	not some_name(policy) in own
	fact := {
		"attachment": role, "attribute": "exclusive_inline_policies", "role": role, "policy": policy,
		"doubt": reasons.first([exclusive, doubt(node, role), computers.doubt(input.nodes.policy[policy])]),
	}
}

# exclusiveness is why a role may leave its policies to others; "" where it does not. It is undefined for one that does.
exclusiveness(role, attribute) := "" if {
	role[attribute]
} else := role.unknown[attribute]

# some_name is the name of an inline policy, or what stands for it where AWS or Terraform makes it up.
some_name(policy) := input.nodes.policy[policy].name if {
	true
} else := concat("", ["${", policy, ".name}"])

# unnamed_policy is why an inline policy may be one that is named.
unnamed_policy(attachment, policy) := object.get(attachment, ["unknown", "policy_names"], "") if {
	not contains(some_name(policy), "${")
} else := reasons.first([$"{named} may be the name of {policy}" | some named in attachment.policy_names; contains(named, "${")])

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

# doubt is why an attachment, or what is attached apart from it, may not be there, or may stay as others make it.
doubt(attachment, role) := reasons.first(array.flatten([
	computers.doubt(attachment),
	[object.get(attachment, ["open", set], "") | some set in ["roles", "policies"]],
	object.get(attachment, ["unknown", "ignored_changes"], ""),
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
