package lib.mend_routes_test

import data.lib.mend_routes

vpcs := {name: {"cidr_block": block} | some name, block in {"spoke": "10.0.0.0/16", "hub": "10.9.0.0/16"}}

subnets := {name: {"route_table": $"{name}_table"} | some name in ["apps", "endpoints"]}

partners := {[{"vpc": "spoke", "subnets": ["apps"]}, {"vpc": "hub", "subnets": ["endpoints"]}]}

peered := {
	"vpc": vpcs,
	"subnet": subnets,
	"route_table": {"apps_table": {"routes": []}, "endpoints_table": {"routes": [{"destination": "10.0.0.0/8"}]}},
	"vpc_peering_connection": {"pcx": {"vpc": "hub", "peer_vpc": "spoke"}},
}

attached := {
	"vpc": vpcs,
	"subnet": subnets,
	"route_table": {"apps_table": {"routes": []}, "endpoints_table": {"routes": []}},
	"transit_gateway": {"tgw": {}},
	"transit_gateway_route_table": {"main": {"routes": [{"destination": "10.9.0.0/16", "attachment": "b"}]}},
	"transit_gateway_attachment": {
		"a": {"address": "a", "vpc": "spoke", "transit_gateway": "tgw", "associated_route_table": "main"},
		"b": {"address": "b", "vpc": "hub", "transit_gateway": "tgw", "associated_route_table": "main"},
	},
}

test_the_side_that_lacks_a_route if {
	mend_routes.for_table("apps_table", partners) == [{
		"change": "add_route", "table": "apps_table", "vpc": "hub",
		"attribute": "vpc_peering_connection", "to": "pcx", "after": "",
	}] with input.nodes as peered
}

test_none_where_two_ways_lead_there if {
	both := object.union(peered, {"vpc_peering_connection": {"other": {"vpc": "spoke", "peer_vpc": "hub"}}})
	mend_routes.for_table("apps_table", partners) == [] with input.nodes as both
}

test_none_where_a_vpc_has_two_blocks if {
	two := object.union(peered, {"vpc": {"hub": {"secondary_cidr_blocks": ["10.8.0.0/16"]}}})
	mend_routes.for_table("apps_table", partners) == [] with input.nodes as two
}

test_none_while_a_peering_connection_waits if {
	waiting := object.union(peered, {"vpc_peering_connection": {"pcx": {"accepted": false}}})
	mend_routes.for_table("apps_table", partners) == [] with input.nodes as waiting
}

test_both_sides_and_the_transit_gateway if {
	changes := mend_routes.for_table("apps_table", partners) with input.nodes as attached
	{change.change | some change in changes} == {"add_route", "propagate"}
	{[change.table, change.after] | some change in changes; change.change == "add_route"} == {["apps_table", "a"], ["endpoints_table", "b"]}
	[change.attachment | some change in changes; change.change == "propagate"] == ["a"]
}

test_the_table_of_a_transit_gateway if {
	mend_routes.for_table("main", partners) == [{"change": "propagate", "table": "main", "attachment": "a"}] with input.nodes as attached
}

test_no_other_place if {
	mend_routes.for_table("aws_subnet.x", partners) == [] with input.nodes as attached
}
