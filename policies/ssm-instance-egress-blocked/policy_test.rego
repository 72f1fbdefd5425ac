package policies["ssm-instance-egress-blocked_test"]

import data.lib.fixture
import data.policies["ssm-instance-egress-blocked"] as rule

its_endpoint := {service: fixture.through($"aws_vpc_endpoint.{service}") | some service in ["ssm", "ssmmessages", "ec2messages"]}

closed := fixture.denied("aws_security_group.app", "rules", "aws_security_group.app lets nothing out")

fails(answers) := found if {
	found := rule.fail with input as fixture.given(fixture.sound, answers)
		with network.service_way as fixture.service_way
		with network.endpoints as fixture.endpoints
		with network.egress as fixture.egress
		with network.hindrances as fixture.hindrances
}

reviews(answers) := found if {
	found := rule.review with input as fixture.given(fixture.sound, answers)
		with network.service_way as fixture.service_way
		with network.endpoints as fixture.endpoints
		with network.egress as fixture.egress
		with network.hindrances as fixture.hindrances
}

test_fail_once_per_group if {
	found := fails({"service_way": its_endpoint, "egress": {"*": closed}})
	count(found) == 1
	some finding in found
	finding.node == "aws_security_group.app"
	finding.attribute == "rules"
	finding.affected == ["aws_instance.app"]
	finding.message == "aws_security_group.app does not let tcp/443 out to aws_vpc_endpoint.ec2messages, aws_vpc_endpoint.ssm and aws_vpc_endpoint.ssmmessages, where the connections to Systems Manager go."
}

# Behind a NAT gateway the connections go to the internet.
test_fail_to_the_internet if {
	some finding in fails({"service_way": {"*": fixture.internet}, "egress": {"*": closed}})
	contains(finding.message, "out to the internet,")
}

test_pass_open if {
	count(fails({"service_way": its_endpoint})) == 0
	count(reviews({"service_way": its_endpoint})) == 0
}

# Without any way there is nothing to connect to, which is another rule's fault.
test_pass_no_way if count(fails({"service_way": {"*": fixture.no_way}, "egress": {"*": closed}})) == 0

test_review_unknown if {
	answer := fixture.unknown("variable \"cidr\" has no default")
	count(fails({"service_way": its_endpoint, "egress": {"*": answer}})) == 0
	some finding in reviews({"service_way": its_endpoint, "egress": {"*": answer}})
	finding.reason == "variable \"cidr\" has no default"
}

# No way that is not in view helps where nothing gets out.
test_fail_unknown_way if {
	some finding in fails({"service_way": {"*": fixture.unknown_way}, "egress": {"*": closed}})
	finding.message == "aws_security_group.app lets no TCP connection out, so there is none to Systems Manager."
}

test_pass_unknown_way_open if count(fails({"service_way": {"*": fixture.unknown_way}})) == 0
