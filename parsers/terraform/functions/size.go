package functions

import (
	"fmt"
	"math"

	"github.com/zclconf/go-cty/cty"
)

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
	case plain.Type() == cty.Number:
		return digits(plain)
	case plain.CanIterateElements():
		return plain.LengthInt()
	}
	return 0
}

// maximumDigits is how long a number may be when it is written out.
const maximumDigits = 10_000

// IsHuge tells whether a value is a number with more digits than anybody writes.
func IsHuge(value cty.Value) bool {
	plain, _ := value.Unmark()
	return plain.Type() == cty.Number && plain.IsKnown() && !plain.IsNull() && digits(plain) > maximumDigits
}

// HugeReason is why a number that is huge is not known.
var HugeReason = fmt.Sprintf("writing the number%s%d digits", tooMuch, maximumDigits)

// digits is about how many digits a number has before or behind its point, when it is written without an exponent.
func digits(number cty.Value) int {
	exponent := number.AsBigFloat().MantExp(nil)
	return int(math.Abs(float64(exponent)) * math.Log10(2))
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
