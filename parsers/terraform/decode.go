package terraform

import (
	"reflect"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/functions"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// decoding turns an expression into a value of the model. Where the structure of the expression says more
// than the value alone, it is followed: the items of a literal list have their own ranges, and an
// undecided condition is either of its branches.
type decoding struct {
	scope *scope
	file  *file
	fixed *graph.Range // the range of all that is decoded, where it is written elsewhere
	wrong *bool        // whether a part could not be evaluated; nil where nobody asks
	depth int
}

func (s *scope) decode(e *expression) (decoded graph.Value) {
	at := e.file.rangeOf(e.syntax.Range())
	if e.constant != cty.NilVal {
		return decodeValue(e.constant, at, "")
	}
	defer func() {
		if problem := recover(); problem != nil {
			s.module.unit.reportPanic(at, problem)
			decoded = graph.Unknown("it cannot be evaluated", at)
		}
	}()
	context := s.context(e)
	s.begin()
	defer s.end(e)
	wrong := false
	decoded = decoding{scope: s, file: e.file, wrong: &wrong}.syntax(e.syntax, context)
	if wrong { // perhaps only in a branch that nobody takes
		_, problems := e.syntax.Value(context)
		s.complain(e, problems)
	}
	return decoded
}

// failed is the value of what cannot be evaluated.
func (d decoding) failed(problems hcl.Diagnostics, syntax hclsyntax.Expression) graph.Value {
	if d.wrong != nil {
		*d.wrong = true
	}
	return graph.Unknown(unknown.ReasonOfProblems(problems), d.at(syntax))
}

func (d decoding) at(syntax hclsyntax.Expression) graph.Range {
	if d.fixed != nil {
		return *d.fixed
	}
	return d.file.rangeOf(syntax.Range())
}

func (d decoding) syntax(syntax hclsyntax.Expression, ctx *hcl.EvalContext) graph.Value {
	switch each := syntax.(type) {
	case *hclsyntax.ParenthesesExpr:
		return d.syntax(each.Expression, ctx).At(d.at(syntax))
	case *hclsyntax.TemplateWrapExpr: // "${…}", as JSON writes every expression
		return d.syntax(each.Wrapped, ctx).At(d.at(syntax))
	case *hclsyntax.TupleConsExpr:
		items := make([]graph.Value, len(each.Exprs))
		for i, item := range each.Exprs {
			items[i] = d.syntax(item, ctx)
		}
		return graph.List(items, d.at(syntax))
	case *hclsyntax.ObjectConsExpr:
		return d.object(each, ctx)
	case *conditional:
		return d.conditional(each, ctx)
	case *invocation:
		return d.call(each, ctx)
	case *traversal:
		return d.traversal(each, ctx)
	}
	return d.plain(syntax, ctx)
}

// plain evaluates without regard to structure.
func (d decoding) plain(syntax hclsyntax.Expression, ctx *hcl.EvalContext) graph.Value {
	value, problems := syntax.Value(ctx)
	if problems.HasErrors() {
		return d.failed(problems, syntax)
	}
	return d.value(value, d.at(syntax))
}

// value decodes what was evaluated, unless there is too much of it.
func (d decoding) value(value cty.Value, at graph.Range) graph.Value {
	heavy := functions.Weight(value, maximumWeight)
	if heavy > maximumWeight || heavy > d.scope.module.unit.budget.unit {
		d.scope.module.unit.limit(at, "This value was left out because it is too large.")
		return graph.Unknown(tooLargeReason, at)
	}
	d.scope.module.unit.budget.unit -= heavy / 4
	return decodeValue(value, at, "")
}

func (d decoding) object(syntax *hclsyntax.ObjectConsExpr, ctx *hcl.EvalContext) graph.Value {
	entries := make([]graph.Entry, 0, len(syntax.Items))
	for _, item := range syntax.Items {
		key, problems := item.KeyExpr.Value(ctx)
		if problems.HasErrors() {
			return d.failed(problems, syntax)
		}
		plain, _ := key.Unmark()
		name, ok := decodeValue(plain, graph.Range{}, "").RawText()
		if !ok {
			return graph.Unknown(unknown.Reason(key), d.at(syntax))
		}
		if value := d.syntax(item.ValueExpr, ctx); !value.IsAbsent() {
			entries = append(entries, graph.Entry{Name: name, Value: value})
		}
	}
	return graph.Object(entries, d.at(syntax))
}

// conditional keeps both branches of a condition that we cannot decide, so rules see "perhaps" and never a
// wrong "no".
func (d decoding) conditional(syntax *conditional, ctx *hcl.EvalContext) graph.Value {
	choice, known, problems := syntax.choose(ctx)
	if problems.HasErrors() {
		return d.failed(problems, syntax)
	}
	d.depth++
	if known || d.depth > maximumAlternatives {
		value := d.plain(syntax, ctx)
		if value.Reason() == "" || d.depth > maximumAlternatives {
			return value
		}
		if choice.True() {
			return d.syntax(syntax.TrueResult, ctx).At(d.at(syntax))
		}
		return d.syntax(syntax.FalseResult, ctx).At(d.at(syntax))
	}
	value := either([]graph.Value{d.syntax(syntax.TrueResult, ctx), d.syntax(syntax.FalseResult, ctx)}, d.at(syntax))
	return value.MaybeLeftOut(unknown.Reason(choice))
}

// traversal follows a name to where it is defined when its value is not known: it may be a choice.
func (d decoding) traversal(syntax *traversal, ctx *hcl.EvalContext) graph.Value {
	plain := d.plain(syntax, ctx)
	if plain.Reason() == "" || d.depth > maximumAlternatives {
		return plain
	}
	if _, isText := plain.RawText(); isText {
		return plain
	}
	definition, within := d.scope.definition(syntax.Traversal)
	if definition == nil || definition.constant != cty.NilVal {
		return plain
	}
	at := d.at(syntax)
	inner := decoding{scope: within, file: definition.file, fixed: &at, depth: d.depth + 1}
	followed := inner.syntax(definition.syntax, within.context(definition))
	if followed.Reason() != "" && len(followed.Alternatives()) < 2 {
		return plain
	}
	return followed
}

// definition returns the expression behind local.x, var.x or module.x.y.
func (s *scope) definition(path hcl.Traversal) (*expression, *scope) {
	names := namesOf(path)
	switch {
	case len(names) == 2 && names[0] == "local":
		if local := s.module.source.locals[names[1]]; local != nil {
			return local.expression, s.module.scope()
		}
	case len(names) == 2 && names[0] == "var" && s.module.caller != nil:
		if argument := s.module.arguments.expression(names[1]); argument != nil && s.module.source.variables[names[1]] != nil {
			return argument, s.module.caller
		}
	case len(names) == 3 && names[0] == "module":
		call := s.module.call(names[1])
		if call == nil || !call.expand() || call.repetition.mode != once || len(call.instances) != 1 {
			return nil, nil
		}
		if output := call.source.outputs[names[2]].expression("value"); output != nil {
			return output, call.instances[0].scope()
		}
	}
	return nil, nil
}

// namesOf returns the steps of a path that consists of names alone.
func namesOf(path hcl.Traversal) []string {
	names := make([]string, 0, len(path))
	for _, step := range path {
		switch each := step.(type) {
		case hcl.TraverseRoot:
			names = append(names, each.Name)
		case hcl.TraverseAttr:
			names = append(names, each.Name)
		default:
			return nil
		}
	}
	return names
}

// either makes a choice of values; equal ones count once.
func either(alternatives []graph.Value, at graph.Range) graph.Value {
	var distinct []graph.Value
	for _, alternative := range alternatives {
		for _, each := range alternative.Alternatives() {
			if len(distinct) < maximumAlternatives && !contains(distinct, each) {
				distinct = append(distinct, each)
			}
		}
	}
	return graph.Either(distinct, at).At(at)
}

func contains(values []graph.Value, wanted graph.Value) bool {
	for _, each := range values {
		if reflect.DeepEqual(withoutRange(each), withoutRange(wanted)) {
			return true
		}
	}
	return false
}

// withoutRange makes values comparable that are written in different places.
func withoutRange(value graph.Value) graph.Value {
	value = value.At(graph.Range{}).Through(nil, nil)
	if items, ok := value.Items(); ok {
		bare := make([]graph.Value, len(items))
		for i, item := range items {
			bare[i] = withoutRange(item)
		}
		return graph.List(bare, graph.Range{})
	}
	if entries, ok := value.Entries(); ok {
		bare := make([]graph.Entry, len(entries))
		for i, entry := range entries {
			bare[i] = graph.Entry{Name: entry.Name, Value: withoutRange(entry.Value)}
		}
		return graph.Object(bare, graph.Range{})
	}
	return value
}
