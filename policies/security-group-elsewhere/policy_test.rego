package policies["security-group-elsewhere_test"]

import data.lib.fixture
import data.policies["security-group-elsewhere"] as rule

stranger := fixture.denied("aws_instance.app", "security_groups", "aws_instance.app stands in aws_vpc.main and is given aws_security_group.other, which belongs to aws_vpc.other")

fails(answers) := found if {
	found := rule.fail with input as fixture.given(fixture.sound, answers)
		with network.foreign_groups as fixture.foreign_groups
		with source.place as fixture.place
}

reviews(answers) := found if {
	found := rule.review with input as fixture.given(fixture.sound, answers)
		with network.foreign_groups as fixture.foreign_groups
		with source.place as fixture.place
}

test_fail_other_vpc if {
	some finding in fails({"foreign_groups": {"*": [stranger]}})
	finding.node == "aws_instance.app"
	finding.affected == ["aws_instance.app"]
	finding.message == "aws_instance.app stands in aws_vpc.main and is given aws_security_group.other, which belongs to aws_vpc.other, so AWS refuses to launch it."
}

test_pass_own if {
	count(fails({}) | reviews({})) == 0
}

test_review_association if {
	open := object.union(stranger, {"verdict": "unknown", "reason": "variable vpc has no default"})
	answers := {"foreign_groups": {"*": [open]}}
	count(fails(answers)) == 0
	some finding in reviews(answers)
	finding.reason == "variable vpc has no default"
}
