# METADATA
# title: Ports of the directory are blocked
# description: >-
#   Instances that need an Active Directory cannot reach its domain controllers: a security group, a network ACL
#   or a missing route stops the ports that joining the domain needs, or the clock that Kerberos needs.
# related_resources:
#   - ref: https://docs.aws.amazon.com/directoryservice/latest/admin-guide/ms_ad_network_security.html
#     description: Secure your AWS Managed Microsoft AD network configuration
#   - ref: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html
#     description: Update your route tables for a VPC peering connection
# custom:
#   severity: error
#   category: active-directory
#   precision: high
package policies["ad-ports-blocked"]

import data.lib.broken_routes
import data.lib.computers
import data.lib.directories
import data.lib.evidence
import data.lib.managed
import data.lib.mend
import data.lib.mend_gateways
import data.lib.text
import data.lib.transit

fail contains finding if {
	some [subject, attribute], at_place in evidence.by_place(blocked)
	first := evidence.one(at_place)
	sufferers := evidence.families(at_place)
	finding := {
		"node": subject,
		"attribute": attribute,
		"level": evidence.level(at_place),
		"message": $"{obstacle(subject, at_place)}, so {consequence(at_place, sufferers)}.",
		"remedy": remedy(subject, at_place),
		"affected": sufferers,
		"path": ask(first).path,
		"mend": mends(subject, at_place),
	}
}

review contains finding if {
	some [subject, attribute], at_place in open_places
	first := evidence.one(at_place)
	sufferers := evidence.families(at_place)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"It is undecided whether {text.list(sufferers)} {text.plural(sufferers, "reaches", "reach")} {first.target}{on_ports(at_place)}.",
		"remedy": remedy(subject, at_place),
		"reason": evidence.why(at_place),
		"affected": sufferers,
		"path": ask(first).path,
	}
}

obstacle(subject, facts) := evidence.why(facts) if {
	evidence.one(facts).question == "route"
} else := $"{subject} does not let {named(facts)} out to {evidence.one(facts).target}{evidence.hint(facts)}" if {
	evidence.one(facts).question == "egress"
} else := $"{subject} does not let {named(facts)} in from the instances{evidence.hint(facts)}" if {
	evidence.one(facts).question == "ingress"
} else := $"{subject} stops {named(facts)} between the instances and {evidence.one(facts).target}"

consequence(facts, sufferers) := $"{text.list(sufferers)} cannot join the domain" if {
	evidence.level(facts) == "error"
} else := $"the clock of {text.list(sufferers)} may differ from the directory's, and Kerberos refuses then" if {
	some fact in facts
	not fact.use
} else := $"{text.list(sufferers)} {text.plural(sufferers, "joins", "join")} the domain and {text.plural(sufferers, "lacks", "lack")} some of it: {concat(", ", uses(facts))}"

uses(facts) := [use |
	lacking := {fact.use | some fact in facts}
	all_uses := [port.use | some port in array.concat(directories.further_ports, [directories.share_port])]
	some i, use in all_uses
	use in lacking
	not use in array.slice(all_uses, 0, i)
]

remedy(subject, facts) := transit.remedy(subject, evidence.one(facts).attribute) if {
	evidence.one(facts).question == "route"
} else := $"Add routes between the subnets of the instances and those of {evidence.one(facts).target}, in both directions." if {
	evidence.one(facts).question == "route"
} else := $"Let {concat(", ", labels_of(facts))} pass between the instances and {evidence.one(facts).target} in {subject}."

# A security group is opened for the ports that it lacks, and the way there is given what it lacks; a network ACL needs
# more thought.
mends(subject, facts) := mend_gateways.between(subject, evidence.one(facts).attribute, {[computers.all[fact.computer], home(fact.target)] | some fact in facts}) if {
	evidence.one(facts).question == "route"
} else := mend.allow(subject, question, missing_ports(facts), peers(question, facts)) if {
	question := evidence.one(facts).question
	question in {"egress", "ingress"}
} else := []

missing_ports(facts) := [{"protocol": split(label, "/")[0], "from": to_number(ends[0]), "to": to_number(ends[count(ends) - 1])} |
	some label in labels_of(facts)
	ends := split(split(label, "/")[1], "-")
]

# Whether a rule can name the groups of another VPC depends on what leads there; its networks it can.
peers("ingress", facts) := [{"networks": vpcs}] if {
	vpcs := sort({vpc | some fact in facts; vpc := computers.all[fact.computer].vpc; not is_home(vpc, fact.target)})
	count(vpcs) > 0
} else := mend.groups_or_networks(mend.computers_of(evidence.computers(facts)))

is_home(vpc, target) if home(target).vpc == vpc

home(target) := input.nodes.directory[target]

home(target) := input.nodes.instance[target]

peers("egress", facts) := [{"networks": vpcs} |
	vpcs := sort({vpc |
		some fact in facts
		some kind in ["directory", "instance"]
		vpc := input.nodes[kind][fact.target].vpc
	})
	count(vpcs) == 1
]

on_ports(facts) := "" if {
	evidence.one(facts).question == "route"
} else := $" on {named(facts)}"

# named lists the ports that joining takes, or where these are open, the others.
named(facts) := concat(", ", labels_of(grave)) if {
	grave := {fact | some fact in facts; not fact.use}
	count(grave) > 0
} else := concat(", ", labels_of(facts))

# labels_of are the ports of facts in the order of the tables.
labels_of(facts) := [label |
	missing := {fact.label | some fact in facts}
	some i, label in labels
	label in missing
	not label in array.slice(labels, 0, i)
]

labels := [port.label | some port in array.flatten([directories.ports, directories.dns_ports, directories.further_ports])]

ask(fact) := network.reaches(fact.computer, fact.target) if {
	fact.question == "route"
} else := answer(fact.question, fact.computer, fact.target, fact)

answer("egress", computer, target, port) := network.egress(computer, target, port.protocol, port.number)

answer("ingress", computer, target, port) := network.ingress(target, computer, port.protocol, port.number)

answer("acl", computer, target, port) := network.acl(computer, target, port.protocol, port.number)

blocked := {fact |
	some fact in facts
	fact.verdict == "deny"
}

# What surely is blocked at a place needs no second word about what else may be.
open_places := object.remove(evidence.by_place(undecided), evidence.places(blocked))

undecided := {fact |
	some fact in facts
	fact.verdict == "unknown"
}

facts := (without_route | without_port) | without_further_port

without_route := {fact |
	some address, targets in directories.targets_of
	some target in targets
	found := network.reaches(address, target)
	found.verdict != "allow"
	not is_said(address, found)
	fact := object.union(evidence.fact(address, found, computers.doubt(computers.all[address])), {
		"question": "route",
		"target": target,
		"label": "",
		"level": "error",
	})
}

# is_said holds where the way to Systems Manager surely breaks at the same route, which leads to a transit gateway that
# the VPC is not attached to: ssm-route-broken says so.
is_said(address, found) if {
	found.attribute == "transit_gateway"
	managed.needs[address].doubt == ""
	some answer in broken_routes.ways[address]
	answer.verdict == "deny"
	answer.subject == found.subject
}

without_port := {fact |
	some address, targets in directories.targets_of
	some target in targets
	some port in directories.ports_of(address, target)
	some question in questions
	found := answer(question, address, target, port)
	found.verdict != "allow"
	fact := object.union_n([
		evidence.fact(address, found, computers.doubt(computers.all[address])),
		port,
		{"question": question, "target": target},
		place_of(found, address),
	])
}

questions := ["egress", "ingress", "acl"]

# A computer lacks its further ports at one place: where it lacks those for joining, if it does.
without_further_port := {fact |
	some address, targets in directories.targets_of
	some target in targets
	some question in questions
	some verdict in ["deny", "unknown"]
	lacking := [{"port": port, "answer": found} |
		some port in directories.further_ports_of(address, target)
		found := answer(question, address, target, port)
		found.verdict == verdict
	]
	count(lacking) > 0
	first := evidence.fact(address, lacking[0].answer, computers.doubt(computers.all[address]))
	place := place_beside([address, target, question, first.verdict], place_of(lacking[0].answer, address))
	some each in lacking
	fact := object.union_n([first, each.port, {"question": question, "target": target}, place])
}

# place_beside is where a computer lacks ports for joining, or else its own place.
place_beside(key, _) := min(places[key])

place_beside(key, own) := own if not places[key]

# places[[computer, target, question, verdict]] are where a computer lacks ports for joining.
places[[fact.computer, fact.target, fact.question, fact.verdict]] contains {"subject": fact.subject, "attribute": fact.attribute} if {
	some fact in without_port
}

place_of(found, computer) := {"subject": whole(found, computer), "attribute": part(found)}

# whole is the group of a rule that nearly lets something through: the rules are few, and the ports many, so
# that what one of them lacks is a matter of the group.
whole(found, computer) := owner if {
	input.nodes.security_group_rule[found.subject]
	owner := [address |
		some address, group in input.nodes.security_group
		some rule in group.rules
		rule.address == found.subject
	][0]
} else := found.subject if {
	found.subject != ""
} else := computer

part(found) := "rules" if {
	input.nodes.security_group_rule[found.subject]
} else := found.attribute
