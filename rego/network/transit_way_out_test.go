package network

import "testing"

func TestWayOutThroughTransit(t *testing.T) {
	subnet := func(address, vpc, table, block string) thing {
		return thing{kind: "subnet", address: address, fields: fields{"vpc": to(vpc), "route_table": to(table), "cidr_block": block}}
	}
	route := func(address, destination, target string, to links) thing {
		return thing{kind: "route", address: address, fields: fields{"destination": destination, target: to}}
	}
	table := func(address, vpc string, routes links) thing {
		return thing{kind: "route_table", address: address, fields: fields{"vpc": to(vpc), "routes": routes}}
	}
	attached := func(address, vpc string, subnets links) thing {
		return thing{kind: "transit_gateway_attachment", address: address, fields: fields{
			"vpc": to(vpc), "transit_gateway": to("tgw"), "associated_route_table": to("main"), "subnets": subnets,
		}}
	}
	static := func(destination, attachment string) thing {
		return thing{kind: "transit_gateway_route", address: "static", fields: fields{"destination": destination, "attachment": to(attachment)}}
	}
	nat := func(more fields) thing {
		all := fields{"connectivity_type": "public", "vpc": to("egress")}
		for name, field := range more {
			all[name] = field
		}
		return thing{kind: "nat_gateway", address: "nat", fields: all}
	}
	perhaps := static("0.0.0.0/0", "b")
	perhaps.maybe = "var.out is not known"
	cases := map[string]struct {
		changed []thing
		verdict Verdict
		subject string
	}{
		"there and back":                        {nil, Unknown, "out"},
		"no route back":                         {[]thing{table("public", "egress", to("igw-route"))}, Deny, "public"},
		"a NAT gateway in its own subnet":       {[]thing{nat(fields{"subnet": to("arrival")})}, Deny, "nat"},
		"no way out of the other VPC":           {[]thing{table("transit", "egress", nil)}, Deny, "transit"},
		"no way back from the transit gateway":  {[]thing{{kind: "transit_gateway_route_table", address: "main", fields: fields{"transit_gateway": to("tgw"), "routes": to("static")}}}, Unknown, "out"},
		"a regional NAT gateway":                {[]thing{table("public", "egress", to("igw-route")), nat(fields{"availability_mode": "regional"})}, Unknown, "out"},
		"another way out of the other VPC":      {[]thing{table("transit", "egress", to("away"))}, Unknown, "out"},
		"one of two subnets has no way out":     {[]thing{attached("b", "egress", to("arrival", "second")), table("other", "egress", nil)}, Unknown, "out"},
		"no route of the transit gateway":       {[]thing{static("10.0.0.0/8", "b"), table("public", "egress", to("igw-route"))}, Unknown, "out"},
		"a route of it that may be there":       {[]thing{perhaps, table("public", "egress", to("igw-route"))}, Unknown, "out"},
		"a route of it to a stranger":           {[]thing{static("0.0.0.0/0", "vpn"), table("public", "egress", to("igw-route"))}, Unknown, "out"},
		"an attachment with subnets elsewhere":  {[]thing{attached("b", "egress", to("arrival", "subnet-1")), table("public", "egress", to("igw-route"))}, Unknown, "out"},
		"an egress that leads to where it came": {[]thing{table("transit", "egress", to("circle"))}, Deny, "arrival"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			things := with([]thing{
				{kind: "vpc", address: "vpc", fields: fields{"cidr_block": "10.0.0.0/16"}},
				{kind: "vpc", address: "egress", fields: fields{"cidr_block": "10.9.0.0/16", "internet_gateways": to("igw")}},
				{kind: "internet_gateway", address: "igw", fields: fields{"vpc": to("egress")}},
				{kind: "transit_gateway", address: "tgw"},
				subnet("private", "vpc", "near", "10.0.1.0/24"), subnet("arrival", "egress", "transit", "10.9.1.0/24"),
				subnet("second", "egress", "transit2", "10.9.3.0/24"), subnet("front", "egress", "public", "10.9.2.0/24"),
				table("near", "vpc", to("out")), table("transit", "egress", to("to-nat")), table("transit2", "egress", to("away")),
				table("public", "egress", to("igw-route", "back")),
				route("out", "0.0.0.0/0", "transit_gateway", to("tgw")), route("to-nat", "0.0.0.0/0", "nat_gateway", to("nat")),
				route("away", "0.0.0.0/0", "vpc_endpoint", to("vpce-1")), route("circle", "0.0.0.0/0", "transit_gateway", to("tgw")),
				route("igw-route", "0.0.0.0/0", "gateway", to("igw")), route("back", "10.0.0.0/16", "transit_gateway", to("tgw")),
				nat(fields{"subnet": to("front")}),
				attached("a", "vpc", to("private")), attached("b", "egress", to("arrival")), static("0.0.0.0/0", "b"),
				{kind: "transit_gateway_route_table", address: "main", fields: fields{"transit_gateway": to("tgw"), "routes": to("static"), "propagations": to("a", "b")}},
				{kind: "instance", address: "app", fields: fields{"vpc": to("vpc"), "subnets": to("private")}},
			}, c.changed...)
			expect(t, New(build(things...), Options{}).WayOut("app"), c.verdict, c.subject, "")
		})
	}
}
