# METADATA
# title: Patches and updates need what the instances do not reach
# description: >-
#   An association or a maintenance window of Systems Manager installs patches, packages or SSM Agent itself on an
#   instance that reaches Systems Manager through endpoints alone, and that does not reach Amazon S3, from which SSM
#   Agent fetches what it installs.
# related_resources:
#   - ref: https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html
#     description: SSM Agent technical details
#   - ref: https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html
#     description: Improve the security of EC2 instances by using VPC endpoints for Systems Manager
# custom:
#   severity: warning
#   category: systems-manager
#   precision: high
package policies["ssm-patching-endpoint-missing"]

import data.lib.computers
import data.lib.evidence
import data.lib.installations
import data.lib.managed
import data.lib.reasons
import data.lib.service_paths
import data.lib.text

fail contains finding if {
	some at_place in by_group(denied)
	finding := object.union(of(at_place), {
		"message": $"{service_paths.obstacle(evidence.one(at_place), storage)}, so {text.list(documents_of(at_place))} of {text.list(orders_of(at_place))} cannot be carried out on {text.list(evidence.computers(at_place))}.",
	})
}

review contains finding if {
	some at_place in object.remove(by_group(undecided), object.keys(by_group(denied)))
	finding := object.union(of(at_place), {
		"message": $"It is undecided whether {text.list(evidence.computers(at_place))} {text.plural(evidence.computers(at_place), "reaches", "reach")} Amazon S3, which {text.list(documents_of(at_place))} of {text.list(orders_of(at_place))} {text.plural(documents_of(at_place), "needs", "need")}.",
		"reason": evidence.why(at_place),
	})
}

by_group(facts) := evidence.grouped(facts, ["subject", "attribute", "kind"])

of(facts) := {
	"node": first.subject,
	"attribute": first.attribute,
	"remedy": remedy(first),
	"affected": evidence.computers(facts),
	"path": array.concat(
		[{"node": first.order, "attribute": "document_name", "text": $"{first.order} runs {first.document}", "verdict": "allow"}],
		service_paths.path(computers.all[computers.elder(first.computer)], first, storage),
	),
} if {
	first := evidence.one(facts)
}

# An endpoint for S3 is no copy of the others: a gateway endpoint costs nothing, and needs route tables.
remedy(fact) := $"Add a gateway endpoint for s3 to {fact.subject}, in the route tables of the instances' subnets; or give these a way to the internet." if {
	fact.kind == "endpoint"
} else := service_paths.remedy(fact, storage)

storage := {"service": "s3", "name": "Amazon S3", "action": "s3:GetObject"}

documents_of(facts) := sort({fact.document | some fact in facts})

orders_of(facts) := sort({fact.order | some fact in facts})

denied := evidence.spread({fact |
	some fact in facts
	fact.verdict == "deny"
})

undecided := evidence.spread({fact |
	some fact in facts
	fact.verdict == "unknown"
})

# A computer that Systems Manager reaches over the internet reaches the rest there too, and one that it does not reach
# at all is told nothing.
facts := {fact |
	some address, order in installations.orders
	some name, doubt in order.computers
	some way in [managed.ways[name].ssm]
	way.way in {"endpoint", "unknown"}
	computer := computers.all[name]
	unsure := reasons.first([doubt, managed.needs[name].doubt, way.reason])
	some gap in service_paths.gaps(computer, storage.service, storage.action)
	fact := object.union(evidence.fact(name, gap, unsure), {"kind": gap.kind, "order": address, "document": order.document})
}
