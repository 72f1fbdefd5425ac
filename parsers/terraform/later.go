package terraform

import (
	"reflect"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// A resource that an expression takes whole may later be asked for an attribute that nobody could foresee,
// and so may a nested block for one that AWS fills in. So their objects also hold whom to ask, under a name
// that no attribute has.
const laterAttribute = "\uE002later"

// later answers for the attributes that an object does not have yet.
type later struct {
	ask func(name string) cty.Value
}

var laterType = cty.Capsule("later", reflect.TypeFor[later]())

func laterValue(ask func(name string) cty.Value) cty.Value {
	return cty.CapsuleVal(laterType, &later{ask: ask})
}

// moreAttributes is why nobody can list the attributes of such an object, or compare it whole.
const moreAttributes = "its provider gives it more attributes than are written"

// isOpen tells whether a value is an object that may have more attributes than those in view.
func isOpen(value cty.Value) bool {
	kind := value.Type()
	return kind.IsObjectType() && kind.HasAttribute(laterAttribute)
}

// holdsOpen tells whether a value of a type is such an object or has one within.
func holdsOpen(kind cty.Type) bool {
	switch {
	case kind.IsObjectType():
		if kind.HasAttribute(laterAttribute) {
			return true
		}
		for _, each := range kind.AttributeTypes() {
			if holdsOpen(each) {
				return true
			}
		}
	case kind.IsTupleType():
		return slices.ContainsFunc(kind.TupleElementTypes(), holdsOpen)
	case kind.IsCollectionType():
		return holdsOpen(kind.ElementType())
	}
	return false
}

// askLater evaluates an attribute that the object of a resource does not have yet.
func askLater(value cty.Value, step hcl.Traverser) (cty.Value, bool) {
	name := ""
	switch each := step.(type) {
	case hcl.TraverseAttr:
		name = each.Name
	case hcl.TraverseIndex:
		key, _ := each.Key.Unmark()
		if key.IsNull() || !key.IsKnown() || key.Type() != cty.String {
			return cty.NilVal, false
		}
		name = key.AsString()
	}
	return askLaterFor(value, name)
}

func askLaterFor(value cty.Value, name string) (cty.Value, bool) {
	plain, marks := value.Unmark()
	if name == "" || plain == cty.NilVal || plain.IsNull() || !plain.IsKnown() || !isOpen(plain) {
		return cty.NilVal, false
	}
	held := plain.GetAttr(laterAttribute)
	if held.Type() != laterType || held.IsNull() || !held.IsKnown() {
		return cty.NilVal, false
	}
	return held.EncapsulatedValue().(*later).ask(name).WithMarks(marks), true
}
