# METADATA
# title: Private DNS off for a Systems Manager endpoint
# description: >-
#   A VPC has an interface endpoint for Systems Manager, but the service's name does not lead to it, because
#   private DNS names are off or the VPC lacks the DNS attributes that they need.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
#     description: Access an AWS service using an interface VPC endpoint
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
#     description: DNS attributes for your VPC
# custom:
#   severity: error
#   category: systems-manager
#   precision: high
package policies["ssm-endpoint-private-dns-off"]

import data.lib.computers
import data.lib.evidence
import data.lib.managed
import data.lib.reasons
import data.lib.services
import data.lib.text

fail contains finding if {
	some subject, by_attribute in off
	some attribute, facts in by_attribute
	finding := object.union(evidence.of(facts), {
		"node": subject,
		"attribute": attribute,
		"level": evidence.level(facts),
		"message": message(subject, attribute, facts),
		"remedy": remedy(subject, attribute),
	})
}

review contains finding if {
	some subject, by_attribute in undecided
	some attribute, facts in by_attribute
	finding := object.union(evidence.of(facts), {
		"node": subject,
		"attribute": attribute,
		"message": $"It is undecided whether {text.list(names(facts))} {text.plural(names(facts), "leads", "lead")} to the {text.plural(names(facts), "endpoint", "endpoints")} in this VPC.",
		"remedy": "Switch private DNS names on for the endpoint, and DNS support and DNS hostnames for its VPC.",
		"reason": evidence.why(facts),
	})
}

message(subject, attribute, facts) := $"{subject} has {attribute} off, which the private DNS names of {text.list(endpoints(facts))} need: AWS refuses to create {text.plural(endpoints(facts), "it", "them")}." if {
	input.nodes.vpc[subject]
} else := $"{subject} has no private DNS names, so {text.list(names(facts))} leads to public addresses that its instances cannot reach."

remedy(subject, attribute) := $"Set {attribute} to true on {subject}." if {
	input.nodes.vpc[subject]
} else := $"Switch private DNS names on for {subject}, and DNS support and DNS hostnames for its VPC."

names(facts) := [service |
	some service in ["ssm", "ssmmessages", "ec2messages"]
	service in {fact.service | some fact in facts}
]

endpoints(facts) := sort({fact.endpoint | some fact in facts})

off[fact.subject][fact.attribute] contains fact if {
	some fact in facts
	fact.verdict == "deny"
	not repeats(fact)
}

undecided[fact.subject][fact.attribute] contains fact if {
	some fact in facts
	fact.verdict == "unknown"
	not repeats(fact)
}

# The ec2messages endpoint of a VPC whose other endpoints have the same fault is no fault of its own.
repeats(fact) if {
	fact.service == "ec2messages"
	some other in facts
	other.vpc == fact.vpc
	other.service != "ec2messages"
}

# An endpoint that nobody is led to matters where somebody has no other way.
facts contains fact if {
	some address, ways in managed.ways
	some service, way in ways
	way.way in {"none", "unknown"}
	computer := computers.all[address]
	some endpoint in network.endpoints(computer.vpc, service).has
	answer := network.private_dns(endpoint)
	answer.verdict != "allow"
	fact := object.union(evidence.fact(address, answer, reasons.first([managed.needs[address].doubt, unproven(way)])), {
		"endpoint": endpoint,
		"service": service,
		"vpc": computer.vpc,
		"level": services.wanted(computer)[service],
	})
}

# Private DNS names in a VPC without the attributes that they need are refused, whoever is in it.
facts contains fact if {
	some vpc, node in input.nodes.vpc
	some service, level in services.wanted(node)
	some endpoint in network.endpoints(vpc, service).has
	answer := network.private_dns(endpoint)
	answer.verdict == "deny"
	input.nodes.vpc[answer.subject]
	fact := object.union(evidence.fact(endpoint, answer, ""), {
		"endpoint": endpoint,
		"service": service,
		"vpc": vpc,
		"level": level,
	})
}

unproven(way) := way.reason if {
	way.way == "unknown"
} else := ""
