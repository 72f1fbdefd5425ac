package openvalues

import (
	"strings"
	"testing"

	"github.com/reachlint/reachlint/parsers/graph"
)

// nowhere is the place of values that nobody wrote.
var nowhere graph.Range

func text(written string) graph.Value { return graph.Text(written, nowhere) }

func open(address string) graph.Value {
	return text(graph.Reference{Address: address, Reason: "it is open"}.Token())
}

// describe writes a value in one line: alternatives with |, items with commas, and what is unknown as ?.
func describe(value graph.Value) string {
	var parts []string
	separator := "|"
	members := value.Alternatives()
	if items, isList := value.Items(); isList {
		members, separator = items, ","
	} else if len(members) <= 1 {
		if raw, ok := value.RawText(); ok {
			return graph.Readable(raw)
		}
		return "?"
	}
	for _, member := range members {
		parts = append(parts, describe(member))
	}
	return strings.Join(parts, separator)
}

func TestChoices(t *testing.T) {
	upper := func(arguments []graph.Value) graph.Value {
		joined := ""
		for _, argument := range arguments {
			raw, _ := argument.RawText()
			joined += strings.ToUpper(raw)
		}
		return text(joined)
	}
	two := Either([]graph.Value{text("a"), text("b")}, nowhere)
	for _, test := range []struct{ name, got, want string }{
		{"one thing is no choice", describe(Either([]graph.Value{text("a"), text("a")}, nowhere)), "a"},
		{"one of two", describe(two), "a|b"},
		{"a choice within a choice", describe(Either([]graph.Value{two, text("c")}, nowhere)), "a|b|c"},
		{"a function of a choice", describe(Distribute([]graph.Value{two, text("x")}, nowhere, upper)), "AX|BX"},
		{"a function of two choices", describe(Distribute([]graph.Value{two, two}, nowhere, upper)), "AA|AB|BA|BB"},
		{"what all agree on", describe(OneOf([]graph.Value{text("a"), text("a")}, "why", nowhere)), "a"},
		{"one of none", describe(OneOf(nil, "why", nowhere)), "?"},
	} {
		if test.got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, test.got, test.want)
		}
	}
}

func TestLists(t *testing.T) {
	name, _ := open("Name").RawText()
	for _, test := range []struct{ name, got, want string }{
		{"a text with commas", describe(SplitList(text("a, b"))), "a,b"},
		{"a text with an open part", describe(SplitList(text("a," + name))), "a,${Name}"},
		{"a text that is open as a whole", describe(SplitList(open("Names"))), "?"},
	} {
		if test.got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, test.got, test.want)
		}
	}
}
