package policies["ssm-route-broken_test"]

import data.lib.fixture
import data.policies["ssm-route-broken"] as rule

fails(answers) := found if {
	found := rule.fail with input as fixture.given(fixture.sound, answers)
		with network.service_way as fixture.service_way
		with network.endpoints as fixture.endpoints
		with network.way_out as fixture.way_out
		with network.hindrances as fixture.hindrances
}

reviews(answers) := found if {
	found := rule.review with input as fixture.given(fixture.sound, answers)
		with network.service_way as fixture.service_way
		with network.endpoints as fixture.endpoints
		with network.way_out as fixture.way_out
		with network.hindrances as fixture.hindrances
}

nat := fixture.denied("aws_nat_gateway.main", "subnet", "aws_nat_gateway.main stands in aws_subnet.private")

lost(way, out) := {"service_way": {"*": way}, "way_out": {"*": out}}

test_fail_nat_in_private_subnet if {
	some finding in fails(lost(fixture.no_way, nat))
	finding.node == "aws_nat_gateway.main"
	finding.attribute == "subnet"
	finding.level == "error"
	finding.affected == ["aws_instance.app"]
	finding.message == "aws_nat_gateway.main stands in aws_subnet.private, so aws_instance.app cannot reach ssm, ssmmessages and ec2messages, for which the VPC has no endpoints."
}

test_fail_remedies[attribute] if {
	some attribute in ["subnet", "availability_mode", "connectivity_type", "vpc", "source_dest_check", "vpc_peering_connection", "associate_public_ip_address", "security_groups", "rules", "cidr_blocks", "transit_gateway", "associated_route_table", "blackhole"]
	count(fails(lost(fixture.no_way, fixture.denied("aws_instance.app", attribute, "it breaks")))) == 1
}

# A VPC behind a transit gateway may lack the route, be it that back.
test_fail_behind_transit if {
	denied := fixture.denied("aws_route_table.egress", "routes", "aws_route_table.egress has no route back to aws_vpc.main")
	crossed := {"node": "aws_route.out", "attribute": "transit_gateway", "text": "it leads to a transit gateway", "verdict": "allow"}
	some finding in fails(lost(fixture.no_way, object.union(denied, {"path": array.concat([crossed], denied.path)})))
	startswith(finding.remedy, "Give aws_route_table.egress the route that it lacks, or ")
	count(fails(lost(fixture.no_way, denied))) == 0
}

test_pass_way_out if count(fails(lost(fixture.internet, fixture.allowed))) == 0

# Where no route leads out at all, an endpoint is missing.
test_pass_no_route if count(fails({"service_way": {"*": fixture.no_way}})) == 0

there := {"has": ["aws_vpc_endpoint.some"], "may": [], "open": ""}

# A VPC that has endpoints for sessions is meant to do without a way out.
test_pass_equipped if {
	count(fails(object.union(lost(fixture.no_way, nat), {"endpoints": {"ssmmessages": there}}))) == 0
}

# One for ssm alone may be for parameters.
test_fail_undedicated if {
	answers := object.union(lost(fixture.no_way, nat), {"endpoints": {"ssm": there}})
	some finding in fails(object.union(answers, {"service_way": {"ssm": fixture.through("aws_vpc_endpoint.some")}}))
	finding.message == "aws_nat_gateway.main stands in aws_subnet.private, so aws_instance.app cannot reach ssmmessages and ec2messages, for which the VPC has no endpoints."
}

test_review_connectivity if {
	out := object.union(fixture.unknown(fixture.unknown_way.reason), {"subject": "aws_instance.app", "attribute": "connectivity_type"})
	count(fails(lost(fixture.unknown_way, out))) == 0
	some finding in reviews(lost(fixture.unknown_way, out))
	finding.reason == fixture.unknown_way.reason
}

test_fail_rule_of_nat_instance if {
	rules := {"security_group_rule": {"in": {"address": "in", "direction": "ingress"}, "out": {"address": "out", "direction": "egress"}}}
	every subject, remedy in {"in": "Let tcp/443 in from the instances in in, ", "out": "Let tcp/443 out to the internet in out, "} {
		answers := lost(fixture.no_way, fixture.denied(subject, "cidr_blocks", "it breaks"))
		found := rule.fail with input as fixture.given({"nodes": object.union(fixture.nodes, rules)}, answers)
			with network.service_way as fixture.service_way
			with network.endpoints as fixture.endpoints
			with network.way_out as fixture.way_out
			with network.hindrances as fixture.hindrances
		some finding in found
		startswith(finding.remedy, remedy)
	}
}

test_review_groups_of_nat_instance if {
	out := object.union(fixture.unknown(fixture.unknown_way.reason), {"subject": "aws_security_group.nat", "attribute": "rules"})
	count(fails(lost(fixture.unknown_way, out))) == 0
	some finding in reviews(lost(fixture.unknown_way, out))
	finding.remedy == "Let tcp/443 in from the instances and out to the internet in aws_security_group.nat, or add interface endpoints for Systems Manager to the VPC."
}

# An endpoint that may be there is the question of another rule.
test_review_endpoint_that_may_be_there_is_not_asked if count(reviews(lost(fixture.unknown_way, nat))) == 0

# The endpoint stands in another VPC.
shared := {"nodes": object.union(fixture.nodes, {
	"vpc": {"aws_vpc.hub": {"address": "aws_vpc.hub"}},
	"vpc_endpoint": {"aws_vpc_endpoint.ssm": {"vpc": "aws_vpc.hub"}},
})}

severed(outcome, answer) := found if {
	answers := {"service_way": {"*": fixture.through("aws_vpc_endpoint.ssm")}, "reaches": {"*": answer}}
	found := rule[outcome] with input as fixture.given(shared, answers)
		with network.service_way as fixture.service_way
		with network.endpoints as fixture.endpoints
		with network.way_out as fixture.way_out
		with network.reaches as fixture.reaches
		with network.hindrances as fixture.hindrances
}

test_fail_no_route_to_endpoint if {
	some finding in severed("fail", fixture.denied("aws_route_table.private", "routes", "aws_route_table.private has no route to aws_vpc.hub"))
	finding.node == "aws_route_table.private"
	finding.level == "error"
	finding.message == "aws_route_table.private has no route to aws_vpc.hub, so aws_instance.app cannot reach aws_vpc_endpoint.ssm, where the connections to Systems Manager are led."
}

test_review_route_to_endpoint if {
	some finding in severed("review", fixture.unknown("the way leaves this configuration"))
	finding.reason == "the way leaves this configuration"
}

test_pass_route_to_endpoint if {
	count(severed("fail", fixture.allowed)) == 0
	count(severed("review", fixture.allowed)) == 0
}
