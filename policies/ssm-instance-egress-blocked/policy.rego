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
	some subject, by_attribute in blocked
	some attribute, facts in by_attribute
	finding := object.union(evidence.of(facts), {
		"node": subject,
		"attribute": attribute,
		"level": evidence.level(facts),
		"message": $"{subject} does not let tcp/443 out to {text.list(destinations(facts))}, where the connections to Systems Manager go{evidence.hint(facts)}.",
		"remedy": $"Let tcp/443 out to {text.list(destinations(facts))} with an egress rule.",
	})
}

review contains finding if {
	some subject, by_attribute in undecided
	some attribute, facts in by_attribute
	finding := object.union(evidence.of(facts), {
		"node": subject,
		"attribute": attribute,
		"message": $"It is undecided whether {subject} lets tcp/443 out to {text.list(destinations(facts))}, where the connections to Systems Manager go.",
		"remedy": $"Let tcp/443 out to {text.list(destinations(facts))} with an egress rule.",
		"reason": evidence.why(facts),
	})
}

destinations(facts) := sort({name(fact.destination) | some fact in facts})

name(destination) := "the internet" if {
	destination == "0.0.0.0/0"
} else := destination

blocked[fact.subject][fact.attribute] contains fact if {
	some fact in facts
	fact.verdict == "deny"
}

undecided[fact.subject][fact.attribute] contains fact if {
	some fact in facts
	fact.verdict == "unknown"
}

facts contains fact if {
	some address, by_service in managed.connections
	some connection in by_service
	answer := network.egress(address, connection.destination, "tcp", 443)
	answer.verdict != "allow"
	fact := object.union(evidence.fact(address, answer, managed.needs[address].doubt), {
		"destination": connection.destination,
		"level": connection.level,
	})
}
