# METADATA
# title: Default security group of the directory's VPC is closed
# description: >-
#   The default security group of the directory's VPC lets nothing out to the domain controllers, as hardening
#   rules ask for. License Manager needs it open to register the directory.
# related_resources:
#   - ref: https://docs.aws.amazon.com/license-manager/latest/userguide/user-based-subscriptions.html
#     description: User-based subscriptions in License Manager
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
#     description: Default security groups for your VPCs
# custom:
#   severity: warning
#   category: license-manager
#   precision: medium
package policies["licensed-directory-default-group-closed"]

import data.lib.computers
import data.lib.evidence
import data.lib.licensed
import data.lib.reasons
import data.lib.text

fail contains finding if {
	some [subject, attribute], at_place in evidence.by_place(closed)
	first := evidence.one(at_place)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"{first.group} lets none of a domain controller's ports out to {first.directory}, so License Manager may fail to register the directory for {text.list(evidence.families(at_place))}.",
		"remedy": $"Let the ports of Active Directory (53, 88, 135, 389, 445, 464 and 49152-65535) out to {first.directory} in {first.group}.",
		"affected": evidence.families(at_place),
		"path": path(first),
	}
}

review contains finding if {
	some [subject, attribute], at_place in object.remove(evidence.by_place(undecided), evidence.places(closed))
	first := evidence.one(at_place)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"It is undecided whether {first.group} keeps License Manager from registering {first.directory} for {text.list(evidence.families(at_place))}.",
		"remedy": $"Let the ports of Active Directory (53, 88, 135, 389, 445, 464 and 49152-65535) out to {first.directory} in {first.group}.",
		"reason": first.reason,
		"affected": evidence.families(at_place),
		"path": path(first),
	}
}

path(fact) := array.concat(
	[
		{"node": fact.computer, "attribute": "image", "text": $"{fact.computer} counts as licensed, because {licensed.signals[fact.computer].text}", "verdict": "allow"},
		{"node": fact.directory, "attribute": "vpc", "text": $"{fact.group} is the default group of the VPC of {fact.directory}", "verdict": "allow"},
	],
	network.egress(fact.group, fact.directory, fact.port.protocol, fact.port.number).path,
)

closed := {fact |
	some fact in facts
	fact.verdict == "deny"
}

undecided := {fact |
	some fact in facts
	fact.verdict == "unknown"
}

facts := {fact |
	some address, computer in licensed.elders
	some directory, use_doubt in used_by(computer)
	gap := gaps[directory]
	doubt := reasons.first([computers.doubt(computer), use_doubt, gap.doubt])
	fact := object.union(evidence.fact(address, gap, doubt), {
		"group": gap.group,
		"directory": directory,
		"port": gap.port,
	})
}

# used_by are the directories that a computer may be for, each with the doubt whether it is: those that its VPC surely is
# connected with, or else all.
used_by(computer) := {directory: "" | some directory in near[computer.vpc]} if {
	count(near[computer.vpc]) > 0
} else := {directory: $"nothing in view connects {computer.address} with {directory}" | some directory, _ in gaps}

# gaps[directory] is what the default group of a directory's VPC does not surely let out.
gaps := {address: object.union(found, place(group)) |
	some address, doubt in directories
	vpc := input.nodes.vpc[input.nodes.directory[address].vpc]
	group := input.nodes.security_group[vpc.default_security_group]
	judged := judgement(group, [answer |
		some port in ports
		answer := object.union(network.egress(group.address, address, port.protocol, port.number), {"port": port})
	])
	found := object.union(judged, {"group": group.address, "doubt": doubt})
}

# place is where the rules of a default group are written; where nobody writes any, its VPC stands for it.
place(group) := {"subject": group.vpc, "attribute": "default_security_group"} if {
	input.nodes.vpc[group.vpc].resource_type == group.resource_type
} else := {"subject": group.address, "attribute": "rules"}

# directories are those that License Manager can register, with the doubt whether it can.
directories[address] := doubt if {
	some address, directory in input.nodes.directory
	count(licensed.elders) > 0
	doubt := registration_doubt(directory)
}

registration_doubt(directory) := "" if {
	licensed.is_managed(directory)
} else := licensed.may_be_registered(directory)

# near[vpc] are those of them that the computers of a VPC may be for.
near := {vpc: registrable |
	some vpc, found in licensed.near
	registrable := object.keys(found) & object.keys(directories)
}

# judgement says what the answers about all ports come to. Which of them the registration takes is not
# documented, so a group that lets out some is undecided.
judgement(group, answers) := denied[0] if {
	denied := [answer | some answer in answers; answer.verdict == "deny"]
	count(denied) == count(answers)
} else := unknown[0] if {
	unknown := [answer | some answer in answers; answer.verdict == "unknown"]
	count(unknown) > 0
} else := object.union(denied[0], {"verdict": "unknown", "reason": reason}) if {
	denied := [answer | some answer in answers; answer.verdict == "deny"]
	reason := $"it keeps {denied[0].port.protocol} {denied[0].port.number} in, and which ports License Manager needs is not documented"
} else := object.union(answers[0], {"verdict": "unknown", "reason": reason}) if {
	group.open.rules
	reason := group.open.rules
}

# The ports of a domain controller that joining takes ("Secure your AWS Managed Microsoft AD network
# configuration", AWS Directory Service Administration Guide).
ports := [
	{"protocol": "tcp", "number": 53},
	{"protocol": "udp", "number": 53},
	{"protocol": "tcp", "number": 88},
	{"protocol": "tcp", "number": 135},
	{"protocol": "tcp", "number": 389},
	{"protocol": "udp", "number": 389},
	{"protocol": "tcp", "number": 445},
	{"protocol": "tcp", "number": 464},
	{"protocol": "tcp", "number": 49152},
	{"protocol": "tcp", "number": 65535},
]
