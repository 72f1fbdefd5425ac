package network

import "testing"

func TestNATInstanceGroups(t *testing.T) {
	rule := func(address, direction string, port int, more fields) thing {
		all := fields{"direction": direction, "protocol": "tcp", "from_port": port, "to_port": port}
		for name, field := range more {
			all[name] = field
		}
		return thing{kind: "security_group_rule", address: address, fields: all}
	}
	from := func(block string) thing { return rule("in", ingress, 443, fields{"cidr_blocks": []string{block}}) }
	in, out := from("10.0.0.0/16"), rule("out443", egress, 443, fields{"cidr_blocks": []string{"0.0.0.0/0"}})
	perhaps := in
	perhaps.maybe = "its count is not known"
	group := func(rules links) thing {
		return thing{kind: "security_group", address: "guard", fields: fields{"rules": rules}}
	}
	both := group(to("in", "out443"))
	second := thing{kind: "security_group", address: "second", fields: fields{"rules": to("out443")}}
	wears := func(groups links) thing {
		return thing{kind: "instance", address: "fwd", fields: fields{
			"subnets": to("front"), "source_dest_check": false, "associate_public_ip_address": true, "security_groups": groups,
		}}
	}
	eni := func(groups links) thing {
		return thing{kind: "network_interface", address: "eni", fields: fields{
			"subnet": to("front"), "source_dest_check": false, "instance": to("fwd"), "security_groups": groups,
		}}
	}
	app := thing{kind: "security_group", address: "app"}
	office := thing{kind: "instance", address: "office", fields: fields{"vpc": to("vpc"), "subnets": to("back"), "security_groups": to("app")}}
	throughInstance, throughInterface := fields{"instance": to("fwd")}, fields{"network_interface": to("eni")}
	cases := map[string]struct {
		things             []thing
		verdict            Verdict
		subject, attribute string
	}{
		"in and out":                      {street(throughInstance, wears(to("guard")), both, in, out), Allow, "", ""},
		"nothing in":                      {street(throughInstance, wears(to("guard")), group(to("out443")), out), Deny, "guard", "rules"},
		"nothing out":                     {street(throughInstance, wears(to("guard")), group(to("in")), in), Deny, "guard", "rules"},
		"in from another subnet":          {street(throughInstance, wears(to("guard")), both, from("10.0.2.0/24"), out), Deny, "in", "cidr_blocks"},
		"in from its subnet":              {street(throughInstance, wears(to("guard")), both, from("10.0.1.0/24"), out), Allow, "", ""},
		"in from its group":               {street(throughInstance, office, app, wears(to("guard")), both, rule("in", ingress, 443, fields{"groups": to("app")}), out), Allow, "", ""},
		"in from another group":           {street(throughInstance, office, app, wears(to("guard")), both, rule("in", ingress, 443, fields{"groups": to("guard")}), out), Deny, "in", "groups"},
		"two groups":                      {street(throughInstance, wears(to("guard", "second")), group(to("in")), second, in, out), Allow, "", ""},
		"a rule that may not exist":       {street(throughInstance, wears(to("guard")), both, perhaps, out), Unknown, "in", "cidr_blocks"},
		"a group by id":                   {street(throughInstance, wears(to("sg-1"))), Unknown, "fwd", "security_groups"},
		"groups that are not known":       {street(throughInstance, wears(links{open("no default")})), Unknown, "fwd", "security_groups"},
		"other rules may be there":        {street(throughInstance, wears(to("guard")), group(links{open("module.x is given it")})), Unknown, "guard", "rules"},
		"an interface that lets in":       {street(throughInterface, eni(to("guard")), wears(to("guard")), both, in, out), Allow, "", ""},
		"an interface that lets in no":    {street(throughInterface, eni(to("second")), wears(to("guard", "second")), both, second, in, out), Deny, "second", "rules"},
		"another interface may let out":   {street(throughInterface, eni(to("guard")), wears(to("guard", "second")), group(to("in")), second, in, out), Allow, "", ""},
		"a computer in an unknown subnet": {street(throughInstance, wears(to("guard")), both, in, out, thing{kind: "subnet", address: "back", fields: fields{"vpc": to("vpc"), "route_table": to("private"), "cidr_block": unknown("no default")}}), Allow, "", ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			expect(t, New(build(c.things...), Options{}).WayOut("office"), c.verdict, c.subject, c.attribute)
		})
	}
}

// A computer in two subnets uses a NAT instance from the one whose route leads there alone.
func TestNATInstanceOfOneSubnet(t *testing.T) {
	things := street(fields{"instance": to("fwd")},
		thing{kind: "autoscaling_group", address: "office", fields: fields{"subnets": to("back", "front"), "associate_public_ip_address": true}},
		thing{kind: "instance", address: "fwd", fields: fields{"subnets": to("front"), "source_dest_check": false, "associate_public_ip_address": true, "security_groups": to("guard")}},
		thing{kind: "security_group", address: "guard", fields: fields{"rules": to("in", "outward")}},
		thing{kind: "security_group_rule", address: "in", fields: fields{"direction": ingress, "protocol": "all", "cidr_blocks": []string{"10.0.1.0/24"}}},
		thing{kind: "security_group_rule", address: "outward", fields: fields{"direction": egress, "protocol": "all", "cidr_blocks": []string{"0.0.0.0/0"}}},
	)
	expect(t, New(build(things...), Options{}).WayOut("office"), Allow, "", "")
}
