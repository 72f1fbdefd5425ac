package syntax

import (
	"strings"
	"testing"
)

// describe writes a node without its places.
func describe(n *Node) string {
	items := make([]string, len(n.Items))
	for i := range n.Items {
		items[i] = describe(&n.Items[i])
		if n.Kind == Mapping {
			items[i] = n.Names[i].Text + ": " + items[i]
		}
	}
	switch n.Kind {
	case Scalar:
		return n.Text
	case Sequence:
		return "[" + strings.Join(items, ", ") + "]"
	case Mapping:
		return "{" + strings.Join(items, ", ") + "}"
	case Call:
		return n.Text + "(" + items[0] + ")"
	}
	return "null"
}

// However a value is written, it is the same node.
func TestNodes(t *testing.T) {
	for _, test := range []struct {
		want  string
		forms []string
	}{
		{"Ref(Vpc)", []string{"!Ref Vpc", "Ref: Vpc", "{Ref: Vpc}", `{"Ref": "Vpc"}`}},
		{"Fn::Base64(Fn::Sub(a))", []string{"!Base64\n  Fn::Sub: a", "Fn::Base64: !Sub a", `{"Fn::Base64": {"Fn::Sub": "a"}}`}},
		{"{Ref: a, b: c}", []string{"Ref: a\nb: c", `{"Ref": "a", "b": "c"}`}},
		{"{Fn::ForEach::A: [x]}", []string{"Fn::ForEach::A: [x]", `{"Fn::ForEach::A": ["x"]}`}},
		{"{a: {x: 1, y: 2}, b: {y: 3, x: 1}}", []string{"a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}"}},
		{"[null, 443, true]", []string{"[~, 443, true]", "- null\n- 443\n- true\n"}},
		{"null", []string{"", "# nothing\n"}},
	} {
		for _, form := range test.forms {
			read := Parse("f", []byte(form))
			if got := describe(&read.Root); got != test.want || read.Broken {
				t.Errorf("%s is %s, want %s", form, got, test.want)
			}
		}
	}
}

// JSON has two escapes that YAML's own reader refuses.
func TestEscapesInJSON(t *testing.T) {
	for written, want := range map[string]string{
		`a\/b`:           "a/b",
		`\ud83d\ude00`:   "😀",
		`\u00e9\n\t\"\\`: "é\n\t\"\\",
		`plain`:          "plain",
	} {
		root, err := ParseJSON([]byte(`{"Value": "` + written + `"}`))
		if got := root.Find("Value").Literal(); got != want || err != nil {
			t.Errorf("%s is %q, want %q", written, got, want)
		}
	}
}
