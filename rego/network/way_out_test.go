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
		"a NAT instance with its own interface":  {street(fields{"instance": to("fwd")}, node("network_interface", "eni", fields{"subnet": to("front"), "source_dest_check": false}), node("instance", "fwd", fields{"subnets": to("front"), "network_interfaces": to("eni"), "associate_public_ip_address": true})), Allow, "", ""},
		"a NAT instance that stops checking":     {street(fields{"instance": to("fwd")}, node("instance", "fwd", fields{"subnets": to("front"), "user_data": "aws ec2 modify-instance-attribute --no-source-dest-check", "associate_public_ip_address": true})), Unknown, "fwd", "source_dest_check"},
		"a NAT instance with user data unknown":  {street(fields{"instance": to("fwd")}, node("instance", "fwd", fields{"subnets": to("front"), "user_data": unknown("no default"), "associate_public_ip_address": true})), Unknown, "fwd", "source_dest_check"},
		"an appliance's interface":               {street(fields{"network_interface": to("eni")}, node("network_interface", "eni", fields{"subnet": to("front")})), Unknown, "", ""},
		"an appliance's interface that forwards": {street(fields{"network_interface": to("eni")}, node("network_interface", "eni", fields{"subnet": to("back"), "source_dest_check": false})), Unknown, "eni", ""},
		"an appliance's interface that checks":   {street(fields{"network_interface": to("eni")}, node("network_interface", "eni", fields{"subnet": to("front"), "source_dest_check": true})), Deny, "eni", "source_dest_check"},
		"a machine with a second interface":      {street(fields{"network_interface": to("eni")}, node("network_interface", "eni", fields{"subnet": to("back"), "source_dest_check": false, "instance": to("fwd")}), node("instance", "fwd", fields{"subnets": to("back", "front"), "network_interfaces": to("eni", "eni2")})), Unknown, "fwd", ""},
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

// Each table leads out of the subnet of the office in another way than by one route for all addresses.
func TestDividedRoutes(t *testing.T) {
	route := func(address string, more fields) thing { return thing{kind: "route", address: address, fields: more} }
	list := func(more fields) thing { return thing{kind: "prefix_list", address: "list", fields: more} }
	listed := func(target string, to links) thing {
		return route("listed", fields{"destination_prefix_list": token("list", "id"), target: to})
	}
	half := func(address, destination, target string, to links) thing {
		return route(address, fields{"destination": destination, target: to})
	}
	low, high := half("low", "0.0.0.0/1", "nat_gateway", to("nat")), half("high", "128.0.0.0/1", "nat_gateway", to("nat"))
	all := half("all", "0.0.0.0/0", "nat_gateway", to("nat"))
	public := list(fields{"cidr_blocks": []string{"0.0.0.0/1", "128.0.0.0/1"}})
	company := list(fields{"cidr_blocks": []string{"192.168.0.0/16", "203.0.113.0/24"}})
	partly := list(fields{"cidr_blocks": []any{"192.168.0.0/16", unknown("no default")}})
	perhaps := half("low", "0.0.0.0/1", "transit_gateway", to("tgw"))
	perhaps.maybe = "its count is not known"
	cases := map[string]struct {
		routes  []thing
		more    []thing
		verdict Verdict
		subject string
	}{
		"two halves to one place":               {[]thing{low, high}, nil, Allow, ""},
		"four quarters":                         {[]thing{half("a", "0.0.0.0/2", "nat_gateway", to("nat")), half("b", "64.0.0.0/2", "nat_gateway", to("nat")), high}, nil, Allow, ""},
		"two halves to two places":              {[]thing{low, half("high", "128.0.0.0/1", "transit_gateway", to("tgw"))}, nil, Unknown, "low"},
		"two halves that both break":            {[]thing{half("low", "0.0.0.0/1", "vpc_peering_connection", to("pcx-1")), half("high", "128.0.0.0/1", "vpc_peering_connection", to("pcx-2"))}, nil, Deny, "low"},
		"two halves hide a route for all":       {[]thing{half("all", "0.0.0.0/0", "vpc_peering_connection", to("pcx-1")), low, high}, nil, Allow, ""},
		"one half":                              {[]thing{low}, nil, Unknown, "private"},
		"a part goes the same way":              {[]thing{all, half("part", "52.0.0.0/8", "nat_gateway", to("nat"))}, nil, Allow, ""},
		"a part goes another way":               {[]thing{all, half("part", "52.0.0.0/8", "transit_gateway", to("tgw"))}, nil, Unknown, "all"},
		"a half may go another way":             {[]thing{all, perhaps}, nil, Unknown, "all"},
		"a small part goes another way":         {[]thing{all, half("part", "203.0.113.0/24", "transit_gateway", to("tgw"))}, nil, Allow, ""},
		"private networks go another way":       {[]thing{all, half("part", "10.0.0.0/8", "transit_gateway", to("tgw"))}, nil, Allow, ""},
		"a list of all addresses":               {[]thing{listed("nat_gateway", to("nat"))}, []thing{public}, Allow, ""},
		"a list of all, to a peering":           {[]thing{listed("vpc_peering_connection", to("pcx-1"))}, []thing{public}, Deny, "listed"},
		"a list of somebody's networks":         {[]thing{listed("transit_gateway", to("tgw"))}, []thing{company}, Deny, "private"},
		"a list that may hold more":             {[]thing{listed("transit_gateway", to("tgw"))}, []thing{partly}, Unknown, "private"},
		"a list that is looked up":              {[]thing{listed("transit_gateway", to("tgw"))}, []thing{{kind: "prefix_list", address: "list", external: "it is looked up"}}, Unknown, "private"},
		"the list of Amazon S3":                 {[]thing{listed("vpc_endpoint", to("vpce-1"))}, []thing{{kind: "prefix_list", address: "list", external: "it is looked up", fields: fields{"name": "com.amazonaws.eu-central-1.s3"}}}, Deny, "private"},
		"a list by its id beside a route":       {[]thing{all, route("listed", fields{"destination_prefix_list": "pl-1", "transit_gateway": to("tgw")})}, nil, Allow, ""},
		"a route for all goes before a list":    {[]thing{listed("transit_gateway", to("tgw")), all}, []thing{public}, Allow, ""},
		"a route and a narrower list":           {[]thing{listed("transit_gateway", to("tgw")), all}, []thing{list(fields{"cidr_blocks": []string{"52.0.0.0/8"}})}, Unknown, "all"},
		"all of IPv6":                           {[]thing{route("six", fields{"destination_ipv6": "::/0", "egress_only_internet_gateway": to("eigw")})}, nil, Unknown, "private"},
		"all of IPv6 that is in use":            {[]thing{route("six", fields{"destination_ipv6": "2000::/3", "egress_only_internet_gateway": to("eigw")})}, nil, Unknown, "private"},
		"a network of IPv6":                     {[]thing{route("six", fields{"destination_ipv6": "2001:db8::/32", "transit_gateway": to("tgw")})}, nil, Deny, "private"},
		"all of IPv6 beside a route":            {[]thing{all, route("six", fields{"destination_ipv6": "::/0", "egress_only_internet_gateway": to("eigw")})}, nil, Allow, ""},
		"the network of something else":         {[]thing{half("hub", token("vpc", "cidr_block"), "transit_gateway", to("tgw"))}, nil, Deny, "private"},
		"a destination of one's own beside all": {[]thing{half("own", token("var", "office"), "transit_gateway", to("tgw")), all}, nil, Allow, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			own := links{}
			for _, route := range c.routes {
				own = append(own, link{to: route.address})
			}
			things := street(nil, append(c.routes, c.more...)...)
			things = with(things, thing{kind: "route_table", address: "private", fields: fields{"vpc": to("vpc"), "routes": own}})
			expect(t, New(build(things...), Options{}).WayOut("office"), c.verdict, c.subject, "")
		})
	}
}

// What a route leads to has to be there, in the VPC of its table.
func TestRoutesToNowhere(t *testing.T) {
	node := func(kind, address string, more fields) thing {
		return thing{kind: kind, address: address, fields: more}
	}
	hub := []thing{
		node("vpc", "hub", fields{"cidr_block": "10.9.0.0/16"}),
		node("subnet", "there", fields{"cidr_block": "10.9.0.0/24", "vpc": to("hub"), "route_table": to("public")}),
	}
	lookedUp := thing{kind: "vpc", address: "hub", external: "it is looked up"}
	owned := node("vpc", "vpc", fields{"cidr_block": "10.0.0.0/16", "internet_gateways": to("igw")})
	public := node("instance", "office", fields{"vpc": to("vpc"), "subnets": to("back"), "associate_public_ip_address": true})
	cases := map[string]struct {
		target    fields
		more      []thing
		verdict   Verdict
		subject   string
		attribute string
	}{
		"a NAT gateway of another VPC":           {fields{"nat_gateway": to("nat")}, append(hub, node("nat_gateway", "nat", fields{"subnet": to("there")})), Deny, "out", "nat_gateway"},
		"a regional one of another VPC":          {fields{"nat_gateway": to("nat")}, append(hub, node("nat_gateway", "nat", fields{"availability_mode": "regional", "vpc": to("hub")})), Deny, "out", "nat_gateway"},
		"a NAT gateway of a VPC looked up":       {fields{"nat_gateway": to("nat")}, append(hub, lookedUp, node("nat_gateway", "nat", fields{"subnet": to("there")})), Allow, "", ""},
		"a NAT instance of another VPC":          {fields{"instance": to("fwd")}, append(hub, node("instance", "fwd", fields{"subnets": to("there"), "source_dest_check": false, "associate_public_ip_address": true})), Deny, "out", "instance"},
		"an interface in another VPC":            {fields{"network_interface": to("eni")}, append(hub, node("network_interface", "eni", fields{"subnet": to("there")})), Deny, "out", "network_interface"},
		"a firewall's endpoint in another VPC":   {fields{"vpc_endpoint": to("gwlb")}, append(hub, node("vpc_endpoint", "gwlb", fields{"vpc": to("hub"), "subnets": to("there"), "endpoint_type": "GatewayLoadBalancer"})), Deny, "out", "vpc_endpoint"},
		"a firewall's endpoint":                  {fields{"vpc_endpoint": to("gwlb")}, []thing{node("vpc_endpoint", "gwlb", fields{"vpc": to("vpc"), "subnets": to("front"), "endpoint_type": "GatewayLoadBalancer"})}, Unknown, "out", "vpc_endpoint"},
		"an internet gateway of another VPC":     {fields{"gateway": to("igw")}, append(hub, public, node("internet_gateway", "igw", fields{"vpc": to("hub")})), Deny, "igw", "vpc"},
		"an internet gateway of a VPC looked up": {fields{"gateway": to("igw")}, []thing{lookedUp, public, node("internet_gateway", "igw", fields{"vpc": to("hub")})}, Allow, "", ""},
		"an internet gateway that may be given":  {fields{"gateway": to("igw")}, []thing{public, node("internet_gateway", "igw", fields{"vpc": links{open("module.x is given it")}})}, Allow, "", ""},
		"an id beside the VPC's own gateway":     {fields{"gateway": to("igw-1")}, []thing{owned, public}, Unknown, "out", "gateway"},
		"an id in a VPC without a gateway":       {fields{"gateway": to("igw-1")}, []thing{public}, Allow, "", ""},
		"a VPN gateway":                          {fields{"gateway": to("vgw")}, []thing{node("vpn_gateway", "vgw", fields{"vpc": to("vpc")})}, Unknown, "vgw", ""},
		"a VPN gateway that is not attached":     {fields{"gateway": to("vgw")}, []thing{node("vpn_gateway", "vgw", nil)}, Deny, "vgw", "vpc"},
		"a VPN gateway by its id":                {fields{"gateway": to("vgw-1")}, nil, Unknown, "out", "gateway"},
		"routes that a VPN gateway propagates":   {fields{"virtual_private_gateway": to("vgw-1")}, nil, Unknown, "out", "virtual_private_gateway"},
		"a core network":                         {fields{"core_network": to("arn:aws:networkmanager::111122223333:core-network/core-network-1")}, nil, Unknown, "out", "core_network"},
		"a local gateway":                        {fields{"local_gateway": to("lgw-1")}, nil, Unknown, "out", "local_gateway"},
		"a carrier gateway":                      {fields{"carrier_gateway": to("cagw-1")}, nil, Unknown, "out", "carrier_gateway"},
		"an egress-only gateway":                 {fields{"egress_only_internet_gateway": to("eigw")}, nil, Unknown, "out", "egress_only_internet_gateway"},
		"nothing that is known":                  {fields{}, nil, Unknown, "out", ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			things := street(c.target, c.more...)
			expect(t, New(build(things...), Options{}).WayOut("office"), c.verdict, c.subject, c.attribute)
		})
	}
}

func TestWayOutOfNothing(t *testing.T) {
	n := New(build(), Options{})
	expect(t, n.WayOut("nobody"), Unknown, "nobody", "")
}
