package cloudformation

import (
	"encoding/json"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/openvalues"
	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// toJSON evaluates Fn::ToJsonString of AWS::LanguageExtensions. References stay in the text.
func (s *stack) toJSON(n *syntax.Node) graph.Value {
	at := s.document.RangeOf(n)
	var written strings.Builder
	value := s.evaluate(n.Argument(), nil)
	if !writeJSON(&written, value) {
		return graph.Unknown(reasonInside(value), at)
	}
	return s.textValue(written.String(), at, openvalues.WithTrail(value).Via)
}

// writeJSON writes a value, and fails when one of its parts is not a text that could be written.
func writeJSON(to *strings.Builder, value graph.Value) bool {
	if items, ok := value.Items(); ok {
		return writeList(to, items)
	}
	if entries, ok := value.Entries(); ok {
		return writeObject(to, entries)
	}
	text, ok := value.RawText()
	if !ok || to.Len() > maximumText {
		return false
	}
	if _, isTruth := value.Boolean(); isTruth {
		to.WriteString(text)
		return true
	}
	quoted, err := json.Marshal(text)
	to.Write(quoted)
	return err == nil
}

func writeList(to *strings.Builder, items []graph.Value) bool {
	to.WriteByte('[')
	for i, item := range items {
		if i > 0 {
			to.WriteByte(',')
		}
		if !writeJSON(to, item) {
			return false
		}
	}
	to.WriteByte(']')
	return true
}

func writeObject(to *strings.Builder, entries []graph.Entry) bool {
	to.WriteByte('{')
	for i, entry := range entries {
		if i > 0 {
			to.WriteByte(',')
		}
		name, _ := json.Marshal(entry.Name)
		to.Write(name)
		to.WriteByte(':')
		if !writeJSON(to, entry.Value) {
			return false
		}
	}
	to.WriteByte('}')
	return true
}

// reasonInside returns the reason of the first part that is open.
func reasonInside(value graph.Value) string {
	reason := value.Reason()
	value.Walk(func(leaf graph.Value) {
		if reason == "" {
			reason = leaf.Reason()
		}
	})
	if reason == "" {
		return "its text is longer than a megabyte"
	}
	return reason
}
