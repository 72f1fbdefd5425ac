# METADATA
# title: DHCP options that a domain does better without
# description: >-
#   A DHCP option set that serves members of an Active Directory gives them another clock than the domain's, or a NetBIOS
#   node type that does not work in a VPC. AWS recommends to leave both out.
# related_resources:
#   - ref: https://docs.aws.amazon.com/directoryservice/latest/admin-guide/dhcp_options_set.html
#     description: Create or change a DHCP options set for AWS Managed Microsoft AD
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSet.html
#     description: Work with DHCP option sets
# custom:
#   severity: note
#   category: active-directory
#   precision: medium
package policies["dhcp-options-discouraged"]

import data.lib.computers
import data.lib.directories
import data.lib.reasons
import data.lib.text

fail contains finding if {
	some options, found in clocks
	strange := {clock.server | some clock in found; clock.doubt == ""}
	count(strange) > 0
	finding := object.union(of(options, "ntp_servers", clocks_named(options, strange)), {"message": $"{clocks_named(options, strange)} outside of {text.list(vpcs_of(found))}, and Kerberos refuses members whose clock differs from their domain controllers'."})
}

fail contains finding if {
	some fact in node_types
	fact.doubt == ""
	finding := object.union(of(fact.options, "netbios_node_type", fact.fault), {"message": $"{fact.fault}, and AWS recommends 2, because a VPC passes no broadcasts on."})
}

review contains finding if {
	some options, found in clocks
	count({clock | some clock in found; clock.doubt == ""}) == 0
	servers := {clock.server | some clock in found}
	finding := object.union(of(options, "ntp_servers", clocks_named(options, servers)), {
		"message": $"It is undecided whether {text.list(sort(servers))} keeps the time of the domain controllers.",
		"reason": reasons.first([clock.doubt | some clock in found]),
	})
}

review contains finding if {
	some fact in node_types
	fact.doubt != ""
	finding := object.union(of(fact.options, "netbios_node_type", fact.fault), {
		"message": $"It is undecided whether {fact.options} gives a NetBIOS node type to members of a domain.",
		"reason": fact.doubt,
	})
}

of(options, attribute, fault) := {
	"node": options,
	"attribute": attribute,
	"remedy": remedies(options)[attribute],
	"affected": sort({address | some vpc in serving[options]; some address in directories.residents(vpc)}),
	"path": [{"node": options, "attribute": attribute, "text": fault, "verdict": "deny"}],
}

remedies(options) := {
	"ntp_servers": $"Leave the NTP servers out of {options}, or name 169.254.169.123, which is Amazon's clock.",
	"netbios_node_type": $"Leave the NetBIOS node type out of {options}, or say 2.",
}

clocks_named(options, servers) := $"{options} names the {text.plural(servers, "clock", "clocks")} {text.list(sort(servers))}"

vpcs_of(found) := sort({clock.vpc | some clock in found})

# serving[options] are the VPCs with members of a domain that have an option set.
serving[resolver.options] contains address if {
	some address, _ in input.nodes.vpc
	resolver := network.resolver(address)
	options := input.nodes.dhcp_options[resolver.options]
	not options.external
	concerns(address, resolver)
}

# concerns holds for a VPC where somebody needs a directory, or that asks one for names.
concerns(vpc, _) if vpc in directories.needing_vpcs

concerns(_, resolver) if {
	some server in resolver.servers
	server.kind == "directory"
}

# clocks[options] are the servers for the time that may be neither of the domain nor Amazon's nor in the VPC.
clocks[options] contains {"server": server, "vpc": address, "doubt": doubt} if {
	some options, vpcs in serving
	some address in vpcs
	some server in input.nodes.dhcp_options[options].ntp_servers
	doubt := reasons.first([strangeness(server, input.nodes.vpc[address]), existence(options, address)])
}

# strangeness is why a clock may be a strange one, "" where it surely is. It is undefined for clocks that are none:
# Amazon's ("Precision clock and time synchronization on your EC2 instance", Amazon EC2 User Guide), a domain
# controller's and one in the VPC.
strangeness(server, vpc) := doubt if {
	not server in {"169.254.169.123", "fd00:ec2::123"}
	not directories.is_directory_server(server)
	not stands_in(server, vpc)
	doubt := reasons.first([unknown_server(server), unknown_blocks(server, vpc)])
}

stands_in(server, vpc) if {
	some block in array.concat([vpc.cidr_block], object.get(vpc, "secondary_cidr_blocks", []))
	net.cidr_contains(block, server)
}

unknown_server(server) := $"which server {server} is, the source does not say" if {
	not net.cidr_is_valid(concat("", [server, "/32"]))
} else := ""

# Which IPv6 block a VPC has is mostly AWS's choice.
unknown_blocks(server, vpc) := $"the IPv6 blocks of {vpc.address} are not known" if {
	contains(server, ":")
} else := $"the CIDR block of {vpc.address} is not known" if {
	not net.cidr_is_valid(object.get(vpc, "cidr_block", ""))
} else := object.get(vpc, ["unknown", "secondary_cidr_blocks"], "")

# A VPC passes neither broadcasts nor multicasts on ("Work with DHCP option sets", Amazon VPC User Guide).
node_types := {fact |
	some options, vpcs in serving
	type := input.nodes.dhcp_options[options].netbios_node_type
	type in {"1", "4", "8"}
	fact := {
		"options": options,
		"fault": $"{options} gives the NetBIOS node type {type}",
		"doubt": existence(options, min(vpcs)),
	}
}

existence(options, vpc) := reasons.first([
	computers.doubt(input.nodes.dhcp_options[options]),
	computers.doubt(input.nodes.vpc[vpc]),
	object.get(input.nodes.vpc[vpc], ["open", "dhcp_options"], ""),
])
