# METADATA
# title: Instance cannot resolve names
# description: >-
#   Security groups, network ACLs or routes keep an instance from asking the DNS servers that its VPC hands out, such as
#   domain controllers, or the VPC hands out Amazon's DNS server alone and has it switched off, so that the instance
#   finds no name, that of Systems Manager included; or DNS Firewall blocks the names of Systems Manager.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSet.html
#     description: DHCP option sets in Amazon VPC
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
#     description: DNS attributes for your VPC
#   - ref: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall.html
#     description: Using DNS Firewall to filter outbound DNS traffic
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
import data.lib.dns_firewall
import data.lib.dns_support
import data.lib.evidence
import data.lib.managed
import data.lib.mend
import data.lib.name_servers
import data.lib.services
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

fail contains managed.reasoned(finding) if {
	some [rule, attribute], at_place in evidence.by_place(walled_off)
	finding := object.union(by_firewall(rule, attribute, at_place), {
		"level": evidence.level(at_place),
		"message": $"The DNS Firewall of {text.list(vpcs_of(at_place))} blocks {text.list(names_in(at_place))} by {rule} of {group_of(rule)}, so {consequence(at_place)}.",
	})
}

review contains finding if {
	some [rule, attribute], at_place in object.remove(evidence.by_place(perhaps_walled_off), evidence.places(walled_off))
	finding := object.union(by_firewall(rule, attribute, at_place), {
		"message": $"It is undecided whether the DNS Firewall of {text.list(vpcs_of(at_place))} lets {text.list(evidence.computers(at_place))} find {text.list(names_in(at_place))}.",
		"reason": evidence.why(at_place),
	})
}

by_firewall(rule, attribute, facts) := {
	"node": rule,
	"attribute": attribute,
	"remedy": $"Give {group_of(rule)} a rule with the action ALLOW and a lower priority than {rule}, for a domain list with {everything_in(facts)}, or with {text.list(names_in(facts))} alone.",
	"affected": evidence.computers(facts),
	"path": dns_firewall.answer(evidence.one(facts)).path,
}

# group_of is the rule group of a rule. That of an association is not in view.
group_of(rule) := [group |
	some group, node in input.nodes.dns_firewall_rule_group
	some member in node.rules
	member.address == rule
][0] if {
	true
} else := "its rule group"

names_in(facts) := [name |
	some service in services.all
	some name in {replace(fact.name, "*", "<region>") | some fact in facts; fact.service == service}
]

# everything_in is the domain list entry for all names of AWS.
everything_in(facts) := $"*.{services.suffix(split(evidence.one(facts).name, ".")[1])}"

vpcs_of(facts) := sort({fact.vpc | some fact in facts})

consequence(facts) := $"Systems Manager cannot manage {text.list(sufferers)}" if {
	some fact in facts
	fact.service == "ssm"
	sufferers := evidence.computers(facts)
} else := $"neither Session Manager nor Run Command works on {text.list(sufferers)}" if {
	some fact in facts
	fact.service == "ssmmessages"
	sufferers := evidence.computers(facts)
} else := $"SSM Agent before 3.3.40.0 gets no commands on {text.list(evidence.computers(facts))}; later agents use ssmmessages instead, and newer regions do not offer ec2messages any more"

walled_off := evidence.spread({fact | some fact in dns_firewall.facts; fact.verdict == "deny"})

perhaps_walled_off := evidence.spread({fact | some fact in dns_firewall.facts; fact.verdict == "unknown"})

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

ask(fact, protocol) := name_servers.ask(fact.question, fact.computer, fact.server, protocol)

blocked := evidence.spread({fact |
	some fact in unspoken
	fact.verdict == "deny"
})

undecided := evidence.spread({fact |
	some fact in unspoken
	fact.verdict == "unknown"
})

facts := (name_servers.facts | dns_support.facts) | dns_firewall.facts

# unspoken leaves out what ad-ports-blocked says: a group or network ACL that keeps members of the domain from the
# same server lacks port 53 among others.
unspoken := {fact |
	some fact in name_servers.facts
	count({[place(fact.subject), fact.server, verdict] | some verdict in [fact.verdict, "deny"]} & spoken) == 0
}

# spoken are the places at which ad-ports-blocked has a verdict on port 53 of a server.
spoken contains [place(fact.subject), server, fact.verdict] if {
	count(name_servers.facts) > 0
	some address, targets in directories.targets_of
	some server in (targets & directories.servers[computers.all[address].vpc])
	some question in name_servers.questions
	found := name_servers.ask(question, address, server, "udp")
	found.verdict != "allow"
	fact := evidence.fact(address, found, computers.doubt(computers.all[address]))
}

# place is the group of a rule that nearly lets something through, for which ad-ports-blocked names the group.
place(subject) := mend.group_of(subject) if {
	true
} else := subject
