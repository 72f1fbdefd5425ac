# METADATA
# title: DHCP option set that nothing uses
# description: >-
#   A DHCP option set is associated with no VPC, so the DNS servers and the domain name in it reach no
#   instance.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_DHCP_Options.html
#     description: DHCP option sets in Amazon VPC
# custom:
#   severity: warning
#   category: active-directory
#   precision: high
package policies["dhcp-options-unassociated"]

import data.lib.computers
import data.lib.directories
import data.lib.mend

fail contains finding if {
	some address, options in input.nodes.dhcp_options
	directories.unused(options)
	count(input.nodes.vpc) > 0
	not address in directories.blamed_options
	finding := object.union(of(address), {
		"message": $"{address} is associated with no VPC, so nothing uses it.",
		"mend": mend.associated(address, mend.homes_of(options)),
	})
}

review contains finding if {
	some address, options in input.nodes.dhcp_options
	not options.external
	count(object.get(options, "vpcs", [])) == 0
	reason := doubt(options)
	finding := object.union(of(address), {
		"message": $"It is undecided whether a VPC uses {address}.",
		"reason": reason,
	})
}

of(address) := {
	"node": address,
	"attribute": "vpcs",
	"remedy": $"Associate {address} with the VPC that it is meant for; or remove it, or make it only where something uses it.",
	"path": [{"node": address, "attribute": "vpcs", "text": $"{address} is associated with no VPC", "verdict": "deny"}],
}

doubt(options) := options.open.vpcs if {
	true
} else := options.maybe if {
	true
} else := "this configuration has no VPC, so its caller may associate it" if {
	count(object.get(input.nodes, "vpc", {})) == 0
}
