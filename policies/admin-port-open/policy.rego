# METADATA
# title: Administration port open to the world
# description: >-
#   A security group of an instance lets everybody on the internet connect to its SSH or Remote Desktop
#   port. Session Manager needs no inbound port at all.
# related_resources:
#   - ref: https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html
#     description: AWS Systems Manager Session Manager
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
#     description: Security group rules
# custom:
#   severity: warning
#   category: exposure
#   precision: very-high
package policies["admin-port-open"]

import data.lib.computers
import data.lib.evidence
import data.lib.text

fail contains finding if {
	some [subject, attribute], at_place in evidence.by_place(open)
	first := evidence.one(at_place)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"{subject} lets everybody on the internet connect to {ports(at_place)}.",
		"remedy": "Remove the rule and use Session Manager, which needs no inbound port, or allow only the addresses that administer the instances.",
		"affected": evidence.families(at_place),
		"path": path(first),
	}
}

review contains finding if {
	some [subject, attribute], at_place in evidence.by_place(undecided)
	first := evidence.one(at_place)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"{subject} may let everybody on the internet connect to {ports(at_place)}.",
		"remedy": "Allow only the addresses that administer the instances, or use Session Manager, which needs no inbound port.",
		"reason": evidence.why(at_place),
		"affected": evidence.families(at_place),
		"path": path(first),
	}
}

# The administration ports.
services := {22: "SSH", 3389: "Remote Desktop"}

ports(facts) := text.list([$"tcp/{port} ({service})" |
	some port, service in services
	port in {fact.port | some fact in facts}
])

path(fact) := [answer.path |
	some answer in network.open_to_world(fact.computer, fact.port)
	answer.subject == fact.subject
][0]

open := {fact |
	some fact in facts
	fact.verdict == "allow"
}

undecided := {fact |
	some fact in facts
	fact.verdict == "unknown"
}

facts := {fact |
	some address, computer in computers.elders
	some port, _ in services
	some answer in network.open_to_world(address, port)
	fact := object.union(evidence.fact(address, answer, computers.doubt(computer)), {"port": port})
}
