package lib.mend_gateways_test

import data.lib.mend_gateways

route_table(vpc, gateway) := {"vpc": vpc, "routes": [{"destination": "0.0.0.0/0", "gateway": gateway}]}

unattached := {
	"vpc": {"main": {"address": "main"}, "other": {"address": "other"}},
	"internet_gateway": {"igw": {}},
	"route_table": {"public": route_table("main", "igw")},
}

test_the_vpc_whose_routes_lead_to_a_gateway if {
	mend_gateways.attached("igw") == [{"change": "link", "node": "igw", "attribute": "vpc", "to": "main"}] with input.nodes as unattached
}

test_none_where_two_vpcs_lead_there if {
	both := object.union(unattached, {"route_table": {"more": route_table("other", "igw")}})
	mend_gateways.attached("igw") == [] with input.nodes as both
}

test_none_where_the_vpc_has_another_gateway if {
	full := object.union(unattached, {"internet_gateway": {"first": {"vpc": "main"}}})
	mend_gateways.attached("igw") == [] with input.nodes as full
}

test_none_for_a_gateway_of_another_vpc if {
	elsewhere := object.union(unattached, {"internet_gateway": {"igw": {"vpc": "other"}}})
	mend_gateways.attached("igw") == [] with input.nodes as elsewhere
}

partners := {[{"vpc": "spoke", "subnets": ["apps"]}, {"vpc": "hub", "subnets": ["endpoints"]}]}

transit := {
	"vpc": {"spoke": {"cidr_block": "10.0.0.0/16", "subnets": ["apps", "transit"]}, "hub": {"cidr_block": "10.9.0.0/16"}},
	"subnet": {"apps": {"availability_zone": "eu-central-1b"}, "transit": {"availability_zone": "eu-central-1a"}},
	"transit_gateway": {"tgw": {}},
	"transit_gateway_route_table": {
		"spokes": {"transit_gateway": "tgw", "routes": []},
		"hubs": {"transit_gateway": "tgw", "routes": []},
	},
	"transit_gateway_attachment": {
		"a": {"address": "a", "vpc": "spoke", "transit_gateway": "tgw", "subnets": ["transit"], "propagated_route_tables": ["hubs"]},
		"b": {"address": "b", "vpc": "hub", "transit_gateway": "tgw", "associated_route_table": "hubs", "propagated_route_tables": ["spokes"]},
	},
}

test_the_one_table_that_knows_the_way if {
	mend_gateways.between("a", "associated_route_table", partners) == [{"change": "associate_table", "table": "spokes", "attachment": "a"}] with input.nodes as transit
}

test_none_where_two_tables_know_it if {
	two := object.union(transit, {"transit_gateway_route_table": {"hubs": {"routes": [{"destination": "10.9.0.0/16", "attachment": "b"}]}}})
	mend_gateways.between("a", "associated_route_table", partners) == [] with input.nodes as two
}

test_the_one_subnet_of_a_zone if {
	mend_gateways.between("a", "subnets", partners) == [{"change": "add_items", "node": "a", "attribute": "subnets", "items": ["apps"]}] with input.nodes as transit
}

test_none_where_a_subnet_may_be_in_that_zone_too if {
	unknown := object.union(transit, {"subnet": {"third": {}}, "vpc": {"spoke": {"subnets": ["apps", "transit", "third"]}}})
	mend_gateways.between("a", "subnets", partners) == [] with input.nodes as unknown
}
