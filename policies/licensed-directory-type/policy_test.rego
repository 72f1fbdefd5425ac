package policies["licensed-directory-type_test"]

import data.lib.fixture
import data.policies["licensed-directory-type"] as rule

found(outcome, change) := findings if {
	nodes := object.union_n([fixture.nodes, {"instance": {"aws_instance.app": {"licensed": true}}}, change])
	findings := rule[outcome] with input as fixture.given({"nodes": nodes}, {}) with network.resolver as fixture.resolver
}

directory(values) := {"directory": {"aws_directory_service_directory.ad": object.union(
	{
		"address": "aws_directory_service_directory.ad",
		"resource_type": "aws_directory_service_directory",
		"vpc": "aws_vpc.main",
	},
	values,
)}}

test_fail[kind] if {
	some kind in ["SimpleAD", "ADConnector"]
	some finding in found("fail", directory({"type": kind}))
	finding.node == "aws_directory_service_directory.ad"
	finding.attribute == "type"
	finding.affected == ["aws_instance.app"]
}

test_fail_in_peered_vpc if {
	change := object.union(directory({"type": "SimpleAD", "vpc": "aws_vpc.hub"}), {
		"vpc": {"aws_vpc.hub": {"address": "aws_vpc.hub"}},
		"vpc_peering_connection": {"pcx": {"address": "pcx", "vpc": "aws_vpc.hub", "peer_vpc": "aws_vpc.main"}},
	})
	count(found("fail", change)) == 1
}

test_pass_managed if {
	count(found("fail", directory({"type": "MicrosoftAD"}))) == 0
	count(found("review", directory({"type": "MicrosoftAD"}))) == 0
}

test_pass_shared if {
	change := object.union(directory({"type": "ADConnector"}), {"shared_directory": {"shared": {"address": "shared"}}})
	count(found("fail", change)) == 0
	count(found("review", change)) == 0
}

test_review_none if {
	some finding in found("review", {})
	finding.reason == "no directory is part of this configuration"
}

test_review_elsewhere if {
	change := directory({"type": "SimpleAD", "vpc": "aws_vpc.hub"})
	count(found("fail", change)) == 0
	some finding in found("review", change)
	finding.reason == "no directory that its VPC is connected with is part of this configuration"
}

test_review_unknown_type if {
	change := object.union(directory({"type": "SimpleAD"}), {"directory": {"other": {"address": "other", "unknown": {"type": "variable type has no default"}}}})
	count(found("fail", change)) == 0
	some finding in found("review", change)
	finding.reason == "variable type has no default"
}

test_review_handed_on if {
	change := object.union(directory({"type": "SimpleAD"}), {"vpc": {"aws_vpc.main": {"open": {"directories": "module.ad is not downloaded"}}}})
	count(found("fail", change)) == 0
	some finding in found("review", change)
	finding.reason == "module.ad is not downloaded"
}
