package policies["ssm-endpoint-record-wrong_test"]

import data.lib.fixture
import data.policies["ssm-endpoint-record-wrong"] as rule

nodes(record) := {"nodes": object.union(fixture.nodes, {
	"vpc_endpoint": {
		"aws_vpc_endpoint.ssm": {"service_name": "com.amazonaws.eu-central-1.ssm"},
		"aws_vpc_endpoint.ssmmessages": {"service_name": "com.amazonaws.eu-central-1.ssmmessages"},
	},
	"hosted_zone": {"aws_route53_zone.z": {
		"domain_name": "ssmmessages.eu-central-1.amazonaws.com",
		"vpcs": ["aws_vpc.main"],
		"records": ["aws_route53_record.r"],
	}},
	"dns_record": {"aws_route53_record.r": object.union({"hosted_zone": "aws_route53_zone.z", "record_type": "A"}, record)},
})}

fails(record) := found if {
	found := rule.fail with input as fixture.given(nodes(record), {})
}

reviews(record) := found if {
	found := rule.review with input as fixture.given(nodes(record), {})
}

test_fail_other_service if {
	some finding in fails({"vpc_endpoint": "aws_vpc_endpoint.ssm"})
	finding.node == "aws_route53_record.r"
	finding.attribute == "vpc_endpoint"
	finding.message == "aws_route53_record.r leads to aws_vpc_endpoint.ssm, which is an endpoint for ssm, so nothing in the VPCs of aws_route53_zone.z reaches ssmmessages."
}

test_fail_cname if {
	some finding in fails({"vpc_endpoint": "aws_vpc_endpoint.ssmmessages", "record_type": "CNAME"})
	finding.attribute == "record_type"
}

test_pass_own_service if count(fails({"vpc_endpoint": "aws_vpc_endpoint.ssmmessages"})) == 0

test_pass_other_name if count(fails({"vpc_endpoint": "aws_vpc_endpoint.ssm", "record_name": "*.ssmmessages.eu-central-1.amazonaws.com"})) == 0

test_review_perhaps if {
	perhaps := {"vpc_endpoint": "aws_vpc_endpoint.ssm", "maybe": "its count is unknown"}
	count(fails(perhaps)) == 0
	count(reviews(perhaps)) == 1
}
