# METADATA
# title: Instance cannot connect to Systems Manager
# description: >-
#   The security groups of an instance let no HTTPS out to where its connections to Systems Manager go.
# related_resources:
#   - ref: https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html
#     description: Improve the security of EC2 instances by using VPC endpoints for Systems Manager
#   - ref: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group
#     description: aws_security_group, "NOTE on Egress rules"
# custom:
#   severity: error
#   category: systems-manager
#   precision: high
package policies["ssm-instance-egress-blocked"]

import data.lib.computers
import data.lib.evidence
import data.lib.managed
import data.lib.mend
import data.lib.text

fail contains managed.reasoned(finding) if {
	some [subject, attribute], at_place in evidence.by_place(blocked)
	first := evidence.one(at_place)
	finding := {
		"node": subject,
		"attribute": attribute,
		"level": evidence.level(at_place),
		"message": message(subject, at_place),
		"remedy": remedy(at_place),
		"affected": evidence.computers(at_place),
		"path": network.egress(first.computer, first.destination, "tcp", 443).path,
		"mend": mend.https(subject, "egress", peers(at_place)),
	}
}

review contains finding if {
	some [subject, attribute], at_place in evidence.by_place(undecided)
	first := evidence.one(at_place)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"It is undecided whether {subject} lets tcp/443 out to {text.list(destinations(at_place))}, where the connections to Systems Manager go.",
		"remedy": $"Let tcp/443 out to {text.list(destinations(at_place))} with an egress rule.",
		"reason": evidence.why(at_place),
		"affected": evidence.computers(at_place),
		"path": network.egress(first.computer, first.destination, "tcp", 443).path,
	}
}

message(subject, facts) := $"{subject} lets no TCP connection out, so there is none to Systems Manager." if {
	evidence.one(facts).destination == anywhere
} else := $"{subject} does not let tcp/443 out to {text.list(destinations(facts))}, where the connections to Systems Manager go{evidence.hint(facts)}."

remedy(facts) := "Let tcp/443 out with an egress rule." if {
	evidence.one(facts).destination == anywhere
} else := $"Let tcp/443 out to {text.list(destinations(facts))} with an egress rule."

destinations(facts) := sort({name(fact.destination) | some fact in facts})

name(destination) := "the internet" if {
	destination == "0.0.0.0/0"
} else := destination

# A group of another VPC can be named over a peering connection alone, and addresses everywhere.
peers(facts) := [{"networks": vpcs}] if {
	vpcs := sort({vpc |
		some fact in facts
		vpc := input.nodes.vpc_endpoint[fact.destination].vpc
		vpc != computers.all[fact.computer].vpc
	})
	count(vpcs) > 0
} else := mend.groups_or_networks(mend.endpoints_of({fact.destination | some fact in facts})) if {
	every fact in facts {
		input.nodes.vpc_endpoint[fact.destination]
	}
} else := [{"blocks": ["0.0.0.0/0"]}]

blocked := evidence.spread({fact |
	some fact in facts
	fact.verdict == "deny"
})

undecided := evidence.spread({fact |
	some fact in facts
	fact.verdict == "unknown"
})

facts contains fact if {
	some address, by_service in managed.hindered
	some connection in by_service
	answer := network.egress(address, connection.destination, "tcp", 443)
	answer.verdict != "allow"
	fact := object.union(evidence.fact(address, answer, connection.doubt), {
		"destination": connection.destination,
		"level": connection.level,
	})
}

# Whatever way the connections take that the source does not show, groups that let no TCP out end it.
facts contains fact if {
	some address, by_service in managed.astray
	some way in by_service
	way.way == "unknown"
	way.endpoint == ""
	managed.needs[address].doubt == ""
	lets_no_tcp_out(computers.all[address])
	answer := network.egress(address, anywhere, "tcp", 443)
	answer.verdict == "deny"
	fact := object.union(evidence.fact(address, answer, ""), {"destination": anywhere, "level": "error"})
}

# anywhere is a destination that nothing is known of.
anywhere := "anywhere"

# A rule for another port may be the way to a proxy.
lets_no_tcp_out(computer) if {
	every group in computer.security_groups {
		every rule in input.nodes.security_group[group].rules {
			carries_no_tcp(rule)
		}
	}
}

carries_no_tcp(rule) if rule.direction == "ingress"

carries_no_tcp(rule) if lower($"{rule.protocol}") in {"icmp", "1", "icmpv6", "58", "udp", "17"}
