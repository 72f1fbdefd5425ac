package terraform

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
)

// source is a name in an expression that may deliver its value, with the keys that are taken of it. What
// decides a condition, or chooses an entry, delivers nothing.
type source struct {
	mention
	keys    []key
	perhaps bool // an open choice decides whether it does
}

// key chooses an entry of an object or list; the zero key is one that nobody knows.
type key struct {
	text   string
	number bool
}

func (k key) isName() bool { return k.text != "" && !k.number }

func knownKey(value cty.Value) key {
	value, _ = value.Unmark()
	if value == cty.NilVal || value.IsNull() || !value.IsKnown() {
		return key{}
	}
	text, ok := decodeValue(value, graph.Range{}, "").RawText()
	if !ok || graph.HasToken(text) {
		return key{}
	}
	return key{text: text, number: value.Type() == cty.Number}
}

// sources walks an expression, of whose value the given keys are taken.
func (s *scope) sources(e *expression, keys []key) (found []source) {
	if len(e.mentions) == 0 {
		return nil
	}
	defer func() {
		if problem := recover(); problem != nil {
			s.module.unit.reportPanic(e.file.rangeOf(e.syntax.Range()), problem)
		}
	}()
	context := s.context(e)
	s.begin()
	defer s.end(e)
	walk := walk{names: e.names, context: context}
	walk.into(e.syntax, keys, false)
	return walk.found
}

// walk gathers the sources of one expression.
type walk struct {
	names   []string // attributes that the expression asks of anything
	context *hcl.EvalContext
	found   []source
}

func (w *walk) into(syntax hclsyntax.Expression, keys []key, perhaps bool) {
	switch each := syntax.(type) {
	case *hclsyntax.ParenthesesExpr:
		w.into(each.Expression, keys, perhaps)
	case *hclsyntax.TemplateWrapExpr: // "${…}", as JSON writes every expression
		w.into(each.Wrapped, keys, perhaps)
	case *iterable:
		w.into(each.Expression, keys, perhaps)
	case *traversal:
		w.name(each.Traversal, keys, perhaps)
	case *relative:
		w.into(each.Source, append(keysOf(each.Traversal), keys...), perhaps)
	case *index:
		w.into(each.Collection, append([]key{w.key(each.Key)}, keys...), perhaps)
	case *conditional:
		w.branches(each, keys, perhaps)
	case *invocation:
		w.call(each, keys, perhaps)
	case *loop:
		perhaps = perhaps || each.CondExpr != nil
		w.into(each.CollExpr, nil, perhaps)
		w.into(each.ValExpr, nil, perhaps)
	case *hclsyntax.ObjectConsExpr:
		w.entries(each, keys, perhaps)
	case *hclsyntax.TupleConsExpr:
		w.items(each, keys, perhaps)
	case *template:
		w.all(childrenOf(each.TemplateExpr), perhaps)
	default:
		w.all(childrenOf(syntax), perhaps)
	}
}

func (w *walk) all(places []*hclsyntax.Expression, perhaps bool) {
	for _, each := range places {
		if *each != nil {
			w.into(*each, nil, perhaps)
		}
	}
}

// name ends a way at a variable, a local value, a data source, an output or each.value.
func (w *walk) name(path hcl.Traversal, keys []key, perhaps bool) {
	found, ok := mentionOf(path, w.names)
	if !ok {
		return
	}
	words := 2
	if found.root == "each" {
		words = 1
	}
	if len(path) > words {
		keys = append(keysOf(path[words:]), keys...)
	}
	w.found = append(w.found, source{mention: found, keys: keys, perhaps: perhaps})
}

// branches follows the chosen branch, or both where the condition is open.
func (w *walk) branches(syntax *conditional, keys []key, perhaps bool) {
	choice, known, problems := syntax.choose(w.context)
	open := !known || problems.HasErrors()
	if open || choice.True() {
		w.into(syntax.TrueResult, keys, perhaps || open)
	}
	if open || choice.False() {
		w.into(syntax.FalseResult, keys, perhaps || open)
	}
}

// call follows the arguments that a function may return, or a part of which.
func (w *walk) call(syntax *invocation, keys []key, perhaps bool) {
	switch {
	case syntax.Name == "lookup" && len(syntax.Args) > 1:
		w.into(syntax.Args[0], append([]key{w.key(syntax.Args[1])}, keys...), perhaps)
		w.all(placesOf(syntax.Args[2:]), true)
	case syntax.Name == "element" && len(syntax.Args) == 2:
		w.into(syntax.Args[0], append([]key{w.key(syntax.Args[1])}, keys...), perhaps)
	case syntax.Name == "coalesce" || syntax.Name == "try":
		w.first(syntax.Args, keys, perhaps)
	case syntax.Name == "merge" || syntax.Name == "tomap":
		for _, each := range syntax.Args {
			w.into(each, keys, perhaps)
		}
	default:
		w.all(placesOf(syntax.Args), perhaps)
	}
}

// first follows the first argument that has a value, and those before it of which nobody knows.
func (w *walk) first(arguments []hclsyntax.Expression, keys []key, perhaps bool) {
	for n, each := range arguments {
		value, problems := each.Value(w.context)
		value, _ = value.Unmark()
		if problems.HasErrors() || value.IsNull() || value.IsKnown() && value.Type() == cty.String && value.AsString() == "" {
			continue
		}
		if !value.IsKnown() && n < len(arguments)-1 {
			perhaps = true
		}
		w.into(each, keys, perhaps)
		if value.IsKnown() {
			return
		}
	}
}

// entries follows the one entry that is taken, or all of an object that is taken whole.
func (w *walk) entries(object *hclsyntax.ObjectConsExpr, keys []key, perhaps bool) {
	var rest []key
	wanted := key{}
	if len(keys) > 0 {
		wanted, rest = keys[0], keys[1:]
		perhaps = perhaps || wanted.text == "" && len(object.Items) > 1
	}
	for _, item := range object.Items {
		own := w.key(item.KeyExpr)
		if wanted.text == "" || own.text == "" || own.text == wanted.text {
			w.into(item.ValueExpr, rest, perhaps)
		}
	}
}

func (w *walk) items(list *hclsyntax.TupleConsExpr, keys []key, perhaps bool) {
	if len(keys) == 0 {
		w.all(placesOf(list.Exprs), perhaps)
		return
	}
	for n, each := range list.Exprs {
		own := knownKey(cty.NumberIntVal(int64(n)))
		switch {
		case keys[0].text == "":
			w.into(each, keys[1:], perhaps || len(list.Exprs) > 1)
		case own.text == keys[0].text:
			w.into(each, keys[1:], perhaps)
		}
	}
}

func (w *walk) key(syntax hclsyntax.Expression) key {
	value, problems := syntax.Value(w.context)
	if problems.HasErrors() {
		return key{}
	}
	return knownKey(value)
}

func keysOf(path hcl.Traversal) []key {
	var keys []key
	for _, step := range path {
		switch each := step.(type) {
		case hcl.TraverseAttr:
			keys = append(keys, key{text: each.Name})
		case hcl.TraverseIndex:
			keys = append(keys, knownKey(each.Key))
		default:
			keys = append(keys, key{})
		}
	}
	return slices.Clip(keys)
}
