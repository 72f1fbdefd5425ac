# Whether computers get answers from the DNS servers that their VPC hands out. Without any they find no name, that of
# Systems Manager included.
package lib.name_servers

import data.lib.computers
import data.lib.directories
import data.lib.evidence
import data.lib.managed
import data.lib.reasons

# facts are what surely or possibly stands between computers and all of these servers. A resolver that gets no answer
# asks the next server, so that computers find names as long as one of them may answer.
facts := {fact |
	some address, need in managed.needs
	vpc := computers.all[address].vpc
	asked[vpc]
	doubt := reasons.first([need.doubt, asked[vpc].doubt, directories.own_dns(computers.all[address])])
	obstacles := {server: found |
		some server in asked[vpc].servers
		found := obstacles_before(server, address)
	}
	every server in asked[vpc].servers {
		count(obstacles[server]) > 0
	}
	some server, list in obstacles
	some found in list
	found.answer.verdict == gravest(obstacles)
	fact := object.union(evidence.fact(address, found.answer, doubt), {
		"question": found.question,
		"server": server,
		"vpc": vpc,
	})
}

# gravest is "deny" where something surely stands before each of the servers.
gravest(obstacles) := "deny" if {
	every _, list in obstacles {
		some found in list
		found.answer.verdict == "deny"
	}
} else := "unknown"

# A server asks itself, through no group and no network ACL.
obstacles_before(server, address) := [{"question": question, "answer": found} |
	not server in computers.family(address)
	some question in array.concat(questions, ["route"])
	not passes_unseen(question, server)
	found := sure(ask(question, address, server, "udp"), question, address, server)
	found.verdict != "allow"
	not is_followed_by_others(question, found)
]

# is_followed_by_others holds for routes that lead out of sight, or between VPCs.
is_followed_by_others("route", found) if found.verdict != "deny"

questions := ["egress", "ingress", "acl"]

# passes_unseen holds for what the source does not say of a server that it gives an address alone.
passes_unseen("ingress", server) if net.cidr_is_valid(server)

# ad-ports-blocked follows the routes to domain controllers in view.
passes_unseen("route", server) if not net.cidr_is_valid(server)

# sure is an answer, or that it is not known where a rule names a group that a server of which there is an address alone
# may have.
sure(found, question, address, server) := object.union(found, {"verdict": "unknown", "reason": reason}) if {
	question == "egress"
	found.verdict == "deny"
	net.cidr_is_valid(server)
	rule := to_a_group(address)
	reason := $"whether {trim_suffix(server, "/32")} has a group that {rule} names the source does not say"
} else := found

# to_a_group is a rule by which a computer may ask those for names that have a security group.
to_a_group(address) := [rule.address |
	some group in computers.all[address].security_groups
	some rule in input.nodes.security_group[group].rules
	object.get(rule, "direction", "egress") == "egress"
	names_groups(rule)
	may_be_for_names(rule)
][0]

names_groups(rule) if count(rule.groups) > 0

names_groups(rule) if rule.open.groups

names_groups(rule) if object.get(rule, "self", false) != false

may_be_for_names(rule) if {
	object.get(rule, "protocol", "udp") == "udp"
	object.get(rule, "from_port", 53) <= 53
	object.get(rule, "to_port", 53) >= 53
}

# A rule for all protocols is for all ports ("Security group rules", Amazon VPC User Guide).
may_be_for_names(rule) if rule.protocol == "all"

# asked[vpc] are the DNS servers that a VPC hands out, domain controllers or addresses, and why its computers may ask
# others. Of Amazon's DNS server nothing keeps anybody ("Control traffic to your AWS resources using security groups",
# Amazon VPC User Guide), so that with it in the list names are found, after a while.
asked := {vpc: {"servers": servers, "doubt": doubt} |
	some vpc, node in input.nodes.vpc
	resolver := network.resolver(vpc)
	resolver.kind in {"custom", "unknown"}
	servers := {asked_at(server) | some server in resolver.servers}
	count(servers) > 0
	doubt := reasons.first([resolver.reason, others(resolver), computers.doubt(node), existence(servers)])
}

existence(servers) := reasons.first([computers.doubt(input.nodes[kind][server]) |
	some server in sort(servers)
	some kind in ["directory", "instance"]
])

# asked_at is the domain controller that a server is, or else its address, where that is one of IPv4.
asked_at(server) := server.node if {
	is_controller(server)
} else := block if {
	server.kind in {"address", "directory"}
	not contains(server.text, ":")
	block := $"{server.text}/32"
	net.cidr_is_valid(block)
}

is_controller(server) if {
	server.kind in {"directory", "instance"}
	server.node != ""
	not directories.is_connector(server.node)
}

others(resolver) := [$"whether {server.text} answers the source does not say" |
	some server in resolver.servers
	not asked_at(server)
][0] if {
	true
} else := ""

ask("egress", computer, server, protocol) := network.egress(computer, server, protocol, 53)

ask("ingress", computer, server, protocol) := network.ingress(server, computer, protocol, 53)

ask("route", computer, server, _) := network.reaches(computer, server)

ask("acl", computer, server, protocol) := network.acl(computer, server, protocol, 53)

# answers[address] is what keeps a computer from an answer, what surely does so before what may.
answers := {address: answer |
	some [address], about in evidence.grouped(facts, ["computer"])
	graver := array.concat([fact | some fact in about; fact.verdict == "deny"], [fact | some fact in about])
	answer := object.union(ask(graver[0].question, address, graver[0].server, "udp"), {
		"verdict": graver[0].verdict,
		"reason": graver[0].reason,
	})
}
