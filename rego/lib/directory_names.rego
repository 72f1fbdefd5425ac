# Whether the DNS servers of a VPC find an Active Directory.
package lib.directories

import data.lib.computers
import data.lib.option_sets
import data.lib.reasons
import data.lib.text

# answers[computer] says whether a computer that needs a directory can find it by name. It is undefined
# where the DNS servers of the VPC or of its own are the directory's, and where they are in the wrong order, or a rule
# that forwards the domain lacks its association, which are other faults.
answers := {address: answer |
	some address, _ in needs
	not handed[address]
	answer := verdict(computers.all[address])
}

verdict(computer) := at(computer.address, "vpc", "unknown", reason, []) if {
	not computers.vpc(computer)
	reason := object.get(computer, ["open", "vpc"], "its VPC is not part of this configuration")
} else := at(view.subject, view.attribute, "unknown", doubt, view.path) if {
	view := view_for(computer)
	doubt := asking_doubt(computer)
	doubt != ""
} else := view_for(computer)

view_for(computer) := views[computer.vpc] if {
	not computer.address in strangers
} else := views_abroad[computer.vpc][sought[computer.address]] if {
	computer.address in strangers
}

# asking_doubt tells why a computer may not ask the DNS servers of its VPC; "" where it surely does.
asking_doubt(computer) := reasons.first([
	computers.doubt(computer),
	computers.doubt(input.nodes.vpc[computer.vpc]),
	own_dns(computer),
	handed_dns(computer),
])

at(subject, attribute, outcome, reason, path) := {
	"subject": subject,
	"attribute": attribute,
	"verdict": outcome,
	"reason": reason,
	"path": path,
}

# own_dns tells why a computer may choose its DNS servers itself; "" when it surely does not.
own_dns(computer) := "its user data chooses DNS servers" if {
	regex.match(choosing, computer.user_data)
} else := computer.unknown.user_data if {
	true
} else := ""

choosing := `(?i)Set-DnsClientServerAddress|netsh\s+interface\s+ip(v4)?\s+(set|add)\s+dns|ipv4\.dns\b|/etc/resolv\.conf|/etc/systemd/resolved`

resolvers := {vpc: resolver |
	some vpc in asking_vpcs
	resolver := network.resolver(vpc)
}

# asking_vpcs are the VPCs whose DNS servers somebody asks for a directory.
asking_vpcs contains vpc if {
	some address, _ in needs
	not handed[address]
	vpc := computers.all[address].vpc
	input.nodes.vpc[vpc]
}

needing_vpcs contains vpc if {
	some address, _ in needs
	vpc := computers.all[address].vpc
	input.nodes.vpc[vpc]
}

# left_out[vpc] is a rule that surely forwards the domain of a directory, and that a VPC would need to find it.
left_out := {vpc: rule |
	some vpc, resolver in resolvers
	resolver.kind in {"amazon", "none"}
	computers.surely(input.nodes.vpc[vpc])
	forwards(vpc).verdict == "deny"
	rule := min({address |
		some address, rule in forwarding_rules
		computers.surely(rule)
		not rule.open.vpcs
	})
}

# forwarding_rules are those for the domain of a directory, or a domain above it.
forwarding_rules := {address: rule |
	some address, rule in input.nodes.resolver_rule
	rule.rule_type == "FORWARD"
	count(directories_of(rule)) > 0
}

# directories_of returns the directories whose names a rule forwards.
directories_of(rule) := {address |
	some address, directory in input.nodes.directory
	is_within(directory.domain_name, rule.domain_name)
}

is_within(domain, zone) if lower(trim_suffix(domain, ".")) == lower(trim_suffix(zone, "."))

is_within(domain, zone) if {
	trim_suffix(zone, ".") != ""
	endswith(lower(trim_suffix(domain, ".")), concat("", [".", lower(trim_suffix(zone, "."))]))
}

# views[vpc] says whether the DNS servers of a VPC know the directory: deny, or unknown.
views := {vpc: seen |
	some vpc, resolver in resolvers
	resolver.kind != "mixed"
	not left_out[vpc]
	seen := seen_from(vpc, resolver, forwards(vpc))
	not repeats(vpc, seen)
}

seen_from(vpc, resolver, forwarding) := view(vpc, resolver, forwarding, absence) if {
	true
} else := behind_firewall(vpc, resolver, forwarding)

# repeats holds where another rule tells why nobody knows the DNS servers of a VPC.
repeats(vpc, seen) if {
	seen.verdict == "unknown"
	vpc in option_sets.blamed
}

# absence tells why it is not known whether DNS servers know the directory; "" where it is.
absence := "" if {
	known
} else := not_in_view

not_in_view := "the directory is not part of this configuration; directory_dns in the settings names its DNS servers"

# view takes what forwards the domain of the directory, and why that is none that is known.
view(vpc, resolver, forwarding, absent) := at(place.subject, place.attribute, "deny", "", [
	{"node": vpc, "attribute": "dhcp_options", "text": sees(vpc, resolver), "verdict": "deny"},
	{"node": place.subject, "attribute": place.attribute, "text": $"no rule forwards the directory's domain for {vpc}", "verdict": "deny"},
]) if {
	resolver.kind in {"amazon", "none"}
	absent == ""
	forwarding.verdict == "deny"
	place := to_change(vpc, resolver)
} else := at(vpc, "dhcp_options", "unknown", reason, forwarding.path) if {
	resolver.kind in {"amazon", "none"}
	forwarding.verdict != "allow"
	reason := unknown_reason(forwarding, absent)
} else := at(place.subject, place.attribute, "unknown", resolver.reason, []) if {
	resolver.kind == "unknown"
	not more_servers(resolver)
	forwarding.verdict != "allow"
	place := to_check(vpc, resolver)
} else := at(place.subject, place.attribute, "deny", "", [
	{"node": vpc, "attribute": "dhcp_options", "text": $"{vpc} uses {place.subject}", "verdict": "allow"},
	{"node": place.subject, "attribute": place.attribute, "text": $"it names {text.list(names)}, which {text.plural(names, "knows", "know")} no private domain", "verdict": "deny"},
]) if {
	asks_strangers_alone(resolver)
	absent == ""
	place := to_check(vpc, resolver)
	names := [server.text | some server in resolver.servers]
} else := at(place.subject, place.attribute, "unknown", unknown_reason(forwarding, absent), []) if {
	asks_strangers_alone(resolver)
	place := to_check(vpc, resolver)
} else := at(place.subject, place.attribute, "unknown", $"{strangers[0].text} is not known to be a domain controller", []) if {
	resolver.kind == "custom"
	forwarding.verdict != "allow"
	strangers := [server | some server in resolver.servers; not server.kind in {"directory", "instance"}; not is_public(server)]
	count(strangers) > 0
	place := to_check(vpc, resolver)
}

# more_servers tells why others may stand among the DNS servers of a VPC, of which those that are known are a directory's.
# Which come first is the concern of another rule.
more_servers(resolver) := resolver.reason if {
	resolver.kind == "unknown"
	count(resolver.servers) > 0
	every server in resolver.servers {
		server.kind in {"directory", "instance"}
	}
	every set in resolver.sets {
		set.reason == ""
	}
}

# asks_strangers_alone holds where all DNS servers are public. A rule that forwards the domain does not help then: it is
# for what Amazon's DNS server is asked ("Forwarding outbound DNS queries to your network", Amazon Route 53 Developer Guide).
asks_strangers_alone(resolver) if {
	resolver.kind == "custom"
	every server in resolver.servers {
		is_public(server)
	}
}

# to_check is where the DNS servers are written of which nobody knows whether they are the directory's.
to_check(vpc, resolver) := {"subject": resolver.options, "attribute": "domain_name_servers"} if {
	input.nodes.dhcp_options[resolver.options]
} else := {"subject": vpc, "attribute": "dhcp_options"}

unknown_reason(forwarding, "") := forwarding.reason

unknown_reason(_, absent) := absent if absent != ""

sees(vpc, resolver) := $"{vpc} hands out no DNS server at all" if {
	resolver.kind == "none"
} else := $"{vpc} resolves names through Amazon alone"

# to_change is where the DNS servers of the directory have to be written: in the option set that the VPC
# uses; or an option set that has them already and that no VPC uses; or else the VPC needs one.
to_change(vpc, resolver) := {"subject": resolver.options, "attribute": "domain_name_servers"} if {
	options := input.nodes.dhcp_options[resolver.options]
	not options.external # the Region's default option set takes no servers
} else := {"subject": min(idle_options), "attribute": "vpcs"} if {
	count(idle_options) > 0
} else := {"subject": vpc, "attribute": "dhcp_options"}

# blamed_options are the option sets whose missing association already is the fault of a VPC.
blamed_options contains answer.subject if {
	some answer in answers
	answer.verdict == "deny"
	answer.attribute == "vpcs"
}

# idle_options are the option sets that no VPC uses and that would be right: all of their servers are a directory's,
# or its declared addresses.
idle_options contains address if {
	some address, options in input.nodes.dhcp_options
	unused(options)
	count(options.domain_name_servers) > 0
	every server in options.domain_name_servers {
		is_directory_server(server)
	}
}

is_directory_server(server) if server in input.configuration.directory_dns

is_directory_server(server) if {
	some kind in ["directory", "instance"]
	some address, _ in input.nodes[kind]
	startswith(server, concat("", ["${", address, "."]))
}

is_directory_server(server) if {
	some instance in input.nodes.instance
	server in instance.private_addresses
}

# An address in the subnet of a directory is one of its own, unless it may be that of a machine there.
is_directory_server(server) if {
	some directory in input.nodes.directory
	some address in directory.subnets
	subnet := input.nodes.subnet[address]
	net.cidr_contains(subnet.cidr_block, server)
	every machine in object.get(subnet, "instances", []) {
		surely_has_others(object.get(computers.all, machine, {"external": "it is not in view"}))
	}
}

# surely_has_others holds for a machine whose addresses AWS chooses, so that nobody can write them before.
surely_has_others(machine) if {
	not machine.external
	not machine.private_addresses
	not machine.unknown.private_addresses
	count(object.get(machine, "network_interfaces", [])) == 0
}

is_directory_server(server) if {
	some directory in input.nodes.directory
	server in directory.customer_dns_addresses
}

# unused holds for an option set that is surely there and that surely no VPC uses.
unused(options) if {
	computers.surely(options)
	count(object.get(options, "vpcs", [])) == 0
	not options.open.vpcs
}

# is_public holds for a public DNS server, unless it is declared to be a domain controller.
is_public(server) if {
	server.kind != "directory"
	lower(server.text) in public_servers
}

# Public resolvers know no private domain. Other public addresses may be those of a company's own servers.
public_servers := {
	# Cloudflare
	"1.0.0.1", "1.0.0.2", "1.0.0.3", "1.1.1.1", "1.1.1.2", "1.1.1.3", "2606:4700:4700::1001", "2606:4700:4700::1111",
	# Google
	"8.8.4.4", "8.8.8.8", "2001:4860:4860::8844", "2001:4860:4860::8888",
	# Quad9
	"9.9.9.9", "9.9.9.10", "9.9.9.11", "149.112.112.10", "149.112.112.11", "149.112.112.112", "2620:fe::9", "2620:fe::fe",
	# OpenDNS
	"208.67.220.123", "208.67.220.220", "208.67.220.222", "208.67.222.123", "208.67.222.220", "208.67.222.222",
	"2620:119:35::35", "2620:119:53::53",
}
