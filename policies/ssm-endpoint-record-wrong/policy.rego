# METADATA
# title: Record of a Systems Manager endpoint that leads nowhere
# description: >-
#   A private hosted zone has the name of a service of Systems Manager, and its record leads to the endpoint of another
#   service, or is one that Route 53 refuses.
# related_resources:
#   - ref: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html
#     description: Choosing between alias and non-alias records
#   - ref: https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html
#     description: Access AWS services through AWS PrivateLink
# custom:
#   severity: error
#   category: systems-manager
#   precision: high
package policies["ssm-endpoint-record-wrong"]

import data.lib.endpoint_records
import data.lib.managed

fail contains finding if {
	some fact in facts
	fact.doubt == ""
	finding := object.union(of(fact, "deny"), {
		"level": level(fact),
		"message": message(fact),
	})
}

review contains finding if {
	some fact in facts
	fact.doubt != ""
	finding := object.union(of(fact, "unknown"), {
		"message": $"It is undecided whether {fact.record} leads to an endpoint for {fact.service}.",
		"reason": fact.doubt,
	})
}

facts := endpoint_records.facts

of(fact, verdict) := {
	"node": fact.record,
	"attribute": fact.attribute,
	"remedy": remedy(fact),
	"affected": sufferers(fact),
	"path": [
		{"node": fact.zone, "attribute": "domain_name", "text": $"{fact.zone} answers for {name(fact)}", "verdict": "allow"},
		{"node": fact.record, "attribute": fact.attribute, "text": fact.text, "verdict": verdict},
	],
}

message(fact) := $"{fact.text}, so nothing in the VPCs of {fact.zone} reaches {fact.service}." if {
	fact.kind == "elsewhere"
} else := $"{fact.text}, and Route 53 refuses a CNAME record there, so the name leads nowhere."

remedy(fact) := $"Let {fact.record} lead to an endpoint for {fact.service}." if {
	fact.kind == "elsewhere"
} else := $"Make {fact.record} an alias record of type A for the endpoint."

# Only older agents need ec2messages.
level(fact) := "warning" if {
	fact.service == "ec2messages"
	fact.kind == "elsewhere"
} else := "error"

name(fact) := trim_suffix(input.nodes.hosted_zone[fact.zone].domain_name, ".")

sufferers(fact) := sort({computer |
	some vpc in input.nodes.hosted_zone[fact.zone].vpcs
	some computer in managed.residents(vpc)
})
