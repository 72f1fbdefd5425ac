# METADATA
# title: Administration port open to the world
# description: >-
#   A security group of an instance opens its SSH or Remote Desktop port to all addresses. Session Manager needs
#   no inbound port at all.
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
		"item": everybody(subject, attribute),
		"level": level(at_place),
		"message": message(subject, at_place),
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

# Behind a rule that is open to all may stand what nobody on the internet reaches as yet. Without an internet gateway
# nothing in a VPC is reached from there ("Enable internet access for a VPC using an internet gateway", Amazon VPC User
# Guide), so that the rule opens nothing to it as yet; a public address may be that of a load balancer.
level(facts) := "note" if {
	every fact in facts { secluded(computers.vpc(computers.all[fact.computer])) }
} else := "warning"

message(subject, facts) := $"{subject} lets everybody connect to {ports(facts)}, and only that {vpc} has no internet gateway keeps the internet out." if {
	level(facts) == "note"
	vpc := computers.all[evidence.one(facts).computer].vpc
} else := $"{subject} lets everybody connect to {ports(facts)}, and only that {text.list(evidence.families(facts))} {text.plural(evidence.families(facts), "has", "have")} no public address keeps the internet from connecting directly." if {
	every fact in facts { is_private(computers.all[fact.computer], fact.attribute) }
} else := $"{subject} lets everybody on the internet connect to {ports(facts)}."

# secluded holds for a VPC in view that surely has no internet gateway.
secluded(vpc) if {
	not vpc.external
	not vpc.open.internet_gateways
	count(object.get(vpc, "internet_gateways", [])) == 0
	every address in object.get(vpc, "route_tables", []) {
		every route in object.get(input.nodes.route_table, [address, "routes"], []) {
			not startswith(object.get(route, "gateway", ""), "igw-")
			not route.open.gateway
		}
	}
}

# is_private holds for a computer that surely has no public IPv4 address and is not given one when it starts.
is_private(computer, attribute) if {
	attribute != "ipv6_cidr_blocks"
	count(object.get(computer, "public_addresses", [])) == 0
	every name in ["public_addresses", "subnets", "network_interfaces"] {
		not computer.open[name]
	}
	not computer.user_data
	not computer.unknown.user_data
	not computer.unknown.associate_public_ip_address
	is_given_none(computer)
}

is_given_none(computer) if computer.associate_public_ip_address == false

is_given_none(computer) if {
	not computer.associate_public_ip_address
	count(computer.subnets) > 0
	every address in computer.subnets {
		subnet := input.nodes.subnet[address]
		not subnet.external
		not subnet.map_public_ip_on_launch
		not subnet.unknown.map_public_ip_on_launch
		subnet.resource_type != "aws_default_subnet"
	}
}

# The administration ports.
services := {22: "SSH", 3389: "Remote Desktop"}

ports(facts) := text.list([$"tcp/{port} ({service})" |
	some port, service in services
	port in {fact.port | some fact in facts}
])

# everybody is what of a list lets all in, unless several items together do.
everybody(subject, attribute) := blocks[0] if {
	blocks := [block |
		some block in input.nodes.security_group_rule[subject][attribute]
		block in {"0.0.0.0/0", "::/0"}
	]
} else := ""

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
