package policies["licensed-tag-removed_test"]

import data.lib.fixture
import data.policies["licensed-tag-removed"] as rule

found(outcome, instance) := findings if {
	nodes := object.union(fixture.nodes, {"instance": {"aws_instance.app": object.union({"licensed": true, "resource_type": "aws_instance"}, instance)}})
	findings := rule[outcome] with input as fixture.given({"nodes": nodes}, {})
}

test_fail_nothing_ignored[tags] if {
	some tags in [{}, {"Name": "office"}]
	some finding in found("fail", {"tags": tags})
	finding.node == "aws_instance.app"
	finding.attribute == "tags"
	startswith(finding.message, "Terraform removes the tag AWSLicenseManager")
}

test_fail_other_changes_ignored[name] if {
	some name in ["ami", `tags["Name"]`]
	count(found("fail", {"ignored_changes": [name]})) == 1
}

test_fail_default_tags if {
	some finding in found("fail", {"default_tags": {"AWSLicenseManager": "office"}})
	finding.attribute == "default_tags"
	startswith(finding.message, "The provider gives aws_instance.app the tag AWSLicenseManager")
}

test_fail_launch_template if {
	nodes := object.union(fixture.nodes, {
		"autoscaling_group": {"asg": {"address": "asg", "licensed": true, "launch_template": "template"}},
		"launch_template": {"template": {"address": "template", "tags": {"AWSLicenseManager": "office"}}},
	})
	some finding in rule.fail with input as fixture.given({"nodes": nodes}, {})
	finding.node == "template"
	startswith(finding.message, "template gives asg the tag AWSLicenseManager")
}

test_fail_other_value if {
	some finding in found("fail", {"tags": {"AWSLicenseManager": "office"}, "ignored_changes": ["tags"]})
	startswith(finding.message, "aws_instance.app sets the tag AWSLicenseManager")
}

test_pass_ignored[instance] if {
	some instance in [
		{"ignored_changes": ["tags"]},
		{"ignored_changes": ["all"]},
		{"ignored_changes": [`tags["AWSLicenseManager"]`]},
		{"ignored_changes": [`tags_all["AWSLicenseManager"]`]},
		{"default_tags": {"AWSLicenseManager": "UserSubscriptions"}},
		{"ignored_tags": ["AWSLicenseManager"]},
		{"ignored_tag_prefixes": ["AWS"]},
		{"tags": {"AWSLicenseManager": "UserSubscriptions"}},
	]
	count(found("fail", instance)) == 0
	count(found("review", instance)) == 0
}

test_pass_cloudformation if count(found("fail", {"resource_type": "AWS::EC2::Instance"})) == 0

test_review_plan if {
	instance := {"unknown": {"ignored_changes": "a plan does not say which changes are ignored"}}
	count(found("fail", instance)) == 0
	some finding in found("review", instance)
	finding.reason == "a plan does not say which changes are ignored"
}

test_trap_plain_instance if {
	nodes := object.union(fixture.nodes, {"instance": {"aws_instance.app": {"resource_type": "aws_instance"}}})
	findings := rule.fail with input as fixture.given({"nodes": nodes}, {})
	count(findings) == 0
}
