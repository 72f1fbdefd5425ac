# The directories that the users of licensed computers come from.
package lib.licensed

import data.lib.computers
import data.lib.grouping

# vpcs are the VPCs of licensed computers, where those are in view.
vpcs := {computer.vpc | some computer in elders; computers.vpc(computer)}

# residents returns the licensed computers of a VPC, without their twins.
residents(vpc) := {address: elders[address] | some address in computers.in_vpc[vpc]}

# near[vpc] are the directories of a VPC with licensed computers, of its peers, of the VPCs behind its transit
# gateways, and those that it asks for names.
near := {vpc: object.union(placed, asked) |
	some vpc in vpcs
	reached := union({{vpc}, object.get(peers, vpc, set()), beyond[vpc]})
	placed := {address: input.nodes.directory[address] |
		some other in reached
		some address in directories_in[other]
	}
	asked := {server.node: input.nodes.directory[server.node] |
		some server in network.resolver(vpc).servers
		input.nodes.directory[server.node]
	}
}

# directories_in[vpc] are the directories of a VPC.
directories_in := grouping.of([[directory.vpc, address] | some address, directory in input.nodes.directory])

# peers[vpc] are the VPCs that surely have a peering connection with a VPC that has licensed computers.
peers := grouping.of([[vpc, other] |
	some connection in input.nodes.vpc_peering_connection
	computers.surely(connection)
	some [vpc, other] in [[connection.vpc, connection.peer_vpc], [connection.peer_vpc, connection.vpc]]
	vpc in vpcs
	input.nodes.vpc[other]
])

# acceptance tells why a peering connection may not be accepted; "" when it is. Until then it passes nothing ("VPC
# peering connection lifecycle", Amazon VPC Peering Guide), and somebody may accept it by hand.
acceptance(connection) := connection.unknown.accepted if {
	true
} else := $"this configuration does not accept {connection.address}" if {
	connection.accepted == false
} else := ""

# beyond[vpc] are the VPCs that surely are attached to the same transit gateway as a VPC with licensed computers.
beyond := {vpc: others |
	some vpc in vpcs
	others := union({members | some members in attached; vpc in members}) - {vpc}
}

# attached[gateway] are the VPCs that surely are attached to a transit gateway.
attached := grouping.of([[attachment.transit_gateway, attachment.vpc] |
	some attachment in input.nodes.transit_gateway_attachment
	computers.surely(attachment)
	input.nodes.vpc[attachment.vpc]
])

# is_managed holds for a directory that surely is an AWS Managed Microsoft AD of this configuration.
is_managed(directory) if {
	directory.type == "MicrosoftAD"
	computers.surely(directory)
}

# may_be_managed tells why a directory may be an AWS Managed Microsoft AD; undefined when it surely is one or
# surely is none.
may_be_managed(directory) := directory.maybe if {
	true
} else := directory.unknown.type if {
	true
} else := directory.external

# may_be_registered tells why License Manager may be able to register a directory; undefined when it surely can, and where
# it is of another type.
may_be_registered(directory) := reason if {
	not is_of_another_type(directory)
	reason := may_be_managed(directory)
}

is_of_another_type(directory) if directory.type in {"SimpleAD", "ADConnector"}

# activation_doubt tells why a licensed computer may do without the activation servers in its VPC; "" when it
# needs them. They are described for Microsoft Office ("Getting started with user-based subscriptions", AWS
# License Manager User Guide).
activation_doubt(address) := "License Manager's documents speak of activation for Microsoft Office alone" if {
	signals[address].product == "Visual Studio"
} else := ""
