package cloudformation

import (
	"maps"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// view is how a stack looks under assumptions. Inside of the branch that an undecided condition guards, the
// condition holds: what depends on it there is decided, and never contradicts the branch.
type view struct {
	assumed  map[string]bool    // conditions
	values   map[string]string  // parameters, by name
	verdicts map[string]verdict // what the conditions come to under these assumptions
	deciding map[string]bool    // conditions being decided right now, to notice circles

	attributes map[graph.Reference]graph.Value // configured attributes that were asked for
}

func newView() *view {
	return &view{verdicts: map[string]verdict{}, deciding: map[string]bool{}, attributes: map[graph.Reference]graph.Value{}}
}

// assume returns the view in which a condition holds, or does not, with what follows from it.
func (s *stack) assume(condition string, holds bool) *view {
	assumed := newView()
	assumed.assumed = maps.Clone(s.view.assumed)
	assumed.values = maps.Clone(s.view.values)
	assumed.deciding = maps.Clone(s.view.deciding)
	if assumed.assumed == nil {
		assumed.assumed = map[string]bool{}
	}
	if assumed.values == nil {
		assumed.values = map[string]string{}
	}
	s.conclude(assumed, condition, holds)
	return assumed
}

func (s *stack) conclude(in *view, condition string, holds bool) {
	if _, known := in.assumed[condition]; known {
		return
	}
	in.assumed[condition] = holds
	if body := s.conditions[condition]; body != nil {
		s.concludeFrom(in, body, holds)
	}
}

// concludeFrom draws what a condition's own definition says: when an And holds, all its operands do.
func (s *stack) concludeFrom(in *view, n *syntax.Node, holds bool) {
	if named := n.Find("Condition"); named != nil && len(n.Names) == 1 {
		n = named
	}
	if n.Kind == syntax.Scalar {
		s.conclude(in, n.Text, holds)
	}
	if n.Kind != syntax.Call {
		return
	}
	argument := n.Argument()
	switch n.Text {
	case "Condition":
		s.concludeFrom(in, argument, holds)
	case "Fn::Not":
		if argument.Kind == syntax.Sequence && len(argument.Items) == 1 {
			s.concludeFrom(in, &argument.Items[0], !holds)
		}
	case "Fn::And", "Fn::Or":
		if holds == (n.Text == "Fn::And") {
			for i := range argument.Items {
				s.concludeFrom(in, &argument.Items[i], holds)
			}
		}
	case "Fn::Equals":
		s.concludeEquals(in, argument, holds)
	}
}

// concludeEquals draws a parameter's value from a comparison with a literal: the one it equals, or the only
// other one it may have.
func (s *stack) concludeEquals(in *view, operands *syntax.Node, holds bool) {
	if operands.Kind != syntax.Sequence || len(operands.Items) != 2 {
		return
	}
	reference, literal := &operands.Items[0], &operands.Items[1]
	if reference.Kind == syntax.Scalar {
		reference, literal = literal, reference
	}
	if !reference.Calls("Ref") || literal.Kind != syntax.Scalar {
		return
	}
	parameter := s.parameters[reference.Argument().Literal()]
	if parameter == nil || parameter.isList() || parameter.resolvesSSM() {
		return
	}
	value, _ := s.plain(literal, graph.Range{}).RawText()
	if literal.Quoted {
		value = literal.Text
	}
	if !holds {
		if value = parameter.otherThan(value); value == "" {
			return
		}
	}
	in.values[parameter.name] = value
}
