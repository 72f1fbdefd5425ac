package cloudformation

import (
	"fmt"

	"github.com/reachlint/reachlint/parsers/cloudformation/openvalues"
	"github.com/reachlint/reachlint/parsers/cloudformation/schema"
	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// truth is what is known of a condition.
type truthValue uint8

const (
	no truthValue = iota
	yes
	undecided
)

// verdict is a condition's truth, with the reason when it is undecided.
type verdict struct {
	truth  truthValue
	reason string
}

func decided(truth bool) verdict {
	if truth {
		return verdict{truth: yes}
	}
	return verdict{truth: no}
}

// condition decides a condition of the template by its name. Its reason names the condition.
func (s *stack) condition(name string, from *syntax.Node) verdict {
	if known, ok := s.view.assumed[name]; ok {
		return decided(known)
	}
	if known, ok := s.view.verdicts[name]; ok {
		return known
	}
	body := s.conditions[name]
	if body == nil {
		s.warn("cloudformation-reference", from, "Define it under Conditions, or correct its name.",
			"There is no condition %s, so what depends on it was left open.", name)
		return verdict{undecided, fmt.Sprintf("condition %s is not defined", name)}
	}
	if s.view.deciding[name] {
		s.warn("cloudformation-cycle", body, "Take one of its conditions out of the circle.",
			"Condition %s depends on itself, so what depends on it was left open.", name)
		return verdict{undecided, fmt.Sprintf("condition %s depends on itself", name)}
	}
	s.view.deciding[name] = true
	found := s.decide(body)
	delete(s.view.deciding, name)
	if found.truth == undecided {
		found.reason = fmt.Sprintf("condition %s depends on %s", name, which(found.reason))
	}
	s.view.verdicts[name] = found
	return found
}

// decide evaluates a condition function, or the name of a condition.
func (s *stack) decide(n *syntax.Node) verdict {
	if named := n.Find("Condition"); named != nil && len(n.Names) == 1 {
		return s.decide(named)
	}
	switch n.Kind {
	case syntax.Scalar:
		if _, defined := s.conditions[n.Text]; !defined {
			if truth, ok := n.Truth(); ok {
				return decided(truth)
			}
		}
		return s.condition(n.Text, n)
	case syntax.Call:
		return s.decideCall(n)
	}
	s.misused(n, "a condition function or the name of a condition")
	return verdict{undecided, "its condition is not a condition function"}
}

func (s *stack) decideCall(n *syntax.Node) verdict {
	switch n.Text {
	case "Condition":
		return s.decide(n.Argument())
	case "Fn::Not":
		return s.decideNot(n)
	case "Fn::And":
		return s.decideAll(n, no)
	case "Fn::Or":
		return s.decideAll(n, yes)
	case "Fn::Equals":
		return s.decideEquals(n)
	}
	value := s.evaluate(n, nil)
	if truth, ok := value.Boolean(); ok {
		return decided(truth)
	}
	reason := value.Reason()
	if reason == "" {
		s.misused(n, "its arguments, but it is no condition function")
		reason = n.Text + " is not a condition function"
	}
	return verdict{undecided, reason}
}

func (s *stack) decideNot(n *syntax.Node) verdict {
	operand := n.Argument()
	if operand.Kind == syntax.Sequence && len(operand.Items) == 1 {
		operand = &operand.Items[0]
	}
	found := s.decide(operand)
	if found.truth == undecided {
		return found
	}
	return decided(found.truth == no)
}

// decideAll evaluates And and Or. One operand that settles the matter settles it, whatever the others are.
func (s *stack) decideAll(n *syntax.Node, settling truthValue) verdict {
	operands, ok := arguments(n, 1)
	if !ok {
		s.misused(n, "a list of two to ten conditions")
		return verdict{undecided, n.Text + " is called with wrong arguments"}
	}
	result := verdict{truth: yes}
	if settling == yes {
		result.truth = no
	}
	for i := range operands {
		found := s.decide(&operands[i])
		if found.truth == settling {
			return found
		}
		if found.truth == undecided && result.truth != undecided {
			result = found
		}
	}
	return result
}

// conditionValue is a condition where a value stands, as Fn::If and AWS::LanguageExtensions allow.
func (s *stack) conditionValue(n *syntax.Node) graph.Value {
	at := s.document.RangeOf(n)
	found := s.decideCall(n)
	if found.truth == undecided {
		return graph.Unknown(found.reason, at)
	}
	return graph.Boolean(found.truth == yes, at)
}

// choose evaluates Fn::If. An undecided condition keeps both branches, each seen as if the condition were
// so, that rules see "perhaps" and never a wrong "no".
func (s *stack) choose(n *syntax.Node, want *schema.Shape) graph.Value {
	branches, ok := arguments(n, 3)
	if !ok {
		return s.misused(n, "a condition's name and two values")
	}
	found := s.decide(&branches[0])
	switch found.truth {
	case yes:
		return s.evaluate(&branches[1], want)
	case no:
		return s.evaluate(&branches[2], want)
	}
	name := branches[0].Literal()
	if branches[0].Calls("Condition") {
		name = branches[0].Argument().Literal()
	}
	values := make([]graph.Value, 0, 2)
	before := s.view
	for i, holds := range []bool{true, false} {
		if name != "" {
			s.view = s.assume(name, holds)
		}
		value := s.evaluate(&branches[1+i], want)
		s.view = before
		values = append(values, openvalues.OnlyWhen(s.premises(&branches[0], holds, 0), value)...)
	}
	return openvalues.Either(values, s.document.RangeOf(n)).MaybeLeftOut(found.reason)
}
