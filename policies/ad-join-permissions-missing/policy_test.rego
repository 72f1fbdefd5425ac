package policies["ad-join-permissions-missing_test"]

import data.lib.fixture
import data.policies["ad-join-permissions-missing"] as rule

association(values) := {"association": {"aws_ssm_association.join": object.union(
	{
		"address": "aws_ssm_association.join",
		"document_name": "AWS-JoinDirectoryServiceDomain",
	},
	values,
)}}

listed := association({"instances": ["aws_instance.app"]})

found(outcome, change, answers) := findings if {
	nodes := object.union_n([fixture.nodes, change])
	findings := rule[outcome] with input as fixture.given({"nodes": nodes}, answers)
		with network.service_way as fixture.service_way
		with network.endpoints as fixture.endpoints
		with network.private_dns as fixture.private_dns
		with network.way_out as fixture.way_out
		with network.egress as fixture.egress
		with network.ingress as fixture.ingress
		with network.acl as fixture.acl
		with iam.allows as fixture.allows
		with iam.passes as fixture.passes
}

lacking := {"allows": {"*": fixture.denied("aws_iam_role.app", "policies", "no policy allows it")}}

test_fail_permissions[values] if {
	some values in [
		{"instances": ["aws_instance.app"]},
		{"targets": [{"key": "InstanceIds", "values": ["*"]}]},
		{"targets": [{"Key": "tag:Domain", "Values": ["corp"]}]},
		{"targets": [{"key": "tag-key", "values": ["Domain"]}]},
		{"targets": [{"key": "tag:Domain", "values": ["corp"]}, {"key": "tag:Stage", "values": ["test"]}]},
	]
	tags := {"instance": {"aws_instance.app": {"tags": {"Domain": "corp", "Stage": "test"}}}}
	some finding in found("fail", object.union(association(values), tags), lacking)
	finding.node == "aws_iam_role.app"
	finding.attribute == "policies"
	finding.affected == ["aws_instance.app"]
	finding.mend == [{"change": "attach_policy", "role": "aws_iam_role.app", "policy": "AmazonSSMDirectoryServiceAccess"}]
	finding.message == "aws_iam_role.app does not allow ds:CreateComputer and ds:DescribeDirectories, so aws_ssm_association.join cannot join aws_instance.app to the domain."
}

test_fail_no_way if {
	some finding in found("fail", listed, {"service_way": {"ds": fixture.no_way}})
	finding.node == "aws_vpc.main"
	finding.attribute == "endpoints"
}

test_fail_private_dns_off if {
	answers := {
		"service_way": {"ds": fixture.no_way},
		"endpoints": {"ds": {"has": ["aws_vpc_endpoint.ds"], "may": [], "open": ""}},
		"private_dns": {"aws_vpc_endpoint.ds": fixture.denied("aws_vpc_endpoint.ds", "private_dns_enabled", "it is off")},
	}
	some finding in found("fail", listed, answers)
	finding.node == "aws_vpc_endpoint.ds"
	finding.attribute == "private_dns_enabled"
}

closed(endpoint) := {endpoint: fixture.denied("aws_security_group.app", "rules", "it is closed")}

test_fail_egress if {
	answers := {
		"service_way": {"ds": fixture.through("aws_vpc_endpoint.ds"), "*": fixture.through("aws_vpc_endpoint.ssm")},
		"egress": closed("aws_vpc_endpoint.ds"),
	}
	some finding in found("fail", listed, answers)
	finding.node == "aws_security_group.app"
}

test_fail_endpoint_policy if {
	answers := {
		"service_way": {"ds": fixture.through("aws_vpc_endpoint.ds")},
		"passes": {"ds:CreateComputer": fixture.denied("aws_vpc_endpoint.ds", "policy", "it denies")},
	}
	some finding in found("fail", listed, answers)
	finding.attribute == "policy"
}

test_pass_everything_there if {
	count(found("fail", listed, {})) == 0
	count(found("review", listed, {})) == 0
}

# What keeps the instance from Systems Manager too is another rule's fault.
test_pass_closed_to_everything if {
	answers := {
		"service_way": {"ds": fixture.through("aws_vpc_endpoint.ds"), "*": fixture.through("aws_vpc_endpoint.ssm")},
		"egress": object.union(closed("aws_vpc_endpoint.ds"), closed("aws_vpc_endpoint.ssm")),
	}
	count(found("fail", listed, answers)) == 0
}

test_pass_other_targets[values] if {
	some values in [
		{"targets": [{"key": "tag:Domain", "values": ["other"]}]},
		{"targets": [{"key": "tag:Domain", "values": ["corp"]}, {"key": "tag:Stage", "values": ["production"]}]},
		{"region": "eu-west-1", "targets": [{"key": "InstanceIds", "values": ["*"]}]},
	]
	tags := {"instance": {"aws_instance.app": {"region": "eu-central-1", "tags": {"Domain": "corp"}}}}
	count(found("fail", object.union(association(values), tags), lacking)) == 0
	count(found("review", object.union(association(values), tags), lacking)) == 0
}

test_pass_licensed if {
	change := object.union(listed, {"instance": {"aws_instance.app": {"licensed": true}}})
	count(found("fail", change, lacking)) == 0
}

test_review_permissions if {
	answers := {"allows": {"*": fixture.unknown("the policy has a condition")}}
	count(found("fail", listed, answers)) == 0
	some finding in found("review", listed, answers)
	finding.reason == "the policy has a condition"
}

test_review_tags if {
	change := object.union(
		association({"targets": [{"key": "tag:Domain", "values": ["corp"]}]}),
		{"instance": {"aws_instance.app": {"unknown": {"tags": "variable tags has no default"}}}},
	)
	count(found("fail", change, lacking)) == 0
	some finding in found("review", change, lacking)
	finding.reason == "variable tags has no default"
}

test_review_profile if {
	change := object.union(listed, {"instance": {"aws_instance.app": {"instance_profile": "managed-instance"}}})
	some finding in found("review", change, {})
	finding.reason == "the role behind managed-instance is not part of this configuration"
}

own_document(content) := object.union(
	association({"instances": ["aws_instance.app"], "document_name": "own"}),
	{
		"document": {"aws_ssm_document.own": object.union({"address": "aws_ssm_document.own", "name": "own"}, content)},
		"directory": {"aws_directory_service_directory.ad": {"address": "aws_directory_service_directory.ad"}},
	},
)

test_review_document_that_is_not_known if {
	some finding in found("review", own_document({"unknown": {"content": "variable document has no default"}}), lacking)
	finding.reason == "whether aws_ssm_association.join joins anybody to a domain is not known: variable document has no default"
}

test_review_document_that_is_not_known_beside_sound_permissions if {
	unread := own_document({"unknown": {"content": "variable document has no default"}})
	some finding in found("review", unread, {})
	finding.node == "aws_ssm_association.join"
	finding.attribute == "document_name"
	finding.path == []
}

test_pass_document_of_which_a_part_is_not_known if {
	written := {"content": `{"mainSteps": [{"action": "aws:runShellScript", "bucket": "${var.bucket}"}]}`, "unknown": {"content": "variable bucket has no default"}}
	count(found("review", own_document(written), lacking)) == 0
}
