package policies["ssm-endpoint-unusable_test"]

import data.lib.fixture
import data.policies["ssm-endpoint-unusable"] as rule

fails(configuration, answers) := found if {
	found := rule.fail with input as fixture.given(configuration, answers)
		with network.endpoints as fixture.endpoints
		with network.endpoint_faults as fixture.endpoint_faults
		with network.service_way as fixture.service_way
		with network.way_out as fixture.way_out
		with source.place as fixture.place
}

reviews(configuration, answers) := found if {
	found := rule.review with input as fixture.given(configuration, answers)
		with network.endpoints as fixture.endpoints
		with network.endpoint_faults as fixture.endpoint_faults
		with network.service_way as fixture.service_way
		with network.way_out as fixture.way_out
		with source.place as fixture.place
}

endpoint(service) := fixture.changed("vpc_endpoint", "aws_vpc_endpoint.ssm", "service_name", service)

ssm := {"nodes": object.union(endpoint("com.amazonaws.eu-central-1.ssm").nodes, {"vpc_endpoint": {"aws_vpc_endpoint.ssm": {"vpc": "aws_vpc.main"}}})}

nowhere := {"endpoint_faults": {"*": [fixture.denied("aws_vpc_endpoint.ssm", "subnets", "aws_vpc_endpoint.ssm stands in no subnet")]}}

test_fail_no_subnet if {
	some finding in fails(ssm, nowhere)
	finding.node == "aws_vpc_endpoint.ssm"
	finding.attribute == "subnets"
	finding.level == "error"
	finding.affected == ["aws_instance.app"]
	finding.message == "aws_vpc_endpoint.ssm stands in no subnet, so nothing in its VPC can connect to it."
}

test_fail_ec2messages_in_no_subnet_is_a_warning if {
	some finding in fails(endpoint("com.amazonaws.eu-central-1.ec2messages"), nowhere)
	finding.level == "warning"
}

test_fail_refused if {
	some finding in fails(ssm, {"endpoint_faults": {"*": [fixture.denied("aws_vpc_endpoint.ssm", "endpoint_type", "aws_vpc_endpoint.ssm is a Gateway endpoint")]}})
	finding.message == "aws_vpc_endpoint.ssm is a Gateway endpoint, so AWS refuses to create it."
}

test_fail_misspelt[written] if {
	some written, right in {
		"com.amazonaws.eu-central-1.ssm-messages": "com.amazonaws.eu-central-1.ssmmessages",
		"com.amazonaws.eu-central-1.ssmmessage": "com.amazonaws.eu-central-1.ssmmessages",
		"com.amazonaws.${data.aws_region.current.name}.ec2-messages": "com.amazonaws.${data.aws_region.current.name}.ec2messages",
		"com.amazonaws.eu-central-1.systems-manager": "com.amazonaws.eu-central-1.ssm",
		"com.amazonaws.smm": "com.amazonaws.<region>.ssm",
		"ssm.eu-central-1.amazonaws.com": "com.amazonaws.<region>.ssm",
	}
	some finding in fails(endpoint(written), {})
	finding.message == $"aws_vpc_endpoint.ssm asks for {written}, and no service has that name: did you mean {right}?"
}

test_pass_sound if count(fails(ssm, {})) == 0

# The faults of other services' endpoints are not this rule's, and other services have names like these.
test_pass_other_services if {
	every service in ["logs", "ssm-contacts", "ssm-incidents", "ssm-quicksetup", "sms", "ec2", "sqs", "kms"] {
		count(fails(endpoint($"com.amazonaws.eu-central-1.{service}"), nowhere)) == 0
	}
}

test_review_unknown if {
	answers := {"endpoint_faults": {"*": [object.union(fixture.denied("aws_vpc_endpoint.ssm", "subnets", "no default"), {"verdict": "unknown"})]}}
	count(fails(ssm, answers)) == 0
	some finding in reviews(ssm, answers)
	finding.reason == "no default"
}

test_review_misspelt_that_may_exist if {
	configuration := {"nodes": object.union(fixture.nodes, {"vpc_endpoint": {"aws_vpc_endpoint.ssm": {
		"service_name": "com.amazonaws.eu-central-1.ssm-messages",
		"maybe": "var.create has no default",
	}}})}
	count(fails(configuration, {})) == 0
	some finding in reviews(configuration, {})
	finding.reason == "var.create has no default"
}

missing(verdict) := {"way": "unknown", "endpoint": "aws_vpc_endpoint.ssm", "destination": "aws_vpc_endpoint.ssm", "reason": "they miss each other", "path": [{
	"node": "aws_vpc_endpoint.ssm",
	"attribute": "ip_address_type",
	"text": "they miss each other",
	"verdict": verdict,
}]}

test_fail_no_common_address if {
	some finding in fails(ssm, {"service_way": {"ssm": missing("deny")}})
	finding.node == "aws_vpc_endpoint.ssm"
	finding.attribute == "ip_address_type"
	finding.level == "error"
	finding.message == "aws_vpc_endpoint.ssm has IPv4 addresses only, so aws_instance.app, which has only those of IPv6, cannot connect to it."
}

test_review_way_over_the_internet if {
	answers := {"service_way": {"ssm": missing("deny")}, "way_out": {"*": fixture.unknown("the route is one of IPv6")}}
	count(fails(ssm, answers)) == 0
	some finding in reviews(ssm, answers)
	finding.reason == "SSM Agent may be told to use the dual-stack names of Systems Manager over the internet"
}

test_review_translated if {
	count(fails(ssm, {"service_way": {"ssm": missing("unknown")}})) == 0
	some finding in reviews(ssm, {"service_way": {"ssm": missing("unknown")}})
	finding.reason == "they miss each other"
}
