package network

import (
	"testing"
)

func TestResolver(t *testing.T) {
	directory, instance := token("ad", "dns_ip_addresses[0]"), token("dc", "private_ip")
	things := func(vpc, options fields, from string) []thing {
		return []thing{
			vpcWith(vpc),
			{kind: "dhcp_options", address: "options", fields: options, from: from},
			{kind: "dhcp_options", address: "others", external: "it is looked up"},
			{kind: "subnet", address: "dcs", fields: fields{"cidr_block": "10.0.8.0/24", "vpc": to("vpc")}},
			{kind: "directory", address: "ad", fields: fields{"vpc": to("vpc"), "subnets": to("dcs")}},
			{kind: "instance", address: "dc", fields: fields{"private_addresses": []any{"10.0.9.10"}, "network_interfaces": to("card")}},
			{kind: "network_interface", address: "card", fields: fields{"private_addresses": []any{"10.0.9.11"}}},
		}
	}
	servers := func(list ...any) fields { return fields{"domain_name_servers": list} }
	given := fields{"dhcp_options": to("options")}
	cases := map[string]struct {
		vpc, options fields
		from         string
		kind         string
		servers      []string // kinds
	}{
		"no option set":                    {nil, nil, "", KindAmazon, []string{KindAmazon}},
		"AmazonProvidedDNS":                {given, servers("AmazonProvidedDNS"), "", KindAmazon, []string{KindAmazon}},
		"AmazonProvidedDNS misspelt":       {given, servers("amazonprovideddns"), "", KindUnknown, []string{KindUnknown}},
		"the second address of the VPC":    {given, servers("10.0.0.2"), "", KindAmazon, []string{KindAmazon}},
		"the link-local address":           {given, servers("169.254.169.253"), "", KindAmazon, []string{KindAmazon}},
		"the IPv6 address":                 {given, servers("fd00:ec2::253"), "", KindAmazon, []string{KindAmazon}},
		"a directory":                      {given, servers(directory, token("ad", "DnsIpAddresses[1]")), "", KindCustom, []string{KindDirectory, KindDirectory}},
		"all addresses of a directory":     {given, fields{"domain_name_servers": token("ad", "dns_ip_addresses")}, "", KindCustom, []string{KindDirectory}},
		"an instance":                      {given, servers(instance), "", KindCustom, []string{KindInstance}},
		"the fixed address of an instance": {given, servers("10.0.9.10"), "", KindCustom, []string{KindInstance}},
		"that of its network interface":    {given, servers("10.0.9.11"), "", KindCustom, []string{KindInstance}},
		"an address":                       {given, servers("10.9.0.10"), "", KindCustom, []string{KindAddress}},
		"an address of a directory":        {given, servers("10.0.8.10"), "", KindCustom, []string{KindDirectory}},
		"a declared domain controller":     {given, servers("192.0.2.10"), "", KindCustom, []string{KindDirectory}},
		"Amazon first":                     {given, servers("AmazonProvidedDNS", directory), "", KindMixed, []string{KindAmazon, KindDirectory}},
		"Amazon last":                      {given, servers(directory, "AmazonProvidedDNS"), "", KindMixed, []string{KindDirectory, KindAmazon}},
		"a server that is not known":       {given, servers(directory, unknown("no default")), "", KindUnknown, []string{KindDirectory}},
		"servers that are not known":       {given, fields{"domain_name_servers": unknown("no default")}, "", KindUnknown, []string{KindUnknown}},
		"some other reference":             {given, servers(token("aws_thing.x", "ip")), "", KindUnknown, []string{KindUnknown}},
		"none in Terraform":                {given, nil, "aws_vpc_dhcp_options", KindNone, nil},
		"none in CloudFormation":           {given, nil, "AWS::EC2::DHCPOptions", KindAmazon, []string{KindAmazon}},
		"an empty list":                    {given, servers(), "", KindNone, nil},
		"default":                          {fields{"dhcp_options": to("default")}, nil, "", KindAmazon, []string{KindAmazon}},
		"an option set by id":              {fields{"dhcp_options": to("dopt-1")}, nil, "", KindUnknown, nil},
		"an option set that is looked up":  {fields{"dhcp_options": to("others")}, nil, "", KindUnknown, nil},
		"two option sets":                  {fields{"dhcp_options": to("options", "others")}, nil, "", KindUnknown, nil},
		"an association that may be":       {fields{"dhcp_options": links{link{"options", "a condition"}}}, servers(directory), "", KindUnknown, []string{KindDirectory}},
		"an association not known":         {fields{"dhcp_options": links{open("no default")}}, nil, "", KindUnknown, nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			n := New(build(things(c.vpc, c.options, c.from)...), Options{DirectoryDNS: []string{"192.0.2.10"}})
			got := n.Resolver("vpc")
			if got.Kind != c.kind || len(got.Servers) != len(c.servers) {
				t.Fatalf("got %+v, want %s %v", got, c.kind, c.servers)
			}
			for i, kind := range c.servers {
				if got.Servers[i].Kind != kind {
					t.Errorf("server %d is %+v, want %s", i, got.Servers[i], kind)
				}
			}
			if (got.Kind == KindUnknown || got.Kind == KindNone) && got.Reason == "" {
				t.Error("no reason is given")
			}
		})
	}
}

// What is declared to be a domain controller's address leads to the machine in view that has it.
func TestDeclaredControllerInView(t *testing.T) {
	for address, want := range map[string]string{"10.0.9.10": "dc", "10.0.8.10": "ad", "192.0.2.10": ""} {
		n := New(build(
			vpcWith(fields{"dhcp_options": to("options")}),
			thing{kind: "dhcp_options", address: "options", fields: fields{"domain_name_servers": []any{address}}},
			thing{kind: "subnet", address: "dcs", fields: fields{"cidr_block": "10.0.8.0/24", "vpc": to("vpc")}},
			thing{kind: "directory", address: "ad", fields: fields{"vpc": to("vpc"), "subnets": to("dcs")}},
			thing{kind: "instance", address: "dc", fields: fields{"vpc": to("vpc"), "private_addresses": []any{"10.0.9.10"}}},
		), Options{DirectoryDNS: []string{address}})
		got := n.Resolver("vpc").Servers
		if len(got) != 1 || got[0].Kind != KindDirectory || got[0].Node != want {
			t.Errorf("%s: got %+v, want a directory at %q", address, got, want)
		}
	}
}

func TestResolverOfForeignVPC(t *testing.T) {
	n := New(build(thing{kind: "vpc", address: "vpc", external: "it is looked up"}), Options{})
	for _, address := range []string{"vpc", "nobody"} {
		if got := n.Resolver(address); got.Kind != KindUnknown || got.Reason == "" {
			t.Errorf("%s: got %+v", address, got)
		}
	}
}

func TestForwards(t *testing.T) {
	rule := func(address, domain, kind string) thing {
		return thing{kind: "resolver_rule", address: address, fields: fields{"domain_name": domain, "rule_type": kind}}
	}
	profile := func(domain string, resources ...string) []thing {
		return []thing{
			rule("rule", domain, "FORWARD"),
			{kind: "resolver_profile", address: "profile", fields: fields{"resources": to(resources...)}},
		}
	}
	perhaps := rule("r", "corp.example.com", "FORWARD")
	perhaps.maybe = "its count is not known"
	cases := map[string]struct {
		rules   []thing
		vpc     fields
		verdict Verdict
	}{
		"the domain":               {[]thing{rule("r", "corp.example.com", "FORWARD")}, nil, Allow},
		"with a dot, in capitals":  {[]thing{rule("r", "CORP.example.com.", "FORWARD")}, nil, Allow},
		"a parent":                 {[]thing{rule("r", "example.com", "FORWARD")}, nil, Allow},
		"everything":               {[]thing{rule("r", ".", "FORWARD")}, nil, Allow},
		"a child":                  {[]thing{rule("r", "sub.corp.example.com", "FORWARD")}, nil, Deny},
		"a name that only ends so": {[]thing{rule("r", "rp.example.com", "FORWARD")}, nil, Deny},
		"another type":             {[]thing{rule("r", "corp.example.com", "SYSTEM")}, nil, Deny},
		"undone for the domain":    {[]thing{rule("r", "example.com", "FORWARD"), rule("q", "corp.example.com", "SYSTEM")}, nil, Deny},
		"none":                     {nil, nil, Deny},
		"one that may exist":       {[]thing{perhaps}, nil, Unknown},
		"a domain not known":       {[]thing{rule("r", token("var.domain", ""), "FORWARD")}, nil, Unknown},
		"rules that are open":      {nil, fields{"resolver_rules": links{open("no default")}}, Unknown},
		"a shared rule by id":      {nil, fields{"resolver_rules": to("rslvr-rr-1")}, Unknown},
		"a profile by id":          {nil, fields{"resolver_profiles": to("rp-1")}, Unknown},
		"in a profile":             {profile("corp.example.com", "rule"), fields{"resolver_profiles": to("profile")}, Allow},
		"another one in a profile": {profile("corp.example.org", "rule"), fields{"resolver_profiles": to("profile")}, Deny},
		"a profile with others":    {profile("corp.example.org", "rule", "rslvr-rr-1"), fields{"resolver_profiles": to("profile")}, Unknown},
		"undone in the VPC":        {append(profile("corp.example.com", "rule"), rule("own", "corp.example.com", "SYSTEM")), fields{"resolver_profiles": to("profile"), "resolver_rules": to("own")}, Deny},
		"in one that may be":       {profile("corp.example.com", "rule"), fields{"resolver_profiles": links{link{"profile", "a condition"}}}, Unknown},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			vpc := fields{}
			for set, members := range c.vpc {
				vpc[set] = members
			}
			if len(c.rules) > 0 && vpc["resolver_profiles"] == nil {
				var list links
				for _, each := range c.rules {
					list = append(list, link{to: each.address})
				}
				vpc["resolver_rules"] = list
			}
			n := New(build(append(c.rules, vpcWith(vpc))...), Options{})
			expect(t, n.Forwards("vpc", "corp.example.com"), c.verdict, "", "")
		})
	}
}

func TestPrivateZone(t *testing.T) {
	zone := func(domain any, private bool) thing {
		return thing{kind: "hosted_zone", address: "zone", fields: fields{"domain_name": domain, "private": private}}
	}
	cases := map[string]struct {
		zone    thing
		verdict Verdict
	}{
		"the domain":             {zone("ssm.eu-central-1.amazonaws.com", true), Allow},
		"a parent":               {zone("amazonaws.com", true), Allow},
		"a region by reference":  {zone("ssm."+token("data.aws_region.here", "name")+".amazonaws.com", true), Allow},
		"another service":        {zone("ssmmessages.eu-central-1.amazonaws.com", true), Deny},
		"a public zone":          {zone("ssm.eu-central-1.amazonaws.com", false), Deny},
		"a domain not known":     {zone(unknown("no default"), true), Unknown},
		"a service by reference": {zone(token("each.key", "")+".eu-central-1.amazonaws.com", true), Unknown},
		"a zone of the company":  {zone("corp.example.com", true), Deny},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			n := New(build(c.zone, vpcWith(fields{"hosted_zones": to("zone")})), Options{})
			expect(t, n.PrivateZone("vpc", "ssm.eu-central-1.amazonaws.com"), c.verdict, "", "")
		})
		t.Run(name+" in a profile", func(t *testing.T) {
			profile := thing{kind: "resolver_profile", address: "profile", fields: fields{"resources": to("zone")}}
			n := New(build(c.zone, profile, vpcWith(fields{"resolver_profiles": to("profile")})), Options{})
			expect(t, n.PrivateZone("vpc", "ssm.eu-central-1.amazonaws.com"), c.verdict, "", "")
		})
	}
}

func TestPrivateZoneOfAnEndpointInAProfile(t *testing.T) {
	n := New(build(
		thing{kind: "vpc_endpoint", address: "endpoint"},
		thing{kind: "resolver_profile", address: "profile", fields: fields{"resources": to("endpoint")}},
		vpcWith(fields{"resolver_profiles": to("profile")}),
	), Options{})
	expect(t, n.PrivateZone("vpc", "ssm.eu-central-1.amazonaws.com"), Unknown, "", "")
}
