package policies["instance-metadata-disabled_test"]

import data.lib.fixture
import data.policies["instance-metadata-disabled"] as rule

found(outcome, instance, more) := findings if {
	nodes := object.union_n([fixture.nodes, {"instance": {"aws_instance.app": instance}}, more])
	findings := rule[outcome] with input as fixture.given({"nodes": nodes}, {}) with network.endpoints as fixture.endpoints
}

defaults(values) := {"instance_metadata_defaults": {"defaults": object.union({"address": "defaults"}, values)}}

test_fail_disabled if {
	some finding in found("fail", {"metadata_http_endpoint": "disabled"}, {})
	finding.node == "aws_instance.app"
	finding.attribute == "metadata_http_endpoint"
	finding.affected == ["aws_instance.app"]
}

test_fail_in_template if {
	template := {"launch_template": {"aws_launch_template.app": {"address": "aws_launch_template.app", "metadata_http_endpoint": "disabled"}}}
	some finding in found("fail", {"metadata_http_endpoint": "disabled", "launch_template": "aws_launch_template.app"}, template)
	finding.node == "aws_launch_template.app"
}

test_fail_by_default if {
	some finding in found("fail", {}, defaults({"metadata_http_endpoint": "disabled"}))
	finding.node == "defaults"
}

test_pass_default_of_another_region if {
	elsewhere := defaults({"metadata_http_endpoint": "disabled", "region": "eu-west-1"})
	count(found("fail", {"region": "eu-central-1"}, elsewhere)) == 0
}

test_pass_enabled if {
	count(found("fail", {"metadata_http_endpoint": "enabled"}, defaults({"metadata_http_endpoint": "disabled"}))) == 0
	count(found("review", {"metadata_http_endpoint": "enabled"}, {})) == 0
}

test_pass_unwritten if {
	count(found("fail", {}, {})) == 0
	count(found("review", {}, {})) == 0
}

test_review_unknown if {
	some finding in found("review", {"unknown": {"metadata_http_endpoint": "variable metadata has no default"}}, {})
	finding.reason == "variable metadata has no default"
}

test_review_defaults_may_be_off if {
	some finding in found("review", {}, defaults({"metadata_http_endpoint": "disabled", "maybe": "variable harden has no default"}))
	finding.reason == "variable harden has no default"
}
