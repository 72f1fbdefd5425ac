package policies["dhcp-options-ambiguous_test"]

import data.lib.fixture
import data.policies["dhcp-options-ambiguous"] as rule

fails(sets) := found if {
	found := rule.fail with input as given(sets)
		with network.resolver as fixture.resolver
}

reviews(sets) := found if {
	found := rule.review with input as given(sets)
		with network.resolver as fixture.resolver
}

given(sets) := fixture.given(fixture.sound, {"resolver": {"*": {"kind": "unknown", "options": "", "reason": "", "servers": [], "sets": sets}}})

set_of(text, reason) := {"text": text, "reason": reason}

one := set_of("aws_vpc_dhcp_options.corp", "")

other := set_of("aws_vpc_dhcp_options.amazon", "")

perhaps := set_of("aws_vpc_dhcp_options.amazon", "variable own_dns has no default")

test_fail_two_sets if {
	some finding in fails([one, other])
	finding.node == "aws_vpc.main"
	finding.affected == ["aws_instance.app"]
	finding.message == "aws_vpc.main is associated with aws_vpc_dhcp_options.amazon and aws_vpc_dhcp_options.corp, and a VPC has one DHCP option set at a time, so the association that is made last decides."
	count(reviews([one, other])) == 0
}

test_fail_two_stacks_is_a_note if {
	nodes := object.union(fixture.nodes, {"dhcp_options": {address: {"address": address, "resource_type": "AWS::EC2::DHCPOptions"} |
		some address in ["Network/Options", "Directory/Options"]
	}})
	sets := [set_of("Network/Options", ""), set_of("Directory/Options", "")]
	found := rule.fail with input as fixture.given({"nodes": nodes}, {"resolver": {"*": {"kind": "unknown", "options": "", "reason": "", "servers": [], "sets": sets}}})
		with network.resolver as fixture.resolver
	some finding in found
	finding.level == "note"
}

# Whether there is a third one does not matter.
test_fail_two_sets_of_three if {
	some finding in fails([one, other, set_of("dopt-1", "variable count has no default")])
	contains(finding.message, "aws_vpc_dhcp_options.amazon and aws_vpc_dhcp_options.corp,")
}

test_pass_one_set if {
	count(fails([one]) | reviews([one])) == 0
}

test_pass_none if {
	count(fails([]) | reviews([])) == 0
}

test_pass_the_same_set_twice if {
	count(fails([one, one]) | reviews([one, one])) == 0
}

test_pass_either_of_two if {
	either := [set_of("aws_vpc_dhcp_options.corp", "a condition"), perhaps]
	count(fails(either) | reviews(either)) == 0
}

test_review_one_that_may_be_associated_too if {
	count(fails([one, perhaps])) == 0
	some finding in reviews([one, perhaps])
	finding.reason == "variable own_dns has no default"
}

test_review_a_set_that_is_not_known if {
	some finding in reviews([one, set_of("${aws_cloudformation_stack.network.outputs.options}", "")])
	finding.reason == "which option set ${aws_cloudformation_stack.network.outputs.options} is, the source does not say"
}
