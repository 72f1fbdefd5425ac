package unknown

import (
	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
)

// anyKeyAttribute is what the reference of such a key asks for.
const anyKeyAttribute = "each.key"

// AnyKey stands for whatever keys a for_each has that nobody knows.
func AnyKey(address, reason string) cty.Value {
	return cty.StringVal(graph.Reference{Address: address, Attribute: anyKeyAttribute, Reason: reason}.Token())
}

// AnyElement returns the instance that stands for all of a block whose for_each nobody knows. Whichever
// key is asked for, it is the answer.
func AnyElement(collection cty.Value) (cty.Value, bool) {
	plain, marks := collection.Unmark()
	if plain == cty.NilVal || plain.IsNull() || !plain.IsKnown() || !plain.Type().IsObjectType() && !plain.Type().IsMapType() {
		return cty.NilVal, false
	}
	if _, maybe := IsMaybe(collection); !maybe || plain.LengthInt() != 1 {
		return cty.NilVal, false
	}
	elements := plain.ElementIterator()
	elements.Next()
	key, element := elements.Element()
	parts := graph.SplitText(key.AsString())
	if len(parts) != 1 || parts[0].Reference == nil || parts[0].Reference.Attribute != anyKeyAttribute {
		return cty.NilVal, false
	}
	return element.WithMarks(marks), true
}
