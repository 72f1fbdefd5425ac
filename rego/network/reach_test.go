package network

import (
	"maps"
	"testing"
)

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
	transit := thing{kind: "transit_gateway", address: "tgw"}
	attached := func(address, vpc string, tables links) thing {
		return thing{kind: "transit_gateway_attachment", address: address, fields: fields{"vpc": to(vpc), "transit_gateway": to("tgw"), "associated_route_table": tables}}
	}
	transitTable := func(address string, routes links, propagations links) thing {
		return thing{kind: "transit_gateway_route_table", address: address, fields: fields{
			"transit_gateway": to("tgw"), "routes": routes, "propagations": propagations,
		}}
	}
	madeAlong := thing{kind: "transit_gateway_route_table", address: "main", fields: fields{"transit_gateway": to("tgw"), "default": true}}
	transitRoute := func(address, destination string, more fields) thing {
		all := fields{"destination": destination}
		maps.Copy(all, more)
		return thing{kind: "transit_gateway_route", address: address, fields: all}
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
	stranded := thing{kind: "transit_gateway_route_table", address: "other", fields: fields{"associations": to("tgw-attach-1")}}
	transitListed := thing{kind: "transit_gateway_route", address: "listed", fields: fields{"destination_prefix_list": token("list", "id"), "attachment": to("inspection")}}
	zoned := func(address, vpc, table, zone string) thing {
		block := map[string]string{"vpc": "10.0.1.0/24", "hub": "10.9.1.0/24"}[vpc]
		return thing{kind: "subnet", address: address, fields: fields{
			"vpc": to(vpc), "route_table": to(table), "cidr_block": block, "availability_zone": zone,
		}}
	}
	inHub := func(block string) thing {
		return thing{kind: "subnet", address: "controllers", fields: fields{"vpc": to("hub"), "route_table": to("far"), "cidr_block": block}}
	}
	neighbour := thing{kind: "subnet", address: "second", fields: fields{"vpc": to("vpc"), "route_table": to("near"), "cidr_block": "10.0.2.0/24"}}
	beside := thing{kind: "directory", address: "local", fields: fields{"vpc": to("vpc"), "subnets": to("second")}}
	tabled := thing{kind: "vpc", address: "vpc", fields: fields{"cidr_block": "10.0.0.0/16", "route_tables": to("near")}}
	inSubnets := func(subnets ...string) thing {
		return thing{kind: "transit_gateway_attachment", address: "a", fields: fields{
			"vpc": to("vpc"), "transit_gateway": to("tgw"), "associated_route_table": to("main"), "subnets": to(subnets...),
		}}
	}
	// Both VPCs are attached to a transit gateway that has one route table for all.
	spokes := func(changed ...thing) []thing {
		return with(with(both,
			through("forth", "10.9.0.0/16"), through("back", "10.0.0.0/16"), transit,
			attached("a", "vpc", to("main")), attached("b", "hub", to("main")), attached("inspection", "else", to("main")),
			attached("twin", "double", to("main")), thing{kind: "vpc", address: "double", fields: fields{"cidr_block": "10.9.0.0/16"}},
			transitTable("main", nil, to("a", "b")),
		), changed...)
	}
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
		"one that both are at":              {spokes(), "directory", Allow, ""},
		"one that one is at":                {spokes(attached("b", "else", to("main"))), "directory", Deny, "back"},
		"one that one may be at":            {spokes(thing{kind: "transit_gateway_attachment", address: "b", fields: fields{"vpc": to("hub"), "transit_gateway": links{open("variable gateway has no default")}}}), "directory", Unknown, "forth"},
		"one that may be there":             {spokes(thing{kind: "transit_gateway", address: "tgw", maybe: "var.hub is not known"}), "directory", Unknown, "forth"},
		"one without a subnet in the zone":  {spokes(zoned("private", "vpc", "near", "eu-central-1a"), zoned("second", "vpc", "near", "eu-central-1b"), inSubnets("second")), "directory", Deny, "a"},
		"one with a subnet in the zone":     {spokes(zoned("private", "vpc", "near", "eu-central-1a"), zoned("second", "vpc", "near", "eu-central-1a"), inSubnets("second")), "directory", Allow, ""},
		"one in a zone by reference":        {spokes(zoned("private", "vpc", "near", "eu-central-1a"), zoned("second", "vpc", "near", token("zones", "names[0]")), inSubnets("second")), "directory", Allow, ""},
		"one in subnets that are open":      {spokes(zoned("private", "vpc", "near", "eu-central-1a"), zoned("second", "vpc", "near", "eu-central-1b"), inSubnets("second", "subnet-1")), "directory", Allow, ""},
		"from a Local Zone":                 {spokes(zoned("private", "vpc", "near", "us-west-2-lax-1a"), zoned("second", "vpc", "near", "us-west-2a"), inSubnets("second")), "directory", Allow, ""},
		"no subnet where the target is":     {spokes(zoned("controllers", "hub", "far", "eu-central-1b"), zoned("second", "hub", "far", "eu-central-1a"), thing{kind: "transit_gateway_attachment", address: "b", fields: fields{"vpc": to("hub"), "transit_gateway": to("tgw"), "associated_route_table": to("main"), "subnets": to("second")}}), "directory", Deny, "b"},
		"one without a table":               {spokes(attached("a", "vpc", nil)), "directory", Deny, "a"},
		"one without a table in view":       {spokes(attached("a", "vpc", nil), attached("b", "hub", nil), madeAlong), "directory", Unknown, "forth"},
		"one with a table that may be its":  {spokes(attached("a", "vpc", links{link{"main", "var.own is not known"}})), "directory", Unknown, "a"},
		"a stranger with a table":           {spokes(attached("a", "vpc", nil), stranded), "directory", Unknown, "a"},
		"nothing propagated there":          {spokes(transitTable("main", nil, to("a"))), "directory", Deny, "main"},
		"nothing propagated back":           {spokes(transitTable("main", nil, to("b"))), "directory", Deny, "main"},
		"a table that is looked up":         {spokes(transitTable("main", nil, to("a")), thing{kind: "transit_gateway_route_table", address: "found", external: "it is looked up"}), "directory", Unknown, "main"},
		"something propagated":              {spokes(transitTable("main", nil, to("a", "vpn"))), "directory", Unknown, "main"},
		"tables of their own":               {spokes(attached("b", "hub", to("other")), transitTable("other", nil, to("a"))), "directory", Allow, ""},
		"no way back from its own":          {spokes(attached("b", "hub", to("other")), transitTable("other", nil, to("b"))), "directory", Deny, "other"},
		"a static route":                    {spokes(transitTable("main", to("static"), to("a")), transitRoute("static", "10.8.0.0/15", fields{"attachment": to("b")})), "directory", Allow, ""},
		"a static route elsewhere":          {spokes(transitTable("main", to("static"), to("a")), transitRoute("static", "0.0.0.0/0", fields{"attachment": to("inspection")})), "directory", Unknown, "static"},
		"a static route to a stranger":      {spokes(transitTable("main", to("static"), to("a")), transitRoute("static", "0.0.0.0/0", fields{"attachment": to("vpn")})), "directory", Unknown, "static"},
		"a shorter one to a black hole":     {spokes(transitTable("main", to("hole"), to("a", "b")), transitRoute("hole", "10.0.0.0/8", fields{"blackhole": true})), "directory", Allow, ""},
		"a black hole":                      {spokes(transitTable("main", to("hole"), to("a", "b")), transitRoute("hole", "10.9.0.0/16", fields{"blackhole": true})), "directory", Deny, "hole"},
		"a black hole for a part":           {spokes(transitTable("main", to("hole"), to("a", "b")), transitRoute("hole", "10.9.1.0/24", fields{"blackhole": true})), "directory", Unknown, "main"},
		"a part to the same attachment":     {spokes(transitTable("main", to("part"), to("a", "b")), transitRoute("part", "10.9.1.0/24", fields{"attachment": to("b")})), "directory", Allow, ""},
		"only a part":                       {spokes(transitTable("main", to("part"), to("a")), transitRoute("part", "10.9.1.0/24", fields{"attachment": to("b")})), "directory", Unknown, "main"},
		"a black hole that may be":          {spokes(transitTable("main", to("hole"), to("a", "b")), transitRoute("hole", "10.9.0.0/16", fields{"blackhole": unknown("no default")})), "directory", Unknown, "hole"},
		"a static route for nobody knows":   {spokes(transitTable("main", to("static"), to("a", "b")), transitRoute("static", token("var", "block"), fields{"attachment": to("inspection")})), "directory", Unknown, "main"},
		"a table that may hold more":        {spokes(transitTable("main", links{open("module.x is given it")}, to("a", "b"))), "directory", Unknown, "main"},
		"a list before what is propagated":  {spokes(transitTable("main", to("listed"), to("a", "b")), company("10.9.0.0/16"), transitListed), "directory", Unknown, "listed"},
		"one block of two VPCs":             {spokes(transitTable("main", nil, to("a", "b", "twin"))), "directory", Unknown, "main"},
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
		"addresses of its own VPC":          {append(both, second("10.0.0.0/16", "10.9.0.0/16"), inHub("10.0.7.0/24")), "directory", Deny, "vpc"},
		"addresses of the other VPC":        {append(both, second("10.9.0.0/16", "10.0.0.0/16")), "directory", Deny, "hub"},
		"a part of its own VPC elsewhere":   {append(both, tabled, second("10.9.0.0/16", "10.0.0.0/16"), inHub("10.0.7.0/24"), route("forth", "10.0.7.0/24", "network_interface", to("eni"))), "directory", Unknown, "vpc"},
		"through an appliance inside":       {[]thing{tabled, table("near", "vpc", to("forth")), route("forth", "10.0.2.0/24", "network_interface", to("eni")), neighbour, beside}, "local", Unknown, "forth"},
		"inside of a subnet":                {[]thing{tabled, table("near", "vpc", to("forth")), route("forth", "10.0.1.0/24", "network_interface", to("eni"))}, "local", Allow, ""},
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
