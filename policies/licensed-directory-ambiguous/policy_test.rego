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

test_fail_transit_gateway_beside_a_peer_without_directory if {
	attachments := {"transit_gateway_attachment": {vpc: {"address": vpc, "vpc": vpc, "transit_gateway": "tgw"} | some vpc in ["a", "aws_vpc.main"]}}
	change := object.union_n([homes(["a"]), peerings(["b"]), {"vpc": {"b": {"address": "b"}}}, attachments])
	count(found("fail", change)) == 1
}

test_review_two_in_one_vpc if {
	change := {"directory": {address: {"address": address, "type": "MicrosoftAD", "vpc": "aws_vpc.main"} | some address in ["one", "two"]}}
	some finding in found("review", change)
	contains(finding.reason, "aws_vpc.main holds one and two")
}

test_review_second_peering_may_be if {
	change := object.union_n([homes(["a", "b"]), peerings(["a", "b"]), {"vpc_peering_connection": {"pcx-b": {"maybe": "a switch"}}}])
	count(found("fail", change)) == 0
	some finding in found("review", change)
	finding.reason == "a switch"
}

test_review_second_directory_may_be if {
	change := object.union_n([homes(["a", "b"]), peerings(["a", "b"]), {"directory": {"ad-b": {"maybe": "a switch"}}}])
	count(found("fail", change)) == 0
	some finding in found("review", change)
	finding.reason == "a switch"
}

test_review_own_directory_may_be if {
	change := object.union_n([homes(["aws_vpc.main", "a"]), peerings(["a"]), {"directory": {"ad-aws_vpc.main": {"maybe": "a switch"}}}])
	count(found("fail", change)) == 0
	some finding in found("review", change)
	finding.reason == "a switch"
}

test_review_several_directories_may_be if {
	change := object.union_n([
		homes(["a", "b"]), peerings(["a", "b"]),
		{"directory": {"ad-b": {"maybe": "a switch"}, "ad-b2": {"address": "ad-b2", "type": "MicrosoftAD", "vpc": "b", "maybe": "another switch"}}},
	])
	count(found("review", change)) == 1
}

test_trap_other_type_may_be if {
	change := object.union_n([homes(["a", "b"]), peerings(["a", "b"]), {"directory": {"ad-b": {"maybe": "a switch", "type": "SimpleAD"}}}])
	count(found("fail", change)) == 0
	count(found("review", change)) == 0
}

test_review_not_accepted if {
	change := object.union_n([homes(["a"]), peerings(["a"]), {"vpc_peering_connection": {"pcx-a": {"accepted": false}}}])
	some finding in found("review", change)
	finding.reason == "this configuration does not accept pcx-a"
}

test_review_peer_out_of_view if {
	change := object.union_n([homes(["a"]), peerings(["a", "b"])])
	some finding in found("review", change)
	contains(finding.reason, "pcx-b leads to a VPC that is not part of this configuration")
}

test_review_shared if {
	some finding in found("review", {"shared_directory": {"shared": {"address": "shared"}}})
	finding.reason == "shared is in a VPC of another account"
}

test_review_vpc_out_of_view if {
	change := object.union(homes(["a"]), {"subnet": {"aws_subnet.private": {"vpc": "b"}}, "instance": {"aws_instance.app": {"vpc": "b"}}})
	some finding in found("review", change)
	finding.attribute == "vpc"
}

test_review_not_connected if {
	count(found("fail", homes(["a"]))) == 0
	count(found("review", homes(["a"]))) == 1
}

test_trap_second_peer_without_directory if {
	change := object.union_n([homes(["a"]), peerings(["a", "b"]), {"vpc": {"b": {"address": "b"}}}])
	count(found("fail", change)) == 0
}
