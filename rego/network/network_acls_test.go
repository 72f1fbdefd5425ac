package network

import (
	"maps"
	"math/rand/v2"
	"net/netip"
	"slices"
	"testing"

	"github.com/reachlint/reachlint/parsers/graph"
)

func aclRuleOf(address, direction string, number int, action string, more fields) thing {
	all := fields{"direction": direction, "rule_number": number, "action": action, "protocol": "all", "cidr_block": "0.0.0.0/0"}
	for name, field := range more {
		all[name] = field
	}
	return thing{kind: "network_acl_rule", address: address, fields: all}
}

// halfOf lets a part of the addresses be reached, or not.
func halfOf(address string, number int, action, block string) thing {
	return aclRuleOf(address, egress, number, action, fields{"cidr_block": block})
}

// fenced is a house whose instance stands behind a network ACL with the rules; the endpoint's subnets have
// an open one.
func fenced(image string, rules ...thing) []thing {
	own := links{}
	for _, rule := range rules {
		own = append(own, link{to: rule.address})
	}
	return with(append(house(nil, nil), rules...),
		thing{kind: "network_acl", address: "fence", fields: fields{"rules": own}},
		thing{kind: "network_acl", address: "free", fields: fields{"default": true, "rules": to("free.in", "free.out")}},
		aclRuleOf("free.in", ingress, 100, "allow", nil), aclRuleOf("free.out", egress, 100, "allow", nil),
		thing{kind: "subnet", address: "apps", fields: fields{"cidr_block": "10.0.1.0/24", "vpc": to("vpc"), "network_acl": to("fence")}},
		thing{kind: "subnet", address: "a", fields: fields{"cidr_block": "10.0.2.0/24", "vpc": to("vpc"), "network_acl": to("free")}},
		thing{kind: "subnet", address: "b", fields: fields{"cidr_block": "10.0.3.0/24", "vpc": to("vpc"), "network_acl": to("free")}},
		thing{kind: "instance", address: "office", fields: fields{"image": image, "subnets": to("apps"), "security_groups": to("app")}},
	)
}

func TestACL(t *testing.T) {
	const windows, linux, none = "Windows_Server-2022", "amzn2-ami", "ami-1"
	tcp := func(from, to int) fields { return fields{"protocol": "tcp", "from_port": from, "to_port": to} }
	out := aclRuleOf("out", egress, 100, "allow", tcp(443, 443))
	back := func(from, to int) thing { return aclRuleOf("back", ingress, 100, "allow", tcp(from, to)) }
	perhaps := aclRuleOf("perhaps", egress, 50, "deny", nil)
	perhaps.maybe = "var.strict is not known"
	cases := map[string]struct {
		things  []thing
		verdict Verdict
		subject string
	}{
		"all open":                               {fenced(windows, aclRuleOf("o", egress, 100, "allow", nil), aclRuleOf("i", ingress, 100, "allow", nil)), Allow, ""},
		"no rule at all":                         {fenced(windows), Deny, "fence"},
		"no rule for the return":                 {fenced(windows, out), Deny, "fence"},
		"exactly what Windows needs":             {fenced(windows, out, back(49152, 65535)), Allow, ""},
		"exactly what Linux needs":               {fenced(linux, out, back(32768, 60999)), Allow, ""},
		"Windows ports do not do for Linux":      {fenced(linux, out, back(49152, 65535)), Unknown, "fence"},
		"Linux ports do not do for Windows":      {fenced(windows, out, back(32768, 61000)), Unknown, "fence"},
		"ports far from those of Windows":        {fenced(windows, out, back(1024, 2048)), Deny, "fence"},
		"some system, all ports":                 {fenced(none, out, back(1024, 65535)), Allow, ""},
		"some system, ports of Windows":          {fenced(none, out, back(49152, 65535)), Unknown, "fence"},
		"some system, ports of none":             {fenced(none, out, back(443, 443)), Deny, "fence"},
		"ports in pieces":                        {fenced(windows, out, back(49152, 55000), aclRuleOf("rest", ingress, 110, "allow", tcp(55001, 65535))), Allow, ""},
		"addresses in halves":                    {fenced(windows, halfOf("first", 100, "allow", "10.0.2.0/25"), halfOf("second", 110, "allow", "10.0.2.128/25"), halfOf("third", 120, "allow", "10.0.3.0/24"), back(1024, 65535)), Allow, ""},
		"one half of the addresses":              {fenced(windows, halfOf("first", 100, "allow", "10.0.2.0/25"), halfOf("third", 120, "allow", "10.0.3.0/24"), back(1024, 65535)), Unknown, ""},
		"a denial between halves":                {fenced(windows, halfOf("first", 100, "allow", "10.0.2.0/25"), halfOf("no", 105, "deny", "10.0.2.192/26"), halfOf("second", 110, "allow", "10.0.2.128/25"), halfOf("third", 120, "allow", "10.0.3.0/24"), back(1024, 65535)), Unknown, ""},
		"denials of both halves":                 {fenced(windows, halfOf("first", 100, "deny", "10.0.0.0/17"), halfOf("second", 110, "deny", "10.0.128.0/17"), out, back(1024, 65535)), Deny, "first"},
		"a denial in front":                      {fenced(windows, aclRuleOf("no", egress, 50, "deny", nil), out, back(1024, 65535)), Deny, "no"},
		"a denial behind":                        {fenced(windows, aclRuleOf("no", egress, 150, "deny", nil), out, back(1024, 65535)), Allow, ""},
		"a denial of one port of the return":     {fenced(windows, out, aclRuleOf("no", ingress, 50, "deny", tcp(60000, 60000)), back(1024, 65535)), Unknown, "fence"},
		"a denial that may be there":             {fenced(windows, perhaps, out, back(1024, 65535)), Unknown, "fence"},
		"a denial for others":                    {fenced(windows, aclRuleOf("no", egress, 50, "deny", fields{"cidr_block": "192.168.0.0/16"}), out, back(1024, 65535)), Allow, ""},
		"a denial for one of the subnets":        {fenced(windows, aclRuleOf("no", egress, 50, "deny", fields{"cidr_block": "10.0.2.0/24"}), out, back(1024, 65535)), Unknown, ""},
		"a denial for a part of the subnet":      {fenced(windows, aclRuleOf("no", egress, 50, "deny", fields{"cidr_block": "10.0.2.7/32"}), out, back(1024, 65535)), Unknown, ""},
		"a number that is not known":             {fenced(windows, aclRuleOf("no", egress, 0, "deny", fields{"rule_number": unknown("no default")}), out, back(1024, 65535)), Unknown, ""},
		"an allowance whose number is not known": {fenced(windows, aclRuleOf("may", egress, 0, "allow", fields{"rule_number": unknown("no default")}), out, back(1024, 65535)), Allow, ""},
		"another protocol":                       {fenced(windows, aclRuleOf("udp", egress, 100, "allow", fields{"protocol": "udp", "from_port": 0, "to_port": 65535})), Deny, "fence"},
		"IPv6 only":                              {fenced(windows, aclRuleOf("six", egress, 100, "allow", fields{"cidr_block": nil, "ipv6_cidr_block": "::/0"})), Deny, "fence"},
		"open rules":                             {with(fenced(windows), thing{kind: "network_acl", address: "fence", fields: fields{"rules": links{open("module.x is given it")}}}), Unknown, "fence"},
		"an ACL that is not known":               {with(fenced(windows), thing{kind: "subnet", address: "apps", fields: fields{"cidr_block": "10.0.1.0/24", "network_acl": links{open("no default")}}}), Unknown, "apps"},
		"the same subnet":                        {with(fenced(windows), thing{kind: "vpc_endpoint", address: "ssm", fields: fields{"endpoint_type": "Interface", "subnets": to("apps")}}), Allow, ""},
		"the endpoint's ACL lets nothing back":   {with(fenced(windows, aclRuleOf("o", egress, 100, "allow", nil), aclRuleOf("i", ingress, 100, "allow", nil)), thing{kind: "network_acl", address: "free", fields: fields{"rules": to("free.in")}}), Deny, "free"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			expect(t, New(build(c.things...), Options{}).ACL("office", "ssm", "tcp", 443), c.verdict, c.subject, "")
		})
	}
}

// What no rule allows of a client's ports is told apart from what a rule denies, and from what may be allowed.
func TestACLInPart(t *testing.T) {
	const windows, linux, none = "Windows_Server-2022", "amzn2-ami", "ami-1"
	tcp := func(from, to int) fields { return fields{"protocol": "tcp", "from_port": from, "to_port": to} }
	out := aclRuleOf("out", egress, 100, "allow", tcp(443, 443))
	back := func(from, to int) thing { return aclRuleOf("back", ingress, 100, "allow", tcp(from, to)) }
	perhaps := aclRuleOf("rest", ingress, 110, "allow", tcp(1024, 65535))
	perhaps.maybe = "var.open is not known"
	barred := aclRuleOf("out", egress, 100, "allow", nil)
	doubtful := thing{kind: "instance", address: "office", maybe: "its count is not known", fields: fields{"image": linux, "subnets": to("apps"), "security_groups": to("app")}}
	cases := map[string]struct {
		things  []thing
		verdict Verdict
		part    string
	}{
		"ports of Windows, for Linux":          {fenced(linux, out, back(49152, 65535)), Unknown, "32768-49151"},
		"a hole in the middle":                 {fenced(windows, out, back(49152, 50000), aclRuleOf("rest", ingress, 110, "allow", tcp(60000, 65535))), Unknown, "50001-59999"},
		"all of them":                          {fenced(linux, out, back(1024, 65535)), Allow, ""},
		"none of them":                         {fenced(linux, out, back(1024, 2048)), Deny, ""},
		"one is denied on purpose":             {fenced(linux, out, aclRuleOf("no", ingress, 50, "deny", tcp(40000, 40000)), back(1024, 65535)), Unknown, ""},
		"the rest may be allowed":              {fenced(linux, out, back(49152, 65535), perhaps), Unknown, ""},
		"some system, enough for one":          {fenced(none, out, back(49152, 65535)), Unknown, ""},
		"some system, a part for each":         {fenced(none, out, back(50000, 60000)), Unknown, "49152-49999 and 60001-65535"},
		"some system, a part or nothing":       {fenced(none, out, back(32768, 40000)), Unknown, "40001-60999"},
		"before one of the endpoint's subnets": {with(fenced(linux, out, aclRuleOf("first", ingress, 90, "allow", fields{"cidr_block": "10.0.2.0/24"}), back(49152, 65535))), Unknown, ""},
		"of an instance that may not exist":    {with(fenced(linux, out, back(49152, 65535)), doubtful), Unknown, ""},
		"behind what is denied":                {fenced(linux, aclRuleOf("no", egress, 50, "deny", nil), barred, back(49152, 65535)), Deny, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			answer := New(build(c.things...), Options{}).ACL("office", "ssm", "tcp", 443)
			expect(t, answer, c.verdict, "", "")
			if answer.Part != c.part {
				t.Errorf("got %q of the ports, want %q (%s)", answer.Part, c.part, answer.Reason)
			}
		})
	}
}

// Where it is known of each network interface of an endpoint whether it can be reached, so is the share that cannot.
func TestACLShare(t *testing.T) {
	no := func(block string) thing { return halfOf("no", 50, "deny", block) }
	all := []thing{aclRuleOf("o", egress, 100, "allow", nil), aclRuleOf("i", ingress, 100, "allow", nil)}
	perhaps := no("10.0.2.0/24")
	perhaps.maybe = "var.strict is not known"
	own := thing{kind: "vpc_endpoint", address: "ssm", fields: fields{"endpoint_type": "Interface", "subnets": to("apps", "a", "b")}}
	doubtful := thing{kind: "vpc_endpoint", address: "ssm", fields: fields{"endpoint_type": "Interface", "subnets": links{link{to: "a"}, link{to: "b"}, open("no default")}}}
	cases := map[string]struct {
		things  []thing
		verdict Verdict
		share   string
	}{
		"one of two":                   {fenced("Windows", append(all, no("10.0.2.0/24"))...), Unknown, "1 of 2"},
		"both":                         {fenced("Windows", append(all, no("10.0.0.0/16"))...), Deny, ""},
		"all but that in its subnet":   {with(fenced("Windows", append(all, no("10.0.0.0/16"))...), own), Unknown, "2 of 3"},
		"one may be denied":            {fenced("Windows", append(all, perhaps)...), Unknown, ""},
		"a part of the addresses":      {fenced("Windows", append(all, no("10.0.2.7/32"))...), Unknown, ""},
		"there may be further subnets": {with(fenced("Windows", append(all, no("10.0.2.0/24"))...), doubtful), Unknown, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			answer := New(build(c.things...), Options{}).ACL("office", "ssm", "tcp", 443)
			expect(t, answer, c.verdict, "", "")
			if answer.Share != c.share {
				t.Errorf("got a share of %q, want %q (%s)", answer.Share, c.share, answer.Reason)
			}
		})
	}
}

// Which subnet an instance is in does not matter where the VPC's own network ACL is the one of all.
func TestACLOfAnySubnet(t *testing.T) {
	somewhere := thing{kind: "instance", address: "office", fields: fields{"vpc": to("vpc"), "subnets": links{link{"apps", "no default"}}}}
	elsewhere := thing{kind: "instance", address: "office", fields: fields{"vpc": to("vpc"), "subnets": links{open("no default")}}}
	vpc := func(more fields) thing {
		all := fields{"cidr_block": "10.0.0.0/16", "default_network_acl": to("free"), "network_acls": to("free"), "subnets": to("a", "b")}
		maps.Copy(all, more)
		return thing{kind: "vpc", address: "vpc", fields: all}
	}
	apps := thing{kind: "subnet", address: "apps", fields: fields{"cidr_block": "10.0.1.0/24", "vpc": to("vpc"), "network_acl": to("free")}}
	other := thing{kind: "subnet", address: "b", fields: fields{"cidr_block": "10.0.3.0/24", "vpc": to("vpc"), "network_acl": to("fence")}}
	cases := map[string]struct {
		things  []thing
		verdict Verdict
	}{
		"the default one alone":     {[]thing{vpc(nil)}, Allow},
		"a subnet of somebody else": {[]thing{vpc(nil), elsewhere}, Unknown},
		"another one":               {[]thing{vpc(fields{"network_acls": to("free", "fence")})}, Unknown},
		"perhaps another one":       {[]thing{vpc(fields{"network_acls": links{link{to: "free"}, open("no default")}})}, Unknown},
		"perhaps further subnets":   {[]thing{vpc(fields{"subnets": links{link{to: "a"}, open("module.x is given it")}})}, Unknown},
		"a subnet with another one": {[]thing{vpc(nil), other}, Unknown},
		"one that lets nothing out": {[]thing{vpc(nil), {kind: "network_acl", address: "free", fields: fields{"default": true, "rules": to("free.in")}}}, Deny},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			things := with(with(fenced("Windows"), apps, somewhere), c.things...)
			answer := New(build(things...), Options{}).ACL("office", "ssm", "tcp", 443)
			expect(t, answer, c.verdict, "", "")
			for i, hop := range answer.Path {
				if hop.Verdict == Unknown && slices.Contains(answer.Path[:i], hop) {
					t.Errorf("told twice: %s", hop.Text)
				}
			}
		})
	}
}

func TestACLToTheInternet(t *testing.T) {
	open := []thing{aclRuleOf("o", egress, 100, "allow", nil), aclRuleOf("i", ingress, 100, "allow", nil)}
	narrow := []thing{aclRuleOf("o", egress, 100, "allow", fields{"cidr_block": "52.0.0.0/8"}), open[1]}
	private := []thing{aclRuleOf("o", egress, 100, "allow", fields{"cidr_block": "10.0.0.0/8"})}
	listed := append(open, aclRuleOf("bad", ingress, 10, "deny", fields{"cidr_block": "198.51.100.7/32"}))
	local := append(open, aclRuleOf("bad", ingress, 10, "deny", fields{"cidr_block": "192.168.0.0/16"}))
	cases := map[string]struct {
		rules   []thing
		verdict Verdict
	}{
		"open": {open, Allow}, "a part of the internet": {narrow, Unknown}, "private networks": {private, Deny},
		"a part is denied": {listed, Unknown}, "private networks are denied": {local, Allow},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			n := New(build(fenced("Windows", c.rules...)...), Options{})
			expect(t, n.ACL("office", "0.0.0.0/0", "tcp", 443), c.verdict, "", "")
		})
	}
}

func TestACLOnTheWayThroughNAT(t *testing.T) {
	rules := links{link{to: "free.in"}}
	things := street(fields{"nat_gateway": to("nat")},
		thing{kind: "network_acl", address: "free", fields: fields{"rules": to("free.in", "free.out")}},
		thing{kind: "network_acl", address: "fence", fields: fields{"rules": rules}},
		aclRuleOf("free.in", ingress, 100, "allow", nil), aclRuleOf("free.out", egress, 100, "allow", nil),
		thing{kind: "subnet", address: "front", fields: fields{"cidr_block": "10.0.0.0/24", "vpc": to("vpc"), "route_table": to("public"), "network_acl": to("fence")}},
		thing{kind: "subnet", address: "back", fields: fields{"cidr_block": "10.0.1.0/24", "vpc": to("vpc"), "route_table": to("private"), "network_acl": to("free")}},
	)
	expect(t, New(build(things...), Options{}).ACL("office", "0.0.0.0/0", "tcp", 443), Deny, "fence", "rules")
}

func TestOperatingSystem(t *testing.T) {
	cases := map[string]struct {
		instance fields
		want     string
	}{
		"an image name":          {fields{"image": "Windows_Server-2022-English-Full-Base"}, "windows"},
		"a reference":            {fields{"image": token("data.aws_ami.ubuntu", "id")}, "linux"},
		"a parameter's path":     {fields{"image": "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"}, "linux"},
		"a lookup":               {fields{"image": to("ami")}, "windows"},
		"user data of Windows":   {fields{"image": "ami-1", "user_data": "<powershell>Install</powershell>"}, "windows"},
		"user data of Linux":     {fields{"image": "ami-1", "user_data": "#!/bin/bash\nyum update"}, "linux"},
		"user data in base64":    {fields{"image": "ami-1", "user_data": "IyEvYmluL2Jhc2gKeXVtIHVwZGF0ZQ=="}, "linux"},
		"a name":                 {fields{"image": "ami-1", "tags": map[string]any{"Name": "windows-jump"}}, "windows"},
		"the image before names": {fields{"image": "amzn2-ami-hvm", "tags": map[string]any{"Name": "windows-proxy"}}, "linux"},
		"licensed Office":        {fields{"image": "Office LTSC Professional Plus 2021"}, "windows"},
		"nothing":                {fields{"image": "ami-1"}, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			g := build(thing{kind: "instance", address: "i", fields: c.instance},
				thing{kind: "ami", address: "ami", fields: fields{"names": []string{"Windows_Server-2019-*"}}})
			if got := operatingSystem(g.Node("i")); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// The evaluation by intervals must say of every port what walking the rules for that port alone says.
func TestIntervalsAgreeWithSinglePorts(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	n := New(build(), Options{})
	side := blockSpace(netip.MustParsePrefix("10.0.0.0/24"))
	for range 300 {
		acl := &networkACL{node: build(thing{kind: "network_acl", address: "acl"}).Node("acl")}
		for number := range random.IntN(6) {
			from := random.IntN(40)
			rule := aclRuleOf("r", egress, number, []string{"allow", "deny"}[random.IntN(2)],
				fields{"protocol": "tcp", "from_port": from, "to_port": from + random.IntN(20), "cidr_block": []string{"0.0.0.0/0", "10.0.0.7/32", "192.168.0.0/16"}[random.IntN(3)]})
			node := build(rule).Node("r")
			acl.rules = append(acl.rules, newACLRule(graph.Member{Node: node}))
		}
		whole := n.evaluate(acl, pass{egress, side, "tcp", interval{0, 50}})
		for port := range 51 {
			single := n.evaluate(acl, pass{egress, side, "tcp", interval{port, port}})
			for _, part := range whole {
				if part.ports.has(port) && part.verdict != single[0].verdict {
					t.Fatalf("port %d: %s in %+v, %s alone", port, part.verdict, part.ports, single[0].verdict)
				}
			}
		}
		covered := 0
		for _, part := range whole {
			covered += part.ports.to - part.ports.from + 1
		}
		if covered != 51 {
			t.Fatalf("%d of 51 ports are decided", covered)
		}
	}
}
