package terraform

import (
	"maps"
	"reflect"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
)

// openVariables are the variables of the root module that have no value, and what they are compared with: with each of
// these values in their place the source is evaluated again, to see what holds in every case.
type openVariables struct {
	compared map[string]map[string]bool // by var.environment, and the name of the root module where there are several
	limited  map[string][]string        // all values that one can have, as a truth value has two
	excluded map[string][]string        // in the case that is looked at: what one is not
}

func newOpenVariables() *openVariables {
	return &openVariables{compared: map[string]map[string]bool{}, limited: map[string][]string{}, excluded: map[string][]string{}}
}

const openName = "\uE002open" // where the nodes find them: a variable that no source can name

var openType = cty.Capsule("open variables", reflect.TypeFor[openVariables]())

// openIn returns the open variables of the unit that is evaluated; nil for an expression outside of one.
func openIn(ctx *hcl.EvalContext) *openVariables { return heldBy[openVariables](ctx, openName) }

// add notes a variable of the root module that has no value.
func (o *openVariables) add(subject string, kind cty.Type) {
	if o.compared[subject] != nil {
		return
	}
	o.compared[subject] = map[string]bool{}
	if kind == cty.Bool {
		o.limited[subject] = []string{"false", "true"}
		o.compared[subject]["false"], o.compared[subject]["true"] = true, true
	}
}

// decides tells whether a comparison that is undecided is one of an open variable, by itself, with a text that it surely
// is not. It notes what the variable is compared with.
func (o *openVariables) decides(left, right cty.Value) (differ bool) {
	for _, pair := range [][2]cty.Value{{left, right}, {right, left}} {
		subject, text := soleReference(pair[0]), plainText(pair[1])
		if subject == "" || text == "" || o.compared[subject] == nil {
			continue
		}
		if slices.Contains(o.excluded[subject], text) {
			return true
		}
		o.compared[subject][text] = true
	}
	return false
}

// soleReference is the address of what stands for a text that nobody knows; "" for any other value.
func soleReference(value cty.Value) string {
	parts := graph.SplitText(knownText(value))
	if len(parts) != 1 || parts[0].Reference == nil || parts[0].Reference.Attribute != "" {
		return ""
	}
	return parts[0].Reference.Address
}

func plainText(value cty.Value) string {
	if text := knownText(value); !graph.HasToken(text) {
		return text
	}
	return ""
}

func knownText(value cty.Value) string {
	plain, _ := value.Unmark()
	if !plain.IsKnown() || plain.IsNull() || plain.Type() != cty.String {
		return ""
	}
	return plain.AsString()
}

// assume gives the open variables of the root module the values that they have in a case.
func (u *unit) assume(assumptions []graph.Assumption) {
	if u.root == nil {
		return
	}
	for name := range u.root.source.variables {
		subject := u.label + "var." + name
		for _, each := range assumptions {
			switch {
			case each.Subject != subject:
			case each.Not:
				u.open.excluded[subject] = append(u.open.excluded[subject], each.Value)
			default:
				value := each.Value
				u.root.assigned[name] = assigned{raw: &value}
			}
		}
	}
}

// choices returns what the open variables are compared with, and which of them have no other values.
func (o *openVariables) choices() (compared, limited map[string][]string) {
	compared = map[string][]string{}
	for subject, values := range o.compared {
		if len(values) > 0 {
			compared[subject] = slices.Sorted(maps.Keys(values))
		}
	}
	return compared, o.limited
}
