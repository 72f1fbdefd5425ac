package network

import "testing"

// street is a VPC with a private subnet, whose default route the tests choose, and a public one.
func street(target fields, more ...thing) []thing {
	private := links{}
	route := fields{"destination": "0.0.0.0/0"}
	for name, field := range target {
		route[name] = field
	}
	if target != nil {
		private = to("out")
	}
	return with([]thing{
		{kind: "vpc", address: "vpc", fields: fields{"cidr_block": "10.0.0.0/16"}},
		{kind: "internet_gateway", address: "igw", fields: fields{"vpc": to("vpc")}},
		{kind: "route_table", address: "public", fields: fields{"vpc": to("vpc"), "routes": to("world")}},
		{kind: "route", address: "world", fields: fields{"destination": "0.0.0.0/0", "gateway": to("igw")}},
		{kind: "route_table", address: "private", fields: fields{"vpc": to("vpc"), "routes": private}},
		{kind: "route", address: "out", fields: route},
		{kind: "subnet", address: "front", fields: fields{"cidr_block": "10.0.0.0/24", "vpc": to("vpc"), "route_table": to("public")}},
		{kind: "subnet", address: "back", fields: fields{"cidr_block": "10.0.1.0/24", "vpc": to("vpc"), "route_table": to("private")}},
		{kind: "instance", address: "office", fields: fields{"vpc": to("vpc"), "subnets": to("back")}},
		{kind: "nat_gateway", address: "nat", fields: fields{"subnet": to("front"), "connectivity_type": "public"}},
	}, more...)
}

func TestWayOut(t *testing.T) {
	node := func(kind, address string, more fields) thing {
		return thing{kind: kind, address: address, fields: more}
	}
	natted := fields{"nat_gateway": to("nat")}
	office := func(more fields) thing {
		all := fields{"vpc": to("vpc"), "subnets": to("back")}
		for name, field := range more {
			all[name] = field
		}
		return node("instance", "office", all)
	}
	closed := func(mode string) thing { return node("block_public_access", "bpa", fields{"mode": mode}) }
	spared := func(mode string) thing {
		return node("block_public_access_exclusion", "spared", fields{"mode": mode})
	}
	perhaps := node("route", "out", fields{"destination": "0.0.0.0/0", "nat_gateway": to("nat")})
	perhaps.maybe = "var.nat is not known"
	cases := map[string]struct {
		things    []thing
		verdict   Verdict
		subject   string
		attribute string
	}{
		"no default route":                       {street(nil), Deny, "private", "routes"},
		"a public NAT gateway":                   {street(natted), Allow, "", ""},
		"a NAT gateway in a private subnet":      {street(natted, node("nat_gateway", "nat", fields{"subnet": to("back")})), Deny, "nat", "subnet"},
		"a NAT gateway in an isolated subnet":    {street(natted, node("nat_gateway", "nat", fields{"subnet": to("deep")}), node("subnet", "deep", fields{"vpc": to("vpc"), "route_table": to("empty")}), node("route_table", "empty", fields{"vpc": to("vpc")})), Deny, "nat", "subnet"},
		"a NAT gateway behind another one":       {street(natted, node("nat_gateway", "nat", fields{"subnet": to("deep")}), node("subnet", "deep", fields{"vpc": to("vpc"), "route_table": to("t")}), node("route_table", "t", fields{"vpc": to("vpc"), "routes": to("r")}), node("route", "r", fields{"destination": "0.0.0.0/0", "nat_gateway": to("nat2")}), node("nat_gateway", "nat2", fields{"subnet": to("front")})), Deny, "nat", "subnet"},
		"a private NAT gateway":                  {street(natted, node("nat_gateway", "nat", fields{"subnet": to("front"), "connectivity_type": "private"})), Deny, "nat", "connectivity_type"},
		"a private NAT gateway before a public":  {street(natted, node("nat_gateway", "nat", fields{"subnet": to("deep"), "connectivity_type": "private"}), node("subnet", "deep", fields{"vpc": to("vpc"), "route_table": to("t")}), node("route_table", "t", fields{"vpc": to("vpc"), "routes": to("r")}), node("route", "r", fields{"destination": "0.0.0.0/0", "nat_gateway": to("nat2")}), node("nat_gateway", "nat2", fields{"subnet": to("front")})), Allow, "", ""},
		"a regional NAT gateway":                 {street(natted, node("nat_gateway", "nat", fields{"availability_mode": "regional"})), Allow, "", ""},
		"a NAT gateway by id":                    {street(fields{"nat_gateway": to("nat-1")}), Unknown, "out", "nat_gateway"},
		"a NAT gateway that may not exist":       {street(natted, perhaps), Unknown, "", ""},
		"a table that is open":                   {street(nil, node("route_table", "private", fields{"vpc": to("vpc"), "routes": links{open("module.x is given it")}})), Unknown, "private", "routes"},
		"no public address":                      {street(fields{"gateway": to("igw")}), Deny, "office", "associate_public_ip_address"},
		"a public address":                       {street(fields{"gateway": to("igw")}, office(fields{"associate_public_ip_address": true})), Allow, "", ""},
		"an Elastic IP address":                  {street(fields{"gateway": to("igw")}, office(fields{"public_addresses": to("eip")})), Allow, "", ""},
		"a subnet that gives public addresses":   {street(fields{"gateway": to("igw")}, node("subnet", "back", fields{"vpc": to("vpc"), "route_table": to("private"), "map_public_ip_on_launch": true})), Allow, "", ""},
		"no address in a subnet that gives some": {street(fields{"gateway": to("igw")}, office(fields{"associate_public_ip_address": false}), node("subnet", "back", fields{"vpc": to("vpc"), "route_table": to("private"), "map_public_ip_on_launch": true})), Deny, "office", "associate_public_ip_address"},
		"an address that is not known":           {street(fields{"gateway": to("igw")}, office(fields{"associate_public_ip_address": unknown("no default")})), Unknown, "", ""},
		"a gateway that is attached to nothing":  {street(fields{"gateway": to("igw")}, node("internet_gateway", "igw", nil)), Deny, "igw", "vpc"},
		"a gateway by id":                        {street(fields{"gateway": to("igw-1")}), Deny, "office", "associate_public_ip_address"},
		"a gateway by id, and an address":        {street(fields{"gateway": to("igw-1")}, office(fields{"associate_public_ip_address": true})), Allow, "", ""},
		"a gateway by reference outside":         {street(fields{"gateway": to("${module.x.igw}")}), Unknown, "out", "gateway"},
		"a NAT instance":                         {street(fields{"instance": to("fwd")}, node("instance", "fwd", fields{"subnets": to("front"), "source_dest_check": false, "associate_public_ip_address": true})), Allow, "", ""},
		"a NAT instance without an address":      {street(fields{"instance": to("fwd")}, node("instance", "fwd", fields{"subnets": to("front"), "source_dest_check": false})), Deny, "fwd", ""},
		"a NAT instance that checks":             {street(fields{"instance": to("fwd")}, node("instance", "fwd", fields{"subnets": to("front"), "associate_public_ip_address": true})), Deny, "fwd", "source_dest_check"},
		"a NAT instance by its interface":        {street(fields{"network_interface": to("${fwd.primary_network_interface_id}")}, node("instance", "fwd", fields{"subnets": to("front"), "source_dest_check": false, "associate_public_ip_address": true})), Allow, "", ""},
		"an appliance's interface":               {street(fields{"network_interface": to("eni")}, node("network_interface", "eni", fields{"subnet": to("front")})), Unknown, "", ""},
		"a transit gateway":                      {street(fields{"transit_gateway": to("tgw")}), Unknown, "out", "transit_gateway"},
		"a peering connection":                   {street(fields{"vpc_peering_connection": to("pcx-1")}), Deny, "out", "vpc_peering_connection"},
		"an endpoint of a firewall":              {street(fields{"vpc_endpoint": to("vpce-1")}), Unknown, "out", "vpc_endpoint"},
		"empty texts are no targets":             {street(fields{"gateway": to(""), "nat_gateway": to("nat")}), Allow, "", ""},
		"IPv6 only":                              {street(fields{"destination": nil, "destination_ipv6": "::/0", "egress_only_internet_gateway": to("eigw")}), Unknown, "private", ""},
		"a prefix list":                          {street(fields{"destination": nil, "destination_prefix_list": "pl-1", "transit_gateway": to("tgw")}), Unknown, "private", ""},
		"a route to another network":             {street(fields{"destination": "192.168.0.0/16", "transit_gateway": to("tgw")}), Deny, "private", "routes"},
		"a route to half of the internet":        {street(fields{"destination": "128.0.0.0/1", "nat_gateway": to("nat")}), Unknown, "private", ""},
		"a route that is not known":              {street(fields{"destination": unknown("no default"), "nat_gateway": to("nat")}), Unknown, "private", ""},
		"public access is blocked":               {street(natted, closed("block-bidirectional")), Deny, "bpa", "mode"},
		"public access is blocked inward":        {street(natted, closed("block-ingress")), Allow, "", ""},
		"and no NAT gateway is there":            {street(fields{"gateway": to("igw")}, office(fields{"associate_public_ip_address": true}), closed("block-ingress")), Deny, "bpa", "mode"},
		"but not for this VPC":                   {street(natted, closed("block-bidirectional"), node("vpc", "vpc", fields{"public_access_exclusions": to("spared")}), spared("allow-egress")), Allow, "", ""},
		"but perhaps not for this VPC":           {street(natted, closed("block-bidirectional"), node("vpc", "vpc", fields{"public_access_exclusions": links{open("a module may exclude it")}})), Unknown, "bpa", "mode"},
		"but not for the NAT gateway's subnet":   {street(natted, closed("block-bidirectional"), node("subnet", "front", fields{"vpc": to("vpc"), "route_table": to("public"), "public_access_exclusions": to("spared")}), spared("allow-bidirectional")), Unknown, "bpa", "mode"},
		"but not for the two subnets":            {street(natted, closed("block-bidirectional"), node("subnet", "front", fields{"vpc": to("vpc"), "route_table": to("public"), "public_access_exclusions": to("spared")}), node("subnet", "back", fields{"vpc": to("vpc"), "route_table": to("private"), "public_access_exclusions": to("spared")}), spared("allow-bidirectional")), Allow, "", ""},
		"and a NAT instance is no NAT gateway":   {street(fields{"instance": to("fwd")}, node("instance", "fwd", fields{"subnets": to("front"), "source_dest_check": false, "associate_public_ip_address": true}), closed("block-ingress")), Deny, "bpa", "mode"},
		"but not for a NAT instance's subnet":    {street(fields{"instance": to("fwd")}, node("instance", "fwd", fields{"subnets": to("front"), "source_dest_check": false, "associate_public_ip_address": true}), closed("block-bidirectional"), node("subnet", "front", fields{"vpc": to("vpc"), "route_table": to("public"), "public_access_exclusions": to("spared")}), spared("allow-bidirectional")), Unknown, "bpa", "mode"},
		"an exclusion of the other mode":         {street(fields{"gateway": to("igw")}, office(fields{"associate_public_ip_address": true}), closed("block-ingress"), node("vpc", "vpc", fields{"public_access_exclusions": to("spared")}), spared("allow-egress")), Unknown, "bpa", "mode"},
		"a proxy in the user data":               {street(nil, office(fields{"user_data": "export https_proxy=http://proxy:3128"})), Unknown, "office", "user_data"},
		"a configuration of the agent":           {street(nil, office(fields{"user_data": "cat > /etc/amazon/ssm/amazon-ssm-agent.json"})), Unknown, "office", "user_data"},
		"no subnet":                              {street(nil, node("instance", "office", nil)), Unknown, "office", "subnets"},
		"a subnet by id":                         {street(nil, office(fields{"subnets": to("subnet-1")})), Unknown, "office", "subnets"},
		"a group in both subnets":                {street(nil, node("autoscaling_group", "office", fields{"subnets": to("front", "back"), "associate_public_ip_address": true})), Deny, "private", "routes"},
		"a group in two subnets with ways":       {street(natted, node("autoscaling_group", "office", fields{"subnets": to("front", "back"), "associate_public_ip_address": true})), Allow, "", ""},
		"an instance that may not exist":         {street(nil, thing{kind: "instance", address: "office", maybe: "its count is not known", fields: fields{"subnets": to("back")}}), Unknown, "", ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			expect(t, New(build(c.things...), Options{}).WayOut("office"), c.verdict, c.subject, c.attribute)
		})
	}
}

func TestWayOutOfNothing(t *testing.T) {
	n := New(build(), Options{})
	expect(t, n.WayOut("nobody"), Unknown, "nobody", "")
}
