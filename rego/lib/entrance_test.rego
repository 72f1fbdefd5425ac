package lib.entrance_test

import data.lib.entrance

group(rule) := {"nodes": {"security_group": {"sg": {"address": "sg", "rules": [object.union({"direction": "ingress", "protocol": "tcp"}, rule)]}}}}

door(rule) := state if state := entrance.doors.sg with input as group(rule)

test_open[name] if {
	some name, rule in {
		"ssh": {"from_port": 22, "to_port": 22, "cidr_blocks": ["10.0.0.0/8"]},
		"wide range": {"from_port": 0, "to_port": 65535, "cidr_blocks": ["10.0.0.0/8"]},
		"everything": {"protocol": "all", "groups": ["other"]},
		"desktop over IPv6": {"from_port": 3389, "to_port": 3389, "ipv6_cidr_blocks": ["::/0"]},
		"unknown source": {"from_port": 22, "to_port": 22, "unknown": {"cidr_blocks": "a variable"}},
	}
	door(rule) == "open"
}

test_closed[name] if {
	some name, rule in {
		"https": {"from_port": 443, "to_port": 443, "cidr_blocks": ["0.0.0.0/0"]},
		"udp": {"protocol": "udp", "from_port": 0, "to_port": 65535, "cidr_blocks": ["0.0.0.0/0"]},
		"outward": {"direction": "egress", "protocol": "all", "cidr_blocks": ["0.0.0.0/0"]},
		"its own members": {"protocol": "all", "self": true},
	}
	door(rule) == "closed"
}

test_unknown[name] if {
	some name, rule in {
		"port": {"cidr_blocks": ["10.0.0.0/8"], "unknown": {"from_port": "a variable", "to_port": "a variable"}},
		"rule": {"from_port": 22, "to_port": 22, "cidr_blocks": ["10.0.0.0/8"], "maybe": "a variable"},
	}
	door(rule) == "a variable"
}

street(table) := state if state := entrance.streets.s with input as {"nodes": {
	"subnet": {"s": {"route_table": "t"}},
	"route_table": {"t": table},
	"internet_gateway": {"igw": {}},
}}

test_street if {
	street({"routes": []}) == "private"
	street({"routes": [{"nat_gateway": "nat"}]}) == "private"
	street({"routes": [{"gateway": "local"}]}) == "private"
	street({"routes": [{"gateway": "igw"}]}) == "public"
	street({"routes": [{"gateway": "igw-0123"}]}) == "public"
	street({"routes": [{"open": {"gateway": "a variable"}}]}) == "a variable"
	street({"routes": [{"gateway": "igw", "maybe": "a variable"}]}) == "a variable"
	street({"routes": [], "open": {"routes": "a module"}}) == "a module"
}

test_street_without_table if entrance.streets.s != "private" with input as {"nodes": {"subnet": {"s": {"route_table": "rtb-1"}}}}
