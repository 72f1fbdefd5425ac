package policies["ssm-session-endpoint-missing_test"]

import data.lib.fixture
import data.policies["ssm-session-endpoint-missing"] as rule

document(values) := {"document": {"aws_ssm_document.preferences": object.union(
	{
		"address": "aws_ssm_document.preferences",
		"name": "SSM-SessionManagerRunShell",
		"document_type": "Session",
		"content": `{"inputs": {"kmsKeyId": "${aws_kms_key.sessions["main"].arn}", "s3BucketName": "logs", "cloudWatchLogGroupName": ""}}`,
	},
	values,
)}}

key(values) := {"kms_key": {`aws_kms_key.sessions["main"]`: object.union({"address": `aws_kms_key.sessions["main"]`}, values)}}

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
		with iam.allows as fixture.allows
		with iam.allows_on as fixture.allows_on
		with iam.passes as fixture.passes
}

lost(service) := {"service_way": {service: fixture.no_way}}

no_permission := {"allows": {"kms:Decrypt": fixture.denied("aws_iam_role.app", "policies", "no policy allows it")}}

test_fail_kms if {
	some finding in found("fail", document({}), lost("kms"))
	finding.node == "aws_vpc.main"
	finding.level == "error"
	finding.message == "aws_vpc.main has no endpoint for kms and its instances have no other way to AWS KMS, so no session with the key of aws_ssm_document.preferences starts on aws_instance.app."
}

test_fail_s3 if {
	some finding in found("fail", document({}), lost("s3"))
	finding.level == "warning"
	startswith(finding.remedy, "Add a gateway endpoint for s3 to aws_vpc.main, in the route tables of the instances' subnets; or")
}

test_fail_forms[content] if {
	some content in [
		"inputs:\n  kmsKeyId: alias/sessions\n",
		`{"inputs":{"kmsKeyId":"alias/sessions"}}`,
		{"inputs": {"kmsKeyId": "alias/sessions"}},
	]
	some finding in found("fail", document({"content": content}), lost("kms"))
	finding.level == "error"
}

test_fail_permission if {
	some finding in found("fail", object.union(document({}), key({})), no_permission)
	finding.node == "aws_iam_role.app"
	finding.message == "aws_iam_role.app does not allow kms:Decrypt, so no session with the key of aws_ssm_document.preferences starts on aws_instance.app."
}

test_pass_everything_there if {
	count(found("fail", document({}), {})) == 0
	count(found("review", document({}), {})) == 0
}

test_pass_nothing_asked[content] if {
	some content in [
		"inputs:\n  kmsKeyId: \"\"\n  s3BucketName:\n  cloudWatchLogGroupName: ''\n",
		`{"inputs":{"kmsKeyId":"","s3BucketName":null}}`,
		{"inputs": {"kmsKeyId": ""}},
	]
	answers := {"service_way": {"kms": fixture.no_way, "s3": fixture.no_way, "logs": fixture.no_way}}
	count(found("fail", document({"content": content}), answers)) == 0
	count(found("review", document({"content": content}), answers)) == 0
}

test_pass_other_region if {
	change := object.union(document({"region": "eu-west-1"}), {"instance": {"aws_instance.app": {"region": "eu-central-1"}}})
	count(found("fail", change, lost("kms"))) == 0
}

test_review_other_document if {
	change := document({"name": "encrypted"})
	count(found("fail", change, lost("kms"))) == 0
	some finding in found("review", change, lost("kms"))
	finding.reason == "sessions use it only where they name it"
}

test_review_unknown_setting if {
	change := document({
		"content": `{"inputs":{"kmsKeyId":"${var.key}"}}`,
		"unknown": {"content": "variable key has no default"},
	})
	count(found("fail", change, lost("kms"))) == 0
	some finding in found("review", change, lost("kms"))
	finding.reason == "variable key has no default"
}

test_review_key_policy[policy] if {
	some policy in [
		`{"Statement":[{"Effect":"Allow","Principal":{"AWS":"${aws_iam_role.app.arn}"}}]}`,
		{"Statement": [{"Effect": "Allow", "Principal": "*"}]},
		{"Statement": {"Effect": "Allow", "NotPrincipal": {"AWS": "arn:aws:iam::111122223333:root"}}},
		"no document",
	]
	change := object.union(document({}), key({"policy": policy}))
	count(found("fail", change, no_permission)) == 0
	some finding in found("review", change, no_permission)
	finding.reason == `the policy of aws_kms_key.sessions["main"] may allow it`
}

# A key policy that leaves the permission to IAM gives none.
test_fail_key_policy_of_the_account[policy] if {
	some policy in [
		`{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"}}]}`,
		{"Statement": {"Effect": "Allow", "Principal": {"AWS": ["111122223333"]}}},
		{"Statement": [{"Effect": "Allow", "Principal": {"Service": "logs.eu-central-1.amazonaws.com"}}]},
	]
	count(found("fail", object.union(document({}), key({"policy": policy})), no_permission)) == 1
}
