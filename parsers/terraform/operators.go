package terraform

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/terraform/functions"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// operation is an arithmetic, comparing or logical operator with two operands.
type operation struct{ *hclsyntax.BinaryOpExpr }

func (e *operation) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	left, leftProblems := e.LHS.Value(ctx)
	switch e.Op {
	case hclsyntax.OpLogicalAnd, hclsyntax.OpLogicalOr:
		return e.logical(ctx, left, leftProblems)
	}
	right, rightProblems := e.RHS.Value(ctx)
	if leftProblems.HasErrors() || rightProblems.HasErrors() {
		return cty.UnknownVal(e.Op.Type), append(leftProblems, rightProblems...)
	}
	switch e.Op {
	case hclsyntax.OpEqual:
		return equalIn(ctx, left, right), nil
	case hclsyntax.OpNotEqual:
		return not(equalIn(ctx, left, right)), nil
	}
	return e.arithmetic(ctx, left, right)
}

// logical decides from the left operand alone where it can: false && x, true || x.
func (e *operation) logical(ctx *hcl.EvalContext, left cty.Value, problems hcl.Diagnostics) (cty.Value, hcl.Diagnostics) {
	absorbing := e.Op == hclsyntax.OpLogicalOr
	first := decided(left)
	if !problems.HasErrors() && isTruth(first, absorbing) {
		return cty.BoolVal(absorbing), nil
	}
	right, rightProblems := e.RHS.Value(ctx)
	second := decided(right)
	undecided := !first.IsKnown() || problems.HasErrors()
	if undecided && !problems.HasErrors() && !rightProblems.HasErrors() && isTruth(second, absorbing) {
		return cty.BoolVal(absorbing), nil
	}
	if problems.HasErrors() || rightProblems.HasErrors() && first.IsKnown() {
		return cty.UnknownVal(cty.Bool), append(problems, rightProblems...)
	}
	if !first.IsKnown() {
		return unknown.Of(cty.Bool, unknown.Reason(first)), nil
	}
	if !second.IsKnown() {
		return unknown.Of(cty.Bool, unknown.Reason(second)), nil
	}
	return e.plain(ctx, first, second)
}

// isTruth tells whether a value surely is the given truth value.
func isTruth(value cty.Value, wanted bool) bool {
	plain, _ := value.Unmark()
	if plain.IsNull() || !plain.IsKnown() {
		return false
	}
	switch plain.Type() {
	case cty.Bool:
		return plain.True() == wanted
	case cty.String:
		return wanted && plain.AsString() == "true" || !wanted && plain.AsString() == "false"
	}
	return false
}

// arithmetic also covers <, >, <= and >=.
func (e *operation) arithmetic(ctx *hcl.EvalContext, left, right cty.Value) (cty.Value, hcl.Diagnostics) {
	for _, operand := range []cty.Value{left, right} {
		if reason, ok := unknown.CannotLookInto(operand); ok {
			return unknown.Of(e.Op.Type, reason), nil
		}
		if reason, maybe := unknown.IsMaybe(operand); maybe {
			return unknown.Of(e.Op.Type, reason), nil
		}
	}
	return e.plain(ctx, left, right)
}

// plain lets HCL's own node compute the result.
func (e *operation) plain(ctx *hcl.EvalContext, left, right cty.Value) (cty.Value, hcl.Diagnostics) {
	computed := &hclsyntax.BinaryOpExpr{
		LHS:      &hclsyntax.LiteralValueExpr{Val: left, SrcRange: e.LHS.Range()},
		Op:       e.Op,
		RHS:      &hclsyntax.LiteralValueExpr{Val: right, SrcRange: e.RHS.Range()},
		SrcRange: e.SrcRange,
	}
	value, problems := computed.Value(ctx)
	if functions.IsHuge(value) {
		return unknown.Because(functions.HugeReason), problems
	}
	return value, problems
}

// negation is !x or -x.
type negation struct{ *hclsyntax.UnaryOpExpr }

func (e *negation) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	operand, problems := e.Val.Value(ctx)
	if problems.HasErrors() {
		return cty.UnknownVal(e.Op.Type), problems
	}
	if reason, ok := unknown.CannotLookInto(operand); ok {
		return unknown.Of(e.Op.Type, reason), nil
	}
	if reason, maybe := unknown.IsMaybe(operand); maybe {
		return unknown.Of(e.Op.Type, reason), nil
	}
	if !operand.IsKnown() {
		return unknown.Of(e.Op.Type, unknown.Reason(operand)), nil
	}
	computed := &hclsyntax.UnaryOpExpr{
		Op: e.Op, Val: &hclsyntax.LiteralValueExpr{Val: operand, SrcRange: e.Val.Range()},
		SrcRange: e.SrcRange, SymbolRange: e.SymbolRange,
	}
	return computed.Value(ctx)
}

// equalIn compares two values, one of which may be an open variable that surely is not the other.
func equalIn(ctx *hcl.EvalContext, left, right cty.Value) cty.Value {
	compared := unknown.Equal(left, right)
	if compared.IsKnown() {
		return compared
	}
	if open := openIn(ctx); open != nil && open.decides(left, right) {
		return cty.False
	}
	return compared
}

func not(value cty.Value) cty.Value {
	if !value.IsKnown() {
		return value
	}
	return value.Not()
}
