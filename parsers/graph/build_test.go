package graph

import (
	"context"
	"strings"
	"testing"
)

// A table of types that shows every way in which a resource can become part of the graph.
var testTypes = map[string]Type{
	"vpc": {
		Kind: "vpc", Values: []Name{{"cidr", "cidr_block"}, {"hostnames", "enable_dns_hostnames"}},
		Default: map[string]any{"enable_dns_hostnames": false},
	},
	"subnet": {Kind: "subnet", Links: []Name{{"vpc", "vpc"}}},
	"group": {
		Kind: "security_group", Links: []Name{{"vpc", "vpc"}},
		Blocks: []Block{{
			Property: "out", Set: "rules", Kind: "security_group_rule", Constant: map[string]any{"direction": "egress"},
			Values: []Name{{"protocol", "protocol"}, {"cidr", "cidr_blocks"}}, Links: []Name{{"to", "groups"}},
		}},
	},
	"open_group": {Kind: "security_group", Links: []Name{{"vpc", "vpc"}}, DefaultEgress: true},
	"rule": {
		Kind: "security_group_rule", Values: []Name{{"egress", "direction"}, {"protocol", "protocol"}},
		Joins: []Join{{Owner: "group", OwnerKind: "security_group", Set: "rules"}},
	},
	"exclusive_rules": {Joins: []Join{{Owner: "group", OwnerKind: "security_group", Set: "rules", Member: "rules"}}},
	"default_group":   {Kind: "security_group", Adopts: &Adoption{Owner: "vpc", Part: "default_security_group"}},
	"table":           {Kind: "route_table", Links: []Name{{"vpc", "vpc"}}},
	"table_association": {
		Joins: []Join{{Owner: "subnet", OwnerKind: "subnet", Set: "route_table", Member: "table"}},
	},
	"main_association": {
		Joins: []Join{{Owner: "vpc", OwnerKind: "vpc", Set: "main_route_table", Member: "table"}},
	},
	"propagation": {
		Openings: []Opening{{Owner: "table", OwnerKind: "route_table", Set: "routes", Reason: "routes are learned"}},
	},
	"endpoint": {Kind: "vpc_endpoint", Links: []Name{{"vpc", "vpc"}, {"groups", "security_groups"}}},
	"endpoint_policy": {
		Settings: []Setting{{Owner: "endpoint", OwnerKind: "vpc_endpoint", Values: []Name{{"policy", "policy"}}}},
	},
	"instance": {
		Kind: "instance", Values: []Name{{"image", "image"}},
		Links: []Name{{"subnet", "subnets"}, {"groups", "security_groups"}, {"profile", "instance_profile"}, {"template", "launch_template"}},
	},
	"template": {
		Kind: "launch_template", Values: []Name{{"name", "name"}, {"image", "image"}},
		Links: []Name{{"groups", "security_groups"}, {"profile", "instance_profile"}},
	},
	"profile":    {Kind: "instance_profile", Values: []Name{{"name", "name"}}, Links: []Name{{"role", "role"}}},
	"role":       {Kind: "role", Values: []Name{{"name", "name"}}},
	"policy":     {Kind: "policy", Values: []Name{{"name", "name"}}},
	"attachment": {Joins: []Join{{Owner: "role", OwnerKind: "role", Set: "policies", Member: "policy"}}},
}

type properties map[string]any

// resource makes a resource from plain Go values; "@x" is a reference to the id of x, "?reason" unknown.
func resource(address, kind string, written properties) *Resource {
	return &Resource{Address: address, Type: kind, Range: Range{File: "main", Start: Position{1, 1}}, Properties: toValue(written)}
}

func toValue(written any) Value {
	at := Range{File: "main", Start: Position{2, 3}}
	switch written := written.(type) {
	case properties:
		var entries []Entry
		for name, value := range written {
			entries = append(entries, Entry{name, toValue(value)})
		}
		return Object(entries, at)
	case []any:
		var items []Value
		for _, item := range written {
			items = append(items, toValue(item))
		}
		return List(items, at)
	case string:
		if target, ok := strings.CutPrefix(written, "@"); ok {
			address, attribute, found := strings.Cut(target, ".")
			if !found {
				attribute = "id"
			}
			return Text(Reference{Address: address, Attribute: attribute}.Token(), at)
		}
		if reason, ok := strings.CutPrefix(written, "?"); ok {
			return Unknown(reason, at)
		}
		return Text(written, at)
	case bool:
		return Boolean(written, at)
	case int:
		return Number(float64(written), at)
	case Value:
		return written
	}
	panic("not a test value")
}

func build(resources ...*Resource) *Graph {
	return Build(context.Background(), Configuration{Resources: resources}, testTypes)
}

// members writes a set down: addresses, outside texts in quotes, "?" after what may not be a member, and
// "…" where the set is open.
func members(set *Set) string {
	var written []string
	for _, member := range set.Members {
		text := `"` + member.Text + `"`
		if member.Node != nil {
			text = member.Node.Address
		}
		if member.Maybe != "" {
			text += "?"
		}
		written = append(written, text)
	}
	if len(set.Open) > 0 {
		written = append(written, "…")
	}
	return strings.Join(written, " ")
}

func TestBuildLinks(t *testing.T) {
	vpc := resource("v", "vpc", properties{"cidr": "10.0.0.0/16"})
	subnet := resource("s", "subnet", properties{"vpc": "@v"})
	maybe := resource("e", "endpoint", properties{"vpc": "@v"})
	maybe.Maybe = "its count is not known"
	lookup := resource("data.v", "vpc", properties{})
	lookup.Lookup = true

	tests := []struct {
		name      string
		resources []*Resource
		node, set string
		want      string
	}{
		{"a reference is a link", []*Resource{vpc, subnet}, "s", "vpc", "v"},
		{"the other side of a link", []*Resource{vpc, subnet}, "v", "subnets", "s"},
		{"a literal id is outside", []*Resource{resource("i", "instance", properties{"subnet": "subnet-1"})}, "i", "subnets", `"subnet-1"`},
		{"somebody else's VPC is a node", []*Resource{resource("s", "subnet", properties{"vpc": "vpc-1"})}, "vpc-1", "subnets", "s …"},
		{"an unknown id opens the link", []*Resource{resource("s", "subnet", properties{"vpc": "?no default"})}, "s", "vpc", "…"},
		{"an unknown owner opens every set", []*Resource{vpc, resource("e", "endpoint", properties{"vpc": "?no default"})}, "v", "endpoints", "…"},
		{"what may not exist is listed", []*Resource{vpc, maybe}, "v", "endpoints", "e"},
		{"a set nobody adds to is complete", []*Resource{vpc}, "v", "endpoints", ""},
		{"all sets of a look-up are open", []*Resource{lookup}, "data.v", "endpoints", "…"},
		{"a subnet without association uses the main table", []*Resource{vpc, subnet}, "s", "route_table", "v.main_route_table"},
		{
			"an association replaces the main table",
			[]*Resource{vpc, subnet, resource("t", "table", properties{"vpc": "@v"}), resource("a", "table_association", properties{"subnet": "@s", "table": "@t"})},
			"s", "route_table", "t",
		},
		{
			"an association that may exist leaves both",
			[]*Resource{vpc, subnet, resource("t", "table", properties{"vpc": "@v"}), uncertain(resource("a", "table_association", properties{"subnet": "@s", "table": "@t"}))},
			"s", "route_table", "t? v.main_route_table?",
		},
		{
			"another table becomes the main one",
			[]*Resource{vpc, subnet, resource("t", "table", properties{"vpc": "@v"}), resource("a", "main_association", properties{"vpc": "@v", "table": "@t"})},
			"s", "route_table", "t",
		},
		{
			"another table may become the main one",
			[]*Resource{vpc, subnet, resource("t", "table", properties{"vpc": "@v"}), uncertain(resource("a", "main_association", properties{"vpc": "@v", "table": "@t"}))},
			"v", "main_route_table", "v.main_route_table? t?",
		},
		{
			"others add to a table",
			[]*Resource{vpc, resource("t", "table", properties{"vpc": "@v"}), resource("p", "propagation", properties{"table": "@t"})},
			"t", "routes", "…",
		},
		{"an endpoint without groups has the default one", []*Resource{vpc, resource("e", "endpoint", properties{"vpc": "@v"})}, "e", "security_groups", "v.default_security_group"},
		{
			"the default group's id is a link to it",
			[]*Resource{vpc, resource("e", "endpoint", properties{"vpc": "@v", "groups": []any{"@v.default_security_group_id"}})},
			"e", "security_groups", "v.default_security_group",
		},
		{
			"a resource adopts the default group",
			[]*Resource{vpc, resource("d", "default_group", properties{"vpc": "@v"}), resource("e", "endpoint", properties{"vpc": "@v"})},
			"e", "security_groups", "d",
		},
		{
			"a name is a link",
			[]*Resource{resource("r", "role", properties{"name": "app"}), resource("p", "profile", properties{"role": "app"})},
			"p", "role", "r",
		},
		{
			"the ARN of a policy of this unit is a link",
			[]*Resource{
				resource("r", "role", properties{"name": "app"}), resource("p", "policy", properties{"name": "read"}),
				resource("a", "attachment", properties{"role": "app", "policy": "arn:aws:iam::123456789012:policy/team/read"}),
			},
			"r", "policies", "p",
		},
		{
			"an AWS managed policy is outside",
			[]*Resource{resource("r", "role", properties{"name": "app"}), resource("a", "attachment", properties{"role": "@r", "policy": "arn:aws:iam::aws:policy/ReadOnlyAccess"})},
			"r", "policies", `"arn:aws:iam::aws:policy/ReadOnlyAccess"`,
		},
		{
			"an attachment to an unknown role opens all",
			[]*Resource{resource("r", "role", properties{"name": "app"}), resource("a", "attachment", properties{"role": "?no default", "policy": "x"})},
			"r", "policies", "…",
		},
		{
			"a link to another kind is outside",
			[]*Resource{vpc, resource("i", "instance", properties{"groups": []any{"@v.something_id"}})},
			"i", "security_groups", `"${v.something_id}"`,
		},
		{
			"both alternatives of a condition may be members",
			[]*Resource{vpc, resource("g", "group", properties{"vpc": "@v"}), resource("e", "endpoint", properties{"vpc": "@v", "groups": []any{Either([]Value{toValue("@g"), {}}, Range{})}})},
			"e", "security_groups", "g? v.default_security_group?",
		},
		{
			"an instance takes from its template what it lacks",
			[]*Resource{
				vpc, subnet, resource("g", "group", properties{"vpc": "@v"}),
				resource("l", "template", properties{"groups": []any{"@g"}}),
				resource("i", "instance", properties{"subnet": "@s", "template": "@l"}),
			},
			"i", "security_groups", "g",
		},
		{
			"an unknown template leaves the profile open",
			[]*Resource{vpc, subnet, resource("i", "instance", properties{"subnet": "@s", "template": "?no default"})},
			"i", "instance_profile", "…",
		},
		{"the VPC of an instance is its subnet's", []*Resource{vpc, subnet, resource("i", "instance", properties{"subnet": "@s"})}, "v", "instances", "i"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			node := build(test.resources...).Node(test.node)
			if node == nil {
				t.Fatalf("there is no node %s", test.node)
			}
			if got := members(node.Set(test.set)); got != test.want {
				t.Errorf("%s.%s = %s; want %s", test.node, test.set, got, test.want)
			}
		})
	}
}

func uncertain(resource *Resource) *Resource {
	resource.Maybe = "its count is not known"
	return resource
}

func TestBuildRules(t *testing.T) {
	inline := resource("g", "group", properties{"out": []any{
		properties{"protocol": "-1", "cidr": []any{"0.0.0.0/0"}},
		properties{"protocol": 6, "to": []any{"@g"}},
	}})
	tests := []struct {
		name      string
		resources []*Resource
		want      string
	}{
		{"blocks become rules", []*Resource{inline}, "egress all, egress tcp"},
		{"nothing is assumed", []*Resource{resource("g", "group", properties{})}, ""},
		{"a default lets everything out", []*Resource{resource("g", "open_group", properties{})}, "egress all"},
		{
			"standalone rules join, and put the default in doubt",
			[]*Resource{resource("g", "open_group", properties{}), resource("r", "rule", properties{"group": "@g", "egress": true, "protocol": "17"})},
			"egress udp, egress all?",
		},
		{
			"standalone ingress leaves the default alone",
			[]*Resource{resource("g", "open_group", properties{}), resource("r", "rule", properties{"group": "@g", "egress": false, "protocol": "tcp"})},
			"ingress tcp, egress all",
		},
		{"unknown blocks open the set", []*Resource{resource("g", "group", properties{"out": "?for_each is not known"})}, "…"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			set := build(test.resources...).Node("g").Set("rules")
			var written []string
			for _, member := range set.Members {
				direction, _ := member.Node.Value("direction").Text()
				protocol, _ := member.Node.Value("protocol").Text()
				if member.Node.Maybe != "" {
					protocol += "?"
				}
				written = append(written, direction+" "+protocol)
			}
			if len(set.Open) > 0 {
				written = append(written, "…")
			}
			if got := strings.Join(written, ", "); got != test.want {
				t.Errorf("rules = %s; want %s", got, test.want)
			}
		})
	}
}

func TestBuildValues(t *testing.T) {
	graph := build(
		resource("v", "vpc", properties{}),
		resource("e", "endpoint", properties{"vpc": "@v"}),
		resource("p", "endpoint_policy", properties{"endpoint": "@e", "policy": "{}"}),
		resource("l", "template", properties{"name": "workers", "image": "ami-1"}),
		resource("i", "instance", properties{"template": "workers"}),
	)
	if hostnames, ok := graph.Node("v").Value("enable_dns_hostnames").Boolean(); !ok || hostnames {
		t.Errorf("enable_dns_hostnames = %v, %v; want the default, false", hostnames, ok)
	}
	if policy, _ := graph.Node("e").Value("policy").Text(); policy != "{}" {
		t.Errorf("policy = %q; want what the standalone resource says", policy)
	}
	if image, _ := graph.Node("i").Value("image").Text(); image != "ami-1" {
		t.Errorf("image = %q; want that of the launch template", image)
	}
}

func TestOpaqueOpensWhatItWasGiven(t *testing.T) {
	graph := Build(context.Background(), Configuration{
		Resources: []*Resource{
			resource("v", "vpc", properties{}), resource("w", "vpc", properties{}),
			resource("s", "subnet", properties{"vpc": "@v"}),
		},
		Opaque: []Opaque{{Address: "module.endpoints", Reason: "it is not downloaded", Received: []Reference{{Address: "s", Attribute: "id"}}}},
	}, testTypes)
	if got := members(graph.Node("v").Set("endpoints")); got != "…" {
		t.Errorf("endpoints of the VPC whose subnet was given away = %q; want an open set", got)
	}
	if got := members(graph.Node("w").Set("endpoints")); got != "" {
		t.Errorf("endpoints of the other VPC = %q; want a complete, empty set", got)
	}
	if got := members(graph.Node("s").Set("route_table")); got != "v.main_route_table? …" {
		t.Errorf("route table of the subnet = %q; want a default in doubt", got)
	}
	reason := graph.Node("v").Set("endpoints").WhyUncertain()
	if !strings.Contains(reason, "module.endpoints") || !strings.Contains(reason, "not downloaded") {
		t.Errorf("the reason %q does not name the cause", reason)
	}
}

// A rule that is listed by its id alone is in the set of rules without a node.
func TestRulesThatStandOutside(t *testing.T) {
	for _, kind := range []string{"group", "open_group"} {
		group := resource("g", kind, properties{})
		group.Existing = "it is imported"
		listed := resource("r", "exclusive_rules", properties{"group": "@g", "rules": []any{"sgr-1"}})
		rules := members(build(group, listed).Node("g").Set("rules"))
		if !strings.HasPrefix(rules, `"sgr-1"`) || !strings.HasSuffix(rules, "…") {
			t.Errorf("%s: rules = %s; want sgr-1 and an open end", kind, rules)
		}
	}
}

func TestBuildEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	resources := []*Resource{{Address: "vpc.main", Type: "vpc", Properties: Object(nil, Range{})}}
	if built := Build(ctx, Configuration{Resources: resources}, testTypes); len(built.All()) > 0 {
		t.Errorf("%d nodes of a graph that was given up", len(built.All()))
	}
	if built := Build(t.Context(), Configuration{Resources: resources}, testTypes); built.Node("vpc.main") == nil {
		t.Error("the graph lacks its node")
	}
}

func TestLargeSetHoldsEveryMemberOnce(t *testing.T) {
	set := &Set{}
	nodes := make([]*Node, 3*indexedFrom)
	for i := range nodes {
		nodes[i] = &Node{}
	}
	for range 2 {
		for _, node := range nodes {
			set.add(Member{Node: node})
		}
	}
	set.add(Member{Node: nodes[0], Maybe: "undecided"})
	if want := len(nodes) + 1; len(set.Members) != want {
		t.Errorf("%d members; want %d", len(set.Members), want)
	}
	set.giveWay(&Set{Members: []Member{{Node: nodes[1]}}}, "")
	set.add(Member{Node: nodes[0]})
	if len(set.Members) != 1 || set.Members[0].Node != nodes[0] {
		t.Errorf("after all gave way: %v", set.Members)
	}
}
