package rego

import (
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/reachlint/reachlint/parsers/graph"
)

func TestTwins(t *testing.T) {
	computer := func(address, image string) *graph.Node {
		node := &graph.Node{Address: address, Kind: "instance"}
		node.Values.Put("image", graph.Text(image, graph.Range{File: address}))
		return node
	}
	named := computer("a[3]", "ami-1")
	got := ast.NewObject(withTwins([]*graph.Node{
		computer("a[0]", "ami-1"), computer("b", "ami-2"), computer("a[1]", "ami-1"), computer("a[2]", "ami-1"), named,
	}, map[*graph.Node]bool{named: true})...)
	want := ast.MustParseTerm(`{
		"a[0]": {"address": "a[0]", "kind": "instance", "image": "ami-1", "twins": ["a[1]", "a[2]"]},
		"b": {"address": "b", "kind": "instance", "image": "ami-2"},
		"a[1]": {"address": "a[1]", "kind": "instance", "image": "ami-1", "twin_of": "a[0]"},
		"a[2]": {"address": "a[2]", "kind": "instance", "image": "ami-1", "twin_of": "a[0]"},
		"a[3]": {"address": "a[3]", "kind": "instance", "image": "ami-1"}
	}`).Value
	if got.Compare(want) != 0 {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
