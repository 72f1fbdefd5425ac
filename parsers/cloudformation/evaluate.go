package cloudformation

import (
	"strconv"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/schema"
	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// evaluate returns what a node says. Want is what the schema expects there, or nil where it has no say.
func (s *stack) evaluate(n *syntax.Node, want *schema.Shape) graph.Value {
	if s.run.steps++; s.run.steps > s.run.allowed {
		return graph.Unknown("the stack takes too long to evaluate", s.document.RangeOf(n))
	}
	switch n.Kind {
	case syntax.Scalar:
		return s.scalar(n, want)
	case syntax.Sequence:
		return s.list(n, want)
	case syntax.Mapping:
		return s.object(n, want)
	case syntax.Call:
		return s.call(n, want)
	}
	return graph.Value{}
}

// list evaluates a sequence. Items that AWS::NoValue removes are gone; items under an undecided condition
// stay as either.
func (s *stack) list(n *syntax.Node, want *schema.Shape) graph.Value {
	items := make([]graph.Value, 0, len(n.Items))
	for i := range n.Items {
		item := s.evaluate(&n.Items[i], want.Element())
		if !item.IsAbsent() {
			items = append(items, item)
		}
	}
	return graph.List(items, s.document.RangeOf(n))
}

// object evaluates a mapping. One that stands where the schema wants a list is its only item.
func (s *stack) object(n *syntax.Node, want *schema.Shape) graph.Value {
	at := s.document.RangeOf(n)
	inner := want
	if want.Wants(schema.ListForm) {
		inner = want.Element()
	}
	entries := make([]graph.Entry, 0, len(n.Names))
	s.eachEntry(n, func(id syntax.Name, item *syntax.Node) {
		if value := s.evaluate(item, inner.Field(id.Text)); !value.IsAbsent() {
			entries = append(entries, graph.Entry{Name: id.Text, Value: value})
		}
	})
	object := graph.Object(entries, at)
	if want.Wants(schema.ListForm) {
		return graph.List([]graph.Value{object}, at)
	}
	return object
}

// scalar evaluates a literal as the type that is wanted. Where none is, a plain number or truth value is
// one only when nothing of its spelling is lost: an account id such as 012345678901 stays a text.
func (s *stack) scalar(n *syntax.Node, want *schema.Shape) graph.Value {
	at := s.document.RangeOf(n)
	if want.Wants(schema.ListForm) {
		return graph.List([]graph.Value{s.scalar(n, want.Element())}, at)
	}
	switch {
	case want.Wants(schema.TruthForm):
		if boolean, ok := n.Truth(); ok {
			return graph.Boolean(boolean, at)
		}
	case want.Wants(schema.NumberForm):
		if parsed, err := strconv.ParseFloat(strings.TrimSpace(n.Text), 64); err == nil {
			return graph.Number(parsed, at)
		}
	case want.Wants(schema.TextForm) || n.Quoted:
	default:
		return s.plain(n, at)
	}
	return s.textValue(n.Spelled(), at, nil)
}

// plain evaluates a literal without quotes where the schema expects nothing.
func (s *stack) plain(n *syntax.Node, at graph.Range) graph.Value {
	switch n.Text {
	case "true", "True", "TRUE":
		return graph.Boolean(true, at)
	case "false", "False", "FALSE":
		return graph.Boolean(false, at)
	}
	// Most of them are words, and an error for each of these takes its time.
	if n.Text != "" && strings.IndexByte("-0123456789", n.Text[0]) >= 0 {
		if parsed, err := strconv.ParseFloat(n.Text, 64); err == nil && strconv.FormatFloat(parsed, 'f', -1, 64) == n.Text {
			return graph.Number(parsed, at)
		}
	}
	return s.textValue(n.Text, at, nil)
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
