# The computers of a configuration: instances, and Auto Scaling groups for the instances they launch.
# A launch template is none, and one that is only looked up is somebody else's.
package lib.computers

import data.lib.grouping

all := object.union(object.remove(in_view, object.keys(unplaced)), unplaced)

in_view := object.remove(everybody, {address | some address, computer in everybody; computer.external})

everybody := object.union(object.get(input.nodes, "instance", {}), object.get(input.nodes, "autoscaling_group", {}))

# unplaced are computers without their VPC, where their subnets leave open which of several it is: then it is not known.
unplaced := {address: object.remove(computer, ["vpc"]) |
	some address, computer in in_view
	computer.open.vpc
	some subnet in computer.subnets
	input.nodes.subnet[subnet].vpc != computer.vpc
}

# elders are the computers without their twins, which differ from them in nothing but the address.
elders := object.remove(all, {address | some address, computer in all; computer.twin_of})

# in_vpc[vpc] are the elders in a VPC.
in_vpc := grouping.of([[computer.vpc, address] | some address, computer in elders])

# elder is the twin that stands for a computer, or the computer itself.
elder(address) := object.get(all[address], "twin_of", address)

# family is a computer with its twins.
family(address) := array.concat([address], object.get(all[address], "twins", []))

# doubt tells why a node may not exist; "" when it surely does.
doubt(node) := object.get(node, "maybe", "")

# surely holds for a node that exists and whose contents are in view.
surely(node) if {
	not node.maybe
	not node.external
}

# vpc is the VPC of a computer, where that is in view. Ask "not vpc(computer)" rather than for the node
# itself: in a negation, Rego takes what stands in brackets to be there.
vpc(computer) := input.nodes.vpc[computer.vpc]

# template is the launch template of a computer that has one in view.
template(computer) := input.nodes.launch_template[computer.launch_template]

# shares_region holds for a node that is deployed where a computer is, as far as the source says.
shares_region(node, computer) if {
	here := object.get(node, "region", "")
	there := object.get(computer, "region", here)
	there in {here, object.get(node, "region", there)}
}
