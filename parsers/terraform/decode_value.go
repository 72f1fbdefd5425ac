package terraform

import (
	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/functions"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// decodeValue turns an evaluated value into one of the model. What is unknown takes its reason from its
// own marks, or from those of the collection that it is in.
func decodeValue(value cty.Value, at graph.Range, reason string) graph.Value {
	if value == cty.NilVal {
		return graph.Value{}
	}
	perhaps, maybe := "", false
	if value.IsMarked() {
		perhaps, maybe = unknown.IsMaybe(value)
		if own, found := unknown.OwnReason(value); found {
			reason = own
		}
		value, _ = value.Unmark()
	}
	if value.IsNull() {
		return graph.Value{Range: at}
	}
	if !value.IsKnown() {
		if reason == "" {
			reason = unknown.AfterDeployment
		}
		return graph.Unknown(reason, at)
	}
	switch kind := value.Type(); {
	case kind == cty.String:
		return graph.Text(value.AsString(), at)
	case kind == cty.Number:
		number, _ := value.AsBigFloat().Float64()
		return graph.Number(number, at)
	case kind == cty.Bool:
		return graph.Boolean(value.True(), at)
	case kind.IsMapType(), kind.IsObjectType():
		return decodeEntries(value, at, reason)
	case value.CanIterateElements():
		items := decodeItems(value, at, reason)
		if maybe {
			// Nobody knows how many there are: there may be more, or none.
			items = append(items, graph.Unknown(perhaps, at))
		}
		return graph.List(items, at)
	}
	return graph.Unknown("it is of a kind that no resource takes", at)
}

func decodeEntries(value cty.Value, at graph.Range, reason string) graph.Value {
	entries := make([]graph.Entry, 0, value.LengthInt())
	for elements := value.ElementIterator(); elements.Next(); {
		key, element := elements.Element()
		if key.AsString() == unknown.LaterAttribute {
			continue
		}
		if decoded := decodeValue(element, at, reason); !decoded.IsAbsent() {
			entries = append(entries, graph.Entry{Name: key.AsString(), Value: decoded})
		}
	}
	return graph.Object(entries, at)
}

func decodeItems(value cty.Value, at graph.Range, reason string) []graph.Value {
	items := make([]graph.Value, 0, value.LengthInt())
	for elements := value.ElementIterator(); elements.Next(); {
		_, element := elements.Element()
		items = append(items, decodeValue(element, at, reason))
	}
	if value.Type().Equals(cty.Set(cty.String)) {
		functions.SortTexts(items)
	}
	return items
}
