package openvalues

import (
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// IsUnknown tells whether nothing at all is known of a value.
func IsUnknown(value graph.Value) bool {
	if value.IsAbsent() || value.Reason() == "" || len(value.Alternatives()) > 1 {
		return false
	}
	_, isText := value.RawText()
	return !isText
}

// AsText returns a value as part of a text: what is unknown becomes a token with the reason. It fails for lists and
// objects.
func AsText(value graph.Value) (string, bool) {
	if text, ok := value.RawText(); ok {
		return text, true
	}
	if value.IsAbsent() {
		return "", true
	}
	if IsUnknown(value) {
		return graph.Reference{Address: origin(value), Reason: value.Reason()}.Token(), true
	}
	return "", false
}

// origin names where an unknown value comes from, for the address of its token.
func origin(value graph.Value) string {
	if len(value.Via) > 0 {
		return value.Via[0]
	}
	return nameless
}

// nameless is the origin of what comes from nowhere that has a name.
const nameless = "unknown"

// ComparableText returns a value as text. Two lists are compared by their items, as Fn::Equals compares what
// a list parameter holds.
func ComparableText(value graph.Value) (string, bool) {
	items, ok := value.Items()
	if !ok {
		return AsText(value)
	}
	texts := make([]string, len(items))
	for i, item := range items {
		text, ok := AsText(item)
		if !ok {
			return "", false
		}
		texts[i] = text
	}
	return strings.Join(texts, ","), true
}

// ReasonOf returns why the first of some values that is unknown is so.
func ReasonOf(values ...graph.Value) string {
	for _, value := range values {
		if reason := value.Reason(); reason != "" {
			return reason
		}
	}
	return "a value that is only known after deployment"
}
