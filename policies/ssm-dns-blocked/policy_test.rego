package policies["ssm-dns-blocked_test"]

import data.lib.fixture
import data.policies["ssm-dns-blocked"] as rule

directory := "aws_directory_service_directory.corp"

nodes := object.union(fixture.nodes, {"directory": {directory: {"address": directory, "vpc": "aws_vpc.main"}}})

joined := object.union(nodes, {"association": {"aws_ssm_association.join": {
	"document_name": "AWS-JoinDirectoryServiceDomain",
	"instances": ["aws_instance.app"],
}}})

closed := fixture.denied("aws_security_group.app", "rules", "aws_security_group.app lets nothing out")

controllers := {"kind": "directory", "node": directory, "text": directory}

amazon := {"kind": "amazon", "node": "", "text": "AmazonProvidedDNS"}

handed(kind, reason, servers) := {"resolver": {"*": {"kind": kind, "options": "aws_vpc_dhcp_options.main", "reason": reason, "servers": servers, "sets": []}}}

asks_directory := handed("custom", "", [controllers])

fails(found_nodes, answers) := found if {
	found := rule.fail with input as fixture.given({"nodes": found_nodes}, answers)
		with network.endpoints as fixture.endpoints
		with network.egress as fixture.egress
		with network.ingress as fixture.ingress
		with network.acl as fixture.acl
		with network.resolver as fixture.resolver
		with network.private_dns as fixture.private_dns
		with network.reaches as fixture.reaches
		with network.service_way as fixture.service_way
		with network.dns_firewall as fixture.dns_firewall
}

reviews(found_nodes, answers) := found if {
	found := rule.review with input as fixture.given({"nodes": found_nodes}, answers)
		with network.endpoints as fixture.endpoints
		with network.egress as fixture.egress
		with network.ingress as fixture.ingress
		with network.acl as fixture.acl
		with network.resolver as fixture.resolver
		with network.private_dns as fixture.private_dns
		with network.reaches as fixture.reaches
		with network.service_way as fixture.service_way
		with network.dns_firewall as fixture.dns_firewall
}

test_fail_egress if {
	found := fails(nodes, object.union(asks_directory, {"egress": {"*": closed}}))
	count(found) == 1
	some finding in found
	finding.node == "aws_security_group.app"
	finding.affected == ["aws_instance.app"]
	finding.message == "aws_security_group.app does not let udp/53 out to aws_directory_service_directory.corp, so aws_instance.app gets no answer from the DNS servers of aws_vpc.main and finds no name, that of Systems Manager included."
	finding.mend == [{
		"change": "allow",
		"group": "aws_security_group.app",
		"direction": "egress",
		"ports": [{"protocol": "udp", "from": 53, "to": 53}, {"protocol": "tcp", "from": 53, "to": 53}],
		"peers": [{"networks": ["aws_vpc.main"]}],
	}]
}

test_fail_addresses if {
	servers := [{"kind": "address", "node": "", "text": text} | some text in ["192.168.0.53", "192.168.0.54"]]
	some finding in fails(nodes, object.union(handed("custom", "", servers), {"egress": {"*": closed}}))
	contains(finding.message, "does not let udp/53 out to 192.168.0.53 and 192.168.0.54, so")
	finding.mend[0].peers == [{"blocks": ["192.168.0.53/32", "192.168.0.54/32"]}]
}

test_review_group_of_addresses if {
	server := {"kind": "address", "node": "", "text": "192.168.0.53"}
	rule_of_group := {"address": "aws_security_group.app.egress[0]", "direction": "egress", "protocol": "all", "groups": ["aws_security_group.servers"]}
	named := json.patch(nodes, [
		{"op": "add", "path": "/security_group", "value": {"aws_security_group.app": {"address": "aws_security_group.app", "rules": [rule_of_group]}}},
		{"op": "add", "path": "/instance/aws_instance.app/security_groups", "value": ["aws_security_group.app"]},
	])
	answers := object.union(handed("custom", "", [server]), {"egress": {"*": closed}})
	count(fails(named, answers)) == 0
	some finding in reviews(named, answers)
	finding.reason == "whether 192.168.0.53 has a group that aws_security_group.app.egress[0] names the source does not say"
}

test_fail_acl if {
	stopped := fixture.denied("aws_network_acl.private", "rules", "aws_network_acl.private has no rule that allows udp 53")
	some finding in fails(nodes, object.union(asks_directory, {"acl": {"*": stopped}}))
	finding.node == "aws_network_acl.private"
	finding.mend == []
}

test_pass_open if {
	count(fails(nodes, asks_directory)) == 0
	count(reviews(nodes, asks_directory)) == 0
}

# Nothing keeps anybody from Amazon's DNS server, alone or beside others.
test_pass_amazon if {
	every answers in [{}, handed("mixed", "", [controllers, amazon])] {
		count(fails(nodes, object.union(answers, {"egress": {"*": closed}}))) == 0
		count(reviews(nodes, object.union(answers, {"egress": {"*": closed}}))) == 0
	}
}

# ad-ports-blocked says it of members of the domain.
test_pass_joined if {
	count(fails(joined, object.union(asks_directory, {"egress": {"*": closed}}))) == 0
}

# A computer that chooses its DNS servers itself need not ask those of its VPC.
test_review_own_dns if {
	chooses := json.patch(nodes, [{
		"op": "add",
		"path": "/instance/aws_instance.app/user_data",
		"value": "Set-DnsClientServerAddress -InterfaceIndex 1 -ServerAddresses 10.0.0.2",
	}])
	answers := object.union(asks_directory, {"egress": {"*": closed}})
	count(fails(chooses, answers)) == 0
	some finding in reviews(chooses, answers)
	finding.reason == "its user data chooses DNS servers"
}

test_review_other_servers if {
	other := {"kind": "address", "node": "", "text": "fd00::53"}
	answers := object.union(handed("custom", "", [controllers, other]), {"egress": {"*": closed}})
	count(fails(nodes, answers)) == 0
	some finding in reviews(nodes, answers)
	finding.reason == "whether fd00::53 answers the source does not say"
}

# Where its directory may not exist, nobody knows what the VPC hands out.
test_review_no_directory if {
	perhaps := json.patch(nodes, [{"op": "add", "path": concat("/", ["", "directory", directory, "maybe"]), "value": "variable \"create\" has no default"}])
	answers := object.union(asks_directory, {"egress": {"*": closed}})
	count(fails(perhaps, answers)) == 0
	some finding in reviews(perhaps, answers)
	finding.reason == "variable \"create\" has no default"
}

test_review_unknown if {
	answers := object.union(asks_directory, {"ingress": {"*": fixture.unknown("the group is made by AWS")}})
	count(fails(nodes, answers)) == 0
	some finding in reviews(nodes, answers)
	finding.reason == "the group is made by AWS"
}

without_support := json.patch(nodes, [{"op": "add", "path": "/vpc/aws_vpc.main/enable_dns_support", "value": false}])

test_fail_support_off if {
	found := fails(without_support, {})
	count(found) == 1
	some finding in found
	finding.node == "aws_vpc.main"
	finding.attribute == "enable_dns_support"
	finding.mend == [{"change": "set", "node": "aws_vpc.main", "attribute": "enable_dns_support", "value": true}]
}

# Other servers may answer, and with endpoints for Systems Manager another rule says it.
test_pass_support_off if {
	blamed := {
		"endpoints": {"ssm": {"has": ["aws_vpc_endpoint.ssm"], "may": [], "open": ""}},
		"private_dns": {"*": fixture.denied("aws_vpc.main", "enable_dns_support", "aws_vpc.main has DNS support off")},
	}
	every answers in [asks_directory, blamed] {
		count(fails(without_support, answers)) == 0
		count(reviews(without_support, answers)) == 0
	}
}

test_review_support_unknown if {
	open := json.patch(nodes, [{"op": "add", "path": "/vpc/aws_vpc.main/unknown", "value": {"enable_dns_support": "variable dns has no default"}}])
	count(fails(open, {})) == 0
	some finding in reviews(open, {})
	finding.reason == "variable dns has no default"
}

# Private addresses that no route leads to.
test_fail_route if {
	server := {"kind": "address", "node": "", "text": "192.168.0.53"}
	astray := fixture.denied("aws_route_table.private", "routes", "aws_route_table.private has no route to 192.168.0.53")
	some finding in fails(nodes, object.union(handed("custom", "", [server]), {"reaches": {"*": astray}}))
	finding.node == "aws_route_table.private"
	startswith(finding.message, "aws_route_table.private has no route to 192.168.0.53, so aws_instance.app gets no answer")
	count(reviews(nodes, object.union(handed("custom", "", [server]), {"reaches": {"*": fixture.unknown("it leaves this configuration")}}))) == 0
}

wall := "aws_route53_resolver_firewall_rule.wall"

walled := object.union(json.patch(nodes, [{"op": "add", "path": "/vpc/aws_vpc.main/dns_firewall_associations", "value": ["aws_route53_resolver_firewall_rule_group_association.main"]}]), {
	"dns_firewall_association": {"aws_route53_resolver_firewall_rule_group_association.main": {"vpc": "aws_vpc.main"}},
	"dns_firewall_rule_group": {"aws_route53_resolver_firewall_rule_group.main": {"rules": [{"address": wall}]}},
})

blocking(domain) := {"dns_firewall": {domain: fixture.denied(wall, "action", "it is blocked")}}

test_fail_walled if {
	found := fails(walled, blocking("*"))
	count(found) == 1
	some finding in found
	finding.node == wall
	finding.level == "error"
	finding.affected == ["aws_instance.app"]
	startswith(finding.message, "The DNS Firewall of aws_vpc.main blocks ssm.eu-central-1.amazonaws.com, ssmmessages.eu-central-1.amazonaws.com and ec2messages.eu-central-1.amazonaws.com by aws_route53_resolver_firewall_rule.wall of aws_route53_resolver_firewall_rule_group.main, so Systems Manager cannot manage aws_instance.app")
	contains(finding.remedy, "a domain list with *.amazonaws.com,")
	count(reviews(walled, blocking("*"))) == 0
}

test_fail_walled_by_service if {
	some sessions in fails(walled, blocking("ssmmessages.eu-central-1.amazonaws.com"))
	sessions.level == "error"
	contains(sessions.message, "neither Session Manager nor Run Command works on aws_instance.app")
	some older in fails(walled, blocking("ec2messages.eu-central-1.amazonaws.com"))
	older.level == "warning"
	contains(older.message, "SSM Agent before 3.3.40.0 gets no commands on aws_instance.app")
}

test_fail_walled_in_china if {
	some finding in fails(json.patch(walled, [{"op": "add", "path": "/vpc/aws_vpc.main/region", "value": "cn-north-1"}]), blocking("ssm.cn-north-1.amazonaws.com.cn"))
	contains(finding.remedy, "a domain list with *.amazonaws.com.cn,")
}

# A profile brings rule groups as well.
test_fail_walled_by_profile if {
	by_profile := json.patch(walled, [
		{"op": "remove", "path": "/vpc/aws_vpc.main/dns_firewall_associations"},
		{"op": "add", "path": "/vpc/aws_vpc.main/resolver_profiles", "value": ["aws_route53profiles_profile.main"]},
		{"op": "add", "path": "/resolver_profile", "value": {"aws_route53profiles_profile.main": {"resources": ["aws_route53_resolver_firewall_rule_group.main"]}}},
	])
	count(fails(by_profile, blocking("*"))) == 1
}

# Only what asks Amazon's DNS server is filtered, and that server may be off.
test_pass_not_filtered if {
	count(fails(walled, {})) == 0
	count(fails(nodes, blocking("*"))) == 0
	count(fails(walled, object.union(asks_directory, blocking("*")))) == 0
	off := json.patch(walled, [{"op": "add", "path": "/vpc/aws_vpc.main/enable_dns_support", "value": false}])
	every finding in fails(off, blocking("*")) {
		finding.node == "aws_vpc.main"
	}
}

test_review_walled if {
	undecided := {"dns_firewall": {"*": object.union(fixture.unknown("variable domains has no default"), {"subject": wall, "attribute": "action"})}}
	count(fails(walled, undecided)) == 0
	some finding in reviews(walled, undecided)
	finding.node == wall
	finding.reason == "variable domains has no default"
}

test_review_walled_beside_others if {
	answers := object.union(handed("mixed", "", [controllers, amazon]), blocking("*"))
	count(fails(walled, answers)) == 0
	some finding in reviews(walled, answers)
	finding.reason == "aws_vpc.main hands out other DNS servers as well"
}
