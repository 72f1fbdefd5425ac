package policies["ssm-endpoint-ingress-blocked_test"]

import data.lib.fixture
import data.policies["ssm-endpoint-ingress-blocked"] as rule

configuration := {"nodes": object.union(fixture.nodes, {"vpc_endpoint": {address: {"address": address} |
	some service in ["ssm", "ssmmessages", "ec2messages"]
	address := $"aws_vpc_endpoint.{service}"
}})}

its_endpoint := {service: fixture.through($"aws_vpc_endpoint.{service}") | some service in ["ssm", "ssmmessages", "ec2messages"]}

closed := fixture.denied("aws_security_group.endpoints", "rules", "aws_security_group.endpoints lets nothing in; aws_security_group.endpoints.egress[0] opens the port outward only")

fails(answers) := found if {
	found := rule.fail with input as fixture.given(configuration, answers)
		with network.service_way as fixture.service_way
		with network.endpoints as fixture.endpoints
		with source.place as fixture.place
		with network.ingress as fixture.ingress
}

reviews(answers) := found if {
	found := rule.review with input as fixture.given(configuration, answers)
		with network.service_way as fixture.service_way
		with network.endpoints as fixture.endpoints
		with source.place as fixture.place
		with network.ingress as fixture.ingress
}

# Three endpoints with one group are one fault.
test_fail_once_per_group if {
	found := fails({"service_way": its_endpoint, "ingress": {"*": closed}})
	count(found) == 1
	some finding in found
	finding.node == "aws_security_group.endpoints"
	finding.attribute == "rules"
	finding.level == "error"
	finding.affected == ["aws_instance.app"]
	finding.message == "aws_security_group.endpoints does not let tcp/443 in to the Systems Manager endpoints from the instances that are led there (aws_security_group.endpoints.egress[0] opens the port outward only)."
}

test_fail_ec2messages_alone_is_a_warning if {
	found := fails({"service_way": its_endpoint, "ingress": {"aws_vpc_endpoint.ec2messages": closed}})
	{finding.level | some finding in found} == {"warning"}
}

test_pass_open if {
	count(fails({"service_way": its_endpoint})) == 0
	count(reviews({"service_way": its_endpoint})) == 0
}

# Nobody is led to an endpoint whose private DNS names are off.
test_pass_not_led_there if count(fails({"service_way": {"*": fixture.internet}, "ingress": {"*": closed}})) == 0

test_review_unknown if {
	answer := fixture.unknown("variable \"cidr\" has no default")
	count(fails({"service_way": its_endpoint, "ingress": {"*": answer}})) == 0
	some finding in reviews({"service_way": its_endpoint, "ingress": {"*": answer}})
	finding.reason == "variable \"cidr\" has no default"
}
