package cloudformation

import (
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

const (
	// openPiece stands in a location for what the source does not decide.
	openPiece = "${}"

	// maximumLocation is how long a location may be (AWS CloudFormation API Reference, "CreateStack").
	maximumLocation = 5120
)

// sketch returns the one text that a node comes to, with openPiece for each part that is not decided. It is
// asked before anything is evaluated, so it asks only for what needs no resources: parameters, mappings and the
// conditions made of them.
func (s *stack) sketch(n *syntax.Node) string {
	text := openPiece
	switch {
	case n == nil:
		return ""
	case n.Kind == syntax.Scalar:
		text = n.Text
	case n.Calls("Ref"):
		text = s.sketchName(n.Argument().Literal())
	case n.Calls("Fn::Sub"):
		text = s.sketchSubstitution(n.Argument())
	case n.Calls("Fn::Join") && len(n.Argument().Items) == 2:
		text = strings.Join(s.sketchList(&n.Argument().Items[1]), n.Argument().Items[0].Literal())
	case n.Calls("Fn::Select") && len(n.Argument().Items) == 2:
		text = s.sketchItem(n.Argument().Items)
	case n.Calls("Fn::FindInMap"):
		text = s.sketchEntry(n.Argument().Items)
	case n.Calls("Fn::If"):
		if branch := s.sketchedBranch(n); branch != nil {
			text = s.sketch(branch)
		}
	}
	if len(text) > maximumLocation {
		return openPiece
	}
	return text
}

// sketchedBranch returns the branch that Fn::If takes, and nil when that is not decided.
func (s *stack) sketchedBranch(n *syntax.Node) *syntax.Node {
	if branches := n.Argument().Items; len(branches) == 3 {
		switch s.decide(&branches[0]).truth {
		case yes:
			return &branches[1]
		case no:
			return &branches[2]
		}
	}
	return nil
}

// sketchName returns what a parameter or a pseudo parameter stands for.
func (s *stack) sketchName(name string) string {
	value, known := s.pseudo(name, graph.Range{})
	if parameter := s.parameters[name]; parameter != nil {
		value, known = s.parameterValue(parameter), true
	}
	if text, decided := value.Text(); known && decided {
		return text
	}
	return openPiece
}

func (s *stack) sketchSubstitution(argument *syntax.Node) string {
	var variables *syntax.Node
	if argument.Kind == syntax.Sequence && len(argument.Items) > 0 {
		if len(argument.Items) > 1 {
			variables = &argument.Items[1]
		}
		argument = &argument.Items[0]
	}
	if argument.Kind != syntax.Scalar {
		return openPiece
	}
	sketched := map[string]string{} // once, however often it is named
	var text strings.Builder
	for _, piece := range cutVariables(argument.Text) {
		filled, known := piece.text, !piece.variable
		if !known {
			filled, known = sketched[piece.text]
		}
		if !known {
			filled = s.sketchVariable(piece.text, variables)
			sketched[piece.text] = filled
		}
		if text.WriteString(filled); text.Len() > maximumLocation {
			return openPiece
		}
	}
	return text.String()
}

func (s *stack) sketchVariable(name string, variables *syntax.Node) string {
	if own := variables.Find(name); own != nil {
		return s.sketch(own)
	}
	return s.sketchName(name)
}
