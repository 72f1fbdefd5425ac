# How routes that lack between VPCs are mended, where one thing alone connects the two.
package lib.mend_routes

import data.lib.mend

# between gives the subnets of nodes the routes that they lack to the VPC of their partners in another one, and back.
# There is no change where one of the routes cannot be told.
between(partners) := [change |
	some [table, here, there] in missing(partners)
	change := object.union(connections(here, there)[0], {"change": "add_route", "table": table, "vpc": there})
] if {
	every way in missing(partners) {
		count(connections(way[1], way[2])) == 1
		mend.has_one_block(input.nodes.vpc[way[2]])
	}
} else := []

# missing are the route tables without a route to a VPC, each with its own one and that.
missing(partners) := {[table, here.vpc, there.vpc] |
	some pair in partners
	some [here, there] in [pair, [pair[1], pair[0]]]
	some subnet in here.subnets
	table := input.nodes.subnet[subnet].route_table
	input.nodes.route_table[table]
	not leads(table, there.vpc)
}

leads(table, vpc) if {
	some route in input.nodes.route_table[table].routes
	net.cidr_contains(route.destination, input.nodes.vpc[vpc].cidr_block)
}

# connections are what surely connects two VPCs.
connections(here, there) := array.concat(
	[{"attribute": "vpc_peering_connection", "to": address, "after": ""} |
		some address, connection in input.nodes.vpc_peering_connection
		{connection.vpc, connection.peer_vpc} == {here, there}
		not connection.maybe
		object.get(connection, "accepted", true) == true
	],
	[{"attribute": "transit_gateway", "to": one.transit_gateway, "after": address} |
		some address, one in input.nodes.transit_gateway_attachment
		one.vpc == here
		not one.maybe
		some other in input.nodes.transit_gateway_attachment
		other.vpc == there
		other.transit_gateway == one.transit_gateway
		not other.maybe
		input.nodes.transit_gateway[one.transit_gateway]
	],
)
