package cloudformation

import (
	"maps"

	"github.com/reachlint/reachlint/parsers/graph"
)

// view is how a stack looks under assumptions. Inside of the branch that an undecided condition guards, the
// condition holds: what depends on it there is decided, and never contradicts the branch.
type view struct {
	assumed  map[string]bool    // conditions
	values   map[string]string  // parameters, by name
	verdicts map[string]verdict // what the conditions come to under these assumptions
	deciding map[string]bool    // conditions being decided right now, to notice circles
	premises map[outcome][]graph.Premise

	attributes map[graph.Reference]graph.Value // configured attributes that were asked for
}

func newView() *view {
	return &view{verdicts: map[string]verdict{}, deciding: map[string]bool{}, premises: map[outcome][]graph.Premise{}, attributes: map[graph.Reference]graph.Value{}}
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

// maximumConcluded is how many conditions are concluded from one another; what is not concluded stays open.
const maximumConcluded = 1000

func (s *stack) conclude(in *view, condition string, holds bool) {
	if _, known := in.assumed[condition]; known || len(in.assumed) >= maximumConcluded {
		return
	}
	in.assumed[condition] = holds
	if body := s.conditions[condition]; body != nil {
		s.concludeFrom(in, body, holds)
	}
}

// concludeFrom draws what a condition's own definition says: when an And holds, all its operands do.
func (s *stack) concludeFrom(in *view, n *node, holds bool) {
	if named := n.find("Condition"); named != nil && len(n.names) == 1 {
		n = named
	}
	if n.kind == scalar {
		s.conclude(in, n.text, holds)
	}
	if n.kind != call {
		return
	}
	argument := n.argument()
	switch n.text {
	case "Condition":
		s.concludeFrom(in, argument, holds)
	case "Fn::Not":
		if argument.kind == sequence && len(argument.items) == 1 {
			s.concludeFrom(in, &argument.items[0], !holds)
		}
	case "Fn::And", "Fn::Or":
		if holds == (n.text == "Fn::And") {
			for i := range argument.items {
				s.concludeFrom(in, &argument.items[i], holds)
			}
		}
	case "Fn::Equals":
		s.concludeEquals(in, argument, holds)
	}
}

// concludeEquals draws a parameter's value from a comparison with a literal: the one it equals, or the only
// other one it may have.
func (s *stack) concludeEquals(in *view, operands *node, holds bool) {
	if operands.kind != sequence || len(operands.items) != 2 {
		return
	}
	reference, literal := &operands.items[0], &operands.items[1]
	if reference.kind == scalar {
		reference, literal = literal, reference
	}
	if !reference.calls("Ref") || literal.kind != scalar {
		return
	}
	parameter := s.parameters[reference.argument().literal()]
	if parameter == nil || parameter.isList() || parameter.resolvesSSM() {
		return
	}
	value, _ := s.plain(literal, graph.Range{}).RawText()
	if literal.quoted {
		value = literal.text
	}
	if !holds {
		if value = parameter.otherThan(value); value == "" {
			return
		}
	}
	in.values[parameter.name] = value
}
