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
import data.lib.licensed
import data.lib.reasons
import data.lib.text

fail contains finding if {
	some [subject, attribute] in evidence.places(unclear)
	at_place := {fact | some fact in unclear; fact.subject == subject; fact.attribute == attribute}
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
	some [subject, attribute] in evidence.places(undecided)
	at_place := {fact | some fact in undecided; fact.subject == subject; fact.attribute == attribute}
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"It is undecided to which directory License Manager joins {text.list(evidence.families(at_place))}.",
		"remedy": remedy.several,
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
	"unseen": "Peer the VPC of the instances with that of the directory, or put them in that VPC.",
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
}

open_vpc(computer) := computer.open.vpc if {
	true
} else := ""

# state_of says what keeps License Manager from telling which directory is meant; it is undefined where one
# is clearly meant, and where none is in view, which is the concern of another rule.
state_of(vpc) := {"fault": "several", "verdict": "deny", "reason": "", "others": holding(vpc)} if {
	not vpc in homes
	count(holding(vpc)) > 1
} else := {"fault": "several", "verdict": "unknown", "reason": $"{vpc} holds a directory itself, and so does a VPC that it is peered with", "others": holding(vpc)} if {
	vpc in homes
	count(holding(vpc)) > 0
} else := {"fault": "transit", "verdict": "deny", "reason": "", "others": beyond(vpc)} if {
	not vpc in homes
	count(holding(vpc)) == 0
	count(beyond(vpc)) > 0
	not may_be_peered(vpc)
} else := {"fault": "unseen", "verdict": "unknown", "reason": unseen(vpc), "others": []} if {
	count(homes) > 0
	not vpc in homes
	count(holding(vpc)) == 0
}

# homes are the VPCs that surely hold an AWS Managed Microsoft AD.
homes := {directory.vpc |
	some directory in input.nodes.directory
	licensed.is_managed(directory)
	input.nodes.vpc[directory.vpc]
	not directory.open.vpc
}

holding(vpc) := sort(homes & licensed.peers[vpc])

# beyond returns the homes that share a transit gateway with a VPC.
beyond(vpc) := sort({there.vpc |
	some here in input.nodes.transit_gateway_attachment
	here.vpc == vpc
	computers.surely(here)
	some there in input.nodes.transit_gateway_attachment
	there.transit_gateway == here.transit_gateway
	there.vpc in homes
	computers.surely(there)
})

may_be_peered(vpc) if input.nodes.vpc[vpc].open.peering_connections

may_be_peered(vpc) if {
	some connection in input.nodes.vpc_peering_connection
	some side in ["vpc", "peer_vpc"]
	connection[side] == vpc
}

unseen(vpc) := input.nodes.vpc[vpc].open.peering_connections if {
	true
} else := $"no connection between {vpc} and {text.list(sort(homes))}, which holds the directory, is part of this configuration"
