package unknown

import (
	"fmt"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
)

// List returns an unknown list of texts whose items can be named, for the source is the path of the list itself:
// data.aws_availability_zones.all.names.
func List(source, reason string) cty.Value {
	return cty.UnknownVal(cty.List(cty.String)).Mark(because{reason: reason, source: source})
}

// Item names the text at a position of an unknown list. It returns false for any list that List did not make.
func Item(list cty.Value, position int) (cty.Value, bool) {
	if !list.IsMarked() {
		return cty.NilVal, false
	}
	_, marks := list.Unmark()
	for _, each := range sortedMarks(marks) {
		if each.source != "" {
			address, attribute := each.source, ""
			if dot := strings.LastIndexByte(each.source, '.'); dot >= 0 {
				address, attribute = each.source[:dot], each.source[dot+1:]
			}
			return cty.StringVal(graph.Reference{
				Address: address, Attribute: fmt.Sprintf("%s[%d]", attribute, position), Reason: each.reason,
			}.Token()), true
		}
	}
	return cty.NilVal, false
}

// WithoutSource takes the name from a list that is no longer the one that was named.
func WithoutSource(value cty.Value) cty.Value {
	if !value.IsMarked() {
		return value
	}
	plain, marks := value.Unmark()
	changed := cty.ValueMarks{}
	for mark := range marks {
		if each, ok := mark.(because); ok {
			each.source = ""
			mark = each
		}
		changed[mark] = struct{}{}
	}
	return plain.WithMarks(changed)
}

// Integer returns the whole number that a value is known to be, such as a position in a list. It returns false for any
// other value.
func Integer(value cty.Value) (int, bool) {
	plain, _ := value.Unmark()
	if plain.IsNull() || !plain.IsKnown() || plain.Type() != cty.Number {
		return 0, false
	}
	number, accuracy := plain.AsBigFloat().Int64()
	return int(number), accuracy == 0 && number < 1<<31 && number > -1<<31
}
