package network

import "testing"

func TestReaches(t *testing.T) {
	peering := thing{kind: "vpc_peering_connection", address: "peering", fields: fields{"vpc": to("vpc"), "peer_vpc": to("hub")}}
	waiting := thing{kind: "vpc_peering_connection", address: "peering", fields: fields{"vpc": to("vpc"), "peer_vpc": to("hub"), "accepted": false}}
	stranger := thing{kind: "vpc_peering_connection", address: "stranger", fields: fields{"vpc": to("vpc"), "peer_vpc": to("else")}}
	route := func(address, destination, target string, to links) thing {
		return thing{kind: "route", address: address, fields: fields{"destination": destination, target: to}}
	}
	table := func(address, vpc string, routes links) thing {
		return thing{kind: "route_table", address: address, fields: fields{"vpc": to(vpc), "routes": routes}}
	}
	through := func(address, destination string) thing {
		return route(address, destination, "transit_gateway", to("tgw"))
	}
	gateway := func(association any) thing {
		return thing{kind: "transit_gateway", address: "tgw", fields: defaults(association, fields{})}
	}
	attached := func(address, vpc string, association any) thing {
		return thing{kind: "transit_gateway_attachment", address: address, fields: defaults(association, fields{"vpc": to(vpc), "transit_gateway": to("tgw")})}
	}
	company := func(blocks ...string) thing {
		return thing{kind: "prefix_list", address: "list", fields: fields{"cidr_blocks": blocks}}
	}
	listed := func(address, target string, to links) thing {
		return thing{kind: "route", address: address, fields: fields{"destination_prefix_list": token("list", "id"), target: to}}
	}
	second := func(primary, secondary string) thing {
		return thing{kind: "vpc", address: "hub", fields: fields{"cidr_block": primary, "secondary_cidr_blocks": []string{secondary}}}
	}
	forth, back := route("forth", "10.9.0.0/16", "vpc_peering_connection", to("peering")), route("back", "10.0.0.0/16", "vpc_peering_connection", to("peering"))
	perhaps := forth
	perhaps.maybe = "var.peered is not known"
	both := []thing{peering, forth, back, table("near", "vpc", to("forth")), table("far", "hub", to("back"))}
	cases := map[string]struct {
		things  []thing
		target  string
		verdict Verdict
		subject string
	}{
		"one VPC":                           {nil, "local", Allow, ""},
		"both sides":                        {both, "directory", Allow, ""},
		"no route":                          {nil, "directory", Deny, "near"},
		"no route back":                     {with(both, table("far", "hub", links{})), "directory", Deny, "far"},
		"no route there":                    {with(both, table("near", "vpc", links{})), "directory", Deny, "near"},
		"an open table":                     {with(both, table("near", "vpc", links{open("module.x is given it")})), "directory", Unknown, "near"},
		"a transit gateway":                 {with(both, route("forth", "10.0.0.0/8", "transit_gateway", to("tgw"))), "directory", Unknown, "forth"},
		"one that both are at":              {with(both, through("forth", "10.9.0.0/16"), through("back", "10.0.0.0/16"), gateway(nil), attached("a", "vpc", nil), attached("b", "hub", nil)), "directory", Allow, ""},
		"one that one is at":                {with(both, through("forth", "10.9.0.0/16"), through("back", "10.0.0.0/16"), gateway(nil), attached("a", "vpc", nil)), "directory", Deny, "back"},
		"one that none is at":               {with(both, through("forth", "10.9.0.0/16"), gateway(nil)), "directory", Deny, "forth"},
		"one that one may be at":            {with(both, through("forth", "10.9.0.0/16"), gateway(nil), thing{kind: "transit_gateway_attachment", address: "a", fields: fields{"vpc": to("vpc"), "transit_gateway": links{open("no default")}}}), "directory", Unknown, "forth"},
		"one with tables of its own":        {with(both, through("forth", "10.9.0.0/16"), gateway("disable"), attached("a", "vpc", nil), attached("b", "hub", nil)), "directory", Unknown, "forth"},
		"a table for one side":              {with(both, through("forth", "10.9.0.0/16"), gateway("enable"), attached("a", "vpc", true), attached("b", "hub", false)), "directory", Unknown, "forth"},
		"a peering with another VPC":        {with(both, stranger, route("forth", "10.9.0.0/16", "vpc_peering_connection", to("stranger"))), "directory", Unknown, "forth"},
		"a peering that waits":              {with(both, waiting), "directory", Unknown, "forth"},
		"a default route to a NAT":          {with(both, thing{kind: "nat_gateway", address: "nat"}, route("forth", "0.0.0.0/0", "nat_gateway", to("nat"))), "directory", Deny, "forth"},
		"a default route to internet":       {with(both, thing{kind: "internet_gateway", address: "igw"}, route("forth", "0.0.0.0/0", "gateway", to("igw"))), "directory", Deny, "forth"},
		"a route that may exist":            {with(both, perhaps), "directory", Unknown, "near"},
		"a list with the VPC":               {append(both, company("10.9.0.0/16", "192.168.0.0/16"), listed("forth", "vpc_peering_connection", to("peering"))), "directory", Allow, ""},
		"a list without the VPC":            {append(both, company("192.168.0.0/16"), listed("forth", "vpc_peering_connection", to("peering"))), "directory", Deny, "near"},
		"a list with a part of it":          {append(both, company("10.9.1.0/24"), listed("forth", "vpc_peering_connection", to("peering"))), "directory", Unknown, "near"},
		"a list by its id":                  {append(both, listed("forth", "vpc_peering_connection", to("peering"))), "directory", Unknown, "near"},
		"a route before a list":             {append(both, company("10.9.0.0/16"), listed("wide", "nat_gateway", to("nat")), table("near", "vpc", to("wide", "forth"))), "directory", Allow, ""},
		"a block that the target is not in": {append(both, second("10.9.0.0/16", "100.64.0.0/16"), route("forth", "10.9.0.0/16", "vpc_peering_connection", to("peering"))), "directory", Allow, ""},
		"a block of its own":                {append(both, second("100.64.0.0/16", "10.9.0.0/16")), "directory", Allow, ""},
		"a route to the other block":        {append(both, second("100.64.0.0/16", "10.9.0.0/16"), route("forth", "100.64.0.0/16", "vpc_peering_connection", to("peering"))), "directory", Deny, "near"},
		"a VPC outside":                     {nil, "outside", Unknown, "outside"},
		"nothing":                           {nil, "nobody", Unknown, "nobody"},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			things := with([]thing{
				{kind: "vpc", address: "vpc", fields: fields{"cidr_block": "10.0.0.0/16"}},
				{kind: "vpc", address: "hub", fields: fields{"cidr_block": "10.9.0.0/16"}},
				{kind: "vpc", address: "else", fields: fields{"cidr_block": "10.8.0.0/16"}},
				table("near", "vpc", links{}), table("far", "hub", links{}),
				{kind: "subnet", address: "private", fields: fields{"vpc": to("vpc"), "route_table": to("near"), "cidr_block": "10.0.1.0/24"}},
				{kind: "subnet", address: "controllers", fields: fields{"vpc": to("hub"), "route_table": to("far"), "cidr_block": "10.9.1.0/24"}},
				{kind: "directory", address: "directory", fields: fields{"vpc": to("hub"), "subnets": to("controllers")}},
				{kind: "directory", address: "local", fields: fields{"vpc": to("vpc"), "subnets": to("private")}},
				{kind: "directory", address: "outside", fields: fields{"vpc": to("vpc-1")}},
				{kind: "instance", address: "app", fields: fields{"vpc": to("vpc"), "subnets": to("private")}},
			}, test.things...)
			expect(t, New(build(things...), Options{}).Reaches("app", test.target), test.verdict, test.subject, "")
		})
	}
}

// defaults adds whether attachments are associated with the default route table, where that is written.
func defaults(association any, others fields) fields {
	if association != nil {
		others["default_route_table_association"] = association
	}
	return others
}
