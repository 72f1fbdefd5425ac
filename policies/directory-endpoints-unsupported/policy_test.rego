package policies["directory-endpoints-unsupported_test"]

import data.lib.fixture
import data.policies["directory-endpoints-unsupported"] as rule

fails(directory, more, answers) := found if {
	found := rule.fail with input as given(directory, more, answers)
		with network.endpoints as fixture.endpoints
		with network.private_dns as fixture.private_dns
}

reviews(directory, more, answers) := found if {
	found := rule.review with input as given(directory, more, answers)
		with network.endpoints as fixture.endpoints
		with network.private_dns as fixture.private_dns
}

given(directory, more, answers) := fixture.given(
	{"nodes": object.union(
		{
			"vpc": {"aws_vpc.main": {"address": "aws_vpc.main", "hosted_zones": ["aws_route53_zone.main"]}},
			"vpc_endpoint": {"aws_vpc_endpoint.ssm": {"address": "aws_vpc_endpoint.ssm"}},
			"directory": {"aws_directory_service_directory.corp": object.union({"address": "aws_directory_service_directory.corp", "vpc": "aws_vpc.main"}, directory)},
		},
		more,
	)},
	answers,
)

simple := {"type": "SimpleAD"}

connector := {"type": "ADConnector"}

beside := {"endpoints": {"ssm": {"has": ["aws_vpc_endpoint.ssm"], "may": [], "open": ""}}}

perhaps := {"endpoints": {"ssm": {"has": [], "may": ["aws_vpc_endpoint.ssm"], "open": "variable with_endpoint has no default"}}}

zone(name) := {"hosted_zone": {"aws_route53_zone.main": {"address": "aws_route53_zone.main", "domain_name": name}}}

test_fail_simple_ad_beside_an_endpoint if {
	some finding in fails(simple, {}, beside)
	finding.node == "aws_directory_service_directory.corp"
	finding.message == "aws_directory_service_directory.corp is a Simple AD in aws_vpc.main, where aws_vpc_endpoint.ssm leads names of AWS services to private addresses, which AWS documents as not supported."
}

test_fail_connector_beside_an_endpoint if {
	some finding in fails(connector, {}, beside)
	endswith(finding.message, "which AWS documented as not supported until 2023.")
}

test_fail_zone_for_amazonaws if {
	every name in ["amazonaws.com", "sts.eu-central-1.amazonaws.com."] {
		count(fails(simple, zone(name), {})) == 1
	}
}

test_pass_microsoft_ad if {
	microsoft := {"type": "MicrosoftAD"}
	count(fails(microsoft, zone("amazonaws.com"), beside) | reviews(microsoft, zone("amazonaws.com"), beside)) == 0
}

test_pass_no_endpoint if {
	count(fails(simple, {}, {}) | reviews(simple, {}, {})) == 0
}

test_pass_no_private_names if {
	off := object.union(beside, {"private_dns": {"*": fixture.denied("aws_vpc_endpoint.ssm", "private_dns_enabled", "it is off")}})
	count(fails(simple, {}, off) | reviews(simple, {}, off)) == 0
}

test_pass_another_zone if {
	every name in ["corp.example.com", "notamazonaws.com", "amazonaws.com.example.org"] {
		count(fails(simple, zone(name), {}) | reviews(simple, zone(name), {})) == 0
	}
}

test_pass_directory_that_exists if {
	there := object.union(simple, {"external": "it is looked up"})
	count(fails(there, {}, beside) | reviews(there, {}, beside)) == 0
}

test_review_endpoint_that_may_be if {
	count(fails(simple, {}, perhaps)) == 0
	some finding in reviews(simple, {}, perhaps)
	finding.reason == "variable with_endpoint has no default"
}

test_review_type_that_is_not_known if {
	open := {"type": "${var.type}", "unknown": {"type": "variable type has no default"}}
	count(fails(open, {}, beside)) == 0
	some finding in reviews(open, {}, beside)
	finding.reason == "variable type has no default"
}
