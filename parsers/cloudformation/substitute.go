package cloudformation

import (
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/schema"
	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// substitute evaluates Fn::Sub, in both of its forms.
func (s *stack) substitute(n *syntax.Node) graph.Value {
	argument := n.Argument()
	var variables *syntax.Node
	if argument.Kind == syntax.Sequence && len(argument.Items) > 0 {
		if len(argument.Items) > 1 {
			variables = &argument.Items[1]
		}
		argument = &argument.Items[0]
	}
	if argument.Kind == syntax.Call {
		return s.substituteWritten(argument, n)
	}
	if argument.Kind != syntax.Scalar || variables != nil && variables.Kind != syntax.Mapping {
		return s.misused(n, "a text, or a list of a text and its variables")
	}
	return s.fillIn(argument.Text, variables, n)
}

// substituteWritten evaluates Fn::Sub of a text that another function writes.
func (s *stack) substituteWritten(argument, n *syntax.Node) graph.Value {
	written := s.evaluate(argument, schema.Text)
	if text, known := written.Text(); known {
		return s.fillIn(text, nil, n)
	}
	if reason := written.Reason(); reason != "" {
		return graph.Unknown(reason, s.document.RangeOf(n))
	}
	return s.misused(n, "a text, or a list of a text and its variables")
}

func (s *stack) fillIn(text string, variables, n *syntax.Node) graph.Value {
	pieces := cutVariables(text)
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

func (s *stack) piece(p piece, variables, n *syntax.Node) graph.Value {
	if !p.variable {
		return graph.Text(p.text, graph.Range{})
	}
	if own := variables.Find(p.text); own != nil {
		return s.evaluate(own, nil)
	}
	if id, attribute, dotted := strings.Cut(p.text, "."); dotted {
		return s.attributeOf(id, attribute, n)
	}
	return s.named(p.text, n)
}
