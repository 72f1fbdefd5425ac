package policies["iam-policy-attachment-exclusive_test"]

import data.lib.fixture
import data.policies["iam-policy-attachment-exclusive"] as rule

fails(attachment, more) := found if {
	found := rule.fail with input as fixture.given(with_attachment(attachment, more), {})
		with network.endpoints as fixture.endpoints
}

reviews(attachment, more) := found if {
	found := rule.review with input as fixture.given(with_attachment(attachment, more), {})
		with network.endpoints as fixture.endpoints
}

with_attachment(attachment, more) := {"nodes": object.union_n([fixture.nodes, more, {"exclusive_attachment": {attachment.address: attachment}}])}

core := "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"

of_policy := {
	"address": "aws_iam_policy_attachment.core",
	"exclusive": "policy",
	"policies": [core],
	"roles": ["aws_iam_role.web"],
}

of_role := {
	"address": "aws_iam_role_policy_attachments_exclusive.app",
	"exclusive": "role",
	"policies": [],
	"roles": ["aws_iam_role.app"],
}

web := {"role": {"aws_iam_role.web": {"address": "aws_iam_role.web", "name": "web", "policies": [core]}}}

test_fail_role_not_listed if {
	found := fails(of_policy, web)
	count(found) == 1
	some finding in found
	finding.node == "aws_iam_policy_attachment.core"
	finding.attribute == "roles"
	finding.affected == ["aws_instance.app"]
	finding.message == "aws_iam_policy_attachment.core attaches AmazonSSMManagedInstanceCore to what it lists and to nothing else, so every run of Terraform may take it from aws_iam_role.app."
}

test_fail_policy_not_listed if {
	some finding in fails(of_role, {})
	finding.attribute == "policies"
	finding.remedy == "List AmazonSSMManagedInstanceCore in aws_iam_role_policy_attachments_exclusive.app as well."
}

test_pass_role_listed if count(fails(object.union(of_policy, {"roles": ["aws_iam_role.app"]}), {})) == 0

test_pass_policy_listed if {
	listed := object.union(of_role, {"policies": ["arn:aws-us-gov:iam::aws:policy/AmazonSSMManagedInstanceCore"]})
	count(fails(listed, {})) == 0
	count(reviews(listed, {})) == 0
}

test_pass_other_policy if count(fails(object.union(of_policy, {"policies": ["arn:aws:iam::aws:policy/ReadOnlyAccess"]}), web)) == 0

test_trap_inline_policy if {
	inline := {
		"policy": {"aws_iam_role_policy.app": {"address": "aws_iam_role_policy.app", "resource_type": "aws_iam_role_policy"}},
		"role": {"aws_iam_role.app": {"policies": ["aws_iam_role_policy.app"]}},
	}
	count(fails(of_role, inline)) == 0
	count(reviews(of_role, inline)) == 0
}

test_trap_ignored[attribute] if {
	some attribute in ["all", "roles"]
	count(fails(object.union(of_policy, {"ignored_changes": [attribute]}), web)) == 0
}

test_review_open_list if {
	open := object.union(of_policy, {"open": {"roles": "variable roles has no default"}})
	count(fails(open, web)) == 0
	some finding in reviews(open, web)
	finding.reason == "variable roles has no default"
}

test_review_attachment_may_not_exist if {
	perhaps := object.union(of_policy, {"maybe": "variable fleet has no default"})
	count(fails(perhaps, web)) == 0
	count(reviews(perhaps, web)) == 1
}

test_review_listed_by_a_name if {
	named := object.union(of_policy, {"roles": ["${module.fleet.role_name}"]})
	count(fails(named, web)) == 0
	some finding in reviews(named, web)
	finding.reason == "${module.fleet.role_name} may be aws_iam_role.app"
}

test_review_hidden_policy if {
	hidden := object.union(of_role, {"policies": ["${module.fleet.policy_arn}"]})
	count(fails(hidden, {})) == 0
	some finding in reviews(hidden, {})
	finding.reason == "it is not known which policy ${module.fleet.policy_arn} is"
}

own_list := {"role": {"aws_iam_role.app": {
	"address": "aws_iam_role.app",
	"exclusive_managed_policies": true,
	"listed_policies": [],
	"policies": [core],
}}}

of_role_itself(outcome, role) := found if {
	found := rule[outcome] with input as fixture.given({"nodes": object.union_n([fixture.nodes, own_list, {"role": {"aws_iam_role.app": role}}])}, {})
		with network.endpoints as fixture.endpoints
}

test_fail_own_list if {
	some finding in of_role_itself("fail", {})
	finding.node == "aws_iam_role.app"
	finding.attribute == "exclusive_managed_policies"
	finding.message == "aws_iam_role.app lists its policies in managed_policy_arns and takes them for all that there are, so every run of Terraform may take AmazonSSMManagedInstanceCore away."
}

test_pass_own_list[role] if {
	some role in [{"listed_policies": [core]}, {"ignored_changes": ["managed_policy_arns"]}, {"exclusive_managed_policies": false}]
	count(of_role_itself("fail", role)) == 0
	count(of_role_itself("review", role)) == 0
}

test_review_own_list if {
	role := {"exclusive_managed_policies": false, "unknown": {"exclusive_managed_policies": "variable policies has no default"}}
	count(of_role_itself("fail", role)) == 0
	some finding in of_role_itself("review", role)
	finding.reason == "variable policies has no default"
	finding.message == "It is undecided whether aws_iam_role.app takes AmazonSSMManagedInstanceCore away by its managed_policy_arns."
}

test_inline_names if {
	inline := {
		"policy": {"aws_iam_role_policy.app": {"address": "aws_iam_role_policy.app", "resource_type": "aws_iam_role_policy", "name": "sessions"}},
		"role": {"aws_iam_role.app": {"policies": ["aws_iam_role_policy.app"]}},
	}
	list := object.union(of_role, {"exclusive": "inline", "policy_names": ["logs"]})
	some finding in fails(list, inline)
	finding.attribute == "policy_names"
	count(fails(object.union(list, {"policy_names": ["sessions"]}), inline)) == 0
}
