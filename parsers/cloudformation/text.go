package cloudformation

import (
	"slices"
	"strings"

	"github.com/awslabs/goformation/v7/intrinsics"

	"github.com/reachlint/reachlint/parsers/graph"
)

// substitute evaluates Fn::Sub, in both of its forms.
func (s *stack) substitute(n *node) graph.Value {
	argument := n.argument()
	var variables *node
	if argument.kind == sequence && len(argument.items) > 0 {
		if len(argument.items) > 1 {
			variables = &argument.items[1]
		}
		argument = &argument.items[0]
	}
	if argument.kind != scalar || variables != nil && variables.kind != mapping {
		return s.misused(n, "a text, or a list of a text and its variables")
	}
	pieces := cutVariables(argument.text)
	values := make([]graph.Value, len(pieces))
	for i, piece := range pieces {
		if same := slices.Index(pieces[:i], piece); same >= 0 {
			values[i] = values[same] // evaluated once, however often it is named
			continue
		}
		values[i] = s.piece(piece, variables, n)
	}
	return s.concatenate("", values, n)
}

// piece is a part of Fn::Sub's text: a literal, or a variable's name.
type piece struct {
	text     string
	variable bool
}

// cutVariables cuts a text into literals and variables. ${!Name} is the literal ${Name}.
func cutVariables(text string) []piece {
	var pieces []piece
	for text != "" {
		start := strings.Index(text, "${")
		if start < 0 {
			break
		}
		length := strings.IndexByte(text[start:], '}')
		if length < 0 {
			break
		}
		if start > 0 {
			pieces = append(pieces, piece{text: text[:start]})
		}
		inner := text[start+2 : start+length]
		if literal, ok := strings.CutPrefix(inner, "!"); ok {
			pieces = append(pieces, piece{text: "${" + literal + "}"})
		} else {
			pieces = append(pieces, piece{text: strings.TrimSpace(inner), variable: true})
		}
		text = text[start+length+1:]
	}
	if text != "" {
		pieces = append(pieces, piece{text: text})
	}
	return pieces
}

func (s *stack) piece(p piece, variables, n *node) graph.Value {
	if !p.variable {
		return graph.Text(p.text, graph.Range{})
	}
	if own := variables.find(p.text); own != nil {
		return s.evaluate(own, nil)
	}
	if id, attribute, dotted := strings.Cut(p.text, "."); dotted {
		return s.attributeOf(id, attribute, n)
	}
	return s.named(p.text, n)
}

// join evaluates Fn::Join.
func (s *stack) join(n *node) graph.Value {
	given, ok := arguments(n, 2)
	if !ok || given[0].kind != scalar && given[0].kind != null {
		return s.misused(n, "a delimiter and a list of texts")
	}
	delimiter, at := given[0].text, s.document.rangeOf(n)
	list := s.evaluate(&given[1], nil)
	return distribute([]graph.Value{list}, at, func(lists []graph.Value) graph.Value {
		items, isList := lists[0].Items()
		if !isList {
			items = lists
		}
		return withTrailOf(s.concatenate(delimiter, items, n), lists[0])
	})
}

// concatenate joins texts. What may be one of several makes one text for each of them.
func (s *stack) concatenate(delimiter string, values []graph.Value, n *node) graph.Value {
	at := s.document.rangeOf(n)
	return distribute(values, at, func(chosen []graph.Value) graph.Value {
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
			via = joinTrails(via, value.Via)
			if length += len(text) + len(delimiter); length > maximumText {
				return graph.Unknown("its text is longer than a megabyte", at)
			}
		}
		joined, _ := intrinsics.FnJoin(n.text, []any{delimiter, texts}, nil).(string)
		return s.textValue(joined, at, via)
	})
}

// flatText returns a value as text. CloudFormation puts commas between the items of a list parameter that
// stands in a text.
func (s *stack) flatText(value graph.Value) (string, bool) {
	if _, isList := value.Items(); isList {
		return comparableText(value)
	}
	return asText(value)
}

func withTrailOf(value, from graph.Value) graph.Value {
	value.Via = joinTrails(value.Via, from.Via)
	return value
}

// split evaluates Fn::Split. A text that is wholly open may have any number of parts.
func (s *stack) split(n *node) graph.Value {
	given, ok := arguments(n, 2)
	delimiter := ""
	if ok {
		delimiter = given[0].literal()
	}
	if delimiter == "" {
		return s.misused(n, "a delimiter and a text")
	}
	at := s.document.rangeOf(n)
	source := s.evaluate(&given[1], textShape)
	return distribute([]graph.Value{source}, at, func(sources []graph.Value) graph.Value {
		raw, isText := sources[0].RawText()
		if !isText {
			if isUnknown(sources[0]) {
				return sources[0].At(at)
			}
			return s.misused(n, "a delimiter and a text")
		}
		return withVia(splitText(delimiter, raw, at), sources[0].Via)
	})
}

// splitText splits a text. Behind a part that is open, and may hold the delimiter itself, no one knows how
// many items there are.
func splitText(delimiter, raw string, at graph.Range) graph.Value {
	if parts := graph.SplitText(raw); len(parts) == 1 && parts[0].Reference != nil {
		return graph.Unknown(reasonOfReference(*parts[0].Reference), at)
	}
	pieces, _ := intrinsics.FnSplit("Fn::Split", []any{delimiter, raw}, nil).([]string)
	items := make([]graph.Value, 0, len(pieces))
	for _, piece := range pieces {
		for _, part := range graph.SplitText(piece) {
			if part.Reference != nil && mayHold(*part.Reference, delimiter) {
				return graph.List(append(items, graph.Unknown(reasonOfReference(*part.Reference), at)), at)
			}
		}
		items = append(items, graph.Text(piece, at))
	}
	return graph.List(items, at)
}

func reasonOfReference(reference graph.Reference) string {
	if reference.Reason != "" {
		return reference.Reason
	}
	return reference.String() + " is only known after deployment"
}

// mayHold tells whether an open part may hold a delimiter. One that an author joins with commas holds none,
// and no region or account holds a dot, a colon or a slash; but ids hold hyphens, and ARNs colons.
func mayHold(reference graph.Reference, delimiter string) bool {
	if strings.ContainsAny(delimiter, ",;| \n") {
		return false
	}
	switch reference.Address {
	case regionName, partition, accountID:
		return strings.Trim(delimiter, ".:/") != ""
	}
	return true
}

// encode evaluates Fn::Base64. A text with an open part has no encoding yet.
func (s *stack) encode(n *node) graph.Value {
	at := s.document.rangeOf(n)
	value := s.evaluate(n.argument(), textShape)
	return distribute([]graph.Value{value}, at, func(sources []graph.Value) graph.Value {
		if isUnknown(sources[0]) {
			return sources[0].At(at)
		}
		raw, ok := sources[0].RawText()
		if !ok {
			return s.misused(n, "a text")
		}
		if graph.HasToken(raw) {
			return withVia(graph.Unknown("a part of the encoded text is only known after deployment", at), sources[0].Via)
		}
		encoded, _ := intrinsics.FnBase64(n.text, raw, nil).(string)
		return withVia(graph.Text(encoded, at), sources[0].Via)
	})
}
