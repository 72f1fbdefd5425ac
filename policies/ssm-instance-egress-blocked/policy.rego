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

import data.lib.evidence
import data.lib.managed
import data.lib.text

fail contains finding if {
	some [subject, attribute] in evidence.places(blocked)
	at_place := {fact | some fact in blocked; fact.subject == subject; fact.attribute == attribute}
	first := evidence.one(at_place)
	finding := {
		"node": subject,
		"attribute": attribute,
		"level": evidence.level(at_place),
		"message": $"{subject} does not let tcp/443 out to {text.list(destinations(at_place))}, where the connections to Systems Manager go{evidence.hint(at_place)}.",
		"remedy": $"Let tcp/443 out to {text.list(destinations(at_place))} with an egress rule.",
		"affected": managed.sufferers(at_place),
		"path": network.egress(first.computer, first.destination, "tcp", 443).path,
	}
}

review contains finding if {
	some [subject, attribute] in evidence.places(undecided)
	at_place := {fact | some fact in undecided; fact.subject == subject; fact.attribute == attribute}
	first := evidence.one(at_place)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"It is undecided whether {subject} lets tcp/443 out to {text.list(destinations(at_place))}, where the connections to Systems Manager go.",
		"remedy": $"Let tcp/443 out to {text.list(destinations(at_place))} with an egress rule.",
		"reason": evidence.why(at_place),
		"affected": managed.sufferers(at_place),
		"path": network.egress(first.computer, first.destination, "tcp", 443).path,
	}
}

destinations(facts) := sort({name(fact.destination) | some fact in facts})

name(destination) := "the internet" if {
	destination == "0.0.0.0/0"
} else := destination

blocked := {fact |
	some fact in facts
	fact.verdict == "deny"
}

undecided := {fact |
	some fact in facts
	fact.verdict == "unknown"
}

facts := {fact |
	some address, by_service in managed.connections
	some connection in by_service
	answer := network.egress(address, connection.destination, "tcp", 443)
	answer.verdict != "allow"
	fact := object.union(evidence.fact(address, answer, connection.doubt), {
		"destination": connection.destination,
		"level": connection.level,
	})
}
