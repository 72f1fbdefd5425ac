package policies["ssm-instance-profile-missing_test"]

import data.lib.fixture
import data.policies["ssm-instance-profile-missing"] as rule

fails(configuration) := found if {
	found := rule.fail with input as fixture.given(configuration, {}) with network.endpoints as fixture.endpoints
		with iam.allows as fixture.allows
		with iam.trusts as fixture.trusts
}

reviews(configuration) := found if {
	found := rule.review with input as fixture.given(configuration, {}) with network.endpoints as fixture.endpoints
}

no_profile := fixture.without("instance", "aws_instance.app", "instance_profile")

test_fail_no_profile if {
	found := fails(no_profile)
	count(found) == 1
	some finding in found
	finding.node == "aws_instance.app"
	finding.attribute == "instance_profile"
	finding.affected == ["aws_instance.app"]
	finding.message == "aws_instance.app has no instance profile, so SSM Agent has no credentials for Systems Manager (nobody can get in otherwise)."
	finding.mend == [{"change": "link", "node": "aws_instance.app", "attribute": "instance_profile", "to": "aws_iam_instance_profile.app"}]
}

test_fail_profile_without_role if {
	some finding in fails(fixture.without("instance_profile", "aws_iam_instance_profile.app", "role"))
	finding.node == "aws_iam_instance_profile.app"
	finding.attribute == "role"
	startswith(finding.message, "aws_iam_instance_profile.app has no role, so SSM Agent on aws_instance.app")
}

# What a launch template lacks is written there.
test_fail_in_launch_template if {
	configuration := {"nodes": object.union(no_profile.nodes, {
		"instance": {"aws_instance.app": {"launch_template": "aws_launch_template.app"}},
		"launch_template": {"aws_launch_template.app": {"address": "aws_launch_template.app"}},
	})}
	some finding in fails(configuration)
	finding.node == "aws_launch_template.app"
}

test_pass_profile_with_role if {
	count(fails(fixture.sound)) == 0
	count(reviews(fixture.sound)) == 0
}

test_pass_default_host_management if {
	setting := {"setting_id": "arn:aws:ssm:eu-central-1:1:servicesetting/ssm/managed-instance/default-ec2-instance-management-role", "value": "role"}
	configuration := {"nodes": object.union(no_profile.nodes, {"service_setting": {"aws_ssm_service_setting.on": setting}})}
	count(fails(configuration)) == 0
	count(reviews(configuration)) == 0
}

test_fail_default_host_management_of_another_region if {
	setting := {"setting_id": "/ssm/managed-instance/default-ec2-instance-management-role", "value": "role", "region": "eu-west-1"}
	more := {"service_setting": {"on": setting}, "instance": {"aws_instance.app": {"region": "eu-central-1"}}}
	count(fails({"nodes": object.union(no_profile.nodes, more)})) == 1
}

test_review_quick_setup if {
	configuration := {"nodes": object.union(no_profile.nodes, {"quick_setup": {"fleet": {"address": "fleet"}}})}
	count(fails(configuration)) == 0
	some finding in reviews(configuration)
	finding.reason == "fleet may give instances an identity"
}

test_fail_quick_setup_of_others if {
	setup := {"address": "records", "types": ["AWSQuickSetupType-CFGRecording"]}
	count(fails({"nodes": object.union(no_profile.nodes, {"quick_setup": {"records": setup}})})) == 1
}

test_review_default_host_management_assumed if {
	configuration := object.union(no_profile, {"configuration": {"assume_default_host_management": true}})
	count(fails(configuration)) == 0
	some finding in reviews(configuration)
	finding.reason == "Default Host Management is assumed to be on"
}

test_review_profile_unknown if {
	configuration := {"nodes": object.union(no_profile.nodes, {"instance": {"aws_instance.app": {"open": {"instance_profile": "variable \"profile\" has no default"}}}})}
	count(fails(configuration)) == 0
	some finding in reviews(configuration)
	finding.reason == "variable \"profile\" has no default"
}

# A profile by its literal name is somebody else's.
test_review_profile_elsewhere if {
	configuration := fixture.changed("instance", "aws_instance.app", "instance_profile", "EC2-SSM")
	count(fails(configuration)) == 0
	some finding in reviews(configuration)
	finding.reason == "EC2-SSM is not part of this configuration"
}

# Whether somebody else gets in is not known while the subnet is not.
test_review_subnet_unknown if {
	configuration := {"nodes": object.union(no_profile.nodes, {"instance": {"aws_instance.app": {"subnets": ["subnet-1"]}}})}
	count(fails(configuration)) == 0
	some finding in reviews(configuration)
	finding.reason == "subnet-1 is not part of this configuration"
}

# A jump host needs no Systems Manager.
test_trap_public_subnet if {
	configuration := {"nodes": object.union(no_profile.nodes, {
		"route_table": {"aws_route_table.private": {"routes": [{"destination": "0.0.0.0/0", "gateway": "aws_internet_gateway.main"}]}},
		"internet_gateway": {"aws_internet_gateway.main": {"address": "aws_internet_gateway.main"}},
	})}
	count(fails(configuration)) == 0
	count(reviews(configuration)) == 0
}

test_trap_ssh_from_within if {
	configuration := {"nodes": object.union(no_profile.nodes, {"security_group": {"aws_security_group.app": {"rules": [{
		"direction": "ingress", "protocol": "tcp", "from_port": 22, "to_port": 22, "groups": ["aws_security_group.jump"],
	}]}}})}
	count(fails(configuration)) == 0
}

# Reaching port 443 is not getting in.
test_fail_web_server_is_not_open if {
	configuration := {"nodes": object.union(no_profile.nodes, {"security_group": {"aws_security_group.app": {"rules": [{
		"direction": "ingress", "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["0.0.0.0/0"],
	}]}}})}
	count(fails(configuration)) == 1
}
