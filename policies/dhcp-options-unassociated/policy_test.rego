package policies["dhcp-options-unassociated_test"]

import data.lib.fixture
import data.policies["dhcp-options-unassociated"] as rule

fails(configuration) := found if {
	found := rule.fail with input as fixture.given(configuration, {})
		with network.resolver as fixture.resolver
		with network.forwards as fixture.forwards
}

reviews(configuration) := found if {
	found := rule.review with input as fixture.given(configuration, {})
		with network.resolver as fixture.resolver
		with network.forwards as fixture.forwards
}

with_options(options) := {"nodes": object.union(fixture.nodes, {"dhcp_options": {"aws_vpc_dhcp_options.ad": object.union(
	{"address": "aws_vpc_dhcp_options.ad", "domain_name_servers": ["10.0.0.10"]},
	options,
)}})}

# An instance that needs a directory, so that the missing association is the fault of its name resolution.
needing(configuration) := {"nodes": object.union(configuration.nodes, {
	"instance": {"aws_instance.app": {"licensed": true}},
	"directory": {"aws_directory_service_directory.ad": {"address": "aws_directory_service_directory.ad", "domain_name": "corp.example.com"}},
})}

test_fail_unused if {
	found := fails(with_options({"vpcs": []}))
	count(found) == 1
	some finding in found
	finding.node == "aws_vpc_dhcp_options.ad"
	finding.message == "aws_vpc_dhcp_options.ad is associated with no VPC, so nothing uses it."
}

test_pass_used if {
	count(fails(with_options({"vpcs": ["aws_vpc.main"]}))) == 0
	count(reviews(with_options({"vpcs": ["aws_vpc.main"]}))) == 0
}

test_review_association_unknown if {
	configuration := with_options({"open": {"vpcs": "module.network is not downloaded"}})
	count(fails(configuration)) == 0
	some finding in reviews(configuration)
	finding.reason == "module.network is not downloaded"
}

# A module that only makes an option set leaves the association to its caller.
test_review_no_vpc_in_view if {
	configuration := {"nodes": {"dhcp_options": with_options({}).nodes.dhcp_options}}
	count(fails(configuration)) == 0
	count(reviews(configuration)) == 1
}

# The same fault is not told twice.
test_trap_told_by_ad_dns_missing if {
	servers := ["${aws_directory_service_directory.ad.dns_ip_addresses}"]
	count(fails(needing(with_options({"domain_name_servers": servers})))) == 0
}

test_trap_looked_up if {
	configuration := with_options({"external": "it is looked up"})
	count(fails(configuration)) == 0
	count(reviews(configuration)) == 0
}
