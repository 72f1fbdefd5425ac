package network

import "testing"

const ssmName = "ssm.eu-central-1.amazonaws.com"

// firewall is a rule group of the VPC with rules of its own.
func firewall(priority any, rules ...fields) []thing {
	var things []thing
	var members links
	for i, rule := range rules {
		address := "rule" + string(rune('a'+i)) + priorityText(priority)
		list := "list of " + address
		own := fields{"priority": (i + 1) * 10, "domain_list": to(list)}
		for name, value := range rule {
			if name != "domains" {
				own[name] = value
			}
		}
		things = append(things, thing{kind: "dns_firewall_rule", address: address, fields: own})
		things = append(things, thing{kind: "dns_firewall_domain_list", address: list, fields: fields{"domains": rule["domains"]}})
		members = append(members, link{to: address})
	}
	group := "group" + priorityText(priority)
	return append(things,
		thing{kind: "dns_firewall_rule_group", address: group, fields: fields{"rules": members}},
		thing{kind: "dns_firewall_association", address: "of " + group, fields: fields{"priority": priority, "rule_group": to(group)}},
	)
}

func priorityText(priority any) string {
	if number, ok := priority.(int); ok {
		return string(rune('0' + number/100))
	}
	return "?"
}

func filter(action string, domains ...any) fields {
	return fields{"action": action, "domains": domains}
}

func but(rule fields, name string, value any) fields {
	rule[name] = value
	return rule
}

func TestDNSFirewallRules(t *testing.T) {
	region := token("data.aws_region.here", "name")
	everything := filter("BLOCK", "*")
	cases := map[string]struct {
		rules   []fields
		verdict Verdict
		at      string
	}{
		"nothing":                          {nil, Allow, ""},
		"everything is blocked":            {[]fields{everything}, Deny, "rulea1"},
		"all of AWS is blocked":            {[]fields{filter("BLOCK", "*.AmazonAWS.com.")}, Deny, "rulea1"},
		"the name is blocked":              {[]fields{filter("BLOCK", "example.com", "SSM.eu-central-1.amazonaws.com.")}, Deny, "rulea1"},
		"its parent is blocked":            {[]fields{filter("BLOCK", "amazonaws.com")}, Allow, ""},
		"names below it are blocked":       {[]fields{filter("BLOCK", "*."+ssmName)}, Allow, ""},
		"another name is blocked":          {[]fields{filter("BLOCK", "*.example.com", "ec2.eu-central-1.amazonaws.com")}, Allow, ""},
		"what ends so may be blocked":      {[]fields{filter("BLOCK", "*amazonaws.com")}, Unknown, "rulea1"},
		"allowed before":                   {[]fields{filter("ALLOW", "*.amazonaws.com"), everything}, Allow, ""},
		"an alert before":                  {[]fields{filter("ALERT", "*.amazonaws.com"), everything}, Allow, ""},
		"allowed behind":                   {[]fields{everything, filter("ALLOW", "*.amazonaws.com")}, Deny, "rulea1"},
		"others are allowed":               {[]fields{filter("ALLOW", "*.example.com", "amazonaws.com", "s3.eu-central-1.amazonaws.com"), everything}, Deny, "ruleb1"},
		"allowed in the Region":            {[]fields{filter("ALLOW", "*."+region+".amazonaws.com"), everything}, Allow, ""},
		"the name in the Region":           {[]fields{filter("ALLOW", "ssm."+region+".amazonaws.com"), everything}, Allow, ""},
		"another name in the Region":       {[]fields{filter("ALLOW", "s3."+region+".amazonaws.com"), everything}, Deny, "ruleb1"},
		"blocked in some Region":           {[]fields{filter("BLOCK", "*."+region+".amazonaws.com")}, Unknown, "rulea1"},
		"a name not known is allowed":      {[]fields{filter("ALLOW", unknown("no default")), everything}, Unknown, "ruleb1"},
		"a service not known is allowed":   {[]fields{filter("ALLOW", token("each.key", "")+".eu-central-1.amazonaws.com"), everything}, Unknown, "ruleb1"},
		"a name not known is blocked":      {[]fields{filter("BLOCK", unknown("no default"))}, Unknown, "rulea1"},
		"maybe blocked, then surely":       {[]fields{filter("BLOCK", unknown("no default")), everything}, Deny, "ruleb1"},
		"blocked for texts alone":          {[]fields{but(filter("BLOCK", "*"), "query_type", "TXT")}, Allow, ""},
		"blocked for IPv4":                 {[]fields{but(filter("BLOCK", "*"), "query_type", "A")}, Deny, "rulea1"},
		"blocked for IPv4 by number":       {[]fields{but(filter("BLOCK", "*"), "query_type", "TYPE1")}, Deny, "rulea1"},
		"blocked for IPv6 alone":           {[]fields{but(filter("BLOCK", "*"), "query_type", "AAAA")}, Allow, ""},
		"allowed for texts alone":          {[]fields{but(filter("ALLOW", "*"), "query_type", "TXT"), everything}, Deny, "ruleb1"},
		"allowed for a type not known":     {[]fields{but(filter("ALLOW", "*"), "query_type", unknown("no default")), everything}, Unknown, "ruleb1"},
		"tunnels are blocked":              {[]fields{but(filter("BLOCK", "*"), "threat_protection", "DNS_TUNNELING")}, Allow, ""},
		"no threats are looked for":        {[]fields{but(filter("BLOCK", "*"), "threat_protection", "")}, Deny, "rulea1"},
		"threats may be looked for":        {[]fields{but(filter("BLOCK", "*"), "threat_protection", unknown("no default"))}, Unknown, "rulea1"},
		"an action not known":              {[]fields{{"action": unknown("no default"), "domains": []any{"*"}}}, Unknown, "rulea1"},
		"an action not known, behind":      {[]fields{everything, {"action": unknown("no default"), "domains": []any{"*"}}}, Deny, "rulea1"},
		"a priority not known":             {[]fields{everything, but(filter("ALLOW", "*"), "priority", unknown("no default"))}, Unknown, "rulea1"},
		"a priority that does not matter":  {[]fields{everything, but(filter("ALLOW", "example.com"), "priority", unknown("no default"))}, Deny, "rulea1"},
		"the same priority":                {[]fields{everything, but(filter("ALLOW", "*"), "priority", 10)}, Unknown, "rulea1"},
		"priorities the other way round":   {[]fields{but(filter("BLOCK", "*"), "priority", 100), filter("ALLOW", "*")}, Allow, ""},
		"a list of AWS's own":              {[]fields{but(filter("BLOCK"), "domain_list", to("rslvr-fdl-1"))}, Allow, ""},
		"a list out of view is allowed":    {[]fields{but(filter("ALLOW"), "domain_list", to("rslvr-fdl-1")), everything}, Unknown, "ruleb1"},
		"a list not known is blocked":      {[]fields{but(filter("BLOCK"), "domain_list", links{open("no default")})}, Allow, ""},
		"a list not known is allowed":      {[]fields{but(filter("ALLOW"), "domain_list", links{open("no default")}), everything}, Unknown, "ruleb1"},
		"a list that may be another one":   {[]fields{but(filter("ALLOW", "*"), "domain_list", links{link{"list of rulea1", "a condition"}}), everything}, Unknown, "ruleb1"},
		"a list without domains is filled": {[]fields{{"action": "ALLOW", "domains": nil}, everything}, Unknown, "ruleb1"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			things := firewall(101, c.rules...)
			n := New(build(append(things, vpcWith(fields{"dns_firewall_associations": to("of group1")}))...), Options{})
			expect(t, n.DNSFirewall("vpc", ssmName), c.verdict, c.at, "")
		})
	}
}

func TestDNSFirewallGroups(t *testing.T) {
	walled, open_ := firewall(200, filter("BLOCK", "*")), firewall(300, filter("ALLOW", "*.amazonaws.com"))
	before := firewall(100, filter("ALLOW", "*.amazonaws.com"))
	all := append(append(append([]thing{}, walled...), open_...), before...)
	all = append(all,
		thing{kind: "dns_firewall_association", address: "foreign", fields: fields{"priority": 100, "rule_group": to("rslvr-frg-1")}},
		thing{kind: "dns_firewall_association", address: "foreign behind", fields: fields{"priority": 900, "rule_group": to("rslvr-frg-1")}},
		thing{kind: "dns_firewall_association", address: "anywhere", fields: fields{"priority": unknown("no default"), "rule_group": to("group3")}},
		thing{kind: "resolver_profile", address: "walls", fields: fields{"resources": to("group2")}},
		thing{kind: "resolver_profile", address: "opens", fields: fields{"resources": to("group3")}},
	)
	associations := func(members ...any) fields { return fields{"dns_firewall_associations": links(members)} }
	profiles := func(members ...any) fields { return fields{"resolver_profiles": links(members)} }
	both := func(one, other fields) fields {
		for name, field := range other {
			one[name] = field
		}
		return one
	}
	cases := map[string]struct {
		vpc     fields
		verdict Verdict
		at      string
	}{
		"no group":                      {nil, Allow, ""},
		"one that blocks":               {associations(link{to: "of group2"}), Deny, "rulea2"},
		"one before it allows":          {associations(link{to: "of group2"}, link{to: "of group1"}), Allow, ""},
		"one behind it allows":          {associations(link{to: "of group3"}, link{to: "of group2"}), Deny, "rulea2"},
		"one before it may be there":    {associations(link{to: "of group2"}, link{"of group1", "a condition"}), Unknown, "rulea2"},
		"one that blocks may be there":  {associations(link{"of group2", "a condition"}), Unknown, "rulea2"},
		"one without a priority allows": {associations(link{to: "of group2"}, link{to: "anywhere"}), Unknown, "rulea2"},
		"one out of view comes before":  {associations(link{to: "of group2"}, link{to: "foreign"}), Unknown, "rulea2"},
		"one out of view comes behind":  {associations(link{to: "of group2"}, link{to: "foreign behind"}), Deny, "rulea2"},
		"one out of view alone":         {associations(link{to: "foreign"}), Unknown, "foreign"},
		"there may be others":           {associations(link{to: "of group2"}, open("no default")), Unknown, "rulea2"},
		"others where nothing blocks":   {associations(link{to: "of group1"}, open("no default")), Allow, ""},
		"a profile that blocks":         {profiles(link{to: "walls"}), Deny, "rulea2"},
		"a profile that allows":         {profiles(link{to: "opens"}), Allow, ""},
		"a profile that may be there":   {profiles(link{"walls", "a condition"}), Unknown, "rulea2"},
		"a profile beside a group":      {both(associations(link{to: "of group2"}), profiles(link{to: "opens"})), Unknown, "rulea2"},
		"a profile out of view":         {both(associations(link{to: "of group2"}), profiles(link{to: "rp-1"})), Unknown, "rulea2"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			n := New(build(append(all[:len(all):len(all)], vpcWith(c.vpc))...), Options{})
			got := n.DNSFirewall("vpc", ssmName)
			expect(t, got, c.verdict, c.at, "")
			if got.Verdict == Unknown && got.Reason == "" {
				t.Error("no reason is given")
			}
		})
	}
}

// A Region that is not known proves nothing for a list that names one.
func TestDNSFirewallRegionNotKnown(t *testing.T) {
	cases := map[string]struct {
		rules   []fields
		verdict Verdict
	}{
		"all of AWS":        {[]fields{filter("ALLOW", "*.amazonaws.com"), filter("BLOCK", "*")}, Allow},
		"the same Region":   {[]fields{filter("ALLOW", "ssm."+token("var.region", "")+".amazonaws.com"), filter("BLOCK", "*")}, Allow},
		"a Region":          {[]fields{filter("ALLOW", "ssm.eu-central-1.amazonaws.com"), filter("BLOCK", "*")}, Unknown},
		"all of a Region":   {[]fields{filter("ALLOW", "*.eu-central-1.amazonaws.com"), filter("BLOCK", "*")}, Unknown},
		"another service":   {[]fields{filter("ALLOW", "s3.eu-central-1.amazonaws.com"), filter("BLOCK", "*")}, Deny},
		"a Region blocked":  {[]fields{filter("BLOCK", "*.eu-central-1.amazonaws.com")}, Unknown},
		"another partition": {[]fields{filter("BLOCK", "*.amazonaws.com.cn")}, Allow},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			n := New(build(append(firewall(101, c.rules...), vpcWith(fields{"dns_firewall_associations": to("of group1")}))...), Options{})
			expect(t, n.DNSFirewall("vpc", "ssm.*.amazonaws.com"), c.verdict, "", "")
		})
	}
}

func TestDNSFirewallDomainLists(t *testing.T) {
	cases := map[string]struct {
		list    thing
		action  string
		verdict Verdict
	}{
		"one of AWS blocks":               {thing{external: "looked up", fields: fields{"name": "AWSManagedDomainsMalwareDomainList"}}, "BLOCK", Allow},
		"one of AWS gives an alert":       {thing{external: "looked up", fields: fields{"name": "AWSManagedDomainsMalwareDomainList"}}, "ALERT", Deny},
		"one that is looked up blocks":    {thing{external: "looked up"}, "BLOCK", Allow},
		"one that is looked up allows":    {thing{external: "looked up"}, "ALLOW", Unknown},
		"one with another name blocks":    {thing{external: "looked up", fields: fields{"name": "walls"}}, "BLOCK", Unknown},
		"one that is read from a file":    {thing{fields: fields{"domain_file_url": "s3://lists/walls.txt"}}, "BLOCK", Unknown},
		"one that others fill":            {thing{fields: fields{"domains": []any{"example.com"}, "ignored_changes": []any{"domains"}}}, "ALLOW", Unknown},
		"one whose tags others write":     {thing{fields: fields{"domains": []any{"example.com"}, "ignored_changes": []any{"tags"}}}, "ALLOW", Deny},
		"an empty one":                    {thing{fields: fields{"domains": []any{}}}, "ALLOW", Deny},
		"one that may not exist":          {thing{fields: fields{"domains": []any{"*"}}, maybe: "a condition"}, "ALLOW", Unknown},
		"one whose domains are not known": {thing{fields: fields{"domains": unknown("no default")}}, "ALLOW", Unknown},
		"an entry that may be there":      {thing{fields: fields{"domains": choice{[]any{"*"}, []any{"example.com"}}}}, "ALLOW", Unknown},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			c.list.kind, c.list.address = "dns_firewall_domain_list", "list"
			things := firewall(101, but(filter(c.action), "domain_list", to("list")), filter("BLOCK", "*"))
			if c.action == "BLOCK" {
				things = firewall(101, but(filter(c.action), "domain_list", to("list")))
			}
			n := New(build(append(things, c.list, vpcWith(fields{"dns_firewall_associations": to("of group1")}))...), Options{})
			expect(t, n.DNSFirewall("vpc", ssmName), c.verdict, "", "")
		})
	}
}
