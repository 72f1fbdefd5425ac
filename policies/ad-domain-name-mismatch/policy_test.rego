package policies["ad-domain-name-mismatch_test"]

import data.lib.fixture
import data.policies["ad-domain-name-mismatch"] as rule

given(name, directory) := fixture.given(
	{"nodes": object.union(fixture.nodes, {
		"vpc": {"aws_vpc.main": {"dhcp_options": "aws_vpc_dhcp_options.directory"}},
		"dhcp_options": {"aws_vpc_dhcp_options.directory": object.union({"address": "aws_vpc_dhcp_options.directory"}, name)},
		"directory": {"aws_directory_service_directory.corp": {"domain_name": directory}},
	})},
	{"resolver": {"*": {"kind": "custom", "options": "", "reason": "", "servers": [{"kind": "directory", "node": "aws_directory_service_directory.corp", "text": ""}]}}},
)

fails(name, directory) := found if {
	found := rule.fail with input as given(name, directory)
		with network.resolver as fixture.resolver
}

reviews(name, directory) := found if {
	found := rule.review with input as given(name, directory)
		with network.resolver as fixture.resolver
}

test_fail_other_name if {
	some finding in fails({"domain_name": "corp.example.org"}, "corp.example.com")
	finding.node == "aws_vpc_dhcp_options.directory"
	finding.attribute == "domain_name"
	finding.message == "aws_vpc_dhcp_options.directory gives the domain name corp.example.org, and the directory is corp.example.com, so short names of the domain are not found."
}

test_fail_several_names if {
	some finding in fails({"domain_name": "corp.example.com example.com"}, "corp.example.com")
	startswith(finding.message, "aws_vpc_dhcp_options.directory gives several domain names, which Windows takes for one")
}

test_fail_part_of_a_label if count(fails({"domain_name": "rp.example.com"}, "corp.example.com")) == 1

test_pass_same_name_or_parent if {
	every name in ["corp.example.com", "Corp.Example.com", "corp.example.com.", "example.com"] {
		count(fails({"domain_name": name}, "corp.example.com") | reviews({"domain_name": name}, "corp.example.com")) == 0
	}
}

test_pass_no_name if count(fails({}, "corp.example.com")) == 0

test_pass_same_unknown_name if count(reviews({"domain_name": "${var.domain}", "unknown": {"domain_name": "it has no default"}}, "${var.domain}")) == 0

test_review_unknown_name if {
	name := {"domain_name": "${var.domain}", "unknown": {"domain_name": "variable domain has no default"}}
	count(fails(name, "corp.example.com")) == 0
	some finding in reviews(name, "corp.example.com")
	finding.reason == "variable domain has no default"
}
