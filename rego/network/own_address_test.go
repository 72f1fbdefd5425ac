package network

import "testing"

func TestIngressFromOneAddress(t *testing.T) {
	card := thing{kind: "network_interface", address: "card", fields: fields{"instance": to("office"), "private_addresses": []any{"10.0.1.9"}}}
	office := func(more fields) thing {
		all := fields{"vpc": to("vpc"), "subnets": to("apps"), "security_groups": to("app")}
		for name, field := range more {
			all[name] = field
		}
		return thing{kind: "instance", address: "office", fields: all}
	}
	sibling := office(nil)
	sibling.address = "sibling"
	wide := office(fields{"subnets": to("apps", "a")})
	lookup := thing{kind: "instance", address: "lookup", external: "it is looked up", fields: fields{"vpc": to("vpc")}}
	fleet := thing{kind: "autoscaling_group", address: "fleet", fields: sibling.fields}
	own := token("office", "private_ip") + "/32"
	cases := map[string]struct {
		block   string
		source  string
		changed []thing
		verdict Verdict
	}{
		"its own":                               {own, "office", nil, Allow},
		"that of another one":                   {own, "sibling", nil, Deny},
		"that of no machine of a fleet":         {own, "fleet", nil, Deny},
		"one of its subnets":                    {own, "office", []thing{wide}, Unknown},
		"a public one":                          {token("office", "public_ip") + "/32", "office", nil, Unknown},
		"that of what is looked up":             {token("lookup", "private_ip") + "/32", "office", nil, Unknown},
		"that of its network interface":         {token("card", "private_ip") + "/32", "office", []thing{card, office(fields{"network_interfaces": to("card")})}, Allow},
		"that of one of its network interfaces": {token("card", "private_ip") + "/32", "office", []thing{card, office(fields{"network_interfaces": to("card", "other")})}, Unknown},
		"that of another's network interface":   {token("card", "private_ip") + "/32", "sibling", []thing{card, office(fields{"network_interfaces": to("card")})}, Deny},
		"a given one, by itself":                {"10.0.1.10/32", "office", []thing{office(fields{"private_addresses": []any{"10.0.1.10"}})}, Allow},
		"a given one, in a part of the subnet":  {"10.0.1.0/28", "office", []thing{office(fields{"private_addresses": []any{"10.0.1.10"}})}, Allow},
		"a given one beside it":                 {"10.0.1.0/28", "office", []thing{office(fields{"private_addresses": []any{"10.0.1.20"}})}, Deny},
		"a given one of its network interface":  {"10.0.1.9/32", "office", []thing{card, office(fields{"network_interfaces": to("card")})}, Allow},
		"a given one that is not known":         {"10.0.1.0/28", "office", []thing{office(fields{"private_addresses": unknown("no default")})}, Unknown},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			rules := []thing{rule("r", ingress, fields{"cidr_blocks": []any{test.block}})}
			things := with(append(house(nil, rules), sibling, fleet, lookup), test.changed...)
			expect(t, New(build(things...), Options{}).Ingress("ssm", test.source, "tcp", 443), test.verdict, "", "")
		})
	}
}

// A rule of a network ACL tells addresses apart as well.
func TestACLForOneAddress(t *testing.T) {
	acl := thing{kind: "network_acl", address: "acl", fields: fields{"rules": to("i", "o")}}
	things := with(house(nil, nil), acl,
		aclRuleOf("i", ingress, 100, "allow", fields{"cidr_block": token("office", "private_ip") + "/32"}),
		aclRuleOf("o", egress, 100, "allow", nil),
		thing{kind: "subnet", address: "a", fields: fields{"cidr_block": "10.0.2.0/24", "vpc": to("vpc"), "network_acl": to("acl")}},
		thing{kind: "vpc_endpoint", address: "ssm", fields: fields{"endpoint_type": "Interface", "vpc": to("vpc"), "subnets": to("a")}},
		thing{kind: "network_acl", address: "open", fields: fields{"rules": to("x", "y")}},
		aclRuleOf("x", ingress, 100, "allow", nil), aclRuleOf("y", egress, 100, "allow", nil),
		thing{kind: "subnet", address: "apps", fields: fields{"cidr_block": "10.0.1.0/24", "vpc": to("vpc"), "network_acl": to("open")}},
		thing{kind: "instance", address: "sibling", fields: fields{"vpc": to("vpc"), "subnets": to("apps")}},
	)
	n := New(build(things...), Options{})
	expect(t, n.ACL("office", "ssm", "tcp", 443), Allow, "", "")
	expect(t, n.ACL("sibling", "ssm", "tcp", 443), Deny, "acl", "rules")
}
