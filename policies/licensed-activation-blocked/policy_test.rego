package policies["licensed-activation-blocked_test"]

import data.lib.fixture
import data.policies["licensed-activation-blocked"] as rule

found(outcome, change, answers) := findings if {
	nodes := object.union_n([fixture.nodes, {"instance": {"aws_instance.app": {"licensed": true}}}, change])
	findings := rule[outcome] with input as fixture.given({"nodes": nodes}, answers)
		with network.resolver as fixture.resolver
		with network.egress as fixture.egress
		with network.acl as fixture.acl
}

denied(subject, reason) := {"*": fixture.denied(subject, "rules", reason)}

closed := denied("aws_security_group.app", "aws_security_group.app lets no tcp/1688 out")

# The group of the instance lets it connect to that of the endpoints alone.
by_group := {"security_group": {
	"aws_security_group.app": {"rules": [{"direction": "egress", "groups": ["aws_security_group.endpoints"]}]},
	"aws_security_group.endpoints": {"address": "aws_security_group.endpoints"},
}}

test_fail_groups if {
	some finding in found("fail", {}, {"egress": closed})
	finding.node == "aws_security_group.app"
	finding.message == "aws_security_group.app lets no tcp/1688 out, so aws_instance.app cannot reach License Manager's activation servers."
}

test_fail_acl if {
	some finding in found("fail", {}, {"acl": denied("aws_network_acl.private", "aws_network_acl.private denies tcp/1688")})
	finding.node == "aws_network_acl.private"
}

test_pass_open if {
	count(found("fail", {}, {})) == 0
	count(found("review", {}, {})) == 0
}

test_pass_group_of_endpoints if {
	answers := {"egress": object.union(closed, {"aws_security_group.endpoints": fixture.allowed})}
	count(found("fail", by_group, answers)) == 0
	count(found("review", by_group, answers)) == 0
}

test_pass_single_subnet if {
	change := {"vpc": {"aws_vpc.main": {"subnets": ["aws_subnet.private"]}}}
	count(found("fail", change, {"acl": denied("aws_network_acl.private", "aws_network_acl.private denies tcp/1688")})) == 0
}

test_review_unknown_rules if {
	answers := {"egress": {"*": fixture.unknown("variable port has no default")}}
	count(found("fail", {}, answers)) == 0
	some finding in found("review", {}, answers)
	finding.reason == "variable port has no default"
}

test_review_visual_studio if {
	change := {"instance": {"aws_instance.app": {"licensed": false, "via": {"image": ["var.visual_studio_ami"]}}}}
	count(found("fail", change, {"egress": closed})) == 0
	count(found("review", change, {"egress": closed})) == 1
}

test_trap_plain_instance if {
	findings := rule.fail with input as fixture.given(fixture.sound, {"egress": closed})
		with network.resolver as fixture.resolver
		with network.egress as fixture.egress
		with network.acl as fixture.acl
	count(findings) == 0
}

# Wherever the servers are, a group without any rule for them is closed.
test_fail_vpc_out_of_view[rules] if {
	some rules in [
		[],
		[{"direction": "egress", "protocol": "tcp", "from_port": 443, "to_port": 443}],
		[{"direction": "egress", "protocol": "udp", "from_port": 0, "to_port": 65535}],
		[{"direction": "ingress", "protocol": "all"}],
	]
	some finding in found("fail", elsewhere(rules), {"egress": closed})
	finding.node == "aws_security_group.app"
}

test_review_vpc_out_of_view[rules] if {
	some rules in [
		[{"direction": "egress", "protocol": "tcp", "from_port": 1688, "to_port": 1688}],
		[{"direction": "egress", "protocol": "tcp", "unknown": {"from_port": "a variable"}}],
		[{"direction": "egress", "from_port": 443, "to_port": 443, "unknown": {"protocol": "a variable"}}],
		[{"direction": "egress", "protocol": "all", "groups": ["other"]}],
	]
	count(found("fail", elsewhere(rules), {"egress": closed})) == 0
	count(found("review", elsewhere(rules), {"egress": closed})) == 1
}

elsewhere(rules) := {
	"instance": {"aws_instance.app": {"licensed": true, "vpc": "var.vpc_id"}},
	"security_group": {"aws_security_group.app": {"rules": rules}},
}
