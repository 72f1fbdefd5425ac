# How a NAT instance is mended that forwards nothing.
package lib.mend_nat

import data.lib.computers
import data.lib.mend

# through_groups lets HTTPS through a security group of a NAT instance, which may be named by one of its rules: in from
# the subnets of computers, and out to the internet.
through_groups(subject, addresses) := array.concat(
	[change |
		some machine in machines(subject)
		keeps_out(machine, addresses)
		some change in mend.https(place(subject, "ingress"), "ingress", [{"networks": subnets_of(addresses)}])
	],
	[change |
		some machine in machines(subject)
		network.egress(machine, "0.0.0.0/0", "tcp", 443).verdict != "allow"
		some change in mend.https(place(subject, "egress"), "egress", [{"blocks": ["0.0.0.0/0"]}])
	],
)

keeps_out(machine, addresses) if {
	some address in addresses
	network.ingress(machine, address, "tcp", 443).verdict != "allow"
}

# machines are the only instance that wears a group.
machines(subject) := worn if {
	worn := object.get(input.nodes.security_group[mend.group_of(subject)], "instances", [])
	count(worn) == 1
} else := []

subnets_of(addresses) := sort({subnet | some address in addresses; some subnet in computers.all[address].subnets})

# place is the rule that nearly lets something through in a direction, or else its group.
place(subject, direction) := subject if {
	input.nodes.security_group_rule[subject].direction == direction
} else := mend.group_of(subject)
