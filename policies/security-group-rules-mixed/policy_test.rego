package policies["security-group-rules-mixed_test"]

import data.lib.fixture
import data.policies["security-group-rules-mixed"] as rule

fails(group) := found if {
	found := rule.fail with input as fixture.given(with_group(group), {})
}

reviews(group) := found if {
	found := rule.review with input as fixture.given(with_group(group), {})
}

with_group(group) := {"nodes": object.union(fixture.nodes, {"security_group": {"aws_security_group.app": object.union(
	{
		"address": "aws_security_group.app",
		"resource_type": "aws_security_group",
		"instances": ["aws_instance.app"],
		"rules": [own, beside],
	},
	group,
)}})}

own := {"address": "aws_security_group.app.egress[0]", "resource_type": "aws_security_group", "direction": "egress"}

beside := {"address": "aws_security_group_rule.https", "resource_type": "aws_security_group_rule", "direction": "egress"}

test_fail_both_kinds if {
	found := fails({"exclusive_egress": true})
	count(found) == 1
	some finding in found
	finding.node == "aws_security_group.app"
	finding.attribute == "exclusive_egress"
	finding.affected == ["aws_instance.app"]
	finding.message == "aws_security_group.app lists its egress rules itself and takes them for all that there are, so every run of Terraform may remove aws_security_group_rule.https."
}

test_fail_default_group if {
	some finding in fails({"exclusive_egress": true, "resource_type": "aws_default_security_group", "rules": [beside]})
	finding.remedy == "Write the rules as blocks of aws_security_group.app, which keeps no others."
}

test_pass_one_kind if {
	count(fails({"rules": [beside]})) == 0
	count(fails({"exclusive_egress": true, "rules": [own]})) == 0
	count(reviews({"exclusive_egress": true, "rules": [own]})) == 0
}

test_pass_other_direction if count(fails({"exclusive_ingress": true})) == 0

test_pass_ignored if {
	count(fails({"exclusive_egress": true, "ignored_changes": ["egress"]})) == 0
	count(fails({"exclusive_egress": true, "ignored_changes": ["all"]})) == 0
	count(fails({"exclusive_egress": true, "ignored_changes": ["ingress"]})) == 1
}

test_trap_nobody_wears_it if count(fails({"exclusive_egress": true, "instances": []})) == 0

test_review_blocks_unknown if {
	group := {"unknown": {"exclusive_egress": "variable ports has no default"}}
	count(fails(group)) == 0
	some finding in reviews(group)
	finding.reason == "variable ports has no default"
}

test_review_rule_may_not_exist if {
	group := {"exclusive_egress": true, "rules": [own, object.union(beside, {"maybe": "variable open has no default"})]}
	count(fails(group)) == 0
	some finding in reviews(group)
	finding.reason == "variable open has no default"
}

lists(list) := {"nodes": object.union_n([with_group({"rules": [beside]}).nodes, {"security_group_rule": {beside.address: beside}}, {"exclusive_rules": {"aws_vpc_security_group_rules_exclusive.app": object.union(
	{
		"address": "aws_vpc_security_group_rules_exclusive.app",
		"groups": ["aws_security_group.app"],
		"ingress_rules": [],
		"egress_rules": [],
	},
	list,
)}}])}

fails_list(list) := found if {
	found := rule.fail with input as fixture.given(lists(list), {})
}

reviews_list(list) := found if {
	found := rule.review with input as fixture.given(lists(list), {})
}

test_fail_list_lacks_rule if {
	some finding in fails_list({})
	finding.node == "aws_vpc_security_group_rules_exclusive.app"
	finding.attribute == "egress_rules"
	finding.affected == ["aws_instance.app"]
	finding.message == "aws_vpc_security_group_rules_exclusive.app lists all egress rules that aws_security_group.app may have, so every run of Terraform may remove aws_security_group_rule.https."
}

test_pass_list_holds_rule if {
	count(fails_list({"egress_rules": [beside.address]})) == 0
	count(reviews_list({"egress_rules": [beside.address]})) == 0
}

test_pass_list_ignored if count(fails_list({"ignored_changes": ["egress_rule_ids"]})) == 0

test_review_list_holds_an_id if {
	count(fails_list({"egress_rules": ["sgr-1"]})) == 0
	some finding in reviews_list({"egress_rules": ["sgr-1"]})
	finding.reason == "sgr-1 may be the id of one of them"
}

test_review_list_may_not_exist if {
	count(fails_list({"maybe": "variable strict has no default"})) == 0
	count(reviews_list({"maybe": "variable strict has no default"})) == 1
}
