package terraform

import (
	"reflect"

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
	plain, marks := value.Unmark()
	if name == "" || plain == cty.NilVal || plain.IsNull() || !plain.IsKnown() || !plain.Type().IsObjectType() || !plain.Type().HasAttribute(laterAttribute) {
		return cty.NilVal, false
	}
	held := plain.GetAttr(laterAttribute)
	if held.Type() != laterType || held.IsNull() || !held.IsKnown() {
		return cty.NilVal, false
	}
	return held.EncapsulatedValue().(*later).ask(name).WithMarks(marks), true
}
