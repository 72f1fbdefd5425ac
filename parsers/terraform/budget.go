package terraform

import (
	"reflect"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/terraform/functions"
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
	stepsPerTurn   = 128            // of a dynamic block, which makes several values
	budgetName     = "\uE002budget" // where the nodes find it: a variable that no source can name
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
	if !spend(ctx, 1+functions.Size(collection)) {
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
	if !problems.HasErrors() && !spend(ctx, functions.Size(value)) {
		return unknown.Because(tooMuchWork), nil
	}
	return value, problems
}
