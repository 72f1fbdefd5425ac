package network

import "testing"

// house is a VPC with an instance in one subnet and an endpoint in two others. The tests change its rules.
func house(egressRules, ingressRules []thing) []thing {
	app, endpoints := links{}, links{}
	for _, rule := range egressRules {
		app = append(app, link{to: rule.address})
	}
	for _, rule := range ingressRules {
		endpoints = append(endpoints, link{to: rule.address})
	}
	things := []thing{
		{kind: "vpc", address: "vpc", fields: fields{"cidr_block": "10.0.0.0/16", "enable_dns_support": true, "enable_dns_hostnames": true}},
		{kind: "subnet", address: "apps", fields: fields{"cidr_block": "10.0.1.0/24", "vpc": to("vpc")}},
		{kind: "subnet", address: "a", fields: fields{"cidr_block": "10.0.2.0/24", "vpc": to("vpc")}},
		{kind: "subnet", address: "b", fields: fields{"cidr_block": "10.0.3.0/24", "vpc": to("vpc")}},
		{kind: "security_group", address: "app", fields: fields{"vpc": to("vpc"), "rules": app}},
		{kind: "security_group", address: "endpoints", fields: fields{"vpc": to("vpc"), "rules": endpoints}},
		{kind: "security_group", address: "stranger", fields: fields{"vpc": to("hub")}},
		{kind: "vpc_endpoint", address: "ssm", fields: fields{
			"service_name": "com.amazonaws.eu-central-1.ssm", "endpoint_type": "Interface", "private_dns_enabled": true,
			"vpc": to("vpc"), "subnets": to("a", "b"), "security_groups": to("endpoints"),
		}},
		{kind: "instance", address: "office", fields: fields{
			"vpc": to("vpc"), "subnets": to("apps"), "security_groups": to("app"),
		}},
		{kind: "prefix_list", address: "s3list", external: "it is looked up", fields: fields{"name": "com.amazonaws.eu-central-1.s3"}},
		{kind: "prefix_list", address: "halves", fields: fields{"cidr_blocks": []string{"0.0.0.0/1", "128.0.0.0/1"}}},
		{kind: "prefix_list", address: "company", fields: fields{"cidr_blocks": []string{"192.168.0.0/16"}}},
		{kind: "prefix_list", address: "open", fields: fields{"cidr_blocks": []any{"192.168.0.0/16", unknown("no default")}}},
		{kind: "prefix_list", address: "mylist", fields: fields{"cidr_blocks": []string{"10.0.2.0/24", "10.0.3.0/24"}}},
	}
	return append(append(things, egressRules...), ingressRules...)
}

func rule(address, direction string, more fields) thing {
	all := fields{"direction": direction, "protocol": "tcp", "from_port": 443, "to_port": 443}
	for name, field := range more {
		all[name] = field
	}
	return thing{kind: "security_group_rule", address: address, fields: all}
}

func TestEgress(t *testing.T) {
	everything := fields{"protocol": "all", "from_port": nil, "to_port": nil, "cidr_blocks": []string{"0.0.0.0/0"}}
	cases := map[string]struct {
		rules       []thing
		destination string
		verdict     Verdict
		subject     string
		attribute   string
	}{
		"everything":                           {[]thing{rule("r", egress, everything)}, "ssm", Allow, "", ""},
		"everything to the internet":           {[]thing{rule("r", egress, everything)}, "0.0.0.0/0", Allow, "", ""},
		"nothing":                              {nil, "ssm", Deny, "app", "rules"},
		"nothing, to a way that is not known":  {nil, "nobody", Deny, "app", "rules"},
		"to nowhere":                           {[]thing{rule("r", egress, everything)}, "nobody", Unknown, "nobody", ""},
		"to the endpoint's group":              {[]thing{rule("r", egress, fields{"groups": to("endpoints")})}, "ssm", Allow, "", ""},
		"the endpoint's group is no internet":  {[]thing{rule("r", egress, fields{"groups": to("endpoints")})}, "0.0.0.0/0", Deny, "r", "groups"},
		"to the VPC":                           {[]thing{rule("r", egress, fields{"cidr_blocks": []string{"10.0.0.0/16"}})}, "ssm", Allow, "", ""},
		"the VPC is no internet":               {[]thing{rule("r", egress, fields{"cidr_blocks": []string{"10.0.0.0/16"}})}, "0.0.0.0/0", Deny, "r", "cidr_blocks"},
		"to both subnets":                      {[]thing{rule("r", egress, fields{"cidr_blocks": []string{"10.0.2.0/24", "10.0.3.0/24"}})}, "ssm", Allow, "", ""},
		"to both subnets by two rules":         {[]thing{rule("r", egress, fields{"cidr_blocks": []string{"10.0.2.0/24"}}), rule("q", egress, fields{"cidr_blocks": []string{"10.0.3.0/24"}})}, "ssm", Allow, "", ""},
		"to one of two subnets":                {[]thing{rule("r", egress, fields{"cidr_blocks": []string{"10.0.2.0/24"}})}, "ssm", Unknown, "app", "rules"},
		"to a part of the subnets":             {[]thing{rule("r", egress, fields{"cidr_blocks": []string{"10.0.2.0/25", "10.0.3.0/25"}})}, "ssm", Unknown, "", ""},
		"to another network":                   {[]thing{rule("r", egress, fields{"cidr_blocks": []string{"192.168.0.0/16"}})}, "ssm", Deny, "r", "cidr_blocks"},
		"to another group":                     {[]thing{rule("r", egress, fields{"groups": to("app")})}, "ssm", Deny, "r", "groups"},
		"another port":                         {[]thing{rule("r", egress, fields{"to_port": 80, "from_port": 80, "cidr_blocks": []string{"0.0.0.0/0"}})}, "ssm", Deny, "r", "to_port"},
		"other ports of several":               {[]thing{rule("r", egress, fields{"to_port": 80, "from_port": 80, "cidr_blocks": []string{"0.0.0.0/0"}}), rule("q", egress, fields{"to_port": 53, "from_port": 53, "cidr_blocks": []string{"0.0.0.0/0"}})}, "ssm", Deny, "app", "rules"},
		"port 0 of tcp is not every port":      {[]thing{rule("r", egress, fields{"to_port": 0, "from_port": 0, "cidr_blocks": []string{"0.0.0.0/0"}})}, "ssm", Deny, "r", "to_port"},
		"a range of ports":                     {[]thing{rule("r", egress, fields{"to_port": 1024, "from_port": 0, "cidr_blocks": []string{"0.0.0.0/0"}})}, "ssm", Allow, "", ""},
		"ports above":                          {[]thing{rule("r", egress, fields{"to_port": 65535, "from_port": 1024, "cidr_blocks": []string{"0.0.0.0/0"}})}, "ssm", Deny, "r", "from_port"},
		"another protocol":                     {[]thing{rule("r", egress, fields{"protocol": "udp", "cidr_blocks": []string{"0.0.0.0/0"}})}, "ssm", Deny, "r", "protocol"},
		"IPv6 alone does not serve IPv4":       {[]thing{rule("r", egress, fields{"ipv6_cidr_blocks": []string{"::/0"}})}, "ssm", Deny, "r", "ipv6_cidr_blocks"},
		"inward only":                          {[]thing{rule("r", ingress, fields{"cidr_blocks": []string{"0.0.0.0/0"}})}, "ssm", Deny, "app", "rules"},
		"a block that is not known":            {[]thing{rule("r", egress, fields{"cidr_blocks": []any{unknown("no default")}})}, "ssm", Unknown, "r", "cidr_blocks"},
		"blocks that are not known":            {[]thing{rule("r", egress, fields{"cidr_blocks": unknown("no default")})}, "ssm", Unknown, "r", "cidr_blocks"},
		"a port that is not known":             {[]thing{rule("r", egress, fields{"to_port": unknown("no default"), "cidr_blocks": []string{"0.0.0.0/0"}})}, "ssm", Unknown, "r", ""},
		"a protocol that is not known":         {[]thing{rule("r", egress, fields{"protocol": unknown("no default"), "cidr_blocks": []string{"0.0.0.0/0"}})}, "ssm", Unknown, "r", ""},
		"a block that a condition decides":     {[]thing{rule("r", egress, fields{"cidr_blocks": choice{[]string{"0.0.0.0/0"}, []string{}}})}, "ssm", Unknown, "r", ""},
		"the prefix list of S3 is no ssm":      {[]thing{rule("r", egress, fields{"prefix_lists": to("s3list")})}, "ssm", Deny, "app", "rules"},
		"a prefix list with the subnets":       {[]thing{rule("r", egress, fields{"prefix_lists": to("mylist")})}, "ssm", Allow, "", ""},
		"a prefix list by id":                  {[]thing{rule("r", egress, fields{"prefix_lists": to("pl-1234")})}, "ssm", Unknown, "r", "prefix_lists"},
		"a group by id":                        {[]thing{rule("r", egress, fields{"groups": to("sg-1234")})}, "ssm", Deny, "r", "groups"},
		"groups that are not known":            {[]thing{rule("r", egress, fields{"groups": links{open("no default")}})}, "ssm", Unknown, "r", "groups"},
		"the VPC's block by reference":         {[]thing{rule("r", egress, fields{"cidr_blocks": []string{token("vpc", "cidr_block")}})}, "ssm", Allow, "", ""},
		"a subnet's block by reference":        {[]thing{rule("r", egress, fields{"cidr_blocks": []string{token("a", "cidr_block"), token("b", "cidr_block")}})}, "ssm", Allow, "", ""},
		"another subnet's block by reference":  {[]thing{rule("r", egress, fields{"cidr_blocks": []string{token("apps", "cidr_block")}})}, "ssm", Deny, "r", "cidr_blocks"},
		"a VPC's block is no way to the world": {[]thing{rule("r", egress, fields{"cidr_blocks": []string{token("vpc", "cidr_block")}})}, "0.0.0.0/0", Deny, "r", "cidr_blocks"},
		"another protocol by its number":       {[]thing{rule("r", egress, fields{"protocol": "50", "cidr_blocks": []string{"0.0.0.0/0"}})}, "ssm", Deny, "app", "rules"},
		"ICMP, whose ports are no ports":       {[]thing{rule("r", egress, fields{"protocol": "icmp", "from_port": -1, "to_port": -1, "cidr_blocks": []string{"0.0.0.0/0"}})}, "ssm", Deny, "app", "rules"},
		"port -1 of tcp":                       {[]thing{rule("r", egress, fields{"from_port": -1, "to_port": -1, "cidr_blocks": []string{"0.0.0.0/0"}})}, "ssm", Unknown, "r", ""},
		"its own members, who are others":      {[]thing{rule("r", egress, fields{"self": true})}, "ssm", Deny, "app", "rules"},
		"halves of the internet":               {[]thing{rule("r", egress, fields{"cidr_blocks": []string{"0.0.0.0/1"}}), rule("q", egress, fields{"cidr_blocks": []string{"128.0.0.0/1"}})}, "0.0.0.0/0", Allow, "", ""},
		"one half of the internet":             {[]thing{rule("r", egress, fields{"cidr_blocks": []string{"0.0.0.0/1"}})}, "0.0.0.0/0", Unknown, "", ""},
		"halves of the internet in a list":     {[]thing{rule("r", egress, fields{"prefix_lists": to("halves")})}, "0.0.0.0/0", Allow, "", ""},
		"a list that may hold more":            {[]thing{rule("r", egress, fields{"prefix_lists": to("open")})}, "ssm", Unknown, "r", "prefix_lists"},
		"a list of other networks":             {[]thing{rule("r", egress, fields{"prefix_lists": to("company")})}, "ssm", Deny, "app", "rules"},
		"a part of the internet":               {[]thing{rule("r", egress, fields{"cidr_blocks": []string{"52.0.0.0/8"}})}, "0.0.0.0/0", Unknown, "", ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			n := New(build(house(c.rules, nil)...), Options{})
			expect(t, n.Egress("office", c.destination, "tcp", 443), c.verdict, c.subject, c.attribute)
		})
	}
}

func TestEgressOfUncertainGroups(t *testing.T) {
	everything := rule("r", egress, fields{"protocol": "all", "cidr_blocks": []string{"0.0.0.0/0"}})
	perhaps := everything
	perhaps.maybe = "var.open is not known"
	group := func(rules links) thing {
		return thing{kind: "security_group", address: "app", fields: fields{"vpc": to("vpc"), "rules": rules}}
	}
	office := func(groups links) thing {
		return thing{kind: "instance", address: "office", fields: fields{"vpc": to("vpc"), "subnets": to("apps"), "security_groups": groups}}
	}
	cases := map[string]struct {
		things  []thing
		verdict Verdict
	}{
		"rules that are open":                     {[]thing{group(links{open("module.x is given it")})}, Unknown},
		"open rules and a certain one":            {[]thing{everything, group(append(to("r"), open("module.x is given it")))}, Allow},
		"a rule that may not exist":               {[]thing{perhaps, group(to("r"))}, Unknown},
		"a rule that may not belong":              {[]thing{everything, group(links{link{"r", "a condition"}})}, Unknown},
		"a group by id":                           {[]thing{office(to("sg-1"))}, Unknown},
		"a silent group and one by id":            {[]thing{office(to("app", "sg-1"))}, Unknown},
		"an opening group and one by id":          {[]thing{everything, group(to("r")), office(to("app", "sg-1"))}, Allow},
		"groups that are not known":               {[]thing{office(links{link{to: "app"}, open("no default")})}, Unknown},
		"a group that is looked up":               {[]thing{{kind: "security_group", address: "app", external: "it is looked up"}}, Unknown},
		"no group at all":                         {[]thing{office(links{})}, Unknown},
		"a silent group beside one that opens":    {[]thing{{kind: "security_group", address: "open", fields: fields{"rules": to("r")}}, everything, office(to("app", "open"))}, Allow},
		"an instance that may not exist":          {[]thing{{kind: "instance", address: "office", maybe: "its count is not known", fields: fields{"subnets": to("apps"), "security_groups": to("app")}}}, Unknown},
		"a launch template decides on no network": {[]thing{{kind: "launch_template", address: "office"}}, Unknown},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			n := New(build(with(house(nil, nil), c.things...)...), Options{})
			expect(t, n.Egress("office", "ssm", "tcp", 443), c.verdict, "", "")
		})
	}
}

func TestIngress(t *testing.T) {
	cases := map[string]struct {
		rules     []thing
		verdict   Verdict
		subject   string
		attribute string
	}{
		"from the instance's group":     {[]thing{rule("r", ingress, fields{"groups": to("app")})}, Allow, "", ""},
		"from its subnet":               {[]thing{rule("r", ingress, fields{"cidr_blocks": []string{"10.0.1.0/24"}})}, Allow, "", ""},
		"from the VPC":                  {[]thing{rule("r", ingress, fields{"cidr_blocks": []string{"10.0.0.0/16"}})}, Allow, "", ""},
		"from everywhere":               {[]thing{rule("r", ingress, fields{"cidr_blocks": []string{"0.0.0.0/0"}})}, Allow, "", ""},
		"from nobody":                   {nil, Deny, "endpoints", "rules"},
		"from itself":                   {[]thing{rule("r", ingress, fields{"self": true})}, Deny, "endpoints", "rules"},
		"from another subnet":           {[]thing{rule("r", ingress, fields{"cidr_blocks": []string{"10.0.9.0/24"}})}, Deny, "r", "cidr_blocks"},
		"from a part of the subnet":     {[]thing{rule("r", ingress, fields{"cidr_blocks": []string{"10.0.1.5/32"}})}, Unknown, "", ""},
		"outward only":                  {[]thing{rule("r", egress, fields{"cidr_blocks": []string{"0.0.0.0/0"}})}, Deny, "endpoints", "rules"},
		"from a group and a network":    {[]thing{rule("r", ingress, fields{"groups": to("stranger"), "cidr_blocks": []string{"10.0.1.0/24"}})}, Allow, "", ""},
		"from a group of another VPC":   {[]thing{rule("r", ingress, fields{"groups": to("stranger")})}, Deny, "r", "groups"},
		"from a peered group by id":     {[]thing{rule("r", ingress, fields{"groups": to("111122223333/sg-1234")})}, Deny, "r", "groups"},
		"from halves of the subnet":     {[]thing{rule("r", ingress, fields{"cidr_blocks": []string{"10.0.1.0/25"}}), rule("q", ingress, fields{"cidr_blocks": []string{"10.0.1.128/25"}})}, Allow, "", ""},
		"from IPv6 only":                {[]thing{rule("r", ingress, fields{"ipv6_cidr_blocks": []string{"::/0"}})}, Deny, "r", "ipv6_cidr_blocks"},
		"self that is not known":        {[]thing{rule("r", ingress, fields{"self": unknown("no default")})}, Deny, "endpoints", "rules"},
		"a direction that is not known": {[]thing{rule("r", ingress, fields{"direction": unknown("no default"), "cidr_blocks": []string{"0.0.0.0/0"}})}, Unknown, "", ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			n := New(build(house(nil, c.rules)...), Options{})
			expect(t, n.Ingress("ssm", "office", "tcp", 443), c.verdict, c.subject, c.attribute)
		})
	}
}

func TestIngressTraps(t *testing.T) {
	fromSubnet := house(nil, []thing{rule("r", ingress, fields{"cidr_blocks": []string{"10.0.1.0/24"}})})
	t.Run("an Auto Scaling group stands in all of its subnets", func(t *testing.T) {
		things := with(fromSubnet, thing{kind: "autoscaling_group", address: "workers", fields: fields{"vpc": to("vpc"), "subnets": to("apps", "b"), "security_groups": to("app")}})
		expect(t, New(build(things...), Options{}).Ingress("ssm", "workers", "tcp", 443), Deny, "r", "cidr_blocks")
	})
	t.Run("the VPC's default group lets in its members alone", func(t *testing.T) {
		group := "vpc.default_security_group"
		things := with(house(nil, nil),
			thing{kind: "security_group", address: group, fields: fields{"default": true, "rules": to(group + ".default_ingress")}},
			rule(group+".default_ingress", ingress, fields{"protocol": "all", "self": true}),
			thing{kind: "vpc_endpoint", address: "ssm", fields: fields{"endpoint_type": "Interface", "vpc": to("vpc"), "subnets": to("a"), "security_groups": to(group)}},
			thing{kind: "instance", address: "member", fields: fields{"vpc": to("vpc"), "subnets": to("apps"), "security_groups": to(group)}},
		)
		n := New(build(things...), Options{})
		expect(t, n.Ingress("ssm", "office", "tcp", 443), Deny, "ssm", "security_groups")
		expect(t, n.Ingress("ssm", "member", "tcp", 443), Allow, "", "")
	})
	t.Run("what is added to the group of a directory lets others in", func(t *testing.T) {
		things := with(house(nil, nil),
			thing{kind: "vpc", address: "hub", fields: fields{"cidr_block": "10.9.0.0/16"}},
			thing{kind: "directory", address: "ad", fields: fields{"vpc": to("hub"), "rules": to("added")}},
			rule("added", ingress, fields{"protocol": "tcp", "from_port": 88, "to_port": 88, "cidr_blocks": []string{"10.0.0.0/16"}}),
		)
		n := New(build(things...), Options{})
		expect(t, n.Ingress("ad", "office", "tcp", 88), Allow, "", "")
		expect(t, n.Ingress("ad", "office", "tcp", 389), Unknown, "ad", "")
	})
	t.Run("a group outside of the unit on both sides", func(t *testing.T) {
		things := with(house(nil, []thing{rule("r", ingress, fields{"groups": to("sg-1")})}),
			thing{kind: "instance", address: "office", fields: fields{"vpc": to("vpc"), "subnets": to("apps"), "security_groups": to("sg-1")}},
			thing{kind: "instance", address: "other", fields: fields{"vpc": to("vpc"), "subnets": to("apps"), "security_groups": to("sg-2")}})
		n := New(build(things...), Options{})
		expect(t, n.Ingress("ssm", "office", "tcp", 443), Allow, "", "")
		expect(t, n.Ingress("ssm", "other", "tcp", 443), Deny, "r", "groups")
	})
	t.Run("a subnet whose block is not known is inside of its VPC", func(t *testing.T) {
		subnet := thing{kind: "subnet", address: "apps", fields: fields{"cidr_block": unknown("no default"), "vpc": to("vpc")}}
		n := New(build(with(fromSubnet, subnet)...), Options{})
		expect(t, n.Ingress("ssm", "office", "tcp", 443), Unknown, "", "")
		wide := house(nil, []thing{rule("r", ingress, fields{"cidr_blocks": []string{"10.0.0.0/8"}})})
		expect(t, New(build(with(wide, subnet)...), Options{}).Ingress("ssm", "office", "tcp", 443), Allow, "", "")
		elsewhere := house(nil, []thing{rule("r", ingress, fields{"cidr_blocks": []string{"192.168.0.0/16"}})})
		expect(t, New(build(with(elsewhere, subnet)...), Options{}).Ingress("ssm", "office", "tcp", 443), Deny, "r", "cidr_blocks")
	})
	t.Run("the same text stands for the same block", func(t *testing.T) {
		block := token("var.cidr", "")
		vpc := thing{kind: "vpc", address: "vpc", fields: fields{"cidr_block": block}}
		subnet := thing{kind: "subnet", address: "apps", fields: fields{"cidr_block": unknown("no default"), "vpc": to("vpc")}}
		things := with(house(nil, []thing{rule("r", ingress, fields{"cidr_blocks": []string{block}})}), vpc, subnet)
		expect(t, New(build(things...), Options{}).Ingress("ssm", "office", "tcp", 443), Allow, "", "")
	})
	t.Run("a gateway endpoint has no groups, whatever is said of it", func(t *testing.T) {
		things := with(house(nil, nil), thing{kind: "vpc_endpoint", address: "s3", fields: fields{
			"service_name": "com.amazonaws.eu-central-1.s3", "endpoint_type": "Gateway", "vpc": to("vpc"), "security_groups": to("endpoints"),
		}})
		expect(t, New(build(things...), Options{}).Ingress("s3", "office", "tcp", 443), Allow, "", "")
		listed := house([]thing{rule("r", egress, fields{"prefix_lists": to("s3list")})}, nil)
		expect(t, New(build(with(listed, things[len(things)-1])...), Options{}).Egress("office", "s3", "tcp", 443), Allow, "", "")
	})
	t.Run("a subnet with IPv6 addresses alone", func(t *testing.T) {
		six := thing{kind: "subnet", address: "apps", fields: fields{"ipv6_cidr_block": "2001:db8::/64", "vpc": to("vpc")}}
		things := house(nil, []thing{rule("r", ingress, fields{"ipv6_cidr_blocks": []string{"2001:db8::/64"}})})
		expect(t, New(build(with(things, six)...), Options{}).Ingress("ssm", "office", "tcp", 443), Unknown, "", "")
	})
	t.Run("a directory is open to its own VPC", func(t *testing.T) {
		things := with(house(nil, nil), thing{kind: "directory", address: "ad", fields: fields{"vpc": to("vpc"), "subnets": to("a", "b")}})
		n := New(build(things...), Options{})
		expect(t, n.Ingress("ad", "office", "tcp", 389), Allow, "", "")
		expect(t, n.Egress("office", "ad", "tcp", 389), Deny, "app", "rules")
	})
}

func TestOpenToWorld(t *testing.T) {
	cases := map[string]struct {
		rules   []thing
		verdict Verdict
		subject string
	}{
		"IPv4":                      {[]thing{rule("r", ingress, fields{"from_port": 3389, "to_port": 3389, "cidr_blocks": []string{"0.0.0.0/0"}})}, Allow, "r"},
		"IPv6":                      {[]thing{rule("r", ingress, fields{"from_port": 3000, "to_port": 4000, "ipv6_cidr_blocks": []string{"::/0"}})}, Allow, "r"},
		"every protocol":            {[]thing{rule("r", ingress, fields{"protocol": "all", "cidr_blocks": []string{"0.0.0.0/0"}})}, Allow, "r"},
		"a network":                 {[]thing{rule("r", ingress, fields{"from_port": 3389, "to_port": 3389, "cidr_blocks": []string{"203.0.113.0/24"}})}, Deny, ""},
		"another port":              {[]thing{rule("r", ingress, fields{"cidr_blocks": []string{"0.0.0.0/0"}})}, Deny, ""},
		"a group":                   {[]thing{rule("r", ingress, fields{"from_port": 3389, "to_port": 3389, "groups": to("app")})}, Deny, ""},
		"outward":                   {[]thing{rule("r", egress, fields{"protocol": "all", "cidr_blocks": []string{"0.0.0.0/0"}})}, Deny, ""},
		"halves of IPv4":            {[]thing{rule("r", ingress, fields{"from_port": 3389, "to_port": 3389, "cidr_blocks": []string{"0.0.0.0/1"}}), rule("q", ingress, fields{"from_port": 3389, "to_port": 3389, "cidr_blocks": []string{"128.0.0.0/1"}})}, Allow, "r"},
		"halves of IPv6":            {[]thing{rule("r", ingress, fields{"from_port": 3389, "to_port": 3389, "ipv6_cidr_blocks": []string{"::/1", "8000::/1"}})}, Allow, "r"},
		"halves of two families":    {[]thing{rule("r", ingress, fields{"from_port": 3389, "to_port": 3389, "cidr_blocks": []string{"0.0.0.0/1"}, "ipv6_cidr_blocks": []string{"8000::/1"}})}, Deny, ""},
		"a half on another port":    {[]thing{rule("r", ingress, fields{"from_port": 3389, "to_port": 3389, "cidr_blocks": []string{"0.0.0.0/1"}}), rule("q", ingress, fields{"cidr_blocks": []string{"128.0.0.0/1"}})}, Deny, ""},
		"halves in a prefix list":   {[]thing{rule("r", ingress, fields{"from_port": 3389, "to_port": 3389, "prefix_lists": to("halves")})}, Allow, "r"},
		"a list of networks":        {[]thing{rule("r", ingress, fields{"from_port": 3389, "to_port": 3389, "prefix_lists": to("company")})}, Deny, ""},
		"a block that is not known": {[]thing{rule("r", ingress, fields{"from_port": 3389, "to_port": 3389, "cidr_blocks": []any{unknown("no default")}})}, Unknown, "r"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			answers := New(build(house(c.rules, nil)...), Options{}).OpenToWorld("office", 3389)
			switch {
			case c.verdict == Deny && len(answers) > 0, c.verdict != Deny && len(answers) != 1:
				t.Fatalf("got %+v", answers)
			case len(answers) == 1:
				expect(t, answers[0], c.verdict, c.subject, "")
			}
		})
	}
}

func TestOpenToWorldThroughEveryRule(t *testing.T) {
	open := fields{"from_port": 3389, "to_port": 3389, "cidr_blocks": []string{"0.0.0.0/0"}}
	answers := New(build(house([]thing{rule("r", ingress, open), rule("s", ingress, open)}, nil)...), Options{}).OpenToWorld("office", 3389)
	if len(answers) != 2 {
		t.Fatalf("got %+v", answers)
	}
	expect(t, answers[0], Allow, "r", "")
	expect(t, answers[1], Allow, "s", "")
}
