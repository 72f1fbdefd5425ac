package openvalues

import (
	"fmt"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// OutputPrefix begins the attribute of a nested stack that is one of its outputs ("Fn::GetAtt", CloudFormation Template
// Reference).
const OutputPrefix = "Outputs."

// SplitList makes the list that a text with commas means, as a list parameter does. A text that is wholly open may be
// any number of items. What is no text stays as it is.
func SplitList(value graph.Value) graph.Value {
	raw, ok := value.RawText()
	if !ok {
		return value
	}
	if open, reason := IsOpenList(raw); open {
		return WithVia(graph.Unknown(reason, value.Range), value.Via)
	}
	pieces := strings.Split(raw, ",")
	items := make([]graph.Value, len(pieces))
	for i, piece := range pieces {
		items[i] = graph.Text(strings.TrimSpace(piece), value.Range)
	}
	return WithVia(graph.List(items, value.Range), value.Via)
}

// IsOpenList tells whether a text may be any number of items, and why: it is nothing but one unknown text, or the
// output of a stack that is not in view.
func IsOpenList(text string) (bool, string) {
	if !graph.HasToken(text) {
		return false, ""
	}
	parts := graph.SplitText(text)
	if len(parts) != 1 || parts[0].Reference == nil {
		return false, ""
	}
	reference := parts[0].Reference
	if reference.Reason == "" && strings.HasPrefix(reference.Attribute, OutputPrefix) {
		return true, reference.String() + " is only known after deployment"
	}
	return reference.Reason != "", reference.Reason
}

// Item is one item of a list that is open as a whole: an unknown text, the same one whenever the same
// item is meant.
func Item(list graph.Value, position int, at graph.Range) graph.Value {
	address := fmt.Sprintf("%s[%d]", origin(list), position)
	return graph.Text(graph.Reference{Address: address, Reason: list.Reason()}.Token(), at)
}
