package policies["ssm-endpoint-private-dns-off_test"]

import data.lib.fixture
import data.policies["ssm-endpoint-private-dns-off"] as rule

names := ["ssm", "ssmmessages", "ec2messages"]

there := {service: {"has": [$"aws_vpc_endpoint.{service}"], "may": [], "open": ""} | some service in names}

off := {endpoint: fixture.denied(endpoint, "private_dns_enabled", $"{endpoint} has no private DNS names") |
	some service in names
	endpoint := $"aws_vpc_endpoint.{service}"
}

no_hostnames := {"*": fixture.denied("aws_vpc.main", "enable_dns_hostnames", "aws_vpc.main has enable_dns_hostnames off")}

answers(way, dns) := {"service_way": way, "endpoints": there, "private_dns": dns}

fails(configuration, answers) := found if {
	found := rule.fail with input as fixture.given(configuration, answers)
		with network.service_way as fixture.service_way
		with network.endpoints as fixture.endpoints
		with source.place as fixture.place
		with network.private_dns as fixture.private_dns
}

reviews(configuration, answers) := found if {
	found := rule.review with input as fixture.given(configuration, answers)
		with network.service_way as fixture.service_way
		with network.endpoints as fixture.endpoints
		with source.place as fixture.place
		with network.private_dns as fixture.private_dns
}

# One finding per endpoint; older agents alone need the last one.
test_fail_off if {
	found := fails(fixture.sound, answers({"*": fixture.no_way}, off))
	{[finding.node, finding.level] | some finding in found} == {
		["aws_vpc_endpoint.ssm", "error"],
		["aws_vpc_endpoint.ssmmessages", "error"],
		["aws_vpc_endpoint.ec2messages", "warning"],
	}
	some finding in found
	finding.node == "aws_vpc_endpoint.ssm"
	finding.attribute == "private_dns_enabled"
	finding.level == "error"
	finding.affected == ["aws_instance.app"]
	finding.message == "aws_vpc_endpoint.ssm has no private DNS names, so the service's name leads to public addresses, which the instances of its VPC cannot reach."
}

test_fail_ec2messages_alone_is_a_warning if {
	found := fails(fixture.sound, answers({"ec2messages": fixture.no_way, "*": fixture.through("aws_vpc_endpoint.ssm")}, off))
	{[finding.node, finding.level] | some finding in found} == {["aws_vpc_endpoint.ec2messages", "warning"]}
}

# AWS refuses private DNS names in a VPC without DNS hostnames, whoever is in it.
test_fail_vpc_without_hostnames if {
	empty := {"nodes": object.remove(fixture.nodes, ["instance"])}
	found := fails(empty, answers({"*": fixture.unknown_way}, no_hostnames))
	count(found) == 1
	some finding in found
	finding.node == "aws_vpc.main"
	finding.attribute == "enable_dns_hostnames"
	finding.level == "error"
}

test_pass_on if count(fails(fixture.sound, answers({"*": fixture.through("aws_vpc_endpoint.ssm")}, {}))) == 0

# Whoever has a way out reaches the public addresses, so the endpoints only cost money.
test_fail_way_out_is_a_warning if {
	{finding.level | some finding in fails(fixture.sound, answers({"*": fixture.internet}, off))} == {"warning"}
	count(reviews(fixture.sound, answers({"*": fixture.internet}, off))) == 0
}

test_review_unknown_way if {
	count(fails(fixture.sound, answers({"*": fixture.unknown_way}, off))) == 0
	some finding in reviews(fixture.sound, answers({"*": fixture.unknown_way}, off))
	finding.reason == "the way goes through a transit gateway"
}

test_review_unknown_setting if {
	unknown := {"*": fixture.unknown("variable \"private_dns\" has no default")}
	count(fails(fixture.sound, answers({"*": fixture.no_way}, unknown))) == 0
	count(reviews(fixture.sound, answers({"*": fixture.no_way}, unknown))) > 0
}
