# The DHCP option sets of a configuration, and the faults that leave open which DNS servers a VPC has.
package lib.option_sets

import data.lib.computers
import data.lib.reasons

# blamed are the VPCs whose DNS servers are a fault already, because AWS refuses their option set or the last of several
# associations decides. What nobody knows of these servers is no second finding.
blamed contains fact.vpc if {
	some fact in several
	fact.doubt == ""
}

blamed contains vpc if {
	some fact in too_many
	fact.attribute == "domain_name_servers"
	fact.doubt == ""
	some vpc, node in input.nodes.vpc
	node.dhcp_options == fact.options
}

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

amazon := "AmazonProvidedDNS"

# several are the VPCs that are given several option sets.
several contains fact if {
	some address, vpc in input.nodes.vpc
	sets := network.resolver(address).sets
	count(sets) > 1
	sure := {set.text | some set in sets; why_unsure(set) == ""}
	at_once := together(sets, sure)
	fact := {
		"vpc": address,
		"sets": sort(at_once),
		"doubt": reasons.first([computers.doubt(vpc), doubt(sets, sure)]),
	}
}

# together are the sets that a VPC surely has, or may have beside the one that it surely has. Two that both may be are
# mostly two sides of one choice.
together(sets, sure) := sure if {
	count(sure) > 1
} else := all if {
	count(sure) == 1
	all := {set.text | some set in sets}
	count(all) > 1
}

doubt(sets, sure) := "" if {
	count(sure) > 1
} else := reasons.first([why_unsure(set) | some set in sets])

# why_unsure tells why a VPC may not have an option set, or not as another one beside those that are in view.
why_unsure(set) := set.reason if {
	set.reason != ""
} else := $"which option set {set.text} is, the source does not say" if {
	contains(set.text, "${")
} else := ""
