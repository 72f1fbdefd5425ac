package policies["licensed-own-domain-join_test"]

import data.lib.fixture
import data.policies["licensed-own-domain-join"] as rule

found(outcome, instance, more) := findings if {
	nodes := object.union_n([fixture.nodes, {"instance": {"aws_instance.app": object.union({"licensed": true}, instance)}}, more])
	findings := rule[outcome] with input as fixture.given({"nodes": nodes}, {})
}

association(values) := {"association": {"aws_ssm_association.join": object.union(
	{
		"address": "aws_ssm_association.join",
		"document_name": "AWS-JoinDirectoryServiceDomain",
	},
	values,
)}}

test_fail_user_data[script] if {
	some script in ["Add-Computer -DomainName corp.example.com", "netdom join server /domain:corp.example.com"]
	some finding in found("fail", {"user_data": script}, {})
	finding.node == "aws_instance.app"
	finding.attribute == "user_data"
	startswith(finding.message, "The user data of aws_instance.app joins aws_instance.app to a domain")
}

test_fail_administrator[script] if {
	some script in ["net user admin secret /add\nnet localgroup administrators admin /add", "Add-LocalGroupMember -Group Administrators -Member admin"]
	some finding in found("fail", {"user_data": script}, {})
	contains(finding.message, "makes a local administrator on")
}

test_fail_both_once if {
	findings := found("fail", {"user_data": "net localgroup Administrators admin /add\nAdd-Computer -DomainName corp.example.com"}, {})
	count(findings) == 1
}

test_fail_association[values] if {
	some values in [
		{"instances": ["aws_instance.app"]},
		{"targets": [{"key": "InstanceIds", "values": ["*"]}]},
		{"targets": [{"Key": "tag:Domain", "Values": ["corp"]}]},
	]
	some finding in found("fail", {"tags": {"Domain": "corp"}}, association(values))
	finding.node == "aws_ssm_association.join"
	finding.affected == ["aws_instance.app"]
}

test_pass if {
	count(found("fail", {"user_data": "Write-Host ready"}, association({"instances": ["aws_instance.other"]}))) == 0
	count(found("review", {"user_data": "Write-Host ready"}, {})) == 0
}

test_pass_other_tag if count(found("fail", {"tags": {"Domain": "corp"}}, association({"targets": [{"key": "tag:Domain", "values": ["other"]}]}))) == 0

test_review_user_data if {
	some finding in found("review", {"unknown": {"user_data": "variable script has no default"}}, {})
	finding.reason == "variable script has no default"
}

test_review_targets if {
	some finding in found("review", {}, association({"open": {"instances": "variable targets has no default"}}))
	finding.node == "aws_ssm_association.join"
}

test_trap_plain_instance if {
	nodes := object.union_n([fixture.nodes, {"instance": {"aws_instance.app": {"user_data": "Add-Computer -DomainName corp.example.com"}}}])
	findings := rule.fail with input as fixture.given({"nodes": nodes}, {})
	count(findings) == 0
}
