package policies["licensed-instance-profile-missing_test"]

import data.lib.fixture
import data.policies["licensed-instance-profile-missing"] as rule

found(outcome, nodes, answers) := findings if {
	findings := rule[outcome] with input as fixture.given({"nodes": object.union(nodes, {"instance": {"aws_instance.app": {"licensed": true}}})}, answers)
		with iam.allows as fixture.allows
		with iam.trusts as fixture.trusts
}

without_profile := json.remove(fixture.nodes, ["/instance/aws_instance.app/instance_profile"])

managed(change) := {"service_setting": {"setting": object.union(
	{
		"address": "setting",
		"setting_id": "/ssm/managed-instance/default-ec2-instance-management-role",
		"value": "service-role/AWSSystemsManagerDefaultEC2InstanceManagementRole",
	},
	change,
)}}

session_only := {"allows": {
	"ssm:PutInventory": fixture.denied("aws_iam_role.app", "policies", "no policy allows it"),
	"ssm:ListInstanceAssociations": fixture.denied("aws_iam_role.app", "policies", "no policy allows it"),
}}

test_fail_host_management_alone if {
	some finding in found("fail", object.union(without_profile, managed({})), {})
	finding.node == "aws_instance.app"
	finding.attribute == "instance_profile"
}

test_fail_session_only if {
	some finding in found("fail", fixture.nodes, session_only)
	finding.node == "aws_iam_role.app"
	finding.message == "aws_iam_role.app does not allow ssm:ListInstanceAssociations, ssm:PutInventory, with which License Manager takes inventory of aws_instance.app."
}

test_fail_role_that_cannot_register if {
	answers := {"allows": {"ssm:UpdateInstanceInformation": fixture.denied("aws_iam_role.app", "policies", "no policy allows it")}}
	some finding in found("fail", object.union(fixture.nodes, managed({})), answers)
	finding.node == "aws_iam_role.app"
	startswith(finding.message, "aws_iam_role.app does not let SSM Agent register aws_instance.app")
}

test_review_role_that_may_not_register if {
	answers := {"allows": {"ssm:UpdateInstanceInformation": fixture.unknown("a variable")}}
	some finding in found("review", object.union(fixture.nodes, managed({})), answers)
	finding.reason == "a variable"
	count(found("review", fixture.nodes, answers)) == 0
}

test_review_profile_out_of_view[reason] if {
	some reason, change in {
		"a variable": {"open": {"instance_profile": "a variable"}},
		"office is not part of this configuration": {"instance_profile": "office"},
	}
	nodes := object.union_n([without_profile, managed({}), {"instance": {"aws_instance.app": change}}])
	count(found("fail", nodes, {})) == 0
	some finding in found("review", nodes, {})
	finding.reason == reason
}

test_fail_boundary if {
	answers := {"allows": {"ssm:PutInventory": fixture.denied("aws_iam_role.app", "permissions_boundary", "the boundary does not allow it")}}
	some finding in found("fail", fixture.nodes, answers)
	startswith(finding.message, "The permissions boundary of aws_iam_role.app does not allow ssm:PutInventory")
}

test_fail_denied_elsewhere if {
	answers := {"allows": {"ssm:PutInventory": fixture.denied("aws_iam_policy.no", "document", "it denies it")}}
	some finding in found("fail", fixture.nodes, answers)
	startswith(finding.message, "aws_iam_policy.no keeps aws_iam_role.app from ssm:PutInventory")
	finding.remedy == "Allow ssm:PutInventory in aws_iam_policy.no."
	finding.mend == []
}

test_fail_assumed if {
	nodes := object.union(without_profile, {"instance": {"aws_instance.app": {"licensed": true}}})
	given := fixture.given({"nodes": nodes, "configuration": {"assume_default_host_management": true}}, {})
	findings := rule.fail with input as given with iam.allows as fixture.allows
		with iam.trusts as fixture.trusts
	count(findings) == 1
}

test_pass_full_profile if {
	count(found("fail", fixture.nodes, {})) == 0
	count(found("review", fixture.nodes, {})) == 0
}

# Without Default Host Management this is the fault that another rule tells.
test_pass_told_already if count(found("fail", without_profile, {})) == 0

test_pass_core_missing if {
	answers := {"allows": object.union(session_only.allows, {"ssm:UpdateInstanceInformation": fixture.denied("aws_iam_role.app", "policies", "no policy allows it")})}
	count(found("fail", fixture.nodes, answers)) == 0
}

test_review_host_management_undecided if {
	nodes := object.union(without_profile, managed({"maybe": "variable managed has no default"}))
	count(found("fail", nodes, {})) == 0
	some finding in found("review", nodes, {})
	finding.node == "aws_instance.app"
}

test_review_condition if {
	answers := {"allows": {"ssm:PutInventory": fixture.unknown("it depends on a condition")}}
	count(found("fail", fixture.nodes, answers)) == 0
	some finding in found("review", fixture.nodes, answers)
	finding.reason == "it depends on a condition"
}
