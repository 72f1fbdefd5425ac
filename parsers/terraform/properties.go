package terraform

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/language"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// properties evaluates a resource's block into an object, named as the provider names its arguments.
func (s *scope) properties(of *block) graph.Value {
	entries := s.entries(of, true)
	if ignored := ignoredChanges(of); len(ignored) > 0 {
		lifecycle := of.child("lifecycle")
		at := lifecycle.file.rangeOf(lifecycle.header)
		items := make([]graph.Value, len(ignored))
		for n, name := range ignored {
			items[n] = graph.Text(name, at)
		}
		inner := graph.Object([]graph.Entry{{Name: "ignore_changes", Value: graph.List(items, at)}}, at)
		entries = append(entries, graph.Entry{Name: "lifecycle", Value: graph.List([]graph.Value{inner}, at)})
	}
	return graph.Object(entries, of.file.rangeOf(of.header))
}

// entries evaluates attributes and nested blocks. Blocks of one kind are one list.
func (s *scope) entries(of *block, top bool) []graph.Entry {
	entries := make([]graph.Entry, 0, len(of.attributes)+4)
	for _, each := range of.attributes {
		if top && language.MetaArguments[each.name] {
			continue
		}
		value := s.decode(each.expression)
		if value.IsAbsent() {
			continue
		}
		if top && provenanceKept[each.name] {
			value = value.Through(s.via(each.expression))
		}
		entries = append(entries, graph.Entry{Name: each.name, Value: value})
	}
	lists := map[string][]graph.Value{}
	var order []string
	ranges := map[string]graph.Range{}
	s.eachBlock(of, top, func(kind string, content *block, inner *scope, open string) {
		at := content.file.rangeOf(content.header)
		if _, seen := lists[kind]; !seen {
			order = append(order, kind)
			ranges[kind] = at
		}
		if open != "" {
			lists[kind] = append(lists[kind], graph.Unknown(open, at))
			return
		}
		lists[kind] = append(lists[kind], graph.Object(inner.entries(content, false), at))
	})
	for _, kind := range order {
		entries = append(entries, graph.Entry{Name: kind, Value: graph.List(lists[kind], ranges[kind])})
	}
	return entries
}

// eachBlock visits the nested blocks, with dynamic ones expanded. A dynamic block that nobody knows how
// often to repeat is visited once, with the reason.
func (s *scope) eachBlock(of *block, top bool, visit func(kind string, content *block, inner *scope, open string)) {
	for _, each := range of.blocks {
		if each.kind != "dynamic" || len(each.labels) != 1 {
			if !top || !language.MetaBlocks[each.kind] {
				visit(each.kind, each, s, "")
			}
			continue
		}
		s.eachTurn(each, visit)
	}
}

func (s *scope) eachTurn(dynamic *block, visit func(kind string, content *block, inner *scope, open string)) {
	kind := dynamic.labels[0]
	content, forEach := dynamic.child("content"), dynamic.expression("for_each")
	if content == nil || forEach == nil {
		return
	}
	iterator := kind
	if named := dynamic.expression("iterator"); named != nil {
		if name := hcl.ExprAsKeyword(named.syntax); name != "" {
			iterator = name
		}
	}
	value := s.value(forEach)
	plain, _ := value.Unmark()
	_, maybe := unknown.IsMaybe(value)
	_, token := unknown.CannotLookInto(plain)
	if maybe || token || !plain.IsKnown() {
		visit(kind, dynamic, s, unknown.Reason(value))
		return
	}
	if unknown.IsOpen(plain) {
		visit(kind, dynamic, s, unknown.MoreAttributes)
		return
	}
	if plain.IsNull() || !plain.CanIterateElements() {
		visit(kind, dynamic, s, "its for_each is no collection")
		return
	}
	unit := s.module.unit
	steps := plain.LengthInt() * stepsPerTurn
	if steps > unit.budget.unit {
		unit.limit(dynamic.file.rangeOf(dynamic.header), fmt.Sprintf("The unit has more blocks of %s than are evaluated.", kind))
		visit(kind, dynamic, s, tooMuchWork)
		return
	}
	unit.budget.unit -= steps
	for elements := plain.ElementIterator(); elements.Next(); {
		key, element := elements.Element()
		if plain.Type().IsSetType() {
			key = element
		}
		inner := s.with(iterator, cty.ObjectVal(map[string]cty.Value{"key": key, "value": element}))
		visit(kind, content, inner, "")
	}
}

// blocks is what an expression gets that refers to nested blocks: aws_x.y.block[0].attribute.
// What AWS fills in within a block is a token of its own: token("ip_address[0].ip").
func (s *scope) blocks(of *block, kind string, token func(string) cty.Value) (cty.Value, bool) {
	found, reason := false, ""
	for _, each := range of.blocks {
		found = found || nestedKind(each) == kind
	}
	if !found || language.MetaBlocks[kind] {
		return cty.NilVal, false
	}
	var objects []cty.Value
	s.eachBlock(of, true, func(each string, content *block, inner *scope, open string) {
		switch {
		case each != kind:
		case open != "":
			reason = open
		default:
			place := fmt.Sprintf("%s[%d].", kind, len(objects))
			objects = append(objects, inner.object(content, func(name string) cty.Value { return token(place + name) }))
		}
	})
	if reason != "" {
		return unknown.Because(reason), true
	}
	return cty.TupleVal(objects), true
}

// object is a nested block as an expression sees it.
func (s *scope) object(of *block, token func(string) cty.Value) cty.Value {
	attributes := map[string]cty.Value{unknown.LaterAttribute: unknown.Later(token)}
	for _, each := range of.attributes {
		attributes[each.name] = s.value(each.expression)
	}
	for _, each := range of.blocks {
		kind := nestedKind(each)
		if _, done := attributes[kind]; done {
			continue
		}
		if inner, ok := s.blocks(of, kind, token); ok {
			attributes[kind] = inner
		}
	}
	return cty.ObjectVal(attributes)
}

// ignoredChanges names the attributes whose later changes Terraform ignores: tags, or of a map one key alone, as
// tags["Name"].
func ignoredChanges(of *block) []string {
	ignored := of.child("lifecycle").expression("ignore_changes")
	if ignored == nil {
		return nil
	}
	if hcl.ExprAsKeyword(ignored.syntax) == "all" {
		return []string{"all"}
	}
	items, problems := hcl.ExprList(ignored.syntax)
	if problems.HasErrors() {
		return nil
	}
	var names []string
	for _, item := range items {
		if path, problems := hcl.RelTraversalForExpr(item); !problems.HasErrors() {
			if name := ignoredChange(path); name != "" {
				names = append(names, name)
				continue
			}
		}
		if name, ok := language.LiteralText(item); ok {
			names = append(names, name)
		}
	}
	return names
}

func ignoredChange(path hcl.Traversal) string {
	if len(path) == 0 {
		return ""
	}
	attribute, ok := path[0].(hcl.TraverseAttr)
	if !ok || len(path) == 1 {
		return attribute.Name
	}
	if key, ok := path[1].(hcl.TraverseIndex); ok && key.Key.Type() == cty.String {
		return fmt.Sprintf("%s[%q]", attribute.Name, key.Key.AsString())
	}
	return attribute.Name
}
