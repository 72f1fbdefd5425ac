package cloudformation

import (
	"github.com/reachlint/reachlint/parsers/cloudformation/openvalues"
	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// premises returns when an undecided condition holds, or does not hold, whatever the template calls it: two
// conditions that compare the same parameter with the same value have the same premises. There are none for
// conditions on what cannot be told apart, such as two lists.
func (s *stack) premises(n *syntax.Node, holds bool, depth int) []graph.Premise {
	if named := n.Find("Condition"); named != nil && len(n.Names) == 1 {
		n = named
	}
	switch {
	case depth > syntax.MaximumDepth:
		return nil
	case n.Kind == syntax.Scalar && s.conditions[n.Text] != nil:
		return s.premises(s.conditions[n.Text], holds, depth+1)
	case n.Calls("Condition"):
		return s.premises(n.Argument(), holds, depth+1)
	case n.Calls("Fn::Not"):
		operand := n.Argument()
		if operand.Kind == syntax.Sequence && len(operand.Items) == 1 {
			operand = &operand.Items[0]
		}
		return s.premises(operand, !holds, depth+1)
	case n.Calls("Fn::And"), n.Calls("Fn::Or"):
		return s.premisesOfAll(n, holds, depth)
	case n.Calls("Fn::Equals"):
		return s.premiseOfEquals(n, holds)
	}
	return nil
}

// premisesOfAll reads And and Or. What negates one of them is the other one of what negates the operands (De
// Morgan). Operands that are decided change nothing.
func (s *stack) premisesOfAll(n *syntax.Node, holds bool, depth int) []graph.Premise {
	join := graph.Any
	if n.Calls("Fn::And") == holds {
		join = graph.Both
	}
	var joined []graph.Premise
	first := true
	for i := range n.Argument().Items {
		operand := &n.Argument().Items[i]
		if s.decide(operand).truth != undecided {
			continue
		}
		premises := s.premises(operand, holds, depth+1)
		if first {
			joined, first = premises, false
		} else {
			joined = join(joined, premises)
		}
	}
	return joined
}

// premiseOfEquals reads a comparison of something open, by itself, with a known text.
func (s *stack) premiseOfEquals(n *syntax.Node, holds bool) []graph.Premise {
	operands, ok := arguments(n, 2)
	if !ok {
		return nil
	}
	left, right := s.evaluate(&operands[0], nil), s.evaluate(&operands[1], nil)
	if _, known := left.Text(); known {
		left, right = right, left
	}
	value, known := right.Text()
	if alternatives := left.Alternatives(); known && len(alternatives) > 1 {
		return premisesOfChoice(alternatives, value, holds)
	}
	raw, isText := left.RawText()
	parts, named := openvalues.Parts(raw)
	if !known || !isText || !named || len(parts) != 1 || parts[0].Token() != raw {
		return nil
	}
	assumed := graph.Assumption{Subject: parts[0].Address, Value: value, Not: !holds}
	if subject := s.run.doubtful[parts[0]]; subject != nil && len(subject.allowed) > 0 {
		s.run.limit(assumed.Subject, subject.allowed)
		if other := subject.otherThan(value); !holds && other != "" {
			assumed = graph.Assumption{Subject: assumed.Subject, Value: other}
		}
	}
	return []graph.Premise{{assumed}}
}

// premisesOfChoice says when one of the alternatives is chosen that equal a text, or that do not: a nested stack
// compares what Fn::If in the stack above gives it.
func premisesOfChoice(alternatives []graph.Value, value string, holds bool) []graph.Premise {
	var premises []graph.Premise
	first := true
	for _, alternative := range alternatives {
		text, known := alternative.Text()
		switch {
		case !known || len(alternative.Assumes()) == 0:
			return nil
		case (text == value) != holds:
		case first:
			premises, first = alternative.Assumes(), false
		default:
			premises = graph.Any(premises, alternative.Assumes())
		}
	}
	return premises
}

// limit says which values a subject can have at all.
func (r *run) limit(subject string, allowed []string) {
	if r.loaded.Choices == nil {
		r.loaded.Choices = map[string][]string{}
	}
	r.loaded.Choices[subject] = allowed
}

// together joins when two uncertain things exist; what is certain adds nothing.
func together(maybe string, first []graph.Premise, alsoMaybe string, second []graph.Premise) []graph.Premise {
	switch {
	case maybe == "":
		return second
	case alsoMaybe == "":
		return first
	}
	return graph.Both(first, second)
}
