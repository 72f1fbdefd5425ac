package policies["licensed-vpc-dns-off_test"]

import data.lib.fixture
import data.policies["licensed-vpc-dns-off"] as rule

found(outcome, vpc, answers) := findings if {
	nodes := object.union(fixture.nodes, {"vpc": {"aws_vpc.main": vpc}, "instance": {"aws_instance.app": {"licensed": true}}})
	findings := rule[outcome] with input as fixture.given({"nodes": nodes}, answers)
		with network.endpoints as fixture.endpoints
		with network.private_dns as fixture.private_dns
}

on := {"enable_dns_support": true, "enable_dns_hostnames": true}

test_fail_hostnames_off if {
	some finding in found("fail", object.union(on, {"enable_dns_hostnames": false}), {})
	finding.node == "aws_vpc.main"
	finding.attribute == "enable_dns_hostnames"
	finding.affected == ["aws_instance.app"]
	startswith(finding.message, "aws_vpc.main has DNS hostnames off, so aws_instance.app cannot be activated")
}

test_fail_both_off_once if {
	findings := found("fail", {"enable_dns_support": false, "enable_dns_hostnames": false}, {})
	count(findings) == 1
	some finding in findings
	finding.attribute == "enable_dns_support"
	startswith(finding.message, "aws_vpc.main has DNS support and DNS hostnames off")
}

test_pass_both_on if {
	count(found("fail", on, {})) == 0
	count(found("review", on, {})) == 0
}

# An endpoint of Systems Manager suffers from the same attribute, and its rule says so.
test_pass_told_already if {
	off := object.union(on, {"enable_dns_hostnames": false})
	answers := {
		"endpoints": {"ssm": {"has": ["aws_vpc_endpoint.ssm"], "may": [], "open": ""}},
		"private_dns": {"*": fixture.denied("aws_vpc.main", "enable_dns_hostnames", "DNS hostnames are off")},
	}
	count(found("fail", off, answers)) == 0
}

test_review_unknown if {
	vpc := {"enable_dns_support": true, "unknown": {"enable_dns_hostnames": "variable dns has no default"}}
	count(found("fail", vpc, {})) == 0
	some finding in found("review", vpc, {})
	finding.reason == "variable dns has no default"
}

test_review_looked_up if {
	vpc := {"external": "data.aws_vpc.main is looked up"}
	some finding in found("review", vpc, {})
	finding.reason == "data.aws_vpc.main is looked up"
}

test_trap_plain_instance if {
	nodes := object.union(fixture.nodes, {"vpc": {"aws_vpc.main": {"enable_dns_support": true, "enable_dns_hostnames": false}}})
	findings := rule.fail with input as fixture.given({"nodes": nodes}, {})
		with network.endpoints as fixture.endpoints
		with network.private_dns as fixture.private_dns
	count(findings) == 0
}
