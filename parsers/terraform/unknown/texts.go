package unknown

import (
	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
)

// Text returns a known text that stands for one that nobody knows. The address says what it belongs to; it may be "".
func Text(address, reason string) cty.Value {
	return cty.StringVal(graph.Reference{Address: address, Reason: reason}.Token())
}

// AsText returns an unknown as a text that stands for it, so that the text around it keeps its shape.
func AsText(value cty.Value) cty.Value {
	return Text("", Reason(value))
}

// FirstToken returns the first text in the value that contains a token, "" where none does.
func FirstToken(value cty.Value) string {
	found := ""
	walkTexts(value, func(text string) bool {
		if graph.HasToken(text) {
			found = text
		}
		return found == ""
	})
	return found
}

// FirstUndecided is FirstToken for texts that could still be equal to any other: it passes over the ids of
// resources, which differ from each other and from every text an author writes.
func FirstUndecided(value cty.Value) string {
	found := ""
	walkTexts(value, func(text string) bool {
		if IsUndecided(text) {
			found = text
		}
		return found == ""
	})
	return found
}

// IsUndecided tells whether a text contains a token other than that of an identity.
func IsUndecided(text string) bool {
	if !graph.HasToken(text) {
		return false
	}
	for _, part := range graph.SplitText(text) {
		if part.Reference != nil && !IsIdentity(*part.Reference) {
			return true
		}
	}
	return false
}

// FirstIndistinct is FirstUndecided for comparisons. The id of something that is looked up may be the very
// id that an author writes, or that of a resource of this unit.
func FirstIndistinct(value cty.Value) string {
	found := ""
	walkTexts(value, func(text string) bool {
		for _, part := range graph.SplitText(text) {
			if part.Reference != nil && (!IsIdentity(*part.Reference) || IsLookup(part.Reference.Address)) {
				found = text
			}
		}
		return found == ""
	})
	return found
}

// walkTexts visits every known text of a value, and the keys of its maps, until visit returns false.
func walkTexts(value cty.Value, visit func(string) bool) bool {
	if value.IsMarked() {
		value, _ = value.Unmark()
	}
	if value == cty.NilVal || value.IsNull() || !value.IsKnown() {
		return true
	}
	kind := value.Type()
	switch {
	case kind == cty.String:
		return visit(value.AsString())
	case kind.IsPrimitiveType(), kind.IsCapsuleType(), !value.CanIterateElements():
		return true
	case kind.IsCollectionType() && (kind.ElementType() == cty.Number || kind.ElementType() == cty.Bool) && !kind.IsMapType():
		return true
	}
	for elements := value.ElementIterator(); elements.Next(); {
		key, element := elements.Element()
		if kind.IsMapType() || kind.IsObjectType() {
			if !walkTexts(key, visit) {
				return false
			}
		}
		if !walkTexts(element, visit) {
			return false
		}
	}
	return true
}

// MayBeEmpty tells whether a text could be empty: it consists of nothing but what nobody knows. What AWS
// answers, an image's id or a parameter's value, is never empty; a variable's value may be.
func MayBeEmpty(text string) bool {
	for _, part := range graph.SplitText(text) {
		if part.Reference == nil || part.Reference.Attribute != "" && part.Reference.Attribute != anyKeyAttribute {
			return false
		}
	}
	return true
}
