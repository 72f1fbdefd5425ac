package policies["ad-ports-blocked_test"]

import data.lib.fixture
import data.policies["ad-ports-blocked"] as rule

nodes := object.union(fixture.nodes, {
	"directory": {"aws_directory_service_directory.corp": {"address": "aws_directory_service_directory.corp", "vpc": "aws_vpc.main"}},
	"association": {"aws_ssm_association.join": {"document_name": "AWS-JoinDirectoryServiceDomain", "instances": ["aws_instance.app"]}},
})

fails(answers) := found if {
	found := rule.fail with input as fixture.given({"nodes": nodes}, answers)
		with network.egress as fixture.egress
		with network.ingress as fixture.ingress
		with network.acl as fixture.acl
		with network.reaches as fixture.reaches
		with network.resolver as fixture.resolver
}

reviews(answers) := found if {
	found := rule.review with input as fixture.given({"nodes": nodes}, answers)
		with network.egress as fixture.egress
		with network.ingress as fixture.ingress
		with network.acl as fixture.acl
		with network.reaches as fixture.reaches
		with network.resolver as fixture.resolver
}

closed := fixture.denied("aws_security_group.app", "rules", "aws_security_group.app lets nothing out")

test_fail_egress if {
	found := fails({"egress": {"*": closed}})
	count(found) == 1
	some finding in found
	finding.node == "aws_security_group.app"
	finding.level == "error"
	finding.affected == ["aws_instance.app"]
	startswith(finding.message, "aws_security_group.app does not let tcp/88, tcp/135, tcp/389, udp/389, tcp/445, tcp/464, tcp/49152-65535, udp/123 out to aws_directory_service_directory.corp, so")
}

# The VPC asks the directory for names, so that port 53 counts too.
test_fail_dns if {
	resolver := {"kind": "custom", "options": "", "reason": "", "servers": [{"kind": "directory", "node": "aws_directory_service_directory.corp", "text": ""}]}
	some finding in fails({"egress": {"*": closed}, "resolver": {"*": resolver}})
	contains(finding.message, "udp/53, tcp/53")
}

test_fail_rule_stands_for_its_group if {
	nearly := fixture.denied("aws_security_group.app.egress[0]", "from_port", "it lets tcp/443 out")
	changed := object.union(nodes, {
		"security_group": {"aws_security_group.app": {"address": "aws_security_group.app", "rules": [{"address": "aws_security_group.app.egress[0]"}]}},
		"security_group_rule": {"aws_security_group.app.egress[0]": {}},
	})
	found := rule.fail with input as fixture.given({"nodes": changed}, {"egress": {"*": nearly}})
		with network.egress as fixture.egress
		with network.ingress as fixture.ingress
		with network.acl as fixture.acl
		with network.reaches as fixture.reaches
		with network.resolver as fixture.resolver
	some finding in found
	finding.node == "aws_security_group.app"
	finding.attribute == "rules"
}

# What joining does not take is a warning of its own, and no word where joining fails.
test_fail_further_ports if {
	some finding in fails_on({636, 3268, 3269, 9389})
	finding.level == "warning"
	finding.message == "aws_security_group.app does not let tcp/636, tcp/3268-3269, tcp/9389 out to aws_directory_service_directory.corp, so aws_instance.app joins the domain and lacks some of it: LDAP over TLS, the global catalog, its web services."
}

test_fail_further_ports_beside_others if {
	found := fails_on({88, 636})
	count(found) == 1
	some finding in found
	finding.level == "error"
	finding.message == "aws_security_group.app does not let tcp/88 out to aws_directory_service_directory.corp, so aws_instance.app cannot join the domain."
	contains(finding.remedy, "tcp/88, udp/88, tcp/636")
}

# Of two groups either can be opened: for all ports the same one is named.
test_fail_further_ports_at_the_same_place if {
	found := rule.fail with input as fixture.given({"nodes": nodes}, {})
		with network.egress as closed_by_two
		with network.ingress as fixture.ingress
		with network.acl as fixture.acl
		with network.reaches as fixture.reaches
		with network.resolver as fixture.resolver
	count(found) == 1
	some finding in found
	finding.node == "aws_security_group.app"
	contains(finding.remedy, "tcp/88, tcp/636")
}

closed_by_two(_, _, protocol, port) := closed if {
	[protocol, port] == ["tcp", 88]
} else := fixture.denied("aws_security_group.base", "rules", "aws_security_group.base lets nothing out") if {
	[protocol, port] == ["tcp", 636]
} else := fixture.allowed

fails_on(ports) := found if {
	found := rule.fail with input as fixture.given({"nodes": object.union(nodes, {"closed": ports})}, {})
		with network.egress as closed_on
		with network.ingress as fixture.ingress
		with network.acl as fixture.acl
		with network.reaches as fixture.reaches
		with network.resolver as fixture.resolver
}

closed_on(_, _, _, port) := closed if {
	port in input.nodes.closed
} else := fixture.allowed

test_fail_route if {
	lost := fixture.denied("aws_route_table.private", "routes", "aws_route_table.private has no route to aws_vpc.hub")
	some finding in fails({"reaches": {"*": lost}})
	finding.node == "aws_route_table.private"
	finding.message == "aws_route_table.private has no route to aws_vpc.hub, so aws_instance.app cannot join the domain."
}

test_pass_open if {
	count(fails({})) == 0
	count(reviews({})) == 0
}

# An instance that needs no directory may be closed to it.
test_pass_not_joined if {
	found := rule.fail with input as fixture.given({"nodes": object.remove(nodes, ["association"])}, {"egress": {"*": closed}})
		with network.egress as fixture.egress
		with network.resolver as fixture.resolver
	count(found) == 0
}

test_review_unknown if {
	unknown := {"ingress": {"*": fixture.unknown("the group is made by AWS")}}
	count(fails(unknown)) == 0
	some finding in reviews(unknown)
	finding.reason == "the group is made by AWS"
}
