package policies["dhcp-options-invalid_test"]

import data.policies["dhcp-options-invalid"] as rule

given(options) := {"nodes": {
	"dhcp_options": {"aws_vpc_dhcp_options.corp": object.union({"address": "aws_vpc_dhcp_options.corp"}, options)},
	"directory": {
		"aws_directory_service_directory.corp": {"address": "aws_directory_service_directory.corp", "type": "MicrosoftAD"},
		"aws_directory_service_directory.connector": {"address": "aws_directory_service_directory.connector", "type": "ADConnector"},
	},
}}

fails(options) := found if {
	found := rule.fail with input as given(options)
}

reviews(options) := found if {
	found := rule.review with input as given(options)
}

three := ["10.9.0.10", "10.9.0.11", "10.9.0.12"]

four := array.concat(three, ["10.9.0.13"])

six := ["2001:db8::10", "2001:db8::11", "2001:db8::12", "2001:db8::13"]

servers(list) := {"domain_name_servers": list}

test_fail_five_servers if {
	some finding in fails(servers(array.concat(four, ["10.9.0.14"])))
	finding.attribute == "domain_name_servers"
	finding.message == "aws_vpc_dhcp_options.corp names 5 IPv4 DNS servers, and an option set holds four, so AWS does not create it."
}

test_fail_amazon_beside_four if {
	some finding in fails(servers(array.concat(["AmazonProvidedDNS"], four)))
	finding.message == "aws_vpc_dhcp_options.corp names 4 IPv4 DNS servers beside AmazonProvidedDNS, and an option set holds three then, so AWS does not create it."
}

test_fail_directory_behind_three if {
	count(fails(servers(array.concat(three, ["${aws_directory_service_directory.corp.dns_ip_addresses}"])))) == 1
}

test_fail_five_ipv6_servers if {
	count(fails(servers(array.concat(six, ["2001:db8::14"])))) == 1
}

test_fail_five_clocks if {
	some finding in fails({"ntp_servers": array.concat(four, ["10.9.0.14"])})
	finding.attribute == "ntp_servers"
}

test_fail_node_type if {
	some finding in fails({"netbios_node_type": "3"})
	finding.attribute == "netbios_node_type"
}

test_pass_four_of_each if {
	count(fails(servers(array.concat(four, six)))) == 0
}

test_pass_amazon_beside_three if {
	list := servers(array.concat(three, ["AmazonProvidedDNS"]))
	count(fails(list) | reviews(list)) == 0
}

# A connector may have one address only.
test_pass_connector_behind_three if {
	count(fails(servers(array.concat(three, ["${aws_directory_service_directory.connector.dns_ip_addresses}"])))) == 0
}

test_pass_one_address_of_a_directory if {
	count(fails(servers(array.concat(three, ["${aws_directory_service_directory.corp.dns_ip_addresses[0]}"])))) == 0
}

test_pass_node_types if {
	every type in ["", "1", "2", "4", "8", "${var.type}"] {
		count(fails({"netbios_node_type": type})) == 0
	}
}

test_pass_looked_up if {
	count(fails(object.union({"external": "it is looked up"}, servers(array.concat(four, three))))) == 0
}

test_review_another_writing if {
	some finding in reviews(servers(["amazonprovideddns"]))
	finding.reason == "no document says whether AWS takes amazonprovideddns; did you mean AmazonProvidedDNS?"
}

test_review_an_option_set_that_may_not_be if {
	perhaps := object.union({"maybe": "variable own_dns has no default"}, servers(array.concat(four, three)))
	count(fails(perhaps)) == 0
	count(reviews(perhaps)) == 1
}
