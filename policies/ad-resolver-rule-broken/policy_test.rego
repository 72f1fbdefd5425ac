package policies["ad-resolver-rule-broken_test"]

import data.lib.fixture
import data.policies["ad-resolver-rule-broken"] as rule

directory := "aws_directory_service_directory.corp"

forwarding := "aws_route53_resolver_rule.corp"

outbound := "aws_route53_resolver_endpoint.outbound"

sound := object.union_n([fixture.nodes, {
	"directory": {directory: {"address": directory, "domain_name": "corp.example.com", "vpc": "aws_vpc.main"}},
	"association": {"aws_ssm_association.join": {"document_name": "AWS-JoinDirectoryServiceDomain", "instances": ["aws_instance.app"]}},
	"resolver_endpoint": {outbound: {"address": outbound, "query_direction": "OUTBOUND"}},
	"resolver_rule": {forwarding: {
		"address": forwarding,
		"domain_name": "corp.example.com",
		"rule_type": "FORWARD",
		"resolver_endpoint": outbound,
		"target_addresses": [concat("", ["${", directory, ".dns_ip_addresses}"])],
		"vpcs": ["aws_vpc.main"],
	}},
}])

changed(values) := object.union(sound, {"resolver_rule": {forwarding: values}})

found(outcome, nodes, answers) := findings if {
	all := object.union({"forwards": {"*": fixture.allowed}}, answers)
	findings := rule[outcome] with input as fixture.given({"nodes": nodes}, all)
		with network.egress as fixture.egress
		with network.reaches as fixture.reaches
		with network.resolver as fixture.resolver
		with network.forwards as fixture.forwards
}

closed := {"egress": {"*": fixture.denied("aws_security_group.app", "rules", "it is closed")}}

test_fail_egress if {
	some finding in found("fail", sound, closed)
	finding.node == "aws_security_group.app"
	finding.level == "error"
	finding.affected == ["aws_instance.app"]
	finding.message == $"aws_security_group.app does not let tcp/53 and udp/53 out to {directory}, so {forwarding} does not lead to {directory}."
}

test_fail_inbound if {
	nodes := object.union(sound, {"resolver_endpoint": {outbound: {"query_direction": "INBOUND"}}})
	some finding in found("fail", nodes, {})
	finding.node == forwarding
	finding.attribute == "resolver_endpoint"
}

test_fail_public_target if {
	some finding in found("fail", changed({"target_addresses": ["1.1.1.1"]}), {})
	finding.attribute == "target_addresses"
	finding.message == $"{forwarding} sends its questions to 1.1.1.1, which is a public DNS server, so the names of {directory} are not found."
}

lost := {"forwards": {"*": {"verdict": "deny", "reason": "", "subject": "", "attribute": "", "path": []}}}

test_fail_not_associated if {
	some finding in found("fail", changed({"vpcs": []}), lost)
	finding.node == forwarding
	finding.attribute == "vpcs"
	finding.affected == ["aws_instance.app"]
}

test_pass_sound if {
	count(found("fail", sound, {})) == 0
	count(found("review", sound, {})) == 0
}

test_pass_other_domain if count(found("fail", changed({"domain_name": "example.net"}), closed)) == 0

test_pass_system_rule if count(found("fail", changed({"rule_type": "SYSTEM"}), closed)) == 0

# A missing route that keeps the instances from the directory as well is another rule's fault.
test_pass_same_route if {
	answers := {"reaches": {"*": fixture.denied("aws_route_table.private", "routes", "no route")}}
	count(found("fail", sound, answers)) == 0
}

test_review_unknown_rules if {
	answers := {"egress": {"*": fixture.unknown("variable port has no default")}}
	count(found("fail", sound, answers)) == 0
	some finding in found("review", sound, answers)
	finding.reason == "variable port has no default"
}

test_review_rule_may_not_exist if {
	nodes := changed({"maybe": "variable forward has no default"})
	count(found("fail", nodes, closed)) == 0
	some finding in found("review", nodes, closed)
	finding.reason == "variable forward has no default"
}
