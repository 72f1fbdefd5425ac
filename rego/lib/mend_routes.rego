# How routes that lack between VPCs are mended, where one thing alone connects the two.
package lib.mend_routes

import data.lib.mend

# for_table gives a route table that lacks a route between the VPCs of nodes and of their partners that route, and others
# what they lack besides: without them, it would lead nowhere.
for_table(table, partners) := array.concat(routes, beside(routes, partners)) if {
	input.nodes.route_table[table]
	routes := between(partners)
} else := through_transit(partners) if {
	input.nodes.transit_gateway_route_table[table]
} else := []

beside(routes, partners) := through_transit(partners) if {
	some route in routes
	route.attribute == "transit_gateway"
} else := []

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
	[{"attribute": "transit_gateway", "to": one.transit_gateway, "after": one.address} |
		some one in attachments_of(here)
		some other in attachments_of(there)
		other.transit_gateway == one.transit_gateway
		input.nodes.transit_gateway[one.transit_gateway]
	],
)

# through_transit lets what attaches the VPCs of nodes and of their partners to a transit gateway propagate its routes to
# the route table of the other side, where that knows no way.
through_transit(partners) := [{"change": "propagate", "table": each[0], "attachment": each[1]} | some each in unpropagated(partners)]

unpropagated(partners) := {[table, to.address] |
	some [from, to] in attached_pairs(partners)
	table := from.associated_route_table
	not input.nodes.transit_gateway_route_table[table].default
	not knows_way(table, to)
}

# attached_pairs are the attachments of the VPCs of nodes and of their partners to one transit gateway, both ways.
attached_pairs(partners) := {[from, to] |
	some pair in partners
	some [here, there] in [pair, [pair[1], pair[0]]]
	some from in attachments_of(here.vpc)
	some to in attachments_of(there.vpc)
	from.transit_gateway == to.transit_gateway
}

attachments_of(vpc) := [attachment |
	some attachment in input.nodes.transit_gateway_attachment
	attachment.vpc == vpc
	not attachment.maybe
]

knows_way(table, attachment) if table in attachment.propagated_route_tables

knows_way(table, attachment) if {
	some route in input.nodes.transit_gateway_route_table[table].routes
	route.attachment == attachment.address
	net.cidr_contains(route.destination, input.nodes.vpc[attachment.vpc].cidr_block)
}
