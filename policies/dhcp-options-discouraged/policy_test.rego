package policies["dhcp-options-discouraged_test"]

import data.lib.fixture
import data.policies["dhcp-options-discouraged"] as rule

fails(options, vpc) := found if {
	found := rule.fail with input as given(options, vpc)
		with network.resolver as fixture.resolver
}

reviews(options, vpc) := found if {
	found := rule.review with input as given(options, vpc)
		with network.resolver as fixture.resolver
}

# A VPC that asks a directory for names, by the option set.
given(options, vpc) := fixture.given(
	{"nodes": {
		"vpc": {"aws_vpc.main": object.union({"address": "aws_vpc.main", "cidr_block": "10.0.0.0/16"}, vpc)},
		"dhcp_options": {"aws_vpc_dhcp_options.corp": object.union({"address": "aws_vpc_dhcp_options.corp"}, options)},
		"directory": {"aws_directory_service_directory.corp": {"address": "aws_directory_service_directory.corp", "type": "MicrosoftAD"}},
	}},
	{"resolver": {"*": {
		"kind": "custom", "options": "aws_vpc_dhcp_options.corp", "reason": "", "sets": [],
		"servers": [{"kind": "directory", "node": "aws_directory_service_directory.corp", "text": ""}],
	}}},
)

clocks(list) := {"ntp_servers": list}

test_fail_clock_outside if {
	some finding in fails(clocks(["169.254.169.123", "172.16.8.10"]), {})
	finding.attribute == "ntp_servers"
	finding.message == "aws_vpc_dhcp_options.corp names the clock 172.16.8.10 outside of aws_vpc.main, and Kerberos refuses members whose clock differs from their domain controllers'."
}

test_fail_node_type if {
	some finding in fails({"netbios_node_type": "8"}, {})
	finding.attribute == "netbios_node_type"
}

test_pass_nothing_said if {
	count(fails({}, {}) | reviews({}, {})) == 0
}

test_pass_recommended_node_type if {
	count(fails({"netbios_node_type": "2"}, {})) == 0
}

test_pass_known_clocks if {
	list := clocks(["169.254.169.123", "fd00:ec2::123", "10.0.9.10", "10.1.9.10", "${aws_directory_service_directory.corp.dns_ip_addresses}"])
	count(fails(list, {"secondary_cidr_blocks": ["10.1.0.0/16"]}) | reviews(list, {"secondary_cidr_blocks": ["10.1.0.0/16"]})) == 0
}

test_review_clock_that_is_not_known if {
	some finding in reviews(clocks(["${var.clock}"]), {})
	finding.reason == "which server ${var.clock} is, the source does not say"
}

test_review_blocks_that_are_not_known if {
	count(fails(clocks(["172.16.8.10"]), {"cidr_block": "${var.block}"})) == 0
	count(reviews(clocks(["172.16.8.10"]), {"cidr_block": "${var.block}"})) == 1
}

test_review_ipv6_clock if {
	count(reviews(clocks(["2001:db8::10"]), {})) == 1
}

test_review_association_that_may_be if {
	perhaps := {"open": {"dhcp_options": "variable own_dns has no default"}}
	count(fails({"netbios_node_type": "8"}, perhaps)) == 0
	count(reviews({"netbios_node_type": "8"}, perhaps)) == 1
}
