package policies["licensed-directory-default-group-closed_test"]

import data.lib.fixture
import data.policies["licensed-directory-default-group-closed"] as rule

directory := "aws_directory_service_directory.corp"

group := "aws_default_security_group.closed"

sound := object.union_n([fixture.nodes, {
	"instance": {"aws_instance.app": {"licensed": true}},
	"vpc": {"aws_vpc.main": {"default_security_group": group, "resource_type": "aws_vpc"}},
	"security_group": {group: {"address": group, "resource_type": "aws_default_security_group", "vpc": "aws_vpc.main"}},
	"directory": {directory: {"address": directory, "type": "MicrosoftAD", "vpc": "aws_vpc.main"}},
}])

found(outcome, nodes, answers) := findings if {
	findings := rule[outcome] with input as fixture.given({"nodes": nodes}, answers)
		with network.resolver as fixture.resolver
		with network.egress as fixture.egress
}

closed := {"egress": {"*": fixture.denied(group, "rules", "it has no egress rules")}}

changed(change) := object.union(sound, change)

test_fail_closed if {
	some finding in found("fail", sound, closed)
	finding.node == group
	finding.attribute == "rules"
	finding.affected == ["aws_instance.app"]
	finding.message == $"{group} lets none of a domain controller's ports out to {directory}, so License Manager may fail to register the directory for aws_instance.app."
}

test_pass_open if {
	count(found("fail", sound, {})) == 0
	count(found("review", sound, {})) == 0
}

test_pass_not_licensed if {
	nodes := changed({"instance": {"aws_instance.app": {"licensed": false}}})
	count(found("fail", nodes, closed)) == 0
}

# Only an AWS Managed Microsoft AD can be registered.
test_pass_simple_directory if {
	nodes := changed({"directory": {directory: {"type": "SimpleAD"}}})
	count(found("fail", nodes, closed)) == 0
	count(found("review", nodes, closed)) == 0
}

test_review_unknown_rules if {
	answers := {"egress": {"*": fixture.unknown("variable port has no default")}}
	count(found("fail", sound, answers)) == 0
	some finding in found("review", sound, answers)
	finding.reason == "variable port has no default"
}

test_review_directory_may_be_another if {
	nodes := changed({"directory": {directory: {"type": "", "unknown": {"type": "variable type has no default"}}}})
	count(found("fail", nodes, closed)) == 0
	some finding in found("review", nodes, closed)
	finding.reason == "variable type has no default"
}

# Nobody writes the rules of a group that no resource adopts, so the finding is at its VPC.
test_review_opaque if {
	nodes := changed({"security_group": {group: {"resource_type": "aws_vpc", "open": {"rules": "Hardening may change it"}}}})
	some finding in found("review", nodes, {})
	finding.node == "aws_vpc.main"
	finding.attribute == "default_security_group"
	finding.reason == "Hardening may change it"
}

test_review_nothing_connects if {
	nodes := changed({"directory": {directory: {"vpc": "aws_vpc.hub"}}, "vpc": {"aws_vpc.hub": {"address": "aws_vpc.hub", "default_security_group": group}}})
	count(found("fail", nodes, closed)) == 0
	some finding in found("review", nodes, closed)
	finding.reason == $"nothing in view connects aws_instance.app with {directory}"
}

test_pass_another_directory if {
	nodes := changed({
		"directory": {"other": {"address": "other", "type": "MicrosoftAD", "vpc": "aws_vpc.main"}, directory: {"vpc": "aws_vpc.hub"}},
		"vpc": {"aws_vpc.main": {"default_security_group": "open"}, "aws_vpc.hub": {"address": "aws_vpc.hub", "default_security_group": group}},
		"security_group": {"open": {"address": "open", "vpc": "aws_vpc.main"}},
	})
	answers := {"egress": {directory: fixture.denied(group, "rules", "it has no egress rules")}}
	count(found("fail", nodes, answers)) == 0
	count(found("review", nodes, answers)) == 0
}
