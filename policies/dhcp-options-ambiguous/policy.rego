# METADATA
# title: VPC is given several DHCP option sets
# description: >-
#   A VPC has one DHCP option set at a time. Where a configuration associates several with it, the association that is
#   made last decides which DNS servers its instances ask, and the next deployment may make another one last.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSetConcepts.html
#     description: DHCP option set concepts
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateDhcpOptions.html
#     description: AssociateDhcpOptions
# custom:
#   severity: error
#   category: active-directory
#   precision: high
package policies["dhcp-options-ambiguous"]

import data.lib.computers
import data.lib.option_sets
import data.lib.text

fail contains finding if {
	some fact in facts
	fact.doubt == ""
	finding := object.union(of(fact), {"level": level(fact.sets), "message": $"{fact.vpc} is associated with {text.list(fact.sets)}, and a VPC has one DHCP option set at a time, so the association that is made last decides."})
}

review contains finding if {
	some fact in facts
	fact.doubt != ""
	finding := object.union(of(fact), {
		"message": $"It is undecided whether {fact.vpc} is associated with {text.list(fact.sets)} at once.",
		"reason": fact.doubt,
	})
}

# Terraform makes an association anew when another one has taken its place (AWS provider,
# aws_vpc_dhcp_options_association), so that the two take turns. CloudFormation makes each once: where one stack comes
# after another, the order is settled until somebody changes the first.
level(sets) := "note" if {
	every set in sets {
		startswith(input.nodes.dhcp_options[set].resource_type, "AWS::")
	}
	count({stack_of(set) | some set in sets}) > 1
} else := "error"

stack_of(address) := concat("/", array.slice(parts, 0, count(parts) - 1)) if parts := split(address, "/")

of(fact) := {
	"node": fact.vpc,
	"attribute": "dhcp_options",
	"remedy": $"Keep one association of {fact.vpc}, and remove the others.",
	"affected": sort({address | some address, computer in computers.all; computer.vpc == fact.vpc}),
	"path": [hop |
		some set in fact.sets
		hop := {"node": fact.vpc, "attribute": "dhcp_options", "text": $"{fact.vpc} is associated with {set}", "verdict": "deny"}
	],
}

facts := option_sets.several
