package cloudformation

import (
	"github.com/awslabs/goformation/v7/intrinsics"

	"github.com/reachlint/reachlint/parsers/cloudformation/openvalues"
	"github.com/reachlint/reachlint/parsers/cloudformation/schema"
	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// join evaluates Fn::Join.
func (s *stack) join(n *syntax.Node) graph.Value {
	given, ok := arguments(n, 2)
	if !ok || given[0].Kind != syntax.Scalar && given[0].Kind != syntax.Null {
		return s.misused(n, "a delimiter and a list of texts")
	}
	delimiter, at := given[0].Text, s.document.RangeOf(n)
	list := s.evaluate(&given[1], nil)
	return openvalues.Distribute([]graph.Value{list}, at, func(lists []graph.Value) graph.Value {
		items, isList := lists[0].Items()
		if !isList {
			items = lists
		}
		return openvalues.WithTrailOf(s.concatenate(delimiter, items, n), lists[0])
	})
}

// concatenate joins texts. What may be one of several makes one text for each of them.
func (s *stack) concatenate(delimiter string, values []graph.Value, n *syntax.Node) graph.Value {
	at := s.document.RangeOf(n)
	return openvalues.Distribute(values, at, func(chosen []graph.Value) graph.Value {
		texts := make([]any, 0, len(chosen))
		var via []string
		length := 0
		for _, value := range chosen {
			if value.IsAbsent() {
				continue
			}
			text, ok := s.flatText(value)
			if !ok {
				return s.misused(n, "texts only")
			}
			texts = append(texts, text)
			via = openvalues.JoinTrails(via, value.Via)
			if length += len(text) + len(delimiter); length > maximumText {
				return graph.Unknown("its text is longer than a megabyte", at)
			}
		}
		joined, _ := intrinsics.FnJoin(n.Text, []any{delimiter, texts}, nil).(string)
		return s.textValue(joined, at, via)
	})
}

// flatText returns a value as text. CloudFormation puts commas between the items of a list parameter that
// stands in a text.
func (s *stack) flatText(value graph.Value) (string, bool) {
	if _, isList := value.Items(); isList {
		return openvalues.ComparableText(value)
	}
	return openvalues.AsText(value)
}

// encode evaluates Fn::Base64. A text with an open part has no encoding yet and stays as it is, so that the
// rest of a script in user data can still be read.
func (s *stack) encode(n *syntax.Node) graph.Value {
	at := s.document.RangeOf(n)
	value := s.evaluate(n.Argument(), schema.Text)
	return openvalues.Distribute([]graph.Value{value}, at, func(sources []graph.Value) graph.Value {
		if openvalues.IsUnknown(sources[0]) {
			return sources[0].At(at)
		}
		raw, ok := sources[0].RawText()
		if !ok {
			return s.misused(n, "a text")
		}
		if graph.HasToken(raw) {
			return sources[0].At(at)
		}
		encoded, _ := intrinsics.FnBase64(n.Text, raw, nil).(string)
		return openvalues.WithVia(graph.Text(encoded, at), sources[0].Via)
	})
}
