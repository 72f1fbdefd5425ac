package policies["licensed-instance-copied_test"]

import data.lib.fixture
import data.policies["licensed-instance-copied"] as rule

office := {"licensed": true, "region": "eu-central-1", "tags": {"Backup": "daily"}}

given(instance, others) := fixture.given({"nodes": object.union_n([fixture.nodes, {"instance": {"aws_instance.app": instance}}, others])}, {})

fails(instance, others) := found if {
	found := rule.fail with input as given(instance, others)
}

reviews(instance, others) := found if {
	found := rule.review with input as given(instance, others)
}

selection(values) := {"backup_selection": {"aws_backup_selection.daily": object.union({"address": "aws_backup_selection.daily"}, values)}}

conditions(set, listed) := object.union(
	selection(object.union({"resources": ["*"]}, {set: ["c0", "c1"]})),
	{"backup_condition": {$"c{i}": condition | some i, condition in listed}},
)

always := {"operator": "equals", "key": "aws:ResourceTag/Backup", "value": "daily"}

test_fail_image if {
	some finding in fails(office, {"instance_image": {"aws_ami_from_instance.x": {"instance": "aws_instance.app"}}})
	finding.node == "aws_ami_from_instance.x"
	startswith(finding.message, "aws_ami_from_instance.x makes an image of aws_instance.app, and")
}

test_fail_resource[resource] if {
	some resource in ["aws_instance.app", "*", "arn:aws:ec2:*:*:instance/*", "arn:${data.aws_partition.p.partition}:ec2:eu-central-1:123456789012:instance/*", "arn:*:*:*:*:*"]
	some finding in fails(office, selection({"resources": [resource]}))
	finding.attribute == "resources"
}

test_fail_everything if count(fails(office, selection({}))) == 1

test_fail_conditions[operator] if {
	some operator, value in {"equals": "daily", "like": "d*", "not_equals": "never", "not_like": "n*"}
	count(fails(office, conditions("conditions", [always, {"operator": operator, "key": "aws:ResourceTag/Backup", "value": value}]))) == 1
}

# A tag that nobody gave has no value, which is none that is excluded.
test_fail_lacking_tag if count(fails(office, conditions("conditions", [always, {"operator": "not_equals", "key": "aws:ResourceTag/Stage", "value": "test"}]))) == 1

test_pass_resource if {
	every resource in ["aws_instance.other", "arn:aws:ec2:*:*:volume/*", "arn:aws:ec2:eu-west-1:*:instance/*", "arn:aws:rds:*:*:*", "arn:aws:ec2:*:*:instance/i-0*", "arn:aws:ec2:*:*:instance/${var.id}"] {
		count(fails(office, selection({"resources": [resource]}))) == 0
		count(reviews(office, selection({"resources": [resource]}))) == 0
	}
}

test_pass_excluded if {
	every excluded in ["aws_instance.app", "arn:aws:ec2:*:*:instance/*"] {
		count(fails(office, selection({"resources": ["*"], "excluded_resources": [excluded]}))) == 0
	}
}

# All conditions must hold, and of the tags any.
test_pass_one_condition_fails if count(fails(office, conditions("conditions", [always, {"operator": "equals", "key": "aws:ResourceTag/Stage", "value": "test"}]))) == 0

test_fail_one_tag_fits if count(fails(office, conditions("tags", [{"operator": "equals", "key": "Backup", "value": "daily"}, {"operator": "equals", "key": "Stage", "value": "test"}]))) == 1

test_review_mixed if {
	others := conditions("tags", [{"operator": "equals", "key": "Stage", "value": "test"}, {"operator": "equals", "key": "Stage", "value": "live"}])
	count(fails(office, others)) == 0
	count(reviews(office, others)) == 1
}

test_review_open[set] if {
	some set in ["excluded_resources", "tags", "conditions"]
	others := selection({"resources": ["*"], "open": {set: "variable x has no default"}})
	count(fails(office, others)) == 0
	some finding in reviews(office, others)
	finding.reason == "variable x has no default"
}

test_review_open_resources if {
	some finding in reviews(office, selection({"resources": ["aws_instance.other"], "open": {"resources": "variable x has no default"}}))
	finding.reason == "variable x has no default"
}

test_review_unknown_tags if {
	others := conditions("conditions", [always, always])
	some finding in reviews({"licensed": true, "tags": {}, "unknown": {"tags": "variable tags has no default"}}, others)
	finding.reason == "variable tags has no default"
}

test_trap_plain_instance if count(fails({"tags": {}}, selection({"resources": ["*"]}))) == 0
