package cloudformation

import (
	"github.com/awslabs/goformation/v7/intrinsics"

	"github.com/reachlint/reachlint/parsers/cloudformation/openvalues"
	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// decideEquals compares two values. It is only decided when no text that is still open could change the
// outcome.
func (s *stack) decideEquals(n *syntax.Node) verdict {
	operands, ok := arguments(n, 2)
	if !ok {
		s.misused(n, "a list of two values")
		return verdict{undecided, n.Text + " is called with wrong arguments"}
	}
	left, right := s.evaluate(&operands[0], nil), s.evaluate(&operands[1], nil)
	var outcome verdict
	for i, a := range left.Alternatives() {
		for j, b := range right.Alternatives() {
			found := s.compare(a, b)
			if i+j == 0 {
				outcome = found
			} else if found.truth != outcome.truth && outcome.truth != undecided {
				outcome = verdict{undecided, s.reasonOfChoice(left, right)}
			}
		}
	}
	return outcome
}

// reasonOfChoice tells why a value is one of several: the open parameter that it came through, when there
// is one.
func (s *stack) reasonOfChoice(values ...graph.Value) string {
	for _, value := range values {
		for _, step := range openvalues.WithTrail(value).Via {
			if parameter := s.parameters[step]; parameter != nil && parameter.value.Reason() != "" {
				return parameter.value.Reason()
			}
		}
	}
	return "a choice that is not decided by the source"
}

func (s *stack) compare(left, right graph.Value) verdict {
	a, ok := openvalues.ComparableText(left)
	b, alsoOK := openvalues.ComparableText(right)
	if !ok || !alsoOK {
		if reason := left.Reason() + right.Reason(); reason == "" {
			return verdict{undecided, "a comparison of lists or objects is not decided here"}
		}
		return verdict{undecided, openvalues.ReasonOf(left, right)}
	}
	if !graph.HasToken(a) && !graph.HasToken(b) {
		return decided(intrinsics.FnEquals("Fn::Equals", []any{a, b}, nil) == true)
	}
	return s.compareOpen(a, b, verdict{undecided, openvalues.ReasonOf(left, right)})
}

// compareOpen compares texts of which a part is open. They can still be known to be equal, when they are
// the same and stand for the same parameter; or to differ, when no allowed value makes them equal.
func (s *stack) compareOpen(a, b string, open verdict) verdict {
	parts, ok := openvalues.Parts(a, b)
	if !ok {
		return open
	}
	if a == b {
		return decided(true)
	}
	if len(parts) != 1 {
		return open
	}
	subject := s.run.doubtful[parts[0]]
	if subject == nil {
		return open
	}
	if len(subject.allowed) == 0 {
		return compareTyped(subject, parts[0].Token(), a, b, open)
	}
	equal := 0
	for _, allowed := range subject.allowed {
		if openvalues.Fill(a, allowed) == openvalues.Fill(b, allowed) {
			equal++
		}
	}
	switch equal {
	case 0:
		return decided(false)
	case len(subject.allowed):
		return decided(true)
	}
	return open
}

// compareTyped knows that a parameter that names something in AWS is never empty: CloudFormation checks that
// it exists (CloudFormation User Guide, "AWS-specific parameter types").
func compareTyped(subject *parameter, token, a, b string, open verdict) verdict {
	if subject.neverEmpty() && (a == token && b == "" || a == "" && b == token) {
		return decided(false)
	}
	return open
}
