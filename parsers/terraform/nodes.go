package terraform

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/reachlint/reachlint/parsers/terraform/functions"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// The nodes in this file and in operators.go stand in for HCL's own. They do what HCL does, except where
// that would look into a token or decide upon one: then the result is unknown, with the token's reason.

// traversal is a name with its path, such as aws_vpc.main.id.
type traversal struct{ *hclsyntax.ScopeTraversalExpr }

func (e *traversal) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	value, problems := e.ScopeTraversalExpr.Value(ctx)
	if len(e.Traversal) < 2 || !problems.HasErrors() && !e.endsInItem(value) {
		return value, problems
	}
	root, rootProblems := e.Traversal[:1].TraverseAbs(ctx)
	if rootProblems.HasErrors() {
		return value, problems
	}
	return follow(root, e.Traversal[1:], problems)
}

// endsInItem tells whether the value is an item of an unknown list, which may have a name.
func (e *traversal) endsInItem(value cty.Value) bool {
	_, byIndex := e.Traversal[len(e.Traversal)-1].(hcl.TraverseIndex)
	return byIndex && !value.IsKnown()
}

// relative is a path that follows any expression.
type relative struct {
	*hclsyntax.RelativeTraversalExpr
}

func (e *relative) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	source, problems := e.Source.Value(ctx)
	value, more := e.Traversal.TraverseRel(source)
	if !more.HasErrors() || problems.HasErrors() {
		return value, append(problems, more...)
	}
	return follow(source, e.Traversal, more)
}

// follow walks a path that HCL could not follow, and finds out whether that is because of a token.
func follow(value cty.Value, path hcl.Traversal, problems hcl.Diagnostics) (cty.Value, hcl.Diagnostics) {
	for _, step := range path {
		if index, ok := step.(hcl.TraverseIndex); ok && !value.IsKnown() {
			if position, known := unknown.Integer(index.Key); known {
				if each, named := unknown.Item(value, position); named {
					value = each
					continue
				}
			}
		}
		next, failed := hcl.Traversal{step}.TraverseRel(value)
		if !failed.HasErrors() {
			value = next
			continue
		}
		if later, ok := unknown.AskLater(value, step); ok {
			value = later
			continue
		}
		if any, ok := unknown.AnyElement(value); ok {
			value = any
			continue
		}
		if reason, ok := unknown.CannotLookInto(value); ok {
			return unknown.Because(reason), nil
		}
		return cty.DynamicVal, problems
	}
	return value, nil
}

// index is x[key].
type index struct{ *hclsyntax.IndexExpr }

func (e *index) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	collection, problems := e.Collection.Value(ctx)
	key, more := e.Key.Value(ctx)
	problems = append(problems, more...)
	if problems.HasErrors() {
		return cty.DynamicVal, problems
	}
	if position, known := unknown.Integer(key); known && !collection.IsKnown() {
		if each, named := unknown.Item(collection, position); named {
			return each, problems
		}
	}
	if any, ok := onlyInstance(collection, key); ok {
		return any, problems
	}
	value, more := hcl.Index(collection, key, &e.SrcRange)
	if !more.HasErrors() {
		return value, append(problems, more...)
	}
	if later, ok := unknown.AskLater(collection, hcl.TraverseIndex{Key: key}); ok {
		return later, nil
	}
	if any, ok := unknown.AnyElement(collection); ok {
		return any, nil
	}
	if reason, ok := unknown.CannotLookInto(collection); ok {
		return unknown.Because(reason), nil
	}
	if token := unknown.FirstToken(key); token != "" {
		return unknown.Because(unknown.ReasonOfText(token)), nil
	}
	return cty.DynamicVal, append(problems, more...)
}

// onlyInstance is the instance that stands for all of a block of which nobody knows how often it is repeated, where nobody
// knows either which of them is meant.
func onlyInstance(collection, key cty.Value) (cty.Value, bool) {
	if _, maybe := unknown.IsMaybe(collection); !maybe || key.IsKnown() {
		return cty.NilVal, false
	}
	plain, _ := collection.Unmark()
	if !plain.IsKnown() || plain.IsNull() || !plain.Type().IsTupleType() || plain.LengthInt() != 1 {
		return cty.NilVal, false
	}
	return plain.Index(cty.Zero), true
}

// template is a text with interpolations. A part that is unknown leaves the rest in its shape.
type template struct{ *hclsyntax.TemplateExpr }

func (e *template) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	length := 0
	filled := &hclsyntax.TemplateExpr{Parts: make([]hclsyntax.Expression, len(e.Parts)), SrcRange: e.SrcRange}
	changed := false
	for i, part := range e.Parts {
		filled.Parts[i] = part
		if _, literal := part.(*hclsyntax.LiteralValueExpr); literal {
			continue
		}
		value, problems := part.Value(ctx)
		if problems.HasErrors() {
			return cty.UnknownVal(cty.String), problems
		}
		if !value.IsKnown() {
			value = unknown.AsText(value)
			changed = true
		}
		if length += functions.Size(value); length > maximumWeight || !spend(ctx, functions.Size(value)) {
			return unknown.AsText(unknown.Because(tooMuchWork)), nil
		}
		filled.Parts[i] = &hclsyntax.LiteralValueExpr{Val: value, SrcRange: part.Range()}
	}
	value, problems := filled.Value(ctx)
	if changed && !problems.HasErrors() {
		value, _ = value.Unmark()
	}
	return value, problems
}

// iterable is what a for expression goes over.
type iterable struct{ hclsyntax.Expression }

func (e *iterable) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	value, problems := e.Expression.Value(ctx)
	if reason, ok := unknown.CannotLookInto(value); ok && !problems.HasErrors() {
		return unknown.Because(reason), problems
	}
	if unknown.IsOpen(value) {
		return unknown.Because(unknown.MoreAttributes), problems
	}
	return value, problems
}

// truth is an expression that is asked for yes or no.
type truth struct{ hclsyntax.Expression }

func (e *truth) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	value, problems := e.Expression.Value(ctx)
	if problems.HasErrors() {
		return value, problems
	}
	return decided(value), problems
}

// decided turns a text that stands for a truth value into an unknown one.
func decided(value cty.Value) cty.Value {
	if reason, ok := unknown.CannotLookInto(value); ok {
		return unknown.Of(cty.Bool, reason)
	}
	if reason, maybe := unknown.IsMaybe(value); maybe {
		return unknown.Of(cty.Bool, reason)
	}
	return value
}

// conditional is condition ? yes : no. HCL evaluates both branches and marks the result with the marks of
// both; here only the chosen one counts.
type conditional struct{ *hclsyntax.ConditionalExpr }

func (e *conditional) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	choice, known, problems := e.choose(ctx)
	if problems.HasErrors() {
		return cty.DynamicVal, problems
	}
	yes, yesProblems := e.TrueResult.Value(ctx)
	no, noProblems := e.FalseResult.Value(ctx)
	switch {
	case !known:
		return undecidedBetween(choice, yes, no, yesProblems, noProblems)
	case choice.True():
		return unified(yes, no, yesProblems, noProblems)
	default:
		return unified(no, yes, noProblems, yesProblems)
	}
}

// choose evaluates the condition. When it is not known, choice is the unknown value with its marks.
func (e *conditional) choose(ctx *hcl.EvalContext) (choice cty.Value, known bool, problems hcl.Diagnostics) {
	choice, problems = e.Condition.Value(ctx)
	if problems.HasErrors() {
		return choice, false, problems
	}
	choice = decided(choice)
	plain, marks := choice.Unmark()
	converted, err := convert.Convert(plain, cty.Bool)
	if err != nil || converted.IsNull() {
		return choice, false, hcl.Diagnostics{{
			Severity: hcl.DiagError, Summary: "Incorrect condition type",
			Detail:  "The condition must be either true or false.",
			Subject: e.Condition.Range().Ptr(),
		}}
	}
	if !converted.IsKnown() {
		return converted.WithMarks(marks), false, nil
	}
	return converted, true, nil
}

// undecidedBetween is what is left when nobody knows the condition: the branches' value where they agree,
// else an unknown of their type.
func undecidedBetween(choice, yes, no cty.Value, yesProblems, noProblems hcl.Diagnostics) (cty.Value, hcl.Diagnostics) {
	reason := unknown.Reason(choice)
	if yesProblems.HasErrors() || noProblems.HasErrors() {
		return unknown.Because(reason), nil
	}
	if yes.IsWhollyKnown() && no.IsWhollyKnown() && !yes.ContainsMarked() && !no.ContainsMarked() && yes.RawEquals(no) {
		return yes, nil
	}
	kind, _ := convert.UnifyUnsafe([]cty.Type{yes.Type(), no.Type()})
	if kind == cty.NilType {
		kind = cty.DynamicPseudoType
	}
	if kind == cty.Number && isPlainNumber(yes) && isPlainNumber(no) {
		return unknown.Mark(between(yes, no), reason), nil
	}
	return unknown.Of(kind, reason), nil
}

func isPlainNumber(value cty.Value) bool {
	return !value.IsMarked() && value.Type() == cty.Number && value.IsKnown() && !value.IsNull()
}

// between is a number that nobody knows, of which the bounds are known.
func between(one, other cty.Value) cty.Value {
	if one.GreaterThan(other).True() {
		one, other = other, one
	}
	return cty.UnknownVal(cty.Number).Refine().NotNull().NumberRangeInclusive(one, other).NewValue()
}

// unified converts the chosen branch to the type that both branches share, as Terraform does.
func unified(chosen, other cty.Value, problems, otherProblems hcl.Diagnostics) (cty.Value, hcl.Diagnostics) {
	if problems.HasErrors() || otherProblems.HasErrors() || chosen.Type().Equals(other.Type()) {
		return chosen, problems
	}
	if chosen.IsNull() || other.IsNull() && other.Type() == cty.DynamicPseudoType || unknown.FirstToken(chosen) != "" && chosen.Type() == cty.String {
		return chosen, problems
	}
	kind, conversions := convert.UnifyUnsafe([]cty.Type{chosen.Type(), other.Type()})
	if kind == cty.NilType || conversions[0] == nil {
		return chosen, problems
	}
	converted, err := conversions[0](chosen)
	if err != nil {
		return chosen, problems
	}
	return converted, problems
}
