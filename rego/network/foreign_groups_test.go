package network

import "testing"

func TestForeignGroups(t *testing.T) {
	group := func(vpcs links) thing {
		return thing{kind: "security_group", address: "group", fields: fields{"vpc": vpcs}}
	}
	instance := func(more fields) thing {
		all := fields{"vpc": to("here"), "subnets": to("subnet"), "security_groups": to("group")}
		for name, field := range more {
			all[name] = field
		}
		return thing{kind: "instance", address: "instance", fields: all}
	}
	perhaps := instance(nil)
	perhaps.maybe = "var.create is not known"
	lookedUp := group(to("there"))
	lookedUp.external = "it is looked up"
	cases := map[string]struct {
		group, instance thing
		verdict         Verdict // "" for no answer
		subject         string
	}{
		"its own VPC":              {group(to("here")), instance(nil), "", ""},
		"another VPC":              {group(to("there")), instance(nil), Deny, "instance"},
		"associated":               {group(to("there", "here")), instance(nil), "", ""},
		"may be associated":        {group(links{link{to: "there"}, link{"here", "var.share is not known"}}), instance(nil), Unknown, "instance"},
		"associated somewhere":     {group(to("there", "${var.vpc}")), instance(nil), Unknown, "instance"},
		"no VPC":                   {group(links{open("no default")}), instance(nil), "", ""},
		"looked up":                {lookedUp, instance(nil), "", ""},
		"may not exist":            {group(to("there")), perhaps, Unknown, "instance"},
		"a subnet out of sight":    {group(to("there")), instance(fields{"subnets": to("${var.subnet}")}), "", ""},
		"no subnet":                {group(to("there")), instance(fields{"subnets": nil}), "", ""},
		"of its network interface": {group(to("there")), instance(fields{"network_interfaces": to("interface")}), Deny, "interface"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			n := New(build(
				thing{kind: "vpc", address: "here", fields: fields{"instances": to("instance")}},
				thing{kind: "vpc", address: "there"},
				thing{kind: "subnet", address: "subnet", fields: fields{"vpc": to("here")}},
				thing{kind: "network_interface", address: "interface", fields: fields{"subnet": to("subnet"), "security_groups": to("group")}},
				c.group, c.instance,
			), Options{})
			answers := n.ForeignGroups("here")
			if c.verdict == "" {
				if len(answers) > 0 {
					t.Fatalf("ForeignGroups = %+v, want none", answers)
				}
				return
			}
			if len(answers) != 1 || answers[0].Verdict != c.verdict || answers[0].Subject != c.subject {
				t.Fatalf("ForeignGroups = %+v, want %s about %s", answers, c.verdict, c.subject)
			}
		})
	}
}
