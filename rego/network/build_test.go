package network

import (
	"testing"

	"github.com/reachlint/reachlint/parsers/graph"
)

// thing is a node of a test's graph. Fields are the node's values and sets: a link, or a list of links,
// makes a set; everything else a value.
type thing struct {
	kind, address string
	fields        fields
	maybe         string
	external      string
	from          string // the provider's type
}

type fields map[string]any

// link names a member of a set by its address; what no node has stands outside of the unit.
type link struct{ to, maybe string }

type (
	links   []any // of link and open
	open    string
	unknown string
	choice  []any // values, nobody knows which
)

func to(addresses ...string) links {
	var list links
	for _, address := range addresses {
		list = append(list, link{to: address})
	}
	return list
}

// reverses are the sets that the other side of a link gets.
var reverses = map[string]string{
	"vpc_endpoint": "endpoints", "subnet": "subnets", "directory": "directories", "route_table": "route_tables",
	"transit_gateway_attachment": "transit_gateway_attachments",
}

func build(things ...thing) *graph.Graph {
	nodes := map[string]*graph.Node{}
	var order []*graph.Node
	for _, each := range things {
		node := &graph.Node{
			Address: each.address, Kind: each.kind, Maybe: each.maybe, External: each.external,
			Resource: &graph.Resource{Address: each.address, Type: each.from},
		}
		nodes[each.address] = node
		order = append(order, node)
	}
	for _, each := range things {
		node := nodes[each.address]
		for name, field := range each.fields {
			if list, ok := field.(links); ok {
				node.Sets.Put(name, setOf(list, nodes))
				continue
			}
			node.Values.Put(name, valueOf(field))
		}
		if reverse := reverses[each.kind]; reverse != "" {
			for _, owner := range node.Set("vpc").Members {
				if owner.Node != nil {
					add(owner.Node, reverse, graph.Member{Node: node, Maybe: owner.Maybe})
				}
			}
		}
	}
	return graph.New(order)
}

func add(owner *graph.Node, set string, member graph.Member) {
	joined, ok := owner.Sets.Get(set)
	if !ok {
		joined = &graph.Set{}
		owner.Sets.Put(set, joined)
	}
	joined.Members = append(joined.Members, member)
}

func setOf(list links, nodes map[string]*graph.Node) *graph.Set {
	set := &graph.Set{}
	for _, each := range list {
		switch each := each.(type) {
		case link:
			member := graph.Member{Node: nodes[each.to], Maybe: each.maybe}
			if member.Node == nil {
				member.Text = each.to
			}
			set.Members = append(set.Members, member)
		case open:
			set.Open = append(set.Open, string(each))
		}
	}
	return set
}

func valueOf(field any) graph.Value {
	var at graph.Range
	switch field := field.(type) {
	case graph.Value:
		return field
	case string:
		return graph.Text(field, at)
	case int:
		return graph.Number(float64(field), at)
	case bool:
		return graph.Boolean(field, at)
	case unknown:
		return graph.Unknown(string(field), at)
	case []string:
		var items []graph.Value
		for _, item := range field {
			items = append(items, graph.Text(item, at))
		}
		return graph.List(items, at)
	case []any:
		var items []graph.Value
		for _, item := range field {
			items = append(items, valueOf(item))
		}
		return graph.List(items, at)
	case choice:
		var items []graph.Value
		for _, item := range field {
			items = append(items, valueOf(item))
		}
		return graph.Either(items, at)
	case map[string]any:
		var entries []graph.Entry
		for name, value := range field {
			entries = append(entries, graph.Entry{Name: name, Value: valueOf(value)})
		}
		return graph.Object(entries, at)
	case nil:
		return graph.Value{}
	}
	panic("a field of a kind that the tests do not know")
}

// token is a reference inside of a text.
func token(address, attribute string) string {
	return graph.Reference{Address: address, Attribute: attribute}.Token()
}

// with returns the things, those with an address of the later list replaced.
func with(things []thing, changed ...thing) []thing {
	result := append([]thing(nil), things...)
next:
	for _, change := range changed {
		for i := range result {
			if result[i].address == change.address {
				result[i] = change
				continue next
			}
		}
		result = append(result, change)
	}
	return result
}

// expect compares an answer: its verdict, and what it points at where that is given.
func expect(t *testing.T, answer Answer, verdict Verdict, subject, attribute string) {
	t.Helper()
	if answer.Verdict != verdict || subject != "" && answer.Subject != subject || attribute != "" && answer.Attribute != attribute {
		t.Errorf("got %s at %s.%s (%s)\nwant %s at %s.%s\npath %+v",
			answer.Verdict, answer.Subject, answer.Attribute, answer.Reason, verdict, subject, attribute, answer.Path)
	}
	if answer.Verdict != Allow && answer.Reason == "" {
		t.Errorf("%s gives no reason", answer.Verdict)
	}
	if answer.Verdict == Deny && answer.Subject == "" {
		t.Error("a denial names nothing to change")
	}
	if len(answer.Path) > 0 && answer.Path[len(answer.Path)-1].Verdict != answer.Verdict && answer.Verdict != Unknown {
		t.Errorf("the path ends with %s, the answer is %s", answer.Path[len(answer.Path)-1].Verdict, answer.Verdict)
	}
	for _, hop := range answer.Path {
		if hop.Text == "" || graph.HasToken(hop.Text) {
			t.Errorf("a hop without readable text: %+v", hop)
		}
	}
}
