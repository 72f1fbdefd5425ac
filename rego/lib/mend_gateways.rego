# How a gateway is mended that is attached to no VPC, and a transit gateway that does not pass on what comes to it.
package lib.mend_gateways

import data.lib.mend_routes

# attached gives a gateway the VPC whose routes lead to it, where that is one and has room for it: a VPC has one gateway
# of each kind ("Amazon VPC quotas", Amazon VPC User Guide).
attached(gateway) := [{"change": "link", "node": gateway, "attribute": "vpc", "to": vpc}] if {
	some kind, set in {"internet_gateway": "gateway", "vpn_gateway": "virtual_private_gateway"}
	own := input.nodes[kind][gateway]
	not own.vpc
	vpcs := {table.vpc |
		some table in input.nodes.route_table
		some route in table.routes
		gateway in targets(route, set)
	}
	count(vpcs) == 1
	some vpc in vpcs
	has_room(kind, input.nodes.vpc[vpc])
} else := []

# A route names a VPN gateway as it does an internet gateway.
targets(route, set) := {target | some name in {"gateway", set}; target := route[name]}

has_room(kind, vpc) if {
	not vpc.external
	not vpc.maybe
	not vpc.open.internet_gateways
	every other in object.get(input.nodes, kind, {}) {
		object.get(other, "vpc", "") != vpc.address
	}
}

# between mends what keeps nodes from their partners in another VPC, at a place of the way there or back.
between(subject, attribute, partners) := mend_routes.for_table(subject, partners) if {
	attribute == "routes"
} else := associated(partners) if {
	attribute == "associated_route_table"
} else := zoned(subject, partners) if {
	attribute == "subnets"
	input.nodes.transit_gateway_attachment[subject]
} else := []

# associated lets a transit gateway send on what comes from attachments by the one route table of it that knows the way to
# what they have to reach, and that by its own the way back.
associated(partners) := array.concat(
	[{"change": "associate_table", "table": tables[0], "attachment": attachment} | some attachment, tables in lacking],
	mend_routes.through_transit(partners),
) if {
	lacking := {from.address: tables |
		some [from, to] in mend_routes.attached_pairs(partners)
		not from.associated_route_table
		tables := knowing(from.transit_gateway, to)
	}
	count(lacking) > 0
	every tables in lacking {
		count(tables) == 1
	}
} else := []

knowing(gateway, to) := [table |
	some table, node in input.nodes.transit_gateway_route_table
	node.transit_gateway == gateway
	not node.default
	not node.maybe
	not node.external
	mend_routes.knows_way(table, to)
]

# zoned gives an attachment a subnet in each Availability Zone from which those send something through it that it has none
# in, where its VPC has one subnet alone there.
zoned(attachment, partners) := [{"change": "add_items", "node": attachment, "attribute": "subnets", "items": sort({subnets[0] | some subnets in lacking})}] if {
	node := input.nodes.transit_gateway_attachment[attachment]
	vpc := input.nodes.vpc[node.vpc]
	not vpc.open.subnets
	has := {input.nodes.subnet[subnet].availability_zone | some subnet in node.subnets}
	lacking := {zone: in_zone(vpc, zone) |
		some pair in partners
		some party in pair
		party.vpc == node.vpc
		some subnet in party.subnets
		zone := input.nodes.subnet[subnet].availability_zone
		not zone in has
	}
	count(lacking) > 0
	every subnets in lacking {
		count(subnets) == 1
	}
} else := []

# in_zone are the subnets of a VPC in an Availability Zone, or that may be there.
in_zone(vpc, zone) := [subnet |
	some subnet in vpc.subnets
	object.get(input.nodes.subnet[subnet], "availability_zone", zone) == zone
]
