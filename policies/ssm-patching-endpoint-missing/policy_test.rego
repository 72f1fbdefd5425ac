package policies["ssm-patching-endpoint-missing_test"]

import data.lib.fixture
import data.policies["ssm-patching-endpoint-missing"] as rule

association(values) := {"association": {"aws_ssm_association.patches": object.union(
	{"address": "aws_ssm_association.patches", "document_name": "AWS-RunPatchBaseline", "instances": ["aws_instance.app"]},
	values,
)}}

task(values) := {
	"maintenance_task": {"aws_ssm_maintenance_window_task.patches": object.union(
		{
			"address": "aws_ssm_maintenance_window_task.patches",
			"document_name": "arn:aws:ssm:eu-central-1:111122223333:document/AWS-RunPatchBaseline",
			"maintenance_targets": ["aws_ssm_maintenance_window_target.apps"],
		},
		values,
	)},
	"maintenance_target": {"aws_ssm_maintenance_window_target.apps": {
		"address": "aws_ssm_maintenance_window_target.apps",
		"targets": [{"key": "InstanceIds", "values": ["${aws_instance.app.id}"]}],
		"instances": ["aws_instance.app"],
	}},
}

found(outcome, change, answers) := findings if {
	nodes := object.union_n([fixture.nodes, change])
	all := object.union({"service_way": {"ssm": fixture.through("aws_vpc_endpoint.ssm")}}, answers)
	findings := rule[outcome] with input as fixture.given({"nodes": nodes}, all)
		with network.service_way as fixture.service_way
		with network.endpoints as fixture.endpoints
		with network.private_dns as fixture.private_dns
		with network.way_out as fixture.way_out
		with network.egress as fixture.egress
		with network.ingress as fixture.ingress
		with network.acl as fixture.acl
		with iam.passes as fixture.passes
}

lost := {"service_way": {"s3": fixture.no_way}}

test_fail_association if {
	some finding in found("fail", association({}), lost)
	finding.node == "aws_vpc.main"
	finding.affected == ["aws_instance.app"]
	finding.message == "aws_vpc.main has no endpoint for s3 and its instances have no other way to Amazon S3, so AWS-RunPatchBaseline of aws_ssm_association.patches cannot be carried out on aws_instance.app."
}

test_fail_maintenance_window if {
	some finding in found("fail", task({}), lost)
	finding.path[0].node == "aws_ssm_maintenance_window_task.patches"
}

test_fail_task_with_instances if {
	count(found("fail", task({"maintenance_targets": [], "instances": ["aws_instance.app"]}), lost)) == 1
}

test_fail_policy if {
	answers := {
		"service_way": {"s3": fixture.through("aws_vpc_endpoint.s3")},
		"passes": {"s3:GetObject": fixture.denied("aws_vpc_endpoint.s3", "policy", "no statement allows it")},
	}
	some finding in found("fail", association({}), answers)
	finding.node == "aws_vpc_endpoint.s3"
}

test_pass_there if {
	count(found("fail", association({}), {})) == 0
	count(found("review", association({}), {})) == 0
}

test_pass_other_document if {
	count(found("fail", association({"document_name": "AWS-RunShellScript"}), lost)) == 0
	count(found("review", association({"document_name": "AWS-RunShellScript"}), lost)) == 0
}

test_pass_not_reached if {
	count(found("fail", association({}), {"service_way": {"ssm": fixture.no_way, "s3": fixture.no_way}})) == 0
}

test_review_way if {
	change := {"service_way": {"s3": fixture.unknown_way}}
	count(found("fail", association({}), change)) == 0
	some finding in found("review", association({}), change)
	finding.reason == "the way goes through a transit gateway"
}

test_review_maybe if {
	change := association({"maybe": "variable patching has no default"})
	count(found("fail", change, lost)) == 0
	some finding in found("review", change, lost)
	finding.reason == "variable patching has no default"
}
