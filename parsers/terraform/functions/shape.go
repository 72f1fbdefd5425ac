package functions

import (
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// withTexts replaces what is unknown inside the arguments by texts that stand for it.
func withTexts(arguments []cty.Value) []cty.Value {
	replaced := make([]cty.Value, len(arguments))
	for i, argument := range arguments {
		replaced[i] = withText(argument)
	}
	return replaced
}

func withText(value cty.Value) cty.Value {
	if value.IsWhollyKnown() {
		return value
	}
	if !value.IsKnown() {
		if kind := value.Type(); kind.IsCollectionType() || kind.IsTupleType() || kind.IsObjectType() {
			return value
		}
		return unknown.AsText(value)
	}
	plain, marks := value.Unmark()
	kind := plain.Type()
	if !plain.CanIterateElements() {
		return value
	}
	if kind.IsObjectType() || kind.IsMapType() {
		entries := map[string]cty.Value{}
		for elements := plain.ElementIterator(); elements.Next(); {
			key, element := elements.Element()
			entries[key.AsString()] = withText(element)
		}
		return cty.ObjectVal(entries).WithMarks(marks)
	}
	var items []cty.Value
	for elements := plain.ElementIterator(); elements.Next(); {
		_, element := elements.Element()
		items = append(items, withText(element))
	}
	return cty.TupleVal(items).WithMarks(marks)
}

// blurred takes the identity from the tokens of a text that is no longer the one they came in.
func blurred(arguments []cty.Value, result cty.Value) cty.Value {
	plain, marks := result.Unmark()
	if plain.Type() != cty.String || plain.IsNull() || !plain.IsKnown() || len(arguments) == 0 {
		return result
	}
	before, _ := arguments[0].Unmark()
	if before.Type() != cty.String || before.IsNull() || !before.IsKnown() {
		return result
	}
	text := plain.AsString()
	// A bare id has nothing that could be trimmed off; every other token may begin or end with it.
	if text == before.AsString() && !unknown.IsUndecided(text) && len(text) > 0 && bareID(text) {
		return result
	}
	return cty.StringVal(blur(text)).WithMarks(marks)
}

// blur replaces the tokens of identities in a text by tokens without an identity: what is left after a
// part was cut off or replaced is no longer the resource's attribute.
func blur(text string) string {
	if !graph.HasToken(text) {
		return text
	}
	var blurred strings.Builder
	for _, part := range graph.SplitText(text) {
		if part.Reference == nil {
			blurred.WriteString(part.Text)
			continue
		}
		reference := *part.Reference
		if reference.Reason == "" {
			reference.Reason = "a part of " + reference.String() + ", which is only known after deployment"
		}
		blurred.WriteString(reference.Token())
	}
	return blurred.String()
}

// bareID tells whether a text is one id, which contains no separators.
func bareID(text string) bool {
	parts := graph.SplitText(text)
	return len(parts) == 1 && parts[0].Reference != nil && unknown.IsIdentity(*parts[0].Reference) &&
		(parts[0].Reference.Attribute == "id" || strings.HasSuffix(parts[0].Reference.Attribute, "_id"))
}
