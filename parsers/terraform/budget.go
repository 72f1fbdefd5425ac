package terraform

import (
	"reflect"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// budget bounds the work of evaluation: a few lines can ask for a thousand million items, by loops within
// loops or by values that hold the one before twice. A step is one turn of a loop, one item of a result,
// or sixteen bytes of text.
type budget struct {
	left      int // for the expression that is being evaluated
	unit      int // for all expressions of the unit
	exhausted bool
}

const (
	budgetName     = "\uE002budget" // where the nodes find it: a variable that no source can name
	textPerStep    = 16
	tooMuchWork    = "its evaluation takes too long"
	tooLargeReason = "it is too large"
)

var budgetType = cty.Capsule("budget", reflect.TypeFor[budget]())

// begin grants an expression its share.
func (b *budget) begin() {
	b.left = min(maximumSteps, b.unit)
	b.exhausted = false
}

// end takes from the unit what the expression used.
func (b *budget) end() {
	b.unit -= min(maximumSteps, b.unit) - max(0, b.left)
}

// spend tells whether there is something left after the given steps.
func spend(ctx *hcl.EvalContext, steps int) bool {
	b := heldBy[budget](ctx, budgetName)
	if b == nil {
		return true
	}
	if b.left -= steps; b.left < 0 {
		b.exhausted = true
		return false
	}
	return true
}

// loop is a for expression.
type loop struct{ *hclsyntax.ForExpr }

func (e *loop) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	collection, problems := e.CollExpr.Value(ctx)
	if problems.HasErrors() {
		return cty.DynamicVal, problems
	}
	if !spend(ctx, 1+size(collection)) {
		return unknown.Because(tooMuchWork), nil
	}
	turned := *e.ForExpr
	turned.CollExpr = &hclsyntax.LiteralValueExpr{Val: collection, SrcRange: e.CollExpr.Range()}
	value, problems := turned.Value(ctx)
	if !problems.HasErrors() && !value.IsKnown() && !value.IsMarked() {
		return unknown.Mark(value, unknown.Reason(collection)), nil // HCL loses the marks here
	}
	return value, problems
}

// invocation is a call of a function.
type invocation struct{ *hclsyntax.FunctionCallExpr }

func (e *invocation) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	if !spend(ctx, 1) {
		return unknown.Because(tooMuchWork), nil
	}
	value, problems := e.FunctionCallExpr.Value(ctx)
	if !problems.HasErrors() && !spend(ctx, size(value)) {
		return unknown.Because(tooMuchWork), nil
	}
	return value, problems
}

// size is how many items a value has, or steps its text, without what is inside of the items.
func size(value cty.Value) int {
	plain, _ := value.Unmark()
	switch {
	case plain == cty.NilVal || plain.IsNull() || !plain.IsKnown():
		return 0
	case plain.Type() == cty.String:
		return len(plain.AsString()) / textPerStep
	case plain.CanIterateElements():
		return plain.LengthInt()
	}
	return 0
}

// weight counts all that is inside of a value, up to a limit: a value may hold itself twice over and over,
// and be small in memory yet endless to walk.
func weight(value cty.Value, limit int) int {
	if value.IsMarked() {
		value, _ = value.Unmark()
	}
	total := 1 + size(value)
	if total > limit || value == cty.NilVal || value.IsNull() || !value.IsKnown() || !value.CanIterateElements() {
		return total
	}
	if kind := value.Type(); kind.IsListType() && kind.ElementType().IsPrimitiveType() && kind.ElementType() != cty.String {
		return total
	}
	for elements := value.ElementIterator(); elements.Next() && total <= limit; {
		_, element := elements.Element()
		total += weight(element, limit-total)
	}
	return total
}
