package unknown

import (
	"github.com/zclconf/go-cty/cty"
)

// Equal compares two values. Where a text that nobody knows takes part and is not the very same on both
// sides, they may be equal or not.
func Equal(left, right cty.Value) cty.Value {
	for _, operand := range []cty.Value{left, right} {
		if reason, maybe := IsMaybe(operand); maybe {
			return Of(cty.Bool, reason)
		}
	}
	if !left.IsNull() && !right.IsNull() && (HoldsOpen(left.Type()) || HoldsOpen(right.Type())) {
		return Of(cty.Bool, MoreAttributes)
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
		return Of(cty.Bool, Reason(left))
	}
	return Of(cty.Bool, Reason(right))
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
		if token := FirstIndistinct(operand); token != "" {
			return Of(cty.Bool, ReasonOfText(token))
		}
	}
	return compared
}

func isEmptyText(value cty.Value) bool {
	return !value.IsNull() && value.Type() == cty.String && value.AsString() == ""
}

func mayBeEmptyValue(value cty.Value) bool {
	return value.IsNull() || value.Type() != cty.String || MayBeEmpty(value.AsString())
}

// isTextToken tells whether a value is an undecided text and nothing else: it might be null as well.
func isTextToken(value cty.Value) bool {
	return !value.IsNull() && value.Type() == cty.String && IsUndecided(value.AsString())
}
