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
		with network.hindrances as fixture.hindrances
}

reviews(answers) := found if {
	found := rule.review with input as fixture.given(configuration, answers)
		with network.service_way as fixture.service_way
		with network.endpoints as fixture.endpoints
		with source.place as fixture.place
		with network.ingress as fixture.ingress
		with network.hindrances as fixture.hindrances
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

# alone is a VPC with an endpoint whose group has the rules, and no computer.
alone(group) := {"nodes": {
	"vpc": {"aws_vpc.main": {"address": "aws_vpc.main"}},
	"vpc_endpoint": {"aws_vpc_endpoint.ssm": {
		"address": "aws_vpc_endpoint.ssm",
		"vpc": "aws_vpc.main",
		"endpoint_type": "Interface",
		"service_name": "com.amazonaws.eu-central-1.ssm",
		"security_groups": ["aws_security_group.endpoints"],
	}},
	"security_group": {"aws_security_group.endpoints": object.union({"address": "aws_security_group.endpoints"}, group)},
}}

found_alone(kind, group) := found if {
	found := rule[kind] with input as fixture.given(alone(group), {})
		with network.endpoints as fixture.endpoints
		with network.endpoint_faults as fixture.endpoint_faults
}

rule_for(port) := {"direction": "ingress", "protocol": "tcp", "from_port": port, "to_port": port, "cidr_blocks": ["10.0.0.0/16"]}

test_fail_nobody[name] if {
	some name, rules in {
		"no rule": [],
		"outward": [object.union(rule_for(443), {"direction": "egress"})],
		"another port": [rule_for(80)],
		"another protocol": [object.union(rule_for(443), {"protocol": "udp"})],
	}
	some finding in found_alone("fail", {"rules": rules})
	finding.level == "error"
	finding.message == "aws_security_group.endpoints does not let tcp/443 in from anybody, so that nothing can use aws_vpc_endpoint.ssm."
}

test_pass_somebody[name] if {
	some name, rules in {"a rule": [rule_for(443)], "its members": [{"direction": "ingress", "protocol": "all", "self": true}]}
	count(found_alone("fail", {"rules": rules})) == 0
	count(found_alone("review", {"rules": rules})) == 0
}

test_review_nobody[name] if {
	some name, group in {
		"it is handed out": {"open": {"instances": "an output hands it to others"}},
		"others may add": {"open": {"rules": "module.rules is given it"}},
		"a rule that may be there": {"rules": [object.union(rule_for(443), {"maybe": "a variable"})]},
	}
	count(found_alone("fail", group)) == 0
	count(found_alone("review", group)) == 1
}
