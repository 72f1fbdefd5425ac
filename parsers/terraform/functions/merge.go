package functions

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// mergeFunction lays objects over each other. Where one of them may have more attributes than are in view, what it
// would lay over those before it is not known, and the rest can still be asked for.
var mergeFunction = guardedFunction(func(arguments []cty.Value) (cty.Value, error) {
	closed := make([]cty.Value, len(arguments))
	var open []int
	for i, argument := range arguments {
		closed[i] = argument
		if plain, marks := argument.Unmark(); unknown.IsOpen(plain) && plain.IsKnown() && !plain.IsNull() {
			open = append(open, i)
			closed[i] = withoutLater(plain).WithMarks(marks)
		}
	}
	result, err := call("merge", stdlib.MergeFunc, carries, closed)
	plain, marks := result.Unmark()
	if len(open) == 0 || err != nil || plain.IsNull() || !plain.IsKnown() || !plain.CanIterateElements() {
		return result, err
	}
	merged := plain.AsValueMap()
	if merged == nil {
		merged = map[string]cty.Value{}
	}
	for name := range merged {
		if lastWith(closed, name) < open[len(open)-1] {
			merged[name] = unknown.Because(unknown.MoreAttributes)
		}
	}
	merged[unknown.LaterAttribute] = unknown.Later(func(name string) cty.Value {
		if value, ok := unknown.AskLaterFor(arguments[open[0]], name); ok && len(open) == 1 {
			return value
		}
		return unknown.Because(unknown.MoreAttributes)
	})
	return cty.ObjectVal(merged).WithMarks(marks), nil
})

func withoutLater(object cty.Value) cty.Value {
	attributes := object.AsValueMap()
	delete(attributes, unknown.LaterAttribute)
	return cty.ObjectVal(attributes)
}

// lastWith is the position of the last object that has an attribute, or -1.
func lastWith(objects []cty.Value, name string) int {
	for i := len(objects) - 1; i >= 0; i-- {
		plain, _ := objects[i].Unmark()
		if plain.IsNull() || !plain.IsKnown() || !plain.Type().IsMapType() && !plain.Type().IsObjectType() {
			continue
		}
		if _, found := elementOf(plain, name); found {
			return i
		}
	}
	return -1
}
