package policies["ssm-endpoint-dns-conflict_test"]

import data.lib.fixture
import data.policies["ssm-endpoint-dns-conflict"] as rule

nodes := object.union(fixture.nodes, {"vpc_endpoint": {
	"aws_vpc_endpoint.one": {"service_name": "com.amazonaws.eu-central-1.ssm"},
	"aws_vpc_endpoint.two": {"service_name": "com.amazonaws.eu-central-1.ssm"},
}})

both := {"endpoints": {"ssm": {"has": ["aws_vpc_endpoint.one", "aws_vpc_endpoint.two"], "may": [], "open": ""}}}

alone := {"endpoints": {"ssm": {"has": ["aws_vpc_endpoint.one"], "may": [], "open": ""}}}

beside(domain) := {"nodes": object.union(nodes, {
	"vpc": {"aws_vpc.main": {"hosted_zones": ["aws_route53_zone.ssm"]}},
	"hosted_zone": {"aws_route53_zone.ssm": {"domain_name": domain}},
})}

fails(configuration, answers) := found if {
	found := rule.fail with input as fixture.given(configuration, answers)
		with network.endpoints as fixture.endpoints
		with network.private_dns as fixture.private_dns
}

reviews(configuration, answers) := found if {
	found := rule.review with input as fixture.given(configuration, answers)
		with network.endpoints as fixture.endpoints
		with network.private_dns as fixture.private_dns
}

test_fail_two_endpoints if {
	some finding in fails({"nodes": nodes}, both)
	finding.node == "aws_vpc_endpoint.two"
	finding.attribute == "private_dns_enabled"
	finding.affected == ["aws_instance.app"]
	finding.message == "aws_vpc_endpoint.two and aws_vpc_endpoint.one both answer for ssm in aws_vpc.main, so AWS refuses to create the second of them."
}

test_fail_zone if {
	some finding in fails(beside("ssm.eu-central-1.amazonaws.com."), alone)
	finding.node == "aws_vpc_endpoint.one"
	finding.message == "aws_vpc_endpoint.one and aws_route53_zone.ssm both answer for ssm.eu-central-1.amazonaws.com in aws_vpc.main, so AWS refuses to create the second of them."
}

test_pass_one_endpoint if count(fails({"nodes": nodes}, alone)) == 0

test_pass_second_without_names if {
	off := {"private_dns": {"aws_vpc_endpoint.two": fixture.denied("aws_vpc_endpoint.two", "private_dns_enabled", "it is off")}}
	count(fails({"nodes": nodes}, object.union(both, off))) == 0
}

test_pass_other_zones if {
	every domain in ["amazonaws.com", "ssm.eu-west-1.amazonaws.com", "ssm.example.com", "example.com", "logs.eu-central-1.amazonaws.com"] {
		count(fails(beside(domain), alone) | reviews(beside(domain), alone)) == 0
	}
}

test_pass_other_region if {
	elsewhere := {"nodes": object.union(nodes, {"vpc_endpoint": {"aws_vpc_endpoint.two": {"service_name": "com.amazonaws.us-east-1.ssm", "service_region": "us-east-1"}}})}
	count(fails(elsewhere, both) | reviews(elsewhere, both)) == 0
}

test_review_unknown_names if {
	unknown := {"private_dns": {"aws_vpc_endpoint.two": fixture.unknown("variable private has no default")}}
	count(fails({"nodes": nodes}, object.union(both, unknown))) == 0
	some finding in reviews({"nodes": nodes}, object.union(both, unknown))
	finding.reason == "variable private has no default"
}

test_review_zone_of_unknown_region if {
	configuration := beside("ssm.${var.region}.amazonaws.com")
	count(fails(configuration, alone)) == 0
	count(reviews(configuration, alone)) == 1
}
