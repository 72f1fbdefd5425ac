package policies["ad-dns-missing_test"]

import data.lib.fixture
import data.policies["ad-dns-missing"] as rule

fails(configuration, answers) := found if {
	found := rule.fail with input as fixture.given(configuration, answers)
		with network.resolver as fixture.resolver
		with network.forwards as fixture.forwards
		with network.dns_firewall as fixture.dns_firewall
}

reviews(configuration, answers) := found if {
	found := rule.review with input as fixture.given(configuration, answers)
		with network.resolver as fixture.resolver
		with network.forwards as fixture.forwards
		with network.dns_firewall as fixture.dns_firewall
}

# A licensed instance and a directory.
configuration := {"nodes": object.union(fixture.nodes, {
	"instance": {"aws_instance.app": {"licensed": true}},
	"directory": {"aws_directory_service_directory.ad": {"address": "aws_directory_service_directory.ad", "domain_name": "corp.example.com"}},
})}

alone := {"nodes": object.remove(configuration.nodes, ["directory"])}

changed(change) := {"nodes": object.union(configuration.nodes, change)}

resolver(kind, options, servers) := {"resolver": {"*": {"kind": kind, "options": options, "reason": "the option set is not known", "servers": servers}}}

directory_server := {"kind": "directory", "node": "aws_directory_service_directory.ad", "text": "10.0.0.10"}

address_server := {"kind": "address", "node": "", "text": "10.9.9.9"}

public_server := {"kind": "address", "node": "", "text": "8.8.8.8"}

test_fail_amazon_alone if {
	found := fails(configuration, resolver("amazon", "", []))
	count(found) == 1
	some finding in found
	finding.node == "aws_vpc.main"
	finding.attribute == "dhcp_options"
	finding.affected == ["aws_instance.app"]
	finding.message == "aws_vpc.main resolves names through Amazon alone, which does not know the directory, so aws_instance.app cannot find aws_directory_service_directory.ad (it runs licensed software, whose users come from the directory)."
}

test_fail_option_set_says_amazon if {
	nodes := changed({"dhcp_options": {"aws_vpc_dhcp_options.main": {"address": "aws_vpc_dhcp_options.main", "vpcs": ["aws_vpc.main"]}}})
	some finding in fails(nodes, resolver("amazon", "aws_vpc_dhcp_options.main", []))
	finding.node == "aws_vpc_dhcp_options.main"
	finding.attribute == "domain_name_servers"
}

# The right option set is there, and associated with nothing.
test_fail_option_set_without_association if {
	nodes := changed({"dhcp_options": {"aws_vpc_dhcp_options.ad": {"address": "aws_vpc_dhcp_options.ad", "domain_name_servers": ["${aws_directory_service_directory.ad.dns_ip_addresses}"]}}})
	some finding in fails(nodes, resolver("amazon", "", []))
	finding.node == "aws_vpc_dhcp_options.ad"
	startswith(finding.message, "aws_vpc_dhcp_options.ad names DNS servers of its own and is associated with no VPC, so aws_instance.app")
}

test_fail_no_server_at_all if {
	nodes := changed({"dhcp_options": {"aws_vpc_dhcp_options.main": {"address": "aws_vpc_dhcp_options.main", "vpcs": ["aws_vpc.main"]}}})
	count(fails(nodes, resolver("none", "aws_vpc_dhcp_options.main", []))) == 1
}

# A rule that forwards the domain is for questions to Amazon's DNS server.
test_fail_public_servers if {
	answers := object.union(resolver("custom", "", [public_server]), {"forwards": {"corp.example.com": fixture.allowed}})
	count(fails(configuration, answers)) == 1
}

test_fail_self_managed_directory if {
	given := object.union(alone, {"configuration": {"directory_dns": ["10.0.0.10"]}})
	count(fails(given, resolver("amazon", "", []))) == 1
}

test_fail_joined_by_association if {
	plain := {"nodes": object.remove(object.union(fixture.nodes, {"directory": configuration.nodes.directory}), [])}
	joined := {"nodes": object.union(plain.nodes, {"association": {"aws_ssm_association.join": {
		"document_name": "AWS-JoinDirectoryServiceDomain",
		"instances": ["aws_instance.app"],
	}}})}
	count(fails(plain, resolver("amazon", "", []))) == 0
	count(fails(joined, resolver("amazon", "", []))) == 1
}

test_pass_directory_servers if {
	count(fails(configuration, resolver("custom", "", [directory_server]))) == 0
	count(reviews(configuration, resolver("custom", "", [directory_server]))) == 0
}

test_pass_forwarded if {
	answers := object.union(resolver("amazon", "", []), {"forwards": {"corp.example.com": fixture.allowed}})
	count(fails(configuration, answers)) == 0
	count(reviews(configuration, answers)) == 0
}

# The wrong order is another rule's fault.
test_pass_mixed if count(fails(configuration, resolver("mixed", "", [directory_server]))) == 0

test_review_directory_elsewhere if {
	count(fails(alone, resolver("amazon", "", []))) == 0
	some finding in reviews(alone, resolver("amazon", "", []))
	contains(finding.reason, "the directory is not part of this configuration")
}

test_review_public_servers_and_directory_elsewhere if {
	count(fails(alone, resolver("custom", "", [public_server]))) == 0
	some finding in reviews(alone, resolver("custom", "", [public_server]))
	contains(finding.reason, "the directory is not part of this configuration")
}

test_review_unknown_option_set if {
	some finding in reviews(configuration, resolver("unknown", "", []))
	finding.reason == "the option set is not known"
}

test_review_unknown_servers if {
	some finding in reviews(configuration, resolver("custom", "", [address_server]))
	finding.reason == "10.9.9.9 is not known to be a domain controller"
}

test_review_forwarding_unknown if {
	answers := object.union(resolver("amazon", "", []), {"forwards": {"*": fixture.unknown("the rule is shared")}})
	count(fails(configuration, answers)) == 0
	some finding in reviews(configuration, answers)
	finding.reason == "the rule is shared"
}

test_review_user_data_chooses if {
	nodes := changed({"instance": {"aws_instance.app": {"user_data": "Set-DnsClientServerAddress -ServerAddresses 10.0.0.10"}}})
	count(fails(nodes, resolver("amazon", "", []))) == 0
	some finding in reviews(nodes, resolver("amazon", "", []))
	finding.reason == "its user data chooses DNS servers"
}

# An instance that needs no directory resolves as it likes.
test_trap_nobody_needs_it if {
	nodes := {"nodes": object.union(fixture.nodes, {"directory": configuration.nodes.directory})}
	count(fails(nodes, resolver("amazon", "", []))) == 0
	count(reviews(nodes, resolver("amazon", "", []))) == 0
}

# DNS Firewall looks at a query before a rule forwards it.
walled := changed({
	"vpc": {"aws_vpc.main": {"dns_firewall_associations": ["association"]}},
	"dns_firewall_association": {"association": {"vpc": "aws_vpc.main"}},
})

forwarded := object.union(resolver("amazon", "", []), {"forwards": {"corp.example.com": fixture.allowed}})

test_fail_walled if {
	blocked := {"dns_firewall": {"*.corp.example.com": fixture.denied("wall", "action", "it is blocked")}}
	found := fails(walled, object.union(forwarded, blocked))
	count(found) == 1
	some finding in found
	finding.node == "wall"
	startswith(finding.message, "wall makes DNS Firewall block the names below corp.example.com, so aws_instance.app cannot find")
	contains(finding.remedy, "a domain list with corp.example.com and *.corp.example.com.")
	count(fails(configuration, object.union(forwarded, blocked))) == 0
}

test_pass_walled if {
	count(fails(walled, forwarded)) == 0
	count(reviews(walled, forwarded)) == 0
}

test_review_walled if {
	undecided := {"dns_firewall": {"*": object.union(fixture.unknown("variable domains has no default"), {"subject": "wall", "attribute": "action"})}}
	count(fails(walled, object.union(forwarded, undecided))) == 0
	some finding in reviews(walled, object.union(forwarded, undecided))
	finding.reason == "variable domains has no default"
}
