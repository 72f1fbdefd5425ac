package network

import (
	"slices"
	"testing"
)

func TestHindrances(t *testing.T) {
	anywhere := fields{"protocol": "all", "from_port": nil, "to_port": nil, "cidr_blocks": []string{"0.0.0.0/0"}}
	out, in := rule("out", egress, anywhere), rule("in", ingress, fields{"groups": to("app")})
	fence := []thing{
		{kind: "network_acl", address: "fence", fields: fields{"rules": links{}}},
		{kind: "network_acl", address: "free", fields: fields{"rules": to("free.in", "free.out")}},
		aclRuleOf("free.in", ingress, 100, "allow", nil), aclRuleOf("free.out", egress, 100, "allow", nil),
		{kind: "subnet", address: "apps", fields: fields{"cidr_block": "10.0.1.0/24", "vpc": to("vpc"), "network_acl": to("free")}},
		{kind: "subnet", address: "a", fields: fields{"cidr_block": "10.0.2.0/24", "vpc": to("vpc"), "network_acl": to("free")}},
		{kind: "subnet", address: "b", fields: fields{"cidr_block": "10.0.3.0/24", "vpc": to("vpc"), "network_acl": to("free")}},
	}
	closed := thing{kind: "subnet", address: "apps", fields: fields{"cidr_block": "10.0.1.0/24", "vpc": to("vpc"), "network_acl": to("fence")}}
	cases := map[string]struct {
		things      []thing
		destination string
		subjects    []string
	}{
		"none":                     {with(house([]thing{out}, []thing{in}), fence...), "ssm", nil},
		"none to the internet":     {with(house([]thing{out}, nil), fence...), "0.0.0.0/0", nil},
		"the computer's groups":    {with(house(nil, []thing{in}), fence...), "ssm", []string{"app"}},
		"the endpoint's groups":    {with(house([]thing{out}, nil), fence...), "ssm", []string{"endpoints"}},
		"a network ACL":            {with(with(house([]thing{out}, []thing{in}), fence...), closed), "ssm", []string{"fence"}},
		"everything":               {with(with(house(nil, nil), fence...), closed), "ssm", []string{"app", "fence", "endpoints"}},
		"a destination of nowhere": {with(house([]thing{out}, []thing{in}), fence...), "nobody", []string{"nobody", "nobody"}},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			var subjects []string
			for _, answer := range New(build(test.things...), Options{}).Hindrances("office", test.destination, "tcp", 443) {
				subjects = append(subjects, answer.Subject)
			}
			if !slices.Equal(subjects, test.subjects) {
				t.Errorf("hindered by %q; want %q", subjects, test.subjects)
			}
		})
	}
}
