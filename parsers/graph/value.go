package graph

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// Value is an attribute as its author wrote it, evaluated as far as the source allows. The zero Value
// stands for an attribute that nobody wrote, or that is null.
//
// It is a text (which may contain references), a number, a boolean, a list, an object, unknown with a
// reason, or either of several alternatives when a condition is undecided. An unknown item of a list
// stands for any number of items.
type Value struct {
	Range   Range
	Via     []string // variables, locals, parameters, mappings and data sources it came through, nearest first
	choice  *choice  // what open choices say about it; nil where there are none, as of nearly all values
	content any      // nil, string, float64, bool, []Value, []Entry, unknown, either
}

// choice is never changed: values share it.
type choice struct {
	perhaps []string  // those of Via that the value may not have come through
	when    []Premise // of an alternative
}

// Entry is one name with its value in an object.
type Entry struct {
	Name  string
	Value Value
}

type unknown struct{ reason string }
type either struct {
	alternatives []Value
	reason       string // why nobody knows which; "" for a condition
}

// Text returns a text value. Tokens of references in it are kept.
func Text(text string, at Range) Value { return Value{Range: at, content: text} }

// Number returns a numeric value.
func Number(number float64, at Range) Value { return Value{Range: at, content: number} }

// Boolean returns a truth value.
func Boolean(truth bool, at Range) Value { return Value{Range: at, content: truth} }

// List returns a list of items, in order.
func List(items []Value, at Range) Value { return Value{Range: at, content: items} }

// Unknown returns a value that the source does not determine. The reason completes the sentence
// "unknown, because …".
func Unknown(reason string, at Range) Value {
	return Value{Range: at, content: unknown{reason}}
}

// Object returns an object of named values. The entries are sorted by name; of two with the same name
// the later one wins.
func Object(entries []Entry, at Range) Value {
	sort.SliceStable(entries, func(i, j int) bool { return entries[i].Name < entries[j].Name })
	kept := entries[:0]
	for i, entry := range entries {
		if i+1 < len(entries) && entries[i+1].Name == entry.Name {
			continue
		}
		kept = append(kept, entry)
	}
	return Value{Range: at, content: kept}
}

// Either returns a value that is one of the alternatives, no one knows which. An alternative may be the
// zero Value: then the attribute may be absent. A single alternative is returned as it is.
func Either(alternatives []Value, at Range) Value {
	if len(alternatives) == 1 {
		return alternatives[0]
	}
	return Value{Range: at, content: either{alternatives: alternatives}}
}

// EitherFor returns a value that is one of the alternatives, and says why nobody knows which.
func EitherFor(reason string, alternatives []Value, at Range) Value {
	value := Either(alternatives, at)
	if content, ok := value.content.(either); ok && len(alternatives) > 1 {
		content.reason = reason
		value.content = content
	}
	return value
}

// MaybeLeftOut says of an undecided value that may be left out why nobody knows, unless that is said already. All others
// stay as they are.
func (v Value) MaybeLeftOut(reason string) Value {
	content, ok := v.content.(either)
	if ok && content.reason == "" && slices.ContainsFunc(content.alternatives, Value.IsAbsent) {
		content.reason = reason
		v.content = content
	}
	return v
}

// At returns the value with another source range.
func (v Value) At(at Range) Value {
	v.Range = at
	return v
}

// IsAbsent tells whether nobody wrote the attribute, or wrote null.
func (v Value) IsAbsent() bool { return v.content == nil }

// RawText returns the text with its tokens. Numbers and booleans are written out, as both languages do
// where a text is expected. It returns false for every other kind.
func (v Value) RawText() (string, bool) {
	switch content := v.content.(type) {
	case string:
		return content, true
	case float64:
		return strconv.FormatFloat(content, 'f', -1, 64), true
	case bool:
		return strconv.FormatBool(content), true
	}
	return "", false
}

// Text returns the text when it is wholly known, that is, without any reference in it.
func (v Value) Text() (string, bool) {
	text, ok := v.RawText()
	if !ok || HasToken(text) {
		return "", false
	}
	return text, true
}

// Reference returns what the value refers to, when the whole text is one reference to a resource's
// attribute.
func (v Value) Reference() (Reference, bool) {
	text, ok := v.content.(string)
	if !ok || !strings.HasPrefix(text, string(tokenStart)) {
		return Reference{}, false
	}
	parts := SplitText(text)
	if len(parts) != 1 || parts[0].Reference == nil || parts[0].Reference.Reason != "" {
		return Reference{}, false
	}
	return *parts[0].Reference, true
}

// References returns every reference to a resource's attribute anywhere in the value.
func (v Value) References() []Reference {
	var found []Reference
	v.Walk(func(leaf Value) {
		text, ok := leaf.content.(string)
		if !ok || !HasToken(text) {
			return
		}
		for _, part := range SplitText(text) {
			if part.Reference != nil && part.Reference.Reason == "" {
				found = append(found, *part.Reference)
			}
		}
	})
	return found
}

// Walk calls visit for every leaf: texts, numbers, booleans and unknowns, through all alternatives.
func (v Value) Walk(visit func(Value)) {
	switch content := v.content.(type) {
	case nil:
	case []Value:
		for _, item := range content {
			item.Walk(visit)
		}
	case []Entry:
		for _, entry := range content {
			entry.Value.Walk(visit)
		}
	case either:
		for _, alternative := range content.alternatives {
			alternative.Walk(visit)
		}
	default:
		visit(v)
	}
}

// Each calls visit for the value and for all items and entries within it, the outer ones first. Alternatives are
// visited whole.
func (v Value) Each(visit func(Value)) {
	visit(v)
	items, _ := v.Items()
	for _, item := range items {
		item.Each(visit)
	}
	entries, _ := v.Entries()
	for _, entry := range entries {
		entry.Value.Each(visit)
	}
}

// Number returns the number, also of a text that spells one: CloudFormation accepts "443" for 443.
func (v Value) Number() (float64, bool) {
	switch content := v.content.(type) {
	case float64:
		return content, true
	case string:
		number, err := strconv.ParseFloat(strings.TrimSpace(content), 64)
		return number, err == nil
	}
	return 0, false
}

// Boolean returns the truth value, also of a text that spells one: CloudFormation accepts "true".
func (v Value) Boolean() (truth, ok bool) {
	switch content := v.content.(type) {
	case bool:
		return content, true
	case string:
		truth, err := strconv.ParseBool(strings.ToLower(content))
		return truth, err == nil && len(content) > 1
	}
	return false, false
}

// Items returns a list's items, and false when the value is no list.
func (v Value) Items() ([]Value, bool) {
	items, ok := v.content.([]Value)
	return items, ok
}

// Entries returns an object's entries sorted by name, and false when the value is no object.
func (v Value) Entries() ([]Entry, bool) {
	entries, ok := v.content.([]Entry)
	return entries, ok
}

// Alternatives returns what the value may be: the alternatives of an undecided one, else itself alone.
func (v Value) Alternatives() []Value {
	if content, ok := v.content.(either); ok {
		return content.alternatives
	}
	return []Value{v}
}

// Reason tells why the value is not known, or "" when it is known as far as its own level goes: the
// items of a list are not looked at.
func (v Value) Reason() string {
	switch content := v.content.(type) {
	case unknown:
		return content.reason
	case either:
		return cmp.Or(content.reason, "it depends on a condition that the source does not decide")
	case string:
		if !HasToken(content) {
			return ""
		}
		for _, part := range SplitText(content) {
			if part.Reference != nil && part.Reference.Reason != "" {
				return part.Reference.Reason
			}
		}
		return "it is only known after deployment"
	}
	return ""
}
