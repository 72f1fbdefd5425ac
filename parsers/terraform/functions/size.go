package functions

import "github.com/zclconf/go-cty/cty"

// TextPerStep is how many bytes of a text count as one item.
const TextPerStep = 16

// Size is how many items a value has, or steps its text, without what is inside of the items.
func Size(value cty.Value) int {
	plain, _ := value.Unmark()
	switch {
	case plain == cty.NilVal || plain.IsNull() || !plain.IsKnown():
		return 0
	case plain.Type() == cty.String:
		return len(plain.AsString()) / TextPerStep
	case plain.CanIterateElements():
		return plain.LengthInt()
	}
	return 0
}

// Weight counts all that is inside of a value, up to a limit: a value may hold itself twice over and over,
// and be small in memory yet endless to walk.
func Weight(value cty.Value, limit int) int {
	if value.IsMarked() {
		value, _ = value.Unmark()
	}
	total := 1 + Size(value)
	if total > limit || value == cty.NilVal || value.IsNull() || !value.IsKnown() || !value.CanIterateElements() {
		return total
	}
	if kind := value.Type(); kind.IsListType() && kind.ElementType().IsPrimitiveType() && kind.ElementType() != cty.String {
		return total
	}
	for elements := value.ElementIterator(); elements.Next() && total <= limit; {
		_, element := elements.Element()
		total += Weight(element, limit-total)
	}
	return total
}
