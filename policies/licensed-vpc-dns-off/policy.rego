# METADATA
# title: VPC of licensed instances without DNS
# description: >-
#   A VPC with instances that run licensed software has DNS support or DNS hostnames off. License Manager
#   requires both, so that the instances find its activation servers by name.
# related_resources:
#   - ref: https://docs.aws.amazon.com/license-manager/latest/userguide/user-based-subscriptions.html
#     description: User-based subscriptions in License Manager
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
#     description: DNS attributes for your VPC
# custom:
#   severity: error
#   category: license-manager
#   precision: high
package policies["licensed-vpc-dns-off"]

import data.lib.computers
import data.lib.dns_support
import data.lib.evidence
import data.lib.licensed
import data.lib.mend
import data.lib.reasons
import data.lib.text

fail contains finding if {
	some [subject, attribute], at_place in evidence.by_place(off)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"{subject} has {text.list(missing(subject))} off, so {text.list(evidence.families(at_place))} cannot be activated: License Manager requires DNS support and DNS hostnames.",
		"remedy": $"Switch {text.list(missing(subject))} on for {subject}.",
		"affected": evidence.families(at_place),
		"path": path(evidence.one(at_place)),
		"mend": [change | some flag in attributes; input.nodes.vpc[subject][flag] == false; some change in mend.set_value(subject, flag, true)],
	}
}

review contains finding if {
	some [subject, attribute], at_place in evidence.by_place(undecided)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"It is undecided whether the VPC of {text.list(evidence.families(at_place))} has DNS support and DNS hostnames, as License Manager requires.",
		"remedy": "Switch DNS support and DNS hostnames on for the VPC.",
		"reason": evidence.why(at_place),
		"affected": evidence.families(at_place),
		"path": path(evidence.one(at_place)),
	}
}

path(fact) := [
	{"node": fact.computer, "attribute": "vpc", "text": $"{fact.computer} counts as licensed, because {licensed.signals[computers.elder(fact.computer)].text}", "verdict": "allow"},
	{"node": fact.subject, "attribute": fact.attribute, "text": sees(fact), "verdict": fact.verdict},
]

sees(fact) := fact.reason if {
	fact.verdict == "unknown"
} else := $"{fact.subject} has {text.list(missing(fact.subject))} off"

missing(vpc) := [words[attribute] |
	some attribute in attributes
	input.nodes.vpc[vpc][attribute] == false
]

attributes := ["enable_dns_support", "enable_dns_hostnames"]

words := {"enable_dns_support": "DNS support", "enable_dns_hostnames": "DNS hostnames"}

off := {fact |
	some fact in facts
	fact.verdict == "deny"
}

undecided := {fact |
	some fact in facts
	fact.verdict == "unknown"
}

facts := {fact |
	some address, computer in licensed.elders
	answer := answer_of(computer)
	doubt := reasons.first([computers.doubt(computer), computers.doubt(input.nodes.vpc[computer.vpc]), open_vpc(computer), licensed.activation_doubt(address)])
	fact := evidence.fact(address, answer, doubt)
} | {fact |
	some address, computer in licensed.elders
	not computers.vpc(computer)
	reason := object.get(computer, ["open", "vpc"], "its VPC is not part of this configuration")
	fact := evidence.fact(address, unknown(address, "vpc", reason), "")
}

open_vpc(computer) := computer.open.vpc if {
	true
} else := ""

answer_of(computer) := answers[computer.vpc]

# answers[vpc] is what stands in the way of activation in a VPC. Where the same attributes keep an endpoint
# of Systems Manager from its private DNS names, that is told already.
answers := {address: answer |
	some address in {computer.vpc | some computer in licensed.elders}
	vpc := input.nodes.vpc[address]
	not "deny" in dns_support.blamed(address)
	answer := answer_at(vpc)
}

answer_at(vpc) := {"verdict": "deny", "reason": "", "subject": vpc.address, "attribute": denied[0]} if {
	denied := [attribute | some attribute in attributes; vpc[attribute] == false]
	count(denied) > 0
} else := unknown(vpc.address, open[0], vpc.unknown[open[0]]) if {
	open := [attribute | some attribute in attributes; vpc.unknown[attribute]]
	count(open) > 0
} else := unknown(vpc.address, "enable_dns_hostnames", vpc.external) if {
	not vpc.enable_dns_hostnames
} else := unknown(vpc.address, "enable_dns_support", vpc.external) if {
	not vpc.enable_dns_support
}

unknown(subject, attribute, reason) := {"verdict": "unknown", "reason": reason, "subject": subject, "attribute": attribute}
