# METADATA
# title: DHCP option set cannot be created
# description: >-
#   AWS refuses a DHCP option set as it is written: it names more servers than an option set can hold, or a NetBIOS node
#   type that there is not. The deployment ends there.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSet.html
#     description: Work with DHCP option sets
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateDhcpOptions.html
#     description: CreateDhcpOptions
# custom:
#   severity: error
#   category: active-directory
#   precision: high
package policies["dhcp-options-invalid"]

import data.lib.computers
import data.lib.text

fail contains finding if {
	some fact in facts
	fact.doubt == ""
	finding := object.union(of(fact), {"message": $"{fact.fault}, so AWS does not create it."})
}

review contains finding if {
	some fact in facts
	fact.doubt != ""
	finding := object.union(of(fact), {
		"message": $"It is undecided whether AWS creates {fact.options}.",
		"reason": fact.doubt,
	})
}

of(fact) := {
	"node": fact.options,
	"attribute": fact.attribute,
	"remedy": fact.remedy,
	"path": [{"node": fact.options, "attribute": fact.attribute, "text": fact.fault, "verdict": "deny"}],
}

facts := (too_many | no_type) | misspelt

# own are the option sets that the configuration makes.
own := {address: options |
	some address, options in input.nodes.dhcp_options
	not options.external
}

# An option set holds four IPv4 and four IPv6 addresses of each kind of server, where AmazonProvidedDNS takes the place
# of an IPv4 address ("Work with DHCP option sets", Amazon VPC User Guide).
too_many := {fact |
	some address, options in own
	some attribute, servers in {"domain_name_servers": "DNS servers", "ntp_servers": "NTP servers"}
	some family, written in by_family(listed(options, attribute))
	number := sum([least(server) | some server in written])
	number > 4
	fact := {
		"options": address,
		"attribute": attribute,
		"fault": named(address, $"{family} {servers}", number, written),
		"remedy": $"Leave no more than four {family} {servers} in {address}{with_amazon(written)}.",
		"doubt": computers.doubt(options),
	}
}

named(address, servers, number, written) := $"{address} names {number - 1} {servers} beside {amazon}, and an option set holds three then" if {
	amazon in written
} else := $"{address} names {number} {servers}, and an option set holds four"

with_amazon(written) := $", or three and {amazon}" if {
	amazon in written
} else := ""

listed(options, attribute) := options[attribute] if {
	is_array(options[attribute])
} else := []

by_family(servers) := {
	"IPv4": [server | some server in servers; not is_six(server)],
	"IPv6": [server | some server in servers; is_six(server)],
}

is_six(server) if {
	not contains(server, "${")
	contains(server, ":")
}

# least is how many addresses an entry stands for at least: a managed directory has two domain controllers ("What gets
# created with your AWS Managed Microsoft AD" and "Getting started with Simple AD", AWS Directory Service Administration
# Guide).
least(server) := 2 if {
	server in pairs_of_controllers
} else := 1

pairs_of_controllers := {concat("", ["${", address, attribute, "}"]) |
	some address, directory in input.nodes.directory
	directory.type in {"MicrosoftAD", "SimpleAD"}
	some attribute in [".dns_ip_addresses", ".DnsIpAddresses"]
}

# The node types of RFC 2132 that CreateDhcpOptions takes (CreateDhcpOptions, Amazon EC2 API Reference).
no_type := {fact |
	some address, options in own
	type := options.netbios_node_type
	type != "" # it is left out
	not contains(type, "${")
	not type in {"1", "2", "4", "8"}
	fact := {
		"options": address,
		"attribute": "netbios_node_type",
		"fault": $"{address} gives the NetBIOS node type {type}, and there are 1, 2, 4 and 8",
		"remedy": $"Leave the NetBIOS node type out of {address}, or say 2.",
		"doubt": computers.doubt(options),
	}
}

misspelt := {fact |
	some address, options in own
	strange := [server |
		some server in listed(options, "domain_name_servers")
		server != amazon
		lower(trim_space(server)) == lower(amazon)
	]
	count(strange) > 0
	fact := {
		"options": address,
		"attribute": "domain_name_servers",
		"fault": $"{address} names {text.list(strange)}",
		"remedy": $"Write {amazon} in {address}.",
		"doubt": $"no document says whether AWS takes {text.list(strange)}; did you mean {amazon}?",
	}
}

amazon := "AmazonProvidedDNS"
