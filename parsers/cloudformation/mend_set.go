package cloudformation

import (
	"bytes"
	"regexp"
	"slices"
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

// quotesTruth tells whether the author puts truth values in quotes.
func (t *template) quotesTruth(within *syntax.Node) bool {
	for i := range within.Items {
		if _, truth := within.Items[i].Truth(); truth && within.Items[i].Kind == syntax.Scalar {
			return within.Items[i].Quoted
		}
	}
	return false
}

// replaceScalar gives a literal another content and keeps its quotes.
func (t *template) replaceScalar(of slot, value graph.Value) bool {
	text, ok := value.RawText()
	if !ok {
		return false
	}
	start, end := t.source.OffsetOf(of.value.Start), t.source.OffsetOf(of.value.End)
	before := t.text[start:end]
	switch {
	case len(before) == 0 || bytes.ContainsAny(before, "|>\n"):
		return false
	case before[0] == '"', before[0] == '\'':
		quote := string(before[:1])
		if strings.ContainsAny(text, `"'\`) {
			return false
		}
		t.replace(start, end, quote+text+quote)
	default:
		if _, truth := value.Boolean(); !truth {
			text = t.quoted(text)
		}
		t.replace(start, end, text)
	}
	return true
}

// replaceValue gives a property another value as a whole.
func (t *template) replaceValue(of slot, written draft) {
	if of.flow {
		t.replace(of.valueStart, of.end, written.flow(t.indentation(of.start), 0, t.json))
		return
	}
	indent := int(of.id.Start.Column) - 1
	start := t.source.OffsetOf(of.id.End) + 1
	text := " " + written.raw
	if written.items != nil {
		deeper := indent + t.margins().list
		text = "\n" + strings.Repeat(" ", deeper) + written.block(deeper, t.margins())
	}
	t.replace(start, of.end, text)
}

// given returns the literal that a mapping or the parameter behind a value has: from the stack that nests this one, or
// else by its default, where it serves nothing but properties of that name and nobody else gives it a value.
func (m *mender) given(at spot, calls []graph.Call, of slot) (*template, slot, bool) {
	if of.value.Calls("Fn::FindInMap") {
		found, ok := at.mapped(of.value)
		return at.template, found, ok && m.stacks(at) == 1
	}
	if !of.value.Calls("Ref") {
		return nil, slot{}, false
	}
	name := of.value.Argument().Literal()
	if !at.servesOnly(name, of.id.Text) {
		return nil, slot{}, false
	}
	if n := len(calls); n > 0 {
		parent, ok := m.spotAt(calls[n-1])
		if !ok {
			return nil, slot{}, false
		}
		if found, ok := parent.find(parent.body.Find("Properties"), "Parameters."+name); ok {
			return parent.template, found, found.value.Kind == syntax.Scalar
		}
		if m.stacks(at) > 1 {
			return nil, slot{}, false // the default of one is the default of all
		}
	}
	isGiven := func(each Assignment) bool { return each.Name == name }
	if len(m.loader.options.ParameterFiles) > 0 || slices.ContainsFunc(m.loader.options.Parameters, isGiven) {
		return nil, slot{}, false
	}
	found, ok := at.find(at.document.Root.Find("Parameters"), name+".Default")
	return at.template, found, ok && found.value.Kind == syntax.Scalar
}

// mapped returns the literal of a mapping that a value looks up by names, where nothing else may look it up.
func (t *template) mapped(lookup *syntax.Node) (slot, bool) {
	keys := lookup.Argument()
	if keys.Kind != syntax.Sequence || len(keys.Items) != 3 {
		return slot{}, false
	}
	var path []string
	for i := range keys.Items {
		path = append(path, keys.Items[i].Literal())
	}
	found, ok := t.find(t.document.Root.Find("Mappings"), strings.Join(path, "."))
	return found, ok && found.value.Kind == syntax.Scalar && lookups(&t.document.Root, path) == 1
}

// lookups counts where something of a mapping is, or may be, looked up.
func lookups(within *syntax.Node, path []string) int {
	if within.Calls("Fn::FindInMap") {
		keys := within.Argument()
		for i := range keys.Items {
			if i < len(path) && keys.Items[i].Kind == syntax.Scalar && keys.Items[i].Text != path[i] {
				return 0
			}
		}
		return 1
	}
	count := 0
	for i := range within.Items {
		count += lookups(&within.Items[i], path)
	}
	return count
}

// servesOnly tells whether a parameter is used in one place only, or wherever it is used as the whole of a property of
// that name.
func (t *template) servesOnly(name, property string) bool {
	quoted := regexp.QuoteMeta(name)
	all := regexp.MustCompile(`(?:^|[^A-Za-z0-9])`+quoted+`(?:[^A-Za-z0-9]|$)`).FindAllIndex(t.text, -1)
	like := regexp.MustCompile(regexp.QuoteMeta(property)+`"?\s*:\s*(?:!Ref\s+|\{?\s*"?Ref"?\s*:\s*"?)`+quoted+`(?:[^A-Za-z0-9]|$)`).FindAllIndex(t.text, -1)
	uses := len(all) - 1 // one of them declares it
	return uses == 1 || uses > 0 && uses == len(like)
}
