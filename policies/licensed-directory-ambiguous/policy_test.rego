package policies["licensed-directory-ambiguous_test"]

import data.lib.fixture
import data.policies["licensed-directory-ambiguous"] as rule

found(outcome, change) := findings if {
	nodes := object.union_n([fixture.nodes, {"instance": {"aws_instance.app": {"licensed": true}}}, change])
	findings := rule[outcome] with input as fixture.given({"nodes": nodes}, {}) with network.resolver as fixture.resolver
}

# One directory in each of these VPCs.
homes(vpcs) := {
	"vpc": {vpc: {"address": vpc} | some vpc in vpcs},
	"directory": {$"ad-{vpc}": {"address": $"ad-{vpc}", "type": "MicrosoftAD", "vpc": vpc} | some vpc in vpcs},
}

peerings(vpcs) := {"vpc_peering_connection": {$"pcx-{vpc}": {"address": $"pcx-{vpc}", "vpc": "aws_vpc.main", "peer_vpc": vpc} | some vpc in vpcs}}

test_fail_two_peered if {
	some finding in found("fail", object.union(homes(["a", "b"]), peerings(["a", "b"])))
	finding.node == "aws_vpc.main"
	finding.attribute == "peering_connections"
	finding.level == "error"
	finding.affected == ["aws_instance.app"]
}

test_fail_transit_gateway if {
	attachments := {"transit_gateway_attachment": {vpc: {"address": vpc, "vpc": vpc, "transit_gateway": "tgw"} | some vpc in ["a", "aws_vpc.main"]}}
	some finding in found("fail", object.union(homes(["a"]), attachments))
	finding.level == "warning"
}

test_pass_own if {
	count(found("fail", homes(["aws_vpc.main"]))) == 0
	count(found("review", homes(["aws_vpc.main"]))) == 0
}

test_pass_one_peered if {
	change := object.union(homes(["a"]), peerings(["a"]))
	count(found("fail", change)) == 0
	count(found("review", change)) == 0
}

test_review_own_and_peered if {
	change := object.union(homes(["aws_vpc.main", "a"]), peerings(["a"]))
	count(found("fail", change)) == 0
	count(found("review", change)) == 1
}

test_review_not_connected if {
	count(found("fail", homes(["a"]))) == 0
	count(found("review", homes(["a"]))) == 1
}

test_trap_second_peer_without_directory if {
	change := object.union_n([homes(["a"]), peerings(["a", "b"]), {"vpc": {"b": {"address": "b"}}}])
	count(found("fail", change)) == 0
}
