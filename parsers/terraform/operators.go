package terraform

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
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
		return unknownOf(cty.Bool, whyUnknown(first)), nil
	}
	if !second.IsKnown() {
		return unknownOf(cty.Bool, whyUnknown(second)), nil
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
		if reason, ok := cannotLookInto(operand); ok {
			return unknownOf(e.Op.Type, reason), nil
		}
		if reason, maybe := isMaybe(operand); maybe {
			return unknownOf(e.Op.Type, reason), nil
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
	return computed.Value(ctx)
}

// negation is !x or -x.
type negation struct{ *hclsyntax.UnaryOpExpr }

func (e *negation) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	operand, problems := e.Val.Value(ctx)
	if problems.HasErrors() {
		return cty.UnknownVal(e.Op.Type), problems
	}
	if reason, ok := cannotLookInto(operand); ok {
		return unknownOf(e.Op.Type, reason), nil
	}
	if reason, maybe := isMaybe(operand); maybe {
		return unknownOf(e.Op.Type, reason), nil
	}
	if !operand.IsKnown() {
		return unknownOf(e.Op.Type, whyUnknown(operand)), nil
	}
	computed := &hclsyntax.UnaryOpExpr{
		Op: e.Op, Val: &hclsyntax.LiteralValueExpr{Val: operand, SrcRange: e.Val.Range()},
		SrcRange: e.SrcRange, SymbolRange: e.SymbolRange,
	}
	return computed.Value(ctx)
}

// equalIn compares two values, one of which may be an open variable that surely is not the other.
func equalIn(ctx *hcl.EvalContext, left, right cty.Value) cty.Value {
	compared := equal(left, right)
	if compared.IsKnown() {
		return compared
	}
	if open := openIn(ctx); open != nil && open.decides(left, right) {
		return cty.False
	}
	return compared
}

// equal compares two values. Where a text that nobody knows takes part and is not the very same on both
// sides, they may be equal or not.
func equal(left, right cty.Value) cty.Value {
	for _, operand := range []cty.Value{left, right} {
		if reason, maybe := isMaybe(operand); maybe {
			return unknownOf(cty.Bool, reason)
		}
	}
	if !left.IsNull() && !right.IsNull() && (holdsOpen(left.Type()) || holdsOpen(right.Type())) {
		return unknownOf(cty.Bool, moreAttributes)
	}
	if left.IsWhollyKnown() && right.IsWhollyKnown() {
		plainLeft, _ := left.UnmarkDeep()
		plainRight, _ := right.UnmarkDeep()
		return equalKnown(plainLeft, plainRight)
	}
	plainLeft, _ := left.UnmarkDeep()
	plainRight, _ := right.UnmarkDeep()
	compared := plainLeft.Equals(plainRight)
	if compared.IsKnown() {
		return compared
	}
	if !left.IsWhollyKnown() {
		return unknownOf(cty.Bool, whyUnknown(left))
	}
	return unknownOf(cty.Bool, whyUnknown(right))
}

func equalKnown(left, right cty.Value) cty.Value {
	compared := left.Equals(right)
	if compared.IsKnown() && compared.True() {
		return cty.True
	}
	if left.IsNull() && !isTextToken(right) || right.IsNull() && !isTextToken(left) {
		return compared
	}
	if isEmptyText(left) && !mayBeEmptyValue(right) || isEmptyText(right) && !mayBeEmptyValue(left) {
		return cty.False
	}
	for _, operand := range []cty.Value{left, right} {
		if token := firstIndistinct(operand); token != "" {
			return unknownOf(cty.Bool, reasonOfText(token))
		}
	}
	return compared
}

func isEmptyText(value cty.Value) bool {
	return !value.IsNull() && value.Type() == cty.String && value.AsString() == ""
}

func mayBeEmptyValue(value cty.Value) bool {
	return value.IsNull() || value.Type() != cty.String || mayBeEmpty(value.AsString())
}

// isTextToken tells whether a value is an undecided text and nothing else: it might be null as well.
func isTextToken(value cty.Value) bool {
	return !value.IsNull() && value.Type() == cty.String && isUndecided(value.AsString())
}

func not(value cty.Value) cty.Value {
	if !value.IsKnown() {
		return value
	}
	return value.Not()
}
