# Whether anybody gets into a computer other than through Systems Manager: from the internet, or from
# within the network on an administration port.
package lib.entrance

import data.lib.computers
import data.lib.reasons

# somebody_enters holds when a computer surely has another way in: a rule that admits somebody to an
# administration port, or a public subnet.
somebody_enters(computer) if admitted(computer)

somebody_enters(computer) if exposed(computer)

# everybody_enters holds when a computer surely stands open to the internet, as a jump host does.
everybody_enters(computer) if {
	admitted(computer)
	exposed(computer)
}

admitted(computer) if {
	some group in computer.security_groups
	doors[group] == "open"
}

exposed(computer) if {
	some subnet in computer.subnets
	streets[subnet] == "public"
}

# doubt tells why a computer may have another way in where none is proven. It is undefined when all that
# could let somebody in is in view and closed.
doubt(computer) := computer.open.security_groups if {
	true
} else := [reason |
	some group in computer.security_groups
	reason := object.get(doors, group, outside(group))
	reason != "closed"
][0] if {
	true
} else := computer.open.subnets if {
	true
} else := [reason |
	some subnet in computer.subnets
	reason := object.get(streets, subnet, outside(subnet))
	reason != "private"
][0] if {
	true
} else := "it is placed in the account's default subnets" if {
	count(object.get(computer, "subnets", [])) == 0
}

outside(name) := $"{name} is not part of this configuration"

# doors[group] is open when a security group surely admits somebody to an administration port, closed
# when it surely does not, and otherwise the reason why that is unknown.
doors := {address: state |
	some address, group in input.nodes.security_group
	state := door_of_members(address, group, outer_doors[address])
}

# door_of_members is the door of a group that admits nobody but its own members: who gets to one of these otherwise, as to
# a jump host, comes in by it.
door_of_members(address, group, "closed") := "open" if {
	admits_its_own(group)
	"open" in doors_of_members(address, group)
} else := group.open.instances if {
	admits_its_own(group)
} else := [state | some state in doors_of_members(address, group); state != "closed"][0] if {
	admits_its_own(group)
} else := "closed"

door_of_members(_, _, outer) := outer if outer != "closed"

# doors_of_members are the doors that the members of a group have beside it: those of their other groups, and such as an
# endpoint is that takes people in.
doors_of_members(address, group) := array.concat(
	[reasons.first([computers.doubt(input.nodes[kind][endpoint]), "open"]) |
		some kind in ["instance_connect_endpoint", "client_vpn_endpoint"]
		some endpoint in group[$"{kind}s"]
	],
	[object.get(outer_doors, other, outside(other)) |
		some member in group.instances
		some other in computers.all[member].security_groups
		other != address
	],
)

admits_its_own(group) if {
	some rule in group.rules
	may_be_for_administration(rule)
	object.get(rule, "self", false) == true
}

admits_its_own(group) if {
	some rule in group.rules
	may_be_for_administration(rule)
	group.address in rule.groups
}

outer_doors := {address: state |
	some address, group in input.nodes.security_group
	state := door(group)
}

door(group) := "open" if {
	some rule in group.rules
	may_admit(rule, group)
	not why_not_sure(rule)
} else := [reason |
	some rule in group.rules
	may_admit(rule, group)
	reason := why_not_sure(rule)
][0] if {
	true
} else := group.open.rules if {
	true
} else := "closed"

# SSH, Remote Desktop, and Windows Remote Management.
administration := [22, 3389, 5985, 5986]

# may_admit holds when a rule lets others than its own group in on an administration port, or when what
# it lets in is not known.
may_admit(rule, group) if {
	may_be_for_administration(rule)
	has_source(rule, group)
}

may_be_for_administration(rule) if {
	object.get(rule, "direction", "ingress") == "ingress"
	object.get(rule, "protocol", "all") in {"tcp", "all"}
	some port in administration
	port >= object.get(rule, "from_port", 0)
	port <= object.get(rule, "to_port", 65535)
}

has_source(rule, _) if {
	some name in ["cidr_blocks", "ipv6_cidr_blocks", "prefix_lists"]
	count(rule[name]) > 0
}

has_source(rule, group) if {
	some source in rule.groups
	source != group.address
}

has_source(rule, _) if {
	some name in ["cidr_blocks", "ipv6_cidr_blocks"]
	rule.unknown[name]
}

has_source(rule, _) if {
	some name in ["groups", "prefix_lists"]
	rule.open[name]
}

why_not_sure(rule) := rule.maybe

why_not_sure(rule) := [reason |
	some name in ["direction", "protocol", "from_port", "to_port"]
	reason := rule.unknown[name]
][0] if {
	not rule.maybe
}

# streets[subnet] is public when a subnet surely routes to an internet gateway, private when it surely
# does not, and otherwise the reason why that is unknown.
streets := {address: state |
	some address, subnet in input.nodes.subnet
	state := street(subnet)
}

street(subnet) := subnet.open.route_table if {
	true
} else := table_street(input.nodes.route_table[subnet.route_table]) if {
	true
} else := "its subnet's route table is not part of this configuration"

table_street(table) := "public" if {
	some route in table.routes
	input.nodes.internet_gateway[route.gateway]
	not route.maybe
} else := "public" if {
	some route in table.routes
	startswith(route.gateway, "igw-")
	not route.maybe
} else := table.open.routes if {
	true
} else := [reason |
	some route in table.routes
	reason := route_doubt(route)
][0] if {
	true
} else := "private"

# route_doubt tells why a route may lead to an internet gateway.
route_doubt(route) := route.open.gateway

route_doubt(route) := route.maybe if {
	input.nodes.internet_gateway[route.gateway]
	not route.open.gateway
}
