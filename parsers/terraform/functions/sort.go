package functions

import (
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/reachlint/reachlint/parsers/graph"
)

// sortFunction is sort, but for references to addresses: those begin with a digit, so they stand before all
// that begins with a letter. Where other references belong, nobody knows; they come last.
var sortFunction = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "list", Type: cty.List(cty.String)}},
	Type:   function.StaticReturnType(cty.List(cty.String)),
	Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
		sorted, err := stdlib.Sort(arguments[0])
		if err != nil || !sorted.IsWhollyKnown() || sorted.LengthInt() == 0 {
			return sorted, err
		}
		items := sorted.AsValueSlice()
		slices.SortStableFunc(items, func(a, b cty.Value) int {
			return strings.Compare(placeInOrder(a.AsString()), placeInOrder(b.AsString()))
		})
		return cty.ListVal(items), nil
	},
})

// placeInOrder is the text itself, or what a reference to an address begins with.
func placeInOrder(text string) string {
	reference, ok := graph.Text(text, graph.Range{}).Reference()
	if ok && (strings.HasPrefix(reference.Attribute, "dns_ip_addresses") || strings.HasSuffix(reference.Attribute, "_ip")) {
		return "0"
	}
	return text
}

// SortTexts puts what was a set into the order that it has as a list, which is that of sort.
func SortTexts(items []graph.Value) {
	slices.SortStableFunc(items, func(a, b graph.Value) int {
		first, _ := a.RawText()
		second, _ := b.RawText()
		return strings.Compare(placeInOrder(first), placeInOrder(second))
	})
}
