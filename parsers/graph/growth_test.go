package graph

import (
	"context"
	"strings"
	"testing"
)

// listTypes are prefix lists, whose entries are written in them or beside them.
var listTypes = map[string]Type{
	"list": {Kind: "prefix_list", Values: []Name{{"entry.cidr", "cidr_blocks"}}},
	"entry": {
		Settings: []Setting{{Owner: "list", OwnerKind: "prefix_list", Append: true, Values: []Name{{"cidr", "cidr_blocks"}}}},
	},
}

// entriesOf writes down the items of a list: texts, "?" after what may not be in it, and the reason for more.
func entriesOf(node *Node) string {
	var written []string
	items, _ := node.Value("cidr_blocks").Items()
	for _, item := range items {
		text, known := item.Alternatives()[0].Text()
		switch {
		case !known:
			text = "… " + item.Reason()
		case item.Reason() != "":
			text += "? " + item.Reason()
		}
		written = append(written, text)
	}
	return strings.Join(written, ", ")
}

func TestListsGrow(t *testing.T) {
	own := resource("l", "list", properties{"entry": []any{properties{"cidr": "10.0.0.0/8"}}})
	other := resource("m", "list", properties{})
	beside := resource("e", "entry", properties{"list": "@l", "cidr": "172.16.0.0/12"})
	perhaps := resource("e", "entry", properties{"list": "@l", "cidr": "172.16.0.0/12"})
	perhaps.Maybe = "var.open has no default"
	somewhere := resource("e", "entry", properties{"list": "?var.list has no default", "cidr": "172.16.0.0/12"})
	hidden := Opaque{Address: "module.entries", Reason: "it is not downloaded", Received: []Reference{{Address: "l", Attribute: "id"}}}
	cases := map[string]struct {
		entry  *Resource
		opaque []Opaque
		want   string
		others string
	}{
		"an entry beside the list":    {beside, nil, "10.0.0.0/8, 172.16.0.0/12", ""},
		"an entry that may not exist": {perhaps, nil, "10.0.0.0/8, 172.16.0.0/12? var.open has no default", ""},
		"an entry of some list":       {somewhere, nil, "10.0.0.0/8, … e may belong to it: var.list has no default", "… e may belong to it: var.list has no default"},
		"a list that is given away":   {beside, []Opaque{hidden}, "10.0.0.0/8, 172.16.0.0/12, … module.entries is given l and may add to it, but cannot be seen into: it is not downloaded", ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			graph := Build(context.Background(), Configuration{Resources: []*Resource{own, other, c.entry}, Opaque: c.opaque}, listTypes)
			if got := entriesOf(graph.Node("l")); got != c.want {
				t.Errorf("got %s\nwant %s", got, c.want)
			}
			if got := entriesOf(graph.Node("m")); got != c.others {
				t.Errorf("the other list has %q, want %q", got, c.others)
			}
		})
	}
}

// Blocks are all that there is where somebody wrote them, or wrote that there are none.
func TestExclusiveBlocks(t *testing.T) {
	types := map[string]Type{"group": {Kind: "security_group", Blocks: []Block{{
		Property: "out", Set: "rules", Kind: "security_group_rule", Exclusive: "exclusive_egress",
	}}}}
	block := properties{"protocol": "tcp"}
	filled := resource("g", "group", properties{"out": []any{block}})
	filled.Filled = []string{"out"}
	cases := map[string]struct {
		group *Resource
		want  string
	}{
		"a block":                    {resource("g", "group", properties{"out": []any{block}}), "true"},
		"an empty list":              {resource("g", "group", properties{"out": []any{}}), "true"},
		"nothing":                    {resource("g", "group", properties{}), ""},
		"blocks that are not known":  {resource("g", "group", properties{"out": []any{"?var.ports has no default"}}), "? var.ports has no default"},
		"a list that is not known":   {resource("g", "group", properties{"out": "?var.ports has no default"}), "? var.ports has no default"},
		"a block and an unknown one": {resource("g", "group", properties{"out": []any{"?var.ports has no default", block}}), "true"},
		"what a plan has filled in":  {filled, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			value := Build(context.Background(), Configuration{Resources: []*Resource{c.group}}, types).Node("g").Value("exclusive_egress")
			got, _ := value.RawText()
			if reason := value.Reason(); reason != "" {
				got = "? " + reason
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
