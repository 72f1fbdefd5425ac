package policies["ssm-role-permissions-missing_test"]

import data.lib.fixture
import data.policies["ssm-role-permissions-missing"] as rule

fails(configuration, allows) := found if {
	found := rule.fail with input as fixture.given(configuration, {"allows": allows})
		with network.endpoints as fixture.endpoints
		with iam.allows as fixture.allows
		with iam.refusals as fixture.refusals
}

reviews(configuration, allows) := found if {
	found := rule.review with input as fixture.given(configuration, {"allows": allows})
		with network.endpoints as fixture.endpoints
		with iam.allows as fixture.allows
		with iam.refusals as fixture.refusals
}

nothing := {"*": fixture.denied("aws_iam_role.app", "policies", "no policy of aws_iam_role.app allows it")}

register := "ssm:UpdateInstanceInformation"

host_management := {"nodes": object.union(fixture.nodes, {"service_setting": {"aws_ssm_service_setting.on": {
	"setting_id": "/ssm/managed-instance/default-ec2-instance-management-role",
	"value": "role",
}}})}

test_fail_nothing_allowed if {
	found := fails(fixture.sound, nothing)
	count(found) == 1
	some finding in found
	finding.node == "aws_iam_role.app"
	finding.attribute == "policies"
	finding.affected == ["aws_instance.app"]
	startswith(finding.message, "aws_iam_role.app does not allow ssm:UpdateInstanceInformation, ssmmessages:CreateControlChannel, ")
	contains(finding.remedy, "AmazonSSMManagedInstanceCore")
}

# Where nothing else says that the instance is meant to be managed, the finding says so, and how to say otherwise.
test_fail_nobody_gets_in if {
	unspoken := {"nodes": json.patch(fixture.nodes, [{"op": "replace", "path": "/role/aws_iam_role.app/policies", "value": []}])}
	some finding in fails(unspoken, nothing)
	endswith(finding.message, "so SSM Agent cannot register aws_instance.app or open sessions, and nobody can get in otherwise.")
	endswith(finding.remedy, "Where aws_instance.app is not meant to be managed by Systems Manager, say so with systems_manager.instances: inferred.")
	inferred := object.union(unspoken, {"configuration": {"systems_manager": {"instances": "inferred"}}})
	count(fails(inferred, nothing)) == 0
}

test_fail_one_action if {
	some finding in fails(fixture.sound, {"ssmmessages:OpenDataChannel": nothing["*"]})
	finding.message == "aws_iam_role.app does not allow ssmmessages:OpenDataChannel, so no session can be opened on aws_instance.app."
}

# An explicit denial is mended where it stands.
test_fail_explicit_denial if {
	denial := fixture.denied("aws_iam_role_policy.guard", "document", "aws_iam_role_policy.guard denies it")
	some finding in fails(fixture.sound, {register: denial})
	finding.node == "aws_iam_role_policy.guard"
	startswith(finding.message, "aws_iam_role_policy.guard keeps aws_iam_role.app from ssm:UpdateInstanceInformation")
}

test_pass_allowed if {
	count(fails(fixture.sound, {})) == 0
	count(reviews(fixture.sound, {})) == 0
}

# The agent turns to Default Host Management when the role does not let it register.
test_pass_default_host_management if count(fails(host_management, nothing)) == 0

# A role that lets the agent register, and nothing more, is worse than none.
test_fail_half_a_role_with_default_host_management if {
	count(fails(host_management, {register: fixture.allowed, "*": nothing["*"]})) == 1
}

outdated := fixture.changed("role", "aws_iam_role.app", "policies", ["arn:aws:iam::aws:policy/service-role/AmazonEC2RoleforSSM"])

# The deprecated policy is enough, so it is worth a note and no more.
test_note_outdated_policy if {
	some finding in fails(outdated, {})
	finding.level == "note"
	finding.node == "aws_iam_role.app"
	finding.affected == ["aws_instance.app"]
}

test_pass_outdated_policy_of_something_else if {
	count(fails({"nodes": object.union(outdated.nodes, {"instance": {"aws_instance.app": {"instance_profile": "other"}}})}, {})) == 0
}

test_review_unknown_document if {
	unknown := {"*": fixture.unknown("the document of aws_iam_policy.app is only known after deployment")}
	count(fails(fixture.sound, unknown)) == 0
	some finding in reviews(fixture.sound, unknown)
	finding.node == "aws_iam_role.app"
	finding.reason == "the document of aws_iam_policy.app is only known after deployment"
}

# A role by its literal name is somebody else's.
test_trap_role_elsewhere if {
	configuration := fixture.changed("instance_profile", "aws_iam_instance_profile.app", "role", "some-role")
	count(fails(configuration, nothing)) == 0
}

# A role that no computer uses may lack what it wants.
test_trap_role_of_something_else if {
	configuration := {"nodes": object.union(fixture.without("instance", "aws_instance.app", "instance_profile").nodes, {})}
	count(fails(configuration, nothing)) == 0
}
