package mend

import (
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/resourcetypes"
	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// set gives a value another content where it is written, or writes it where nobody did.
func (m *mender) set(change graph.SetValue) bool {
	at, ok := m.spot(change.Node)
	if !ok {
		return false
	}
	node := m.nodes.Node(change.Node)
	properties := at.body.Find("Properties")
	property := resourcetypes.Table[node.Resource.Type].ValueProperty(change.Attribute)
	if property == "" || properties == nil {
		return false
	}
	written, ok := m.write(at, change.Value)
	if !ok {
		return false
	}
	found, exists := at.find(properties, property)
	if !exists {
		return m.setAbsent(at, properties, property, written, change.Value)
	}
	if written.items != nil || isReference(change.Value) {
		at.replaceValue(found, written)
		return true
	}
	if found.value.Kind == syntax.Scalar {
		return at.replaceScalar(found, change.Value)
	}
	behind, given, ok := m.given(at, node.Resource.Calls, found)
	return ok && behind.replaceScalar(given, change.Value)
}

func isReference(value graph.Value) bool {
	_, ok := value.Reference()
	return ok
}

// setAbsent adds a property, below a parent that is there.
func (m *mender) setAbsent(at spot, properties *syntax.Node, property string, written draft, value graph.Value) bool {
	parent, name := properties, property
	if i := strings.LastIndexByte(property, '.'); i >= 0 {
		found, ok := at.find(properties, property[:i])
		if !ok {
			return false
		}
		parent, name = found.value, property[i+1:]
	}
	if parent.Kind != syntax.Mapping {
		return false
	}
	if _, truth := value.Boolean(); truth && at.quotesTruth(parent) {
		written = raw(`"` + written.raw + `"`)
	}
	return at.addEntry(parent, part{name, written})
}
