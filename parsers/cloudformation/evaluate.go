package cloudformation

import (
	"strconv"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// evaluate returns what a node says. Want is what the schema expects there, or nil where it has no say.
func (s *stack) evaluate(n *node, want *shape) graph.Value {
	if s.run.steps++; s.run.steps > s.run.allowed {
		return graph.Unknown("the stack takes too long to evaluate", s.document.rangeOf(n))
	}
	switch n.kind {
	case scalar:
		return s.scalar(n, want)
	case sequence:
		return s.list(n, want)
	case mapping:
		return s.object(n, want)
	case call:
		return s.call(n, want)
	}
	return graph.Value{}
}

// list evaluates a sequence. Items that AWS::NoValue removes are gone; items under an undecided condition
// stay as either.
func (s *stack) list(n *node, want *shape) graph.Value {
	items := make([]graph.Value, 0, len(n.items))
	for i := range n.items {
		item := s.evaluate(&n.items[i], want.element())
		if !item.IsAbsent() {
			items = append(items, item)
		}
	}
	return graph.List(items, s.document.rangeOf(n))
}

// object evaluates a mapping. One that stands where the schema wants a list is its only item.
func (s *stack) object(n *node, want *shape) graph.Value {
	at := s.document.rangeOf(n)
	inner := want
	if want.wants(listForm) {
		inner = want.element()
	}
	entries := make([]graph.Entry, 0, len(n.names))
	s.eachEntry(n, func(id name, item *node) {
		if value := s.evaluate(item, inner.field(id.text)); !value.IsAbsent() {
			entries = append(entries, graph.Entry{Name: id.text, Value: value})
		}
	})
	object := graph.Object(entries, at)
	if want.wants(listForm) {
		return graph.List([]graph.Value{object}, at)
	}
	return object
}

// scalar evaluates a literal as the type that is wanted. Where none is, a plain number or truth value is
// one only when nothing of its spelling is lost: an account id such as 012345678901 stays a text.
func (s *stack) scalar(n *node, want *shape) graph.Value {
	at := s.document.rangeOf(n)
	if want.wants(listForm) {
		return graph.List([]graph.Value{s.scalar(n, want.element())}, at)
	}
	switch {
	case want.wants(truthForm):
		if boolean, ok := spelledTruth(n); ok {
			return graph.Boolean(boolean, at)
		}
	case want.wants(numberForm):
		if parsed, err := strconv.ParseFloat(strings.TrimSpace(n.text), 64); err == nil {
			return graph.Number(parsed, at)
		}
	case want.wants(textForm) || n.quoted:
	default:
		return s.plain(n, at)
	}
	return s.textValue(spelledText(n), at, nil)
}

// plain evaluates a literal without quotes where the schema expects nothing.
func (s *stack) plain(n *node, at graph.Range) graph.Value {
	switch n.text {
	case "true", "True", "TRUE":
		return graph.Boolean(true, at)
	case "false", "False", "FALSE":
		return graph.Boolean(false, at)
	}
	// Most of them are words, and an error for each of these takes its time.
	if n.text != "" && strings.IndexByte("-0123456789", n.text[0]) >= 0 {
		if parsed, err := strconv.ParseFloat(n.text, 64); err == nil && strconv.FormatFloat(parsed, 'f', -1, 64) == n.text {
			return graph.Number(parsed, at)
		}
	}
	return s.textValue(n.text, at, nil)
}

// spelledTruth reads a truth value. Without quotes YAML 1.1 spells it in more ways ("Boolean
// Language-Independent Type for YAML").
func spelledTruth(n *node) (truth, ok bool) {
	word := strings.ToLower(n.text)
	switch word {
	case "true":
		return true, true
	case "false":
		return false, true
	}
	if n.quoted {
		return false, false
	}
	switch word {
	case "yes", "on", "y":
		return true, true
	case "no", "off", "n":
		return false, true
	}
	return false, false
}

// The longest text that an expression may build. CloudFormation refuses templates above 1 MB.
const maximumText = 1 << 20

// textValue returns a text, with dynamic references in it as unknown texts.
func (s *stack) textValue(text string, at graph.Range, via []string) graph.Value {
	if len(text) > maximumText {
		return graph.Unknown("its text is longer than a megabyte", at)
	}
	if strings.Contains(text, dynamicStart) {
		text, via = resolveDynamic(text, via)
	}
	value := graph.Text(text, at)
	value.Via = via
	return value
}
