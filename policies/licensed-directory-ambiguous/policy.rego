# METADATA
# title: Directory of licensed instances not clear
# description: >-
#   License Manager joins an instance to the directory in its VPC or in the one VPC that it is peered with. With
#   several peered VPCs that hold a directory it cannot tell which, and terminates the instance.
# related_resources:
#   - ref: https://docs.aws.amazon.com/license-manager/latest/userguide/user-based-subscriptions.html
#     description: User-based subscriptions in License Manager
#   - ref: https://docs.aws.amazon.com/vpc/latest/peering/what-is-vpc-peering.html
#     description: What is VPC peering?
# custom:
#   severity: error
#   category: license-manager
#   precision: high
package policies["licensed-directory-ambiguous"]

import data.lib.computers
import data.lib.evidence
import data.lib.grouping
import data.lib.licensed
import data.lib.reasons
import data.lib.text

fail contains finding if {
	some [subject, attribute], at_place in evidence.by_place(unclear)
	first := evidence.one(at_place)
	finding := {
		"node": subject,
		"attribute": attribute,
		"level": levels[first.fault],
		"message": message(first.fault, first, text.list(evidence.families(at_place))),
		"remedy": remedy[first.fault],
		"affected": evidence.families(at_place),
		"path": path(first),
	}
}

review contains finding if {
	some [subject, attribute], at_place in evidence.by_place(undecided)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"It is undecided to which directory License Manager joins {text.list(evidence.families(at_place))}.",
		"remedy": remedy[evidence.one(at_place).fault],
		"reason": evidence.why(at_place),
		"affected": evidence.families(at_place),
		"path": path(evidence.one(at_place)),
	}
}

levels := {"several": "error", "transit": "warning"}

message("several", fact, whom) := $"{fact.subject} is peered with {text.list(fact.others)}, which each hold an AWS Managed Microsoft AD, so License Manager cannot tell to which it has to join {whom}."

message("transit", fact, whom) := $"{fact.subject} reaches the AWS Managed Microsoft AD in {text.list(fact.others)} through a transit gateway alone, so it is not certain that License Manager can join {whom}: its documents speak of peering."

remedy := {
	"several": "Peer the VPC of the instances with one VPC that holds the directory, or put them in that VPC.",
	"transit": "Peer the VPC of the instances with that of the directory, or put them in that VPC.",
	"together": "Register one of the directories alone with License Manager.",
}

path(fact) := array.concat(
	[{"node": fact.computer, "attribute": "vpc", "text": $"{fact.computer} is in {fact.subject}", "verdict": "allow"}],
	[{"node": other, "attribute": "directories", "text": $"{other} holds a directory", "verdict": fact.verdict} | some other in fact.others],
)

unclear := {fact |
	some fact in facts
	fact.verdict == "deny"
}

undecided := {fact |
	some fact in facts
	fact.verdict == "unknown"
}

facts := {fact |
	some vpc in licensed.vpcs
	state := state_of(vpc)
	some address, computer in licensed.residents(vpc)
	answer := {"verdict": state.verdict, "reason": state.reason, "subject": vpc, "attribute": "peering_connections"}
	doubt := reasons.first([computers.doubt(computer), open_vpc(computer), computers.doubt(input.nodes.vpc[vpc])])
	fact := object.union(evidence.fact(address, answer, doubt), {"fault": state.fault, "others": state.others})
} | {fact |
	count(homes) > 0
	some address, computer in licensed.elders
	not computers.vpc(computer)
	answer := {"verdict": "unknown", "reason": reasons.first([open_vpc(computer), "its VPC is not part of this configuration"]), "subject": address, "attribute": "vpc"}
	fact := object.union(evidence.fact(address, answer, ""), {"fault": "several", "others": []})
}

open_vpc(computer) := computer.open.vpc if {
	true
} else := ""

# state_of says what keeps License Manager from telling which directory is meant; it is undefined where one
# is clearly meant, and where none is in view, which is the concern of another rule.
state_of(vpc) := {"fault": "several", "verdict": "deny", "reason": "", "others": holding(vpc)} if {
	not homes[vpc]
	count(holding(vpc)) > 1
} else := {"fault": "several", "verdict": "unknown", "reason": $"{vpc} holds a directory itself, and so does a VPC that it is peered with", "others": holding(vpc)} if {
	homes[vpc]
	count(holding(vpc)) > 0
} else := {"fault": "together", "verdict": "unknown", "reason": $"{home} holds {text.list(homes[home])}, and which of them License Manager takes is not documented", "others": [home]} if {
	some home in meant(vpc)
	count(homes[home]) > 1
} else := {"fault": "several", "verdict": "unknown", "reason": rivals(vpc)[0], "others": meant(vpc)} if {
	count(meant(vpc)) == 1
	count(rivals(vpc)) > 0
} else := {"fault": "transit", "verdict": "deny", "reason": "", "others": through(vpc)} if {
	count(meant(vpc)) == 0
	count(rivals(vpc)) == 0
	count(through(vpc)) > 0
} else := {"fault": "several", "verdict": "unknown", "reason": unseen(vpc), "others": []} if {
	count(meant(vpc)) == 0
}

# homes[vpc] are the directories that License Manager can register in a VPC that surely holds one.
homes := {vpc: sort(members) |
	some vpc, members in grouping.of([[directory.vpc, address] | some address, directory in input.nodes.directory; is_home(directory)])
}

is_home(directory) if {
	licensed.is_managed(directory)
	input.nodes.vpc[directory.vpc]
	not directory.open.vpc
}

# holding returns the homes that a VPC is surely connected with by peering, meant those that its instances are for:
# itself or else these.
holding(vpc) := sort({link.other | some link in links[vpc]; link.doubt == ""; homes[link.other]})

meant(vpc) := [vpc] if {
	homes[vpc]
} else := holding(vpc)

# through returns the homes that share a transit gateway with a VPC.
through(vpc) := sort({home | some home in licensed.beyond[vpc]; homes[home]})

# links[vpc] are the peering connections of a VPC with what they lead to, where that is in view, and with a doubt
# whether they do.
links := grouping.of([[vpc, link] |
	some connection in input.nodes.vpc_peering_connection
	some [here, there] in [["vpc", "peer_vpc"], ["peer_vpc", "vpc"]]
	vpc := connection[here]
	vpc in licensed.vpcs
	link := {
		"connection": connection.address,
		"other": object.get(connection, there, ""),
		"doubt": reasons.first([computers.doubt(connection), licensed.acceptance(connection)]),
	}
])

# rivals returns why there may be one more directory, in a VPC itself or in one that it is peered with. Where it surely
# holds one, only what is in view counts: what else it is peered with, the documents do not ask.
rivals(vpc) := array.flatten([
	[reason | reason := possible_homes[vpc]],
	[link.doubt | some link in links[vpc]; link.doubt != ""; homes[link.other]],
	[reason | some link in links[vpc]; reason := possible_homes[link.other]],
	[reason | not homes[vpc]; some reason in beyond_view(vpc)],
])

beyond_view(vpc) := array.concat(
	[$"{link.connection} leads to a VPC that is not part of this configuration" | some link in links[vpc]; not is_in_view(link.other)],
	[reason | reason := input.nodes.vpc[vpc].open.peering_connections],
)

is_in_view(vpc) if {
	node := input.nodes.vpc[vpc]
	not node.external
}

# possible_homes[vpc] tells why a VPC without a directory for sure may hold one.
possible_homes := {vpc: possible[0] |
	some vpc, members in licensed.directories_in
	not homes[vpc]
	possible := [reason |
		some address in members
		reason := licensed.may_be_registered(input.nodes.directory[address])
	]
}

# unseen tells why a VPC may be connected with a home all the same.
unseen(vpc) := rivals(vpc)[0] if {
	count(homes) > 0
	count(rivals(vpc)) > 0
} else := $"no peering connection between {vpc} and {text.list(known)}, which {text.plural(known, "holds the directory", "hold directories")}, is part of this configuration" if {
	known := sort(object.keys(homes))
	count(known) > 0
} else := $"{address} is in a VPC of another account" if {
	some address, directory in input.nodes.shared_directory
	not directory.maybe
}
