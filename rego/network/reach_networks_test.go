package network

import "testing"

func TestReachesNetwork(t *testing.T) {
	route := func(address, destination, target string, to links) thing {
		return thing{kind: "route", address: address, fields: fields{"destination": destination, target: to}}
	}
	table := func(address string, routes links) thing {
		return thing{kind: "route_table", address: address, fields: fields{"vpc": to("vpc"), "routes": routes}}
	}
	natted := []thing{table("near", to("to-nat")), table("far", to("to-igw"))}
	tunnelled := thing{kind: "instance", address: "app", fields: fields{"vpc": to("vpc"), "subnets": to("private"), "user_data": "apt-get install openvpn"}}
	cases := map[string]struct {
		things  []thing
		target  string
		verdict Verdict
		subject string
	}{
		"its own VPC":                  {nil, "10.0.7.7/32", Allow, ""},
		"no route":                     {nil, "192.168.1.10/32", Deny, "near"},
		"a public address":             {nil, "9.9.9.9/32", Unknown, "app"},
		"an internet gateway":          {[]thing{table("near", to("to-igw"))}, "192.168.1.10/32", Deny, "near"},
		"a NAT gateway":                {natted, "192.168.1.10/32", Deny, "near"},
		"a NAT gateway before a VPN":   {append(natted, table("far", to("to-igw", "vpn"))), "192.168.1.10/32", Unknown, "to-nat"},
		"a regional NAT gateway":       {append(natted, thing{kind: "nat_gateway", address: "nat", fields: fields{"vpc": to("vpc"), "availability_mode": "regional"}}), "192.168.1.10/32", Unknown, "to-nat"},
		"a virtual private gateway":    {[]thing{table("near", to("vpn"))}, "192.168.1.10/32", Unknown, "vpn"},
		"a route for another network":  {[]thing{table("near", to("vpn"))}, "172.16.0.10/32", Deny, "near"},
		"a route for a part":           {[]thing{table("near", to("vpn"))}, "192.0.0.0/8", Unknown, "app"},
		"routes that somebody adds":    {[]thing{table("near", links{open("a VPN gateway propagates routes")})}, "192.168.1.10/32", Unknown, "near"},
		"a tunnel":                     {[]thing{tunnelled}, "192.168.1.10/32", Unknown, "app"},
		"a table that may be another":  {[]thing{{kind: "subnet", address: "private", fields: fields{"vpc": to("vpc"), "route_table": links{open("no default")}}}}, "192.168.1.10/32", Unknown, "private"},
		"a VPC of which nobody knows":  {[]thing{{kind: "vpc", address: "vpc", external: "it is looked up"}}, "192.168.1.10/32", Unknown, "app"},
		"a block that is not known":    {[]thing{{kind: "vpc", address: "vpc", fields: fields{"cidr_block": unknown("no default")}}}, "192.168.1.10/32", Unknown, "app"},
		"one network interface of two": {[]thing{{kind: "instance", address: "app", fields: fields{"vpc": to("vpc"), "subnets": to("private", "second")}}}, "192.168.1.10/32", Unknown, "app"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			things := with([]thing{
				{kind: "vpc", address: "vpc", fields: fields{"cidr_block": "10.0.0.0/16"}, from: "aws_vpc"},
				{kind: "internet_gateway", address: "igw", fields: fields{"vpc": to("vpc")}},
				{kind: "nat_gateway", address: "nat", fields: fields{"subnet": to("front")}},
				{kind: "subnet", address: "private", fields: fields{"vpc": to("vpc"), "route_table": to("near")}},
				{kind: "subnet", address: "second", fields: fields{"vpc": to("vpc"), "route_table": to("office")}},
				{kind: "subnet", address: "front", fields: fields{"vpc": to("vpc"), "route_table": to("far")}},
				table("near", nil), table("far", nil), table("office", to("vpn")),
				route("to-nat", "0.0.0.0/0", "nat_gateway", to("nat")), route("to-igw", "0.0.0.0/0", "gateway", to("igw")),
				route("vpn", "192.168.0.0/16", "virtual_private_gateway", to("vgw")),
				{kind: "instance", address: "app", fields: fields{"vpc": to("vpc"), "subnets": to("private")}},
			}, c.things...)
			expect(t, New(build(things...), Options{}).Reaches("app", c.target), c.verdict, c.subject, "")
		})
	}
}
