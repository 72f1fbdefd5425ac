# METADATA
# title: Directory's DNS servers do not come first
# description: >-
#   A DHCP option set names Amazon's DNS server or a public one beside those of the directory. Windows asks
#   the second server only when the first does not answer at all; a negative answer ends the search.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSet.html
#     description: DHCP option sets in Amazon VPC
#   - ref: https://docs.aws.amazon.com/directoryservice/latest/admin-guide/dhcp_options_set.html
#     description: Create or change a DHCP options set for AWS Managed Microsoft AD
# custom:
#   severity: error
#   category: active-directory
#   precision: high
package policies["ad-dns-not-first"]

import data.lib.computers
import data.lib.directories
import data.lib.evidence
import data.lib.mend
import data.lib.option_sets
import data.lib.reasons

fail contains finding if {
	some subject, by_fault in faults
	some fault, facts in by_fault
	finding := object.union(of(subject, facts), {
		"level": level(fault),
		"message": message(fault, subject, facts),
		"mend": mends(subject, facts),
	})
}

review contains finding if {
	some subject, facts in undecided
	not faults[subject]
	finding := object.union(of(subject, facts), {
		"message": $"It is undecided whether the DNS servers of {subject} find the directory first.",
		"reason": evidence.why(facts),
	})
}

of(subject, facts) := {
	"node": subject,
	"attribute": attribute(subject),
	"remedy": $"Name the directory's DNS addresses alone in {subject}: they ask Amazon's DNS server for all other names.",
	"affected": sort({computer | some fact in facts; some computer in fact.computers}),
	"path": [fact.path | some fact in facts][0],
}

attribute(subject) := "domain_name_servers" if {
	input.nodes.dhcp_options[subject]
} else := "dhcp_options"

level("first") := "error"

level("later") := "warning"

message("first", subject, facts) := $"{subject} names none of the directory's DNS servers, and the answer of {other(facts)} that a name does not exist is final, so the domain is not found." if {
	all_foreign(facts)
} else := $"{subject} names {other(facts)} before the directory's DNS servers, and its answer that a name does not exist is final, so the domain is not found."

message("later", subject, facts) := $"{subject} names {other(facts)} after the directory's DNS servers, so the domain is not found whenever those are slow to answer."

other(facts) := [fact.other | some fact in facts][0]

faults[fact.subject][fact.fault] contains fact if {
	some fact in facts
	fact.doubt == ""
}

undecided[fact.subject] contains fact if {
	some fact in facts
	fact.doubt != ""
}

facts contains fact if {
	some vpc, node in input.nodes.vpc
	resolver := network.resolver(vpc)
	resolver.kind in {"mixed", "custom", "unknown"}
	concerns(vpc, resolver)
	not directories.asks_strangers_alone(resolver) # which is no matter of order
	order := order_in(resolver)
	forwarding := forwarding_for(vpc)
	forwarding.verdict != "allow"
	doubt := reasons.first([computers.doubt(node), resolver.reason, order.doubt, unproven(forwarding)])
	not repeats(vpc, doubt)
	fact := object.union(order, {
		"subject": subject(vpc, resolver),
		"computers": directories.askers(vpc),
		"servers": resolver.servers,
		"doubt": doubt,
		"reason": doubt,
		"path": path(vpc, resolver),
	})
}

# An option set that is handed to VPCs outside of the configuration alone is at fault for each of them, unless a rule may
# forward the domain there.
facts contains fact if {
	some address, options in input.nodes.dhcp_options
	count(options.vpcs) > 0
	every vpc in options.vpcs {
		not is_ours(vpc)
	}
	count(object.get(input.nodes, "resolver_rule", {})) == 0
	servers := [written(text) | some text in options.domain_name_servers]
	some server in servers
	server.kind == "directory"
	order := order_of(servers)
	doubt := computers.doubt(options)
	fact := object.union(order, {
		"subject": address,
		"computers": [],
		"servers": servers,
		"doubt": reasons.first([doubt, order.doubt]),
		"reason": reasons.first([doubt, order.doubt]),
		"path": listed(address, servers),
	})
}

is_ours(vpc) if {
	node := input.nodes.vpc[vpc]
	not node.external
}

# written is the server that an entry of an option set means, as far as that does not depend on the VPC.
written(entry) := {"kind": "amazon", "node": "", "text": entry} if {
	entry == "AmazonProvidedDNS"
} else := {"kind": "directory", "node": found[0], "text": entry} if {
	found := [address | some address, _ in input.nodes.directory; directories.is_of(entry, address)]
	count(found) > 0
} else := {"kind": "unknown", "node": "", "text": entry}

# forwarding_for tells whether the domains are forwarded that those join who ask the VPC's DNS servers for them.
forwarding_for(vpc) := directories.forwards_abroad(vpc) if {
	count(directories.askers(vpc)) > 0
	count(directories.seekers(vpc)) == 0
} else := directories.forwards(vpc)

# concerns holds for a VPC where somebody needs the directory, or that names its DNS servers.
concerns(vpc, _) if vpc in directories.asking_vpcs

concerns(_, resolver) if {
	some server in resolver.servers
	server.kind == "directory"
}

# order_in says what is wrong with the order of a VPC's DNS servers, or may be where others stand among them.
order_in(resolver) := order_of(resolver.servers) if {
	true
} else := {"fault": "first", "other": "another server", "doubt": reason} if {
	reason := directories.more_servers(resolver)
}

# order_of says what is wrong with the order of DNS servers; it is undefined when nothing is.
order_of(servers) := {"fault": "first", "other": named(servers[0]), "doubt": ""} if {
	foreign(servers[0])
} else := {"fault": "later", "other": first_foreign(servers), "doubt": ""} if {
	servers[0].kind in {"directory", "instance"}
} else := {"fault": "first", "other": named(servers[0]), "doubt": $"{servers[0].text} is not known to be a domain controller"} if {
	not servers[0].kind in {"directory", "instance"}
	some server in servers
	partly_known(server)
}

first_foreign(servers) := [named(server) |
	some server in servers
	foreign(server)
][0]

# A list of which nothing is known is the concern of another rule.
partly_known(server) if server.kind in {"amazon", "directory"}

partly_known(server) if lower(server.text) == "amazonprovideddns"

foreign(server) if server.kind == "amazon"

foreign(server) if directories.is_public(server)

# strangers are the servers that must go, as they are written.
strangers(facts) := sort({server.text |
	some fact in facts
	some server in fact.servers
	foreign(server)
})

# all_foreign holds where no server of the directory would be left without those.
all_foreign(facts) if {
	every fact in facts {
		every server in fact.servers {
			foreign(server)
		}
	}
}

mends(subject, facts) := mend.directory_dns(subject, "domain_name_servers") if {
	all_foreign(facts)
} else := [{"change": "remove", "node": subject, "attribute": "domain_name_servers", "items": strangers(facts)}]

named(server) := "Amazon's DNS server" if {
	server.kind == "amazon"
} else := server.text

subject(vpc, resolver) := resolver.options if {
	input.nodes.dhcp_options[resolver.options]
} else := vpc

path(vpc, resolver) := array.concat(
	[{"node": vpc, "attribute": "dhcp_options", "text": $"{vpc} uses {subject(vpc, resolver)}", "verdict": "allow"}],
	listed(subject(vpc, resolver), resolver.servers),
)

listed(node, servers) := [hop |
	some i, server in servers
	hop := {"node": node, "attribute": attribute(node), "text": $"DNS server {i + 1} is {server.text}", "verdict": verdict(server)}
]

verdict(server) := "deny" if {
	foreign(server)
} else := "allow"

unproven(forwarding) := forwarding.reason if {
	forwarding.verdict == "unknown"
} else := ""

# repeats holds where another rule tells why nobody knows the DNS servers of a VPC.
repeats(vpc, doubt) if {
	doubt != ""
	vpc in option_sets.blamed
}
