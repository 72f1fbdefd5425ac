package network

import "testing"

func TestEgressToControllers(t *testing.T) {
	directory := thing{kind: "directory", address: "corp", fields: fields{"vpc": to("vpc"), "subnets": to("a", "b")}}
	other := thing{kind: "directory", address: "old", fields: directory.fields}
	nowhere := thing{kind: "directory", address: "corp", fields: fields{"vpc": to("vpc")}}
	first, second := token("corp", "dns_ip_addresses[0]")+"/32", token("corp", "dns_ip_addresses[1]")+"/32"
	cases := map[string]struct {
		blocks  [][]any // of each rule
		to      string
		changed []thing
		verdict Verdict
	}{
		"both":                       {[][]any{{first, second}}, "corp", nil, Allow},
		"both, by a rule for each":   {[][]any{{first}, {second}}, "corp", nil, Allow},
		"one":                        {[][]any{{first}}, "corp", nil, Unknown},
		"one twice":                  {[][]any{{first}, {first}}, "corp", nil, Unknown},
		"one and a subnet":           {[][]any{{first}, {"10.0.3.0/24"}}, "corp", nil, Unknown},
		"those of another directory": {[][]any{{first, second}}, "old", []thing{other}, Deny},
		"an endpoint":                {[][]any{{first, second}}, "ssm", nil, Deny},
		"the internet":               {[][]any{{first, second}}, "0.0.0.0/0", nil, Deny},
		"subnets that are not known": {[][]any{{first, second}}, "corp", []thing{nowhere}, Allow},
		"another attribute":          {[][]any{{token("corp", "id") + "/32", token("corp", "name") + "/32"}}, "corp", nil, Unknown},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			var rules []thing
			for i, blocks := range test.blocks {
				rules = append(rules, rule(string(rune('r'+i)), egress, fields{"cidr_blocks": blocks}))
			}
			things := with(append(house(rules, nil), directory), test.changed...)
			expect(t, New(build(things...), Options{}).Egress("office", test.to, "tcp", 443), test.verdict, "", "")
		})
	}
}
