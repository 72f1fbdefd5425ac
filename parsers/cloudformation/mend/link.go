package mend

import (
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/resourcetypes"
	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// link writes a reference to a node where another one names none.
func (m *mender) link(change graph.Link) bool {
	if change.Attribute == "vpc" {
		return m.attach(change.Node, change.To)
	}
	at, ok := m.spot(change.Node)
	if !ok || m.stacks(at) > 1 {
		return false
	}
	reference, known := m.reference(at, graph.Reference{Address: change.To, Attribute: "id"})
	property := resourcetypes.Table[m.nodes.Node(change.Node).Resource.Type].Property(change.Attribute)
	if !known || property == "" || m.isConditional(at, []string{change.To}) {
		return false
	}
	value := raw(reference)
	if property == "Roles" {
		value = draft{items: []draft{value}}
	}
	within := at.body.Find("Properties")
	outer, inner, nested := strings.Cut(property, ".")
	for nested && within.Find(outer) != nil {
		within = within.Find(outer)
		outer, inner, nested = strings.Cut(inner, ".")
	}
	if nested {
		value = draft{parts: []part{{inner, value}}}
	}
	if given, ok := at.find(within, outer); ok {
		isEmpty := given.value.Kind == syntax.Sequence && len(given.value.Items) == 0
		if isEmpty {
			at.replaceValue(given, value)
		}
		return isEmpty
	}
	return !strings.Contains(inner, ".") && at.addEntry(within, part{outer, value})
}
