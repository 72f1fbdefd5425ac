# METADATA
# title: Instance cannot ask its DNS servers
# description: >-
#   Security groups, network ACLs or routes keep an instance from asking the DNS servers that its VPC hands out, such as
#   domain controllers, or the VPC hands out Amazon's DNS server alone and has it switched off, so that the instance
#   finds no name, that of Systems Manager included.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSet.html
#     description: DHCP option sets in Amazon VPC
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
#     description: DNS attributes for your VPC
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
#     description: Control traffic to your AWS resources using security groups
#   - ref: https://docs.aws.amazon.com/directoryservice/latest/admin-guide/ms_ad_network_security.html
#     description: Secure your AWS Managed Microsoft AD network configuration
# custom:
#   severity: error
#   category: systems-manager
#   precision: high
package policies["ssm-dns-blocked"]

import data.lib.computers
import data.lib.directories
import data.lib.dns_support
import data.lib.evidence
import data.lib.managed
import data.lib.mend
import data.lib.reasons
import data.lib.text

fail contains managed.reasoned(finding) if {
	some [subject, attribute], at_place in evidence.by_place(blocked)
	first := evidence.one(at_place)
	sufferers := evidence.computers(at_place)
	finding := {
		"node": subject,
		"attribute": attribute,
		"level": "error",
		"message": $"{obstacle(subject, at_place)}, so {text.list(sufferers)} {text.plural(sufferers, "gets", "get")} no answer from the DNS servers of {first.vpc} and {text.plural(sufferers, "finds", "find")} no name, that of Systems Manager included.",
		"remedy": remedy(subject, at_place),
		"affected": sufferers,
		"path": ask(first, "udp").path,
		"mend": mends(subject, at_place),
	}
}

review contains finding if {
	some [subject, attribute], at_place in object.remove(evidence.by_place(undecided), evidence.places(blocked))
	first := evidence.one(at_place)
	sufferers := evidence.computers(at_place)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"It is undecided whether {text.list(sufferers)} {text.plural(sufferers, "gets", "get")} answers from the DNS servers of {first.vpc}, without which {text.plural(sufferers, "it finds", "they find")} no name, that of Systems Manager included.",
		"remedy": remedy(subject, at_place),
		"reason": evidence.why(at_place),
		"affected": sufferers,
		"path": ask(first, "udp").path,
	}
}

fail contains managed.reasoned(finding) if {
	some [vpc, attribute], at_place in evidence.by_place(switched_off)
	sufferers := evidence.computers(at_place)
	finding := object.union(to_amazon(vpc, attribute, at_place), {
		"level": "error",
		"message": $"{vpc} has DNS support off, so Amazon's DNS server, the only one that it hands out, does not answer, and {text.list(sufferers)} {text.plural(sufferers, "finds", "find")} no name, that of Systems Manager included.",
		"mend": mend.set_value(vpc, attribute, true),
	})
}

review contains finding if {
	some [vpc, attribute], at_place in object.remove(evidence.by_place(perhaps_off), evidence.places(switched_off))
	finding := object.union(to_amazon(vpc, attribute, at_place), {
		"message": $"It is undecided whether Amazon's DNS server, the only one that {vpc} hands out, answers {text.list(evidence.computers(at_place))}.",
		"reason": evidence.why(at_place),
	})
}

to_amazon(vpc, attribute, facts) := {
	"node": vpc,
	"attribute": attribute,
	"remedy": $"Switch DNS support on for {vpc}.",
	"affected": evidence.computers(facts),
	"path": [{"node": vpc, "attribute": attribute, "text": evidence.why(facts), "verdict": evidence.one(facts).verdict}],
}

switched_off := evidence.spread({fact | some fact in dns_support.facts; fact.verdict == "deny"})

perhaps_off := evidence.spread({fact | some fact in dns_support.facts; fact.verdict == "unknown"})

obstacle(subject, facts) := $"{subject} does not let udp/53 out to {text.list(servers_of(facts))}{evidence.hint(facts)}" if {
	evidence.one(facts).question == "egress"
} else := $"{subject} does not let udp/53 in from the instances{evidence.hint(facts)}" if {
	evidence.one(facts).question == "ingress"
} else := evidence.why(facts)

remedy(subject, facts) := $"Give {subject} a route to the network of {text.list(servers_of(facts))}, or hand out DNS servers that the instances reach." if {
	evidence.one(facts).question == "route"
} else := $"Let udp/53 and tcp/53 pass between the instances and {text.list(servers_of(facts))} in {subject}."

servers_of(facts) := sort({trim_suffix(fact.server, "/32") | some fact in facts})

# A security group is opened for what it lacks; a network ACL needs more thought.
mends(subject, facts) := mend.allow(subject, question, missing_ports(facts), peers(question, facts)) if {
	question := evidence.one(facts).question
	question in {"egress", "ingress"}
} else := []

# Long answers come over TCP, so that a group that is opened is opened for both.
missing_ports(facts) := [{"protocol": protocol, "from": 53, "to": 53} |
	some protocol in ["udp", "tcp"]
	lacking := [fact | some fact in facts; ask(fact, protocol).verdict != "allow"]
	count(lacking) > 0
]

peers("ingress", facts) := mend.groups_or_networks(mend.computers_of(evidence.computers(facts)))

peers("egress", facts) := [{"networks": vpcs} |
	vpcs := sort({vpc |
		some fact in facts
		some kind in ["directory", "instance"]
		vpc := input.nodes[kind][fact.server].vpc
	})
	count(vpcs) == 1
] if {
	not all_are_addresses(facts)
} else := [{"blocks": sort({fact.server | some fact in facts})}]

all_are_addresses(facts) if {
	every fact in facts {
		net.cidr_is_valid(fact.server)
	}
}

ask(fact, protocol) := answer(fact.question, fact.computer, fact.server, protocol)

answer("egress", computer, server, protocol) := network.egress(computer, server, protocol, 53)

answer("ingress", computer, server, protocol) := network.ingress(server, computer, protocol, 53)

answer("route", computer, server, _) := network.reaches(computer, server)

answer("acl", computer, server, protocol) := network.acl(computer, server, protocol, 53)

blocked := evidence.spread({fact |
	some fact in unspoken
	fact.verdict == "deny"
})

undecided := evidence.spread({fact |
	some fact in unspoken
	fact.verdict == "unknown"
})

# unspoken leaves out what ad-ports-blocked says: a group or network ACL that keeps members of the domain from the
# same server lacks port 53 among others.
unspoken := {fact |
	some fact in unanswered
	count({[place(fact.subject), fact.server, verdict] | some verdict in [fact.verdict, "deny"]} & spoken) == 0
}

# spoken are the places at which ad-ports-blocked has a verdict on port 53 of a server.
spoken contains [place(fact.subject), server, fact.verdict] if {
	count(unanswered) > 0
	some address, targets in directories.targets_of
	some server in (targets & directories.servers[computers.all[address].vpc])
	some question in questions
	found := answer(question, address, server, "udp")
	found.verdict != "allow"
	fact := evidence.fact(address, found, computers.doubt(computers.all[address]))
}

# place is the group of a rule that nearly lets something through, for which ad-ports-blocked names the group.
place(subject) := mend.group_of(subject) if {
	true
} else := subject

facts := unanswered | dns_support.facts

# A resolver that gets no answer asks the next server, so that computers find names as long as one of them may answer.
unanswered := {fact |
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
	found := sure(answer(question, address, server, "udp"), question, address, server)
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
