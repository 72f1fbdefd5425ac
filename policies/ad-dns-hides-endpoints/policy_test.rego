package policies["ad-dns-hides-endpoints_test"]

import data.lib.fixture
import data.policies["ad-dns-hides-endpoints"] as rule

nodes := object.union(fixture.nodes, {
	"vpc": {"aws_vpc.hub": {"address": "aws_vpc.hub"}},
	"dhcp_options": {"aws_vpc_dhcp_options.main": {"address": "aws_vpc_dhcp_options.main"}},
	"directory": {"aws_directory_service_directory.corp": {"vpc": "aws_vpc.hub", "type": "MicrosoftAD"}},
})

endpoints("aws_vpc.main", "ssm") := {"has": ["aws_vpc_endpoint.ssm"], "may": [], "open": ""}

endpoints(vpc, service) := {"has": [], "may": [], "open": ""} if [vpc, service] != ["aws_vpc.main", "ssm"]

resolver(kind, servers) := {"resolver": {"*": {"kind": kind, "options": "aws_vpc_dhcp_options.main", "reason": "aws_vpc_dhcp_options.main names no DNS server", "servers": servers}}}

directory := {"kind": "directory", "node": "aws_directory_service_directory.corp", "text": "the directory"}

literal := {"kind": "address", "node": "", "text": "10.9.0.10"}

fails(changed, answers) := found if {
	found := rule.fail with input as fixture.given({"nodes": object.union(nodes, changed)}, answers)
		with network.endpoints as endpoints
		with network.private_dns as fixture.private_dns
		with network.private_zone as fixture.private_zone
		with network.resolver as fixture.resolver
}

reviews(changed, answers) := found if {
	found := rule.review with input as fixture.given({"nodes": object.union(nodes, changed)}, answers)
		with network.endpoints as endpoints
		with network.private_dns as fixture.private_dns
		with network.private_zone as fixture.private_zone
		with network.resolver as fixture.resolver
}

test_fail_directory_elsewhere if {
	some finding in fails({}, resolver("custom", [directory]))
	finding.node == "aws_vpc_dhcp_options.main"
	finding.attribute == "domain_name_servers"
	finding.affected == ["aws_instance.app"]
	finding.message == "aws_directory_service_directory.corp answers as Amazon's DNS server of aws_vpc.hub does, where it stands, so the instances of aws_vpc.main are not led to its endpoints for Systems Manager."
}

test_fail_no_server if {
	some finding in fails({}, resolver("none", []))
	startswith(finding.message, "aws_vpc_dhcp_options.main names no DNS server, so")
}

# What an instance asks is its own affair where it chooses DNS servers itself.
test_review_no_server_and_own if {
	chosen := {"instance": {"aws_instance.app": {"user_data": "netsh interface ip set dns Ethernet static 10.0.0.2"}}}
	count(fails(chosen, resolver("none", []))) == 0
	count(reviews(chosen, resolver("none", []))) == 1
}

test_pass_directory_in_vpc if {
	here := {"directory": {"aws_directory_service_directory.corp": {"vpc": "aws_vpc.main"}}}
	count(fails(here, resolver("custom", [directory])) | reviews(here, resolver("custom", [directory]))) == 0
}

test_pass_amazon if count(fails({}, {})) == 0

test_pass_no_names if {
	off := {"private_dns": {"*": fixture.denied("aws_vpc_endpoint.ssm", "private_dns_enabled", "it is off")}}
	count(fails({}, object.union(resolver("custom", [directory]), off))) == 0
}

test_review_other_servers if {
	count(fails({}, resolver("custom", [literal]))) == 0
	some finding in reviews({}, resolver("custom", [literal]))
	finding.reason == "whether 10.9.0.10 forwards amazonaws.com to Amazon's DNS server of the VPC the source does not say"
}

test_review_zone_elsewhere if {
	shared := object.union(resolver("custom", [directory]), {"private_zone": {"*": fixture.allowed}})
	count(fails({}, shared)) == 0
	some finding in reviews({}, shared)
	finding.reason == "aws_vpc.hub may have answers for Systems Manager itself"
}

test_review_connector_in_vpc if {
	connector := {"directory": {"aws_directory_service_directory.corp": {"type": "ADConnector", "vpc": "aws_vpc.main"}}}
	count(reviews(connector, resolver("custom", [directory]))) == 1
}

test_review_connector if {
	connector := {"directory": {"aws_directory_service_directory.corp": {"type": "ADConnector"}}}
	count(reviews(connector, resolver("custom", [directory]))) == 1
}

# A resolver rule for the name of an endpoint goes before its private zone.
test_review_forwarded if {
	count(fails(forwarding("ssm.eu-central-1.amazonaws.com"), {})) == 0
	some finding in reviews(forwarding("ssm.eu-central-1.amazonaws.com."), {})
	finding.node == "aws_route53_resolver_rule.office"
	every domain in ["amazonaws.com", "ssm.eu-west-1.amazonaws.com", "ssm.corp.example.com"] {
		count(reviews(forwarding(domain), {})) == 0
	}
}

forwarding(domain) := {"resolver_rule": {"aws_route53_resolver_rule.office": {
	"address": "aws_route53_resolver_rule.office",
	"domain_name": domain,
	"rule_type": "FORWARD",
	"vpcs": ["aws_vpc.main"],
}}}
