package mend

import (
	"regexp"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

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
	if m.sources.Assigns(name) {
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
