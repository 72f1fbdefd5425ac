package policies["ad-dns-not-first_test"]

import data.lib.fixture
import data.policies["ad-dns-not-first"] as rule

fails(configuration, kinds) := found if {
	found := rule.fail with input as fixture.given(configuration, resolver(kinds))
		with network.resolver as fixture.resolver
		with network.forwards as fixture.forwards
}

reviews(configuration, kinds) := found if {
	found := rule.review with input as fixture.given(configuration, resolver(kinds))
		with network.resolver as fixture.resolver
		with network.forwards as fixture.forwards
}

resolver(kinds) := {"resolver": {"*": {
	"kind": "mixed",
	"options": "aws_vpc_dhcp_options.ad",
	"reason": "",
	"servers": [servers[kind] | some kind in kinds],
}}}

servers := {
	"amazon": {"kind": "amazon", "node": "", "text": "AmazonProvidedDNS"},
	"directory": {"kind": "directory", "node": "aws_directory_service_directory.ad", "text": "the directory"},
	"address": {"kind": "address", "node": "", "text": "10.9.9.9"},
	"public": {"kind": "address", "node": "", "text": "8.8.8.8"},
}

configuration := {"nodes": object.union(fixture.nodes, {
	"dhcp_options": {"aws_vpc_dhcp_options.ad": {"address": "aws_vpc_dhcp_options.ad", "vpcs": ["aws_vpc.main"]}},
	"directory": {"aws_directory_service_directory.ad": {"address": "aws_directory_service_directory.ad", "domain_name": "corp.example.com"}},
})}

needing := {"nodes": object.union(configuration.nodes, {"instance": {"aws_instance.app": {"licensed": true}}})}

test_fail_amazon_first if {
	found := fails(needing, ["amazon", "directory"])
	count(found) == 1
	some finding in found
	finding.node == "aws_vpc_dhcp_options.ad"
	finding.attribute == "domain_name_servers"
	finding.level == "error"
	finding.affected == ["aws_instance.app"]
	startswith(finding.message, "aws_vpc_dhcp_options.ad names Amazon's DNS server before the directory's DNS servers")
}

test_fail_amazon_later_is_a_warning if {
	some finding in fails(needing, ["directory", "amazon"])
	finding.level == "warning"
}

test_fail_public_server_first if {
	some finding in fails(needing, ["public", "directory"])
	startswith(finding.message, "aws_vpc_dhcp_options.ad names 8.8.8.8 before")
}

test_pass_directory_alone if {
	count(fails(needing, ["directory", "directory"])) == 0
	count(reviews(needing, ["directory", "directory"])) == 0
}

test_pass_forwarded if {
	answers := object.union(resolver(["amazon", "directory"]), {"forwards": {"*": fixture.allowed}})
	found := rule.fail with input as fixture.given(needing, answers)
		with network.resolver as fixture.resolver
		with network.forwards as fixture.forwards
	count(found) == 0
}

test_review_unknown_server_first if {
	count(fails(needing, ["address", "directory"])) == 0
	some finding in reviews(needing, ["address", "directory"])
	finding.reason == "10.9.9.9 is not known to be a domain controller"
}

# The order is wrong by itself where the directory's servers are named.
test_fail_nobody_in_view_needs_it if count(fails(configuration, ["amazon", "directory"])) == 1

# Without a directory the order is nobody's business.
test_trap_no_directory if {
	count(fails(configuration, ["amazon", "address"])) == 0
	count(reviews(configuration, ["amazon", "address"])) == 0
}

more_servers(kinds) := {"resolver": {"*": object.union(resolver(kinds).resolver["*"], {
	"kind": "unknown",
	"sets": [],
	"reason": "variable servers has no default",
})}}

test_review_servers_that_are_not_known_beside_the_directory if {
	some finding in rule.review with input as fixture.given(needing, more_servers(["directory", "directory"]))
		with network.resolver as fixture.resolver
		with network.forwards as fixture.forwards
	finding.node == "aws_vpc_dhcp_options.ad"
	finding.reason == "variable servers has no default"
}

test_pass_an_address_beside_the_directory_is_the_concern_of_another_rule if {
	count(rule.review) == 0 with input as fixture.given(needing, more_servers(["directory", "address"]))
		with network.resolver as fixture.resolver
		with network.forwards as fixture.forwards
}
