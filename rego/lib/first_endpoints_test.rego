package lib.first_endpoints_test

import data.lib.first_endpoints
import data.lib.fixture

vpc := {"address": "v", "region": "eu-central-1", "cidr_block": "10.0.0.0/16", "enable_dns_hostnames": false}

subnet(zone) := object.union({"address": zone, "vpc": "v"}, zone_of(zone))

zone_of("?") := {"unknown": {"availability_zone": "a variable"}}

zone_of(name) := {"availability_zone": name} if name != "?"

house(network, more) := {"nodes": object.union(
	{
		"vpc": {"v": network},
		"subnet": {"a": subnet("a"), "a2": object.union(subnet("a"), {"address": "a2"}), "b": subnet("b"), "?": subnet("?")},
		"instance": {
			"first": {"address": "first", "vpc": "v", "subnets": ["a"]},
			"second": {"address": "second", "vpc": "v", "subnets": ["a2", "b"]},
			"third": {"address": "third", "vpc": "v", "subnets": ["?"]},
		},
	},
	more,
)}

changes(network, more, answers) := found if {
	found := first_endpoints.for_services("v", ["ssm"], ["first"]) with input as object.union(house(network, more), {"answers": answers})
		with network.egress as fixture.egress
		with network.acl as fixture.acl
		with network.resolver as fixture.resolver
		with network.private_zone as fixture.private_zone
}

# One subnet of each zone, or just one where a zone is not known.
test_homes if {
	homes(["first"]) == ["a"]
	homes(["first", "second"]) == ["a", "b"]
	count(homes(["first", "second", "third"])) == 1
}

homes(addresses) := found if found := first_endpoints.homes(addresses) with input as house(vpc, {})

test_offered if {
	found := changes(vpc, {}, {})
	[found[0].change, found[0].subnets] == ["add_endpoints", ["a"]]
	found[1] == {"change": "set", "node": "v", "attribute": "enable_dns_hostnames", "value": true}
	count(found) == 2
}

# What lets nothing out to the endpoints is opened along with them.
test_opened if {
	more := {"security_group": {"g": {"address": "g"}}}
	found := changes(vpc, more, {"egress": {"*": fixture.denied("g", "rules", "nothing gets out")}})
	{change.group | some change in found; change.change == "allow"} == {"g"}
}

test_not_offered[name] if {
	some name, case in {
		"endpoints are there": {"vpc": {"endpoints": ["e"]}, "more": {"vpc_endpoint": {"e": {"endpoint_type": "Interface"}}}},
		"two address blocks": {"vpc": {"secondary_cidr_blocks": ["10.1.0.0/16"]}},
		"looked up": {"vpc": {"external": "it is looked up"}},
		"switch unknown": {"vpc": {"unknown": {"enable_dns_support": "a variable"}}},
		"other DNS": {"answers": {"resolver": {"*": {"kind": "custom", "options": "o", "reason": "", "servers": [{"kind": "custom", "node": "", "text": "10.9.9.9"}]}}}},
		"private zone": {"answers": {"private_zone": {"*": fixture.allowed}}},
		"network ACL": {"answers": {"acl": {"*": fixture.denied("n", "rules", "a rule denies it")}}},
		"sessions need more": {"more": {"document": {"d": {"address": "d", "document_type": "Session", "name": "SSM-SessionManagerRunShell", "content": "kmsKeyId: k"}}}},
	}
	changes(object.union(vpc, object.get(case, "vpc", {})), object.get(case, "more", {}), object.get(case, "answers", {})) == []
}

test_all_refusals if count({name | some name; test_not_offered[name]}) == 8
