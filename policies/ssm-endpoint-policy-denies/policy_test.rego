package policies["ssm-endpoint-policy-denies_test"]

import data.lib.fixture
import data.policies["ssm-endpoint-policy-denies"] as rule

given(answers) := fixture.given(
	{"nodes": object.union(fixture.nodes, {"vpc_endpoint": {"aws_vpc_endpoint.ssm": {
		"service_name": "com.amazonaws.eu-central-1.ssm",
		"policy": "{}",
	}}})},
	object.union({"service_way": {"ssm": fixture.through("aws_vpc_endpoint.ssm"), "*": fixture.internet}}, answers),
)

fails(answers) := found if {
	found := rule.fail with input as given(answers)
		with network.service_way as fixture.service_way
		with network.endpoints as fixture.endpoints
		with source.place as fixture.place
		with iam.passes as fixture.passes
}

reviews(answers) := found if {
	found := rule.review with input as given(answers)
		with network.service_way as fixture.service_way
		with network.endpoints as fixture.endpoints
		with source.place as fixture.place
		with iam.passes as fixture.passes
}

denied := {"passes": {"*": fixture.denied("aws_vpc_endpoint.ssm", "policy", "the policy of aws_vpc_endpoint.ssm denies it")}}

test_fail_denied if {
	some finding in fails(denied)
	finding.node == "aws_vpc_endpoint.ssm"
	finding.attribute == "policy"
	finding.level == "error"
	finding.affected == ["aws_instance.app"]
	finding.message == "The policy of aws_vpc_endpoint.ssm does not let ssm:UpdateInstanceInformation through, so SSM Agent cannot register an instance where its connections lead there."
}

test_pass_allowed if {
	count(fails({})) == 0
	count(reviews({})) == 0
}

# Whom nobody is led to, the policy stops nobody.
test_pass_not_used if count(fails(object.union(denied, {"service_way": {"ssm": fixture.internet}}))) == 0

test_review_condition if {
	unknown := {"passes": {"*": fixture.unknown("the policy has a condition")}}
	count(fails(unknown)) == 0
	some finding in reviews(unknown)
	finding.reason == "the policy has a condition"
}

test_review_unknown_way if {
	answers := object.union(denied, {"service_way": {"ssm": object.union(fixture.unknown_way, {"endpoint": "aws_vpc_endpoint.ssm", "destination": "aws_vpc_endpoint.ssm"})}})
	count(fails(answers)) == 0
	some finding in reviews(answers)
	finding.reason == "the way goes through a transit gateway"
}
