package unknown

import (
	"reflect"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// LaterAttribute is a name that no attribute has: under it an object of Later holds whom to ask.
//
// A resource that an expression takes whole may later be asked for an attribute that nobody could foresee,
// and so may a nested block for one that AWS fills in.
const LaterAttribute = "\uE002later"

// later answers for the attributes that an object does not have yet.
type later struct {
	ask func(name string) cty.Value
}

var laterType = cty.Capsule("later", reflect.TypeFor[later]())

// Later returns what an object holds under LaterAttribute: it answers for the attributes that the object lacks.
func Later(ask func(name string) cty.Value) cty.Value {
	return cty.CapsuleVal(laterType, &later{ask: ask})
}

// MoreAttributes is why nobody can list the attributes of such an object, or compare it whole.
const MoreAttributes = "its provider gives it more attributes than are written"

// IsOpen tells whether a value is an object that may have more attributes than those in view.
func IsOpen(value cty.Value) bool {
	kind := value.Type()
	return kind.IsObjectType() && kind.HasAttribute(LaterAttribute)
}

// HoldsOpen tells whether a value of a type is such an object or has one within.
func HoldsOpen(kind cty.Type) bool {
	switch {
	case kind.IsObjectType():
		if kind.HasAttribute(LaterAttribute) {
			return true
		}
		for _, each := range kind.AttributeTypes() {
			if HoldsOpen(each) {
				return true
			}
		}
	case kind.IsTupleType():
		return slices.ContainsFunc(kind.TupleElementTypes(), HoldsOpen)
	case kind.IsCollectionType():
		return HoldsOpen(kind.ElementType())
	}
	return false
}

// AskLater evaluates an attribute that the object of a resource does not have yet, by the step of a path. It returns
// false for anything else than such an object.
func AskLater(value cty.Value, step hcl.Traverser) (cty.Value, bool) {
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
	return AskLaterFor(value, name)
}

// AskLaterFor is AskLater for the name of an attribute.
func AskLaterFor(value cty.Value, name string) (cty.Value, bool) {
	plain, marks := value.Unmark()
	if name == "" || plain == cty.NilVal || plain.IsNull() || !plain.IsKnown() || !IsOpen(plain) {
		return cty.NilVal, false
	}
	held := plain.GetAttr(LaterAttribute)
	if held.Type() != laterType || held.IsNull() || !held.IsKnown() {
		return cty.NilVal, false
	}
	return held.EncapsulatedValue().(*later).ask(name).WithMarks(marks), true
}
