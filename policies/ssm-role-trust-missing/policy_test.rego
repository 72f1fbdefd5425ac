package policies["ssm-role-trust-missing_test"]

import data.lib.fixture
import data.policies["ssm-role-trust-missing"] as rule

fails(configuration, trusts) := found if {
	found := rule.fail with input as fixture.given(configuration, {"trusts": trusts})
		with network.endpoints as fixture.endpoints
		with iam.trusts as fixture.trusts
}

reviews(configuration, trusts) := found if {
	found := rule.review with input as fixture.given(configuration, {"trusts": trusts})
		with network.endpoints as fixture.endpoints
		with iam.trusts as fixture.trusts
}

nobody := {"*": fixture.denied("aws_iam_role.app", "trust_policy", "aws_iam_role.app trusts lambda.amazonaws.com only")}

test_fail_other_service if {
	found := fails(fixture.sound, nobody)
	count(found) == 1
	some finding in found
	finding.node == "aws_iam_role.app"
	finding.attribute == "trust_policy"
	finding.message == "aws_iam_role.app does not trust ec2.amazonaws.com, so aws_instance.app gets no credentials for Systems Manager."
}

test_pass_trusted if {
	count(fails(fixture.sound, {})) == 0
	count(reviews(fixture.sound, {})) == 0
}

test_pass_china if {
	count(fails(fixture.sound, {"ec2.amazonaws.com": nobody["*"], "ec2.amazonaws.com.cn": fixture.allowed})) == 0
}

test_review_condition if {
	unknown := {"*": fixture.unknown("the trust policy has a condition")}
	count(fails(fixture.sound, unknown)) == 0
	some finding in reviews(fixture.sound, unknown)
	finding.reason == "the trust policy has a condition"
}

test_review_role_may_not_exist if {
	configuration := fixture.changed("role", "aws_iam_role.app", "maybe", "its count is unknown")
	count(fails(configuration, nobody)) == 0
	count(reviews(configuration, nobody)) == 1
}

test_trap_role_of_something_else if {
	count(fails(fixture.without("instance", "aws_instance.app", "instance_profile"), nobody)) == 0
}

host_management := {"service_setting": {"aws_ssm_service_setting.management": {
	"address": "aws_ssm_service_setting.management",
	"setting_id": "/ssm/managed-instance/default-ec2-instance-management-role",
	"role": "aws_iam_role.app",
}}}

test_fail_host_management if {
	configuration := object.union(fixture.without("instance", "aws_instance.app", "instance_profile"), {"nodes": host_management})
	some finding in fails(configuration, nobody)
	finding.message == "aws_iam_role.app does not trust ssm.amazonaws.com, so Default Host Management gives no instance its credentials."
	count(fails(configuration, {})) == 0
}
