package policies["ssm-network-acl-blocked_test"]

import data.lib.fixture
import data.policies["ssm-network-acl-blocked"] as rule

closed := fixture.denied("aws_network_acl.private", "rules", "aws_network_acl.private has no rule that allows tcp 443 out to aws_subnet.endpoints (10.0.1.0/24)")

fails(answers) := found if {
	found := rule.fail with input as fixture.given(fixture.sound, answers)
		with network.service_way as fixture.service_way
		with network.endpoints as fixture.endpoints
		with network.acl as fixture.acl
		with network.hindrances as fixture.hindrances
}

reviews(answers) := found if {
	found := rule.review with input as fixture.given(fixture.sound, answers)
		with network.service_way as fixture.service_way
		with network.endpoints as fixture.endpoints
		with network.acl as fixture.acl
		with network.hindrances as fixture.hindrances
}

test_fail_once_per_acl if {
	found := fails({"service_way": {"*": fixture.through("aws_vpc_endpoint.ssm")}, "acl": {"*": closed}})
	count(found) == 1
	some finding in found
	finding.node == "aws_network_acl.private"
	finding.level == "error"
	finding.affected == ["aws_instance.app"]
	finding.message == "aws_network_acl.private has no rule that allows tcp 443 out to aws_subnet.endpoints (10.0.1.0/24), so the connections to Systems Manager do not come about."
}

test_pass_open if {
	count(fails({"service_way": {"*": fixture.internet}})) == 0
	count(reviews({"service_way": {"*": fixture.internet}})) == 0
}

test_pass_no_way if count(fails({"service_way": {"*": fixture.no_way}, "acl": {"*": closed}})) == 0

test_fail_in_part_warns if {
	answer := object.union(fixture.unknown("aws_network_acl.private stops tcp 32768-49151 in, a part of 32768-60999"), {"part": "32768-49151", "subject": "aws_network_acl.private"})
	count(reviews({"service_way": {"*": fixture.internet}, "acl": {"*": answer}})) == 0
	some finding in fails({"service_way": {"*": fixture.internet}, "acl": {"*": answer}})
	finding.level == "warning"
	finding.node == "aws_network_acl.private"
	finding.message == "aws_network_acl.private stops tcp 32768-49151 in, a part of 32768-60999, so only some of the connections to Systems Manager come about."
}

apart(share) := object.union(closed, {"verdict": "unknown", "reason": "only on a part of the ways it is denied", "share": share})

test_fail_for_a_share_warns if {
	answers := {"service_way": {"*": fixture.through("aws_vpc_endpoint.ssm")}, "acl": {"*": apart("2 of 3")}}
	count(reviews(answers)) == 0
	some finding in fails(answers)
	finding.level == "warning"
	finding.message == "aws_network_acl.private has no rule that allows tcp 443 out to aws_subnet.endpoints (10.0.1.0/24), so 2 of 3 network interfaces of aws_vpc_endpoint.ssm cannot be reached, and the connections to Systems Manager that are led to these time out."
}

test_review_share_that_is_not_known if {
	answers := {"service_way": {"*": fixture.through("aws_vpc_endpoint.ssm")}, "acl": {"*": apart("")}}
	count(fails(answers)) == 0
	count(reviews(answers)) == 1
}

test_review_operating_system if {
	answer := fixture.unknown("it depends on the operating system")
	count(fails({"service_way": {"*": fixture.internet}, "acl": {"*": answer}})) == 0
	some finding in reviews({"service_way": {"*": fixture.internet}, "acl": {"*": answer}})
	finding.reason == "it depends on the operating system"
}
