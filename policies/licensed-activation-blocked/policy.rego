# METADATA
# title: Activation of licensed software blocked
# description: >-
#   The security groups of an instance with licensed software, or the network ACL of its subnet, do not let it
#   connect to License Manager's activation servers on tcp/1688, which stand behind endpoints in the VPC.
#   Instances that are not activated are terminated.
# related_resources:
#   - ref: https://docs.aws.amazon.com/license-manager/latest/userguide/user-based-subscriptions.html
#     description: User-based subscriptions in License Manager
#   - ref: https://docs.aws.amazon.com/license-manager/latest/userguide/user-based-subscriptions-getting-started.html
#     description: Getting started with user-based subscriptions
# custom:
#   severity: error
#   category: license-manager
#   precision: high
package policies["licensed-activation-blocked"]

import data.lib.computers
import data.lib.evidence
import data.lib.licensed
import data.lib.reasons
import data.lib.text

fail contains finding if {
	some [subject, attribute], at_place in evidence.by_place(blocked)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"{evidence.why(at_place)}, so {text.list(evidence.families(at_place))} cannot reach License Manager's activation servers.",
		"remedy": remedy(subject),
		"affected": evidence.families(at_place),
		"path": path(evidence.one(at_place)),
	}
}

review contains finding if {
	some [subject, attribute], at_place in evidence.by_place(undecided)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"It is undecided whether {text.list(evidence.families(at_place))} can reach License Manager's activation servers on tcp/1688.",
		"remedy": "Allow tcp/1688 out to the VPC.",
		"reason": evidence.why(at_place),
		"affected": evidence.families(at_place),
		"path": path(evidence.one(at_place)),
	}
}

remedy(subject) := $"Allow tcp/1688 out to the VPC, and the answers on 49152-65535 in, in {subject}." if {
	input.nodes.network_acl[subject]
} else := $"Allow tcp/1688 out to the VPC in {subject}."

path(fact) := network.acl(fact.computer, fact.destination, "tcp", licensed.activation_port).path if {
	fact.filter == "acl"
} else := network.egress(fact.computer, fact.destination, "tcp", licensed.activation_port).path if {
	fact.filter == "groups"
} else := []

blocked := {fact |
	some fact in facts
	fact.verdict == "deny"
}

undecided := {fact |
	some fact in facts
	fact.verdict == "unknown"
}

facts := {fact |
	some address, computer in licensed.elders
	computers.vpc(computer)
	some filter, answer in answers(computer)
	doubt := reasons.first([computers.doubt(computer), open_vpc(computer), licensed.activation_doubt(address)])
	fact := object.union(evidence.fact(address, answer, doubt), {"filter": filter, "destination": computer.vpc})
} | {fact |
	some address, computer in licensed.elders
	not computers.vpc(computer)
	answer := outside(computer)
	fact := object.union(evidence.fact(address, answer, answer.doubt), {"filter": answer.filter, "destination": anywhere})
}

# outside answers for a computer whose VPC is not in view: groups that let nothing out on the port are closed in any.
outside(computer) := object.union(answer, {"reason": reason, "filter": "groups", "doubt": reasons.first([computers.doubt(computer), licensed.activation_doubt(computer.address)])}) if {
	licensed.lacks_activation_rules(computer)
	answer := network.egress(computer.address, anywhere, "tcp", licensed.activation_port)
	answer.verdict == "deny"
	reason := replace(answer.reason, " to the internet (0.0.0.0/0)", "")
} else := {"verdict": "unknown", "reason": reason, "subject": computer.address, "attribute": "vpc", "filter": "", "doubt": ""} if {
	reason := object.get(computer, ["open", "vpc"], "its VPC is not part of this configuration")
}

anywhere := "0.0.0.0/0"

open_vpc(computer) := computer.open.vpc if {
	true
} else := ""

# answers says what stands in the way: the security groups, or else the network ACLs.
answers(computer) := {"groups": answer} if {
	answer := through_groups(computer)
	answer.verdict != "allow"
} else := {"acl": answer} if {
	answer := through_acls(computer)
	answer.verdict != "allow"
}

# The endpoints may stand in the instances' VPC or in the directory's, in a group that somebody chooses when
# the directory is registered. One that the instances reach is enough.
through_groups(computer) := best([answer |
	some destination in licensed.activation_destinations(computer)
	answer := network.egress(computer.address, destination, "tcp", licensed.activation_port)
])

through_acls(computer) := best([answer |
	some vpc in licensed.filtered_vpcs(computer)
	answer := network.acl(computer.address, vpc, "tcp", licensed.activation_port)
])

# best is the answer that lets most through; the instances' own VPC comes first.
best(answers) := [answer | some answer in answers; answer.verdict == "allow"][0] if {
	true
} else := [answer | some answer in answers; answer.verdict == "unknown"][0] if {
	true
} else := answers[0]
