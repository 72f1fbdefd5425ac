# METADATA
# title: DHCP option set cannot be created
# description: >-
#   AWS refuses a DHCP option set as it is written: it names more servers than an option set can hold, or a NetBIOS node
#   type that there is not. The deployment ends there.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSet.html
#     description: Work with DHCP option sets
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateDhcpOptions.html
#     description: CreateDhcpOptions
# custom:
#   severity: error
#   category: active-directory
#   precision: high
package policies["dhcp-options-invalid"]

import data.lib.computers
import data.lib.option_sets
import data.lib.text

fail contains finding if {
	some fact in facts
	fact.doubt == ""
	finding := object.union(of(fact), {"message": $"{fact.fault}, so AWS does not create it."})
}

review contains finding if {
	some fact in facts
	fact.doubt != ""
	finding := object.union(of(fact), {
		"message": $"It is undecided whether AWS creates {fact.options}.",
		"reason": fact.doubt,
	})
}

of(fact) := {
	"node": fact.options,
	"attribute": fact.attribute,
	"remedy": fact.remedy,
	"path": [{"node": fact.options, "attribute": fact.attribute, "text": fact.fault, "verdict": "deny"}],
}

facts := (option_sets.too_many | no_type) | misspelt

# The node types of RFC 2132 that CreateDhcpOptions takes (CreateDhcpOptions, Amazon EC2 API Reference).
no_type := {fact |
	some address, options in option_sets.own
	type := options.netbios_node_type
	type != "" # it is left out
	not contains(type, "${")
	not type in {"1", "2", "4", "8"}
	fact := {
		"options": address,
		"attribute": "netbios_node_type",
		"fault": $"{address} gives the NetBIOS node type {type}, and there are 1, 2, 4 and 8",
		"remedy": $"Leave the NetBIOS node type out of {address}, or say 2.",
		"doubt": computers.doubt(options),
	}
}

misspelt := {fact |
	some address, options in option_sets.own
	strange := [server |
		some server in option_sets.listed(options, "domain_name_servers")
		server != option_sets.amazon
		lower(trim_space(server)) == lower(option_sets.amazon)
	]
	count(strange) > 0
	fact := {
		"options": address,
		"attribute": "domain_name_servers",
		"fault": $"{address} names {text.list(strange)}",
		"remedy": $"Write {option_sets.amazon} in {address}.",
		"doubt": $"no document says whether AWS takes {text.list(strange)}; did you mean {option_sets.amazon}?",
	}
}
