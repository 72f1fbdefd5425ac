# The first interface endpoints of a VPC: one change that says where they stand, and what they need beside it. There
# is none where anything about them is undecided.
package lib.first_endpoints

import data.lib.computers
import data.lib.grouping
import data.lib.installations
import data.lib.mend
import data.lib.services
import data.lib.sessions

# for_services gives a VPC endpoints for services, for the computers that lack them.
for_services(vpc, names, addresses) := array.flatten([
	[{
		"change": "add_endpoints",
		"vpc": vpc,
		"services": names,
		"subnets": subnets,
		"group": idle_group(vpc),
		"computers": addresses,
	}],
	mend.dns_switches(vpc),
	[change |
		some group in closed_groups(vpc, subnets)
		some change in mend.https(group, "egress", [{"networks": [vpc]}])
	],
]) if {
	is_ready(vpc, names)
	subnets := homes(addresses)
	count(subnets) > 0
	every address in leads_there(vpc) {
		is_let_through(address, subnets)
	}
} else := []

# is_ready holds for a VPC without interface endpoints whose names would lead to new ones at once: its DNS server is
# Amazon's, or a directory in the VPC, which asks Amazon's.
is_ready(vpc, names) if {
	node := input.nodes.vpc[vpc]
	computers.surely(node)
	mend.has_one_block(node)
	every endpoint in object.get(node, "endpoints", []) {
		input.nodes.vpc_endpoint[endpoint].endpoint_type != "Interface"
	}
	not node.unknown.enable_dns_support
	not node.unknown.enable_dns_hostnames
	knows_the_names(vpc)
	every directory in object.get(node, "directories", []) {
		object.get(input.nodes.directory[directory], "type", "") == "MicrosoftAD" # others bring faults of their own up
	}
	every document in sessions.documents {
		count(document.services) == 0 # sessions that start would miss other endpoints next
	}
	count(installations.orders) == 0 # what is to be installed would miss one for Amazon S3 next
	every service in names {
		network.private_zone(vpc, services.public_name(service, node)).verdict == "deny"
	}
}

knows_the_names(vpc) if network.resolver(vpc).kind == "amazon"

knows_the_names(vpc) if {
	resolver := network.resolver(vpc)
	resolver.kind == "custom"
	every server in resolver.servers {
		input.nodes.directory[server.node].vpc == vpc
		not object.get(input.nodes.directory[server.node], "type", "") in {"ADConnector", "SimpleAD"}
	}
}

# homes are subnets of the computers, one in each Availability Zone, of which an endpoint can have one only. Where a
# zone is not known, one subnet is enough: the routes of a VPC lead to it from all others.
homes(addresses) := [subnets[0] |
	zones := {input.nodes.subnet[subnet].availability_zone | some subnet in own}
	some zone in sort(zones)
	subnets := sort({subnet | some subnet in own; input.nodes.subnet[subnet].availability_zone == zone})
] if {
	own := own_subnets(addresses)
	every subnet in own {
		input.nodes.subnet[subnet].availability_zone
		not input.nodes.subnet[subnet].unknown.availability_zone
	}
} else := array.slice(sort(own_subnets(addresses)), 0, 1)

own_subnets(addresses) := {subnet |
	some address in addresses
	some subnet in computers.all[address].subnets
	computers.surely(input.nodes.subnet[subnet])
}

# idle_group is the one group that is there for endpoints already, by its name, lets all computers in and that nothing
# wears; "" where there is none.
idle_group(vpc) := groups[0] if {
	groups := [address |
		some address in idle_groups[vpc]
		every computer in leads_there(vpc) {
			network.ingress(address, computer, "tcp", 443).verdict == "allow"
		}
	]
	count(groups) == 1
} else := ""

# idle_groups[vpc] are the groups for endpoints that nothing wears.
idle_groups := grouping.of([[group.vpc, address] |
	some address, group in input.nodes.security_group
	regex.match(`(?i)endpoint|vpce`, address)
	computers.surely(group)
	count(object.get(group, "instances", [])) + count(object.get(group, "endpoints", [])) == 0
])

# leads_there are the computers that private DNS names would lead to the endpoints, whatever way they took before.
leads_there(vpc) := object.get(computers.in_vpc, vpc, set())

is_let_through(address, subnets) if {
	every subnet in subnets {
		network.acl(address, subnet, "tcp", 443).verdict == "allow"
		network.egress(address, subnet, "tcp", 443).verdict in {"allow", "deny"}
	}
}

# closed_groups are the groups of computers that let nothing out to the endpoints.
closed_groups(vpc, subnets) := {answer.subject |
	some address in leads_there(vpc)
	some subnet in subnets
	answer := network.egress(address, subnet, "tcp", 443)
	answer.verdict == "deny"
}
