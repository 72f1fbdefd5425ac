package lint

import (
	"context"
	"slices"

	"github.com/reachlint/reachlint/parsers"
	"github.com/reachlint/reachlint/rego"
)

// settle decides what is undetermined by looking at each case in which the open things can turn out: what fails
// at the same place in every case fails, and what no case shows is nothing.
func (r *run) settle(ctx context.Context, loaded parsers.Loaded, found []rego.Finding) []rego.Finding {
	if !slices.ContainsFunc(found, isReview) {
		return found
	}
	seen := tally{shown: map[concern]bool{}, failed: map[place]failures{}}
	for each := range loaded.Cases(ctx) {
		inCase, _, err := r.engine.Evaluate(ctx, each.Graph, r.policyConfiguration())
		if err != nil {
			return found
		}
		seen.add(inCase)
	}
	if seen.cases == 0 {
		return found
	}
	// What fails in any case needs no cases: they are asked about the rest that is said of its place.
	for _, finding := range found {
		if !isReview(finding) {
			delete(seen.failed, placeOfFault(finding))
		}
	}
	settled := make([]rego.Finding, 0, len(found))
	for _, finding := range found {
		if isReview(finding) {
			var ok bool
			if finding, ok = seen.settle(finding); !ok {
				continue
			}
		}
		settled = append(settled, finding)
	}
	return settled
}

func isReview(finding rego.Finding) bool { return finding.Verdict == rego.VerdictReview }

// tally is what the cases show, indexed: a unit can have thousands of findings in each of them.
type tally struct {
	cases  int
	shown  map[concern]bool
	failed map[place]failures
}

// concern is a node that a rule says something of: the one at fault, or one that suffers.
type concern struct{ rule, address string }

// place is where a rule finds a fault.
type place struct{ rule, address, attribute string }

func placeOfFault(finding rego.Finding) place {
	return place{finding.Rule, finding.Node, finding.Attribute}
}

// failures are the cases in which a rule fails at a place.
type failures struct {
	first rego.Finding
	cases int
	last  int // the number of the last case, for a rule may find several faults at a place
}

// add takes over what was found in one more case.
func (t *tally) add(inCase []rego.Finding) {
	t.cases++
	for _, finding := range inCase {
		for _, each := range concernsOf(finding) {
			t.shown[each] = true
		}
		at := placeOfFault(finding)
		before := t.failed[at]
		switch {
		case isReview(finding) || before.last == t.cases:
		case before.cases == 0:
			t.failed[at] = failures{first: finding, cases: 1, last: t.cases}
		default:
			t.failed[at] = failures{first: before.first, cases: before.cases + 1, last: t.cases}
		}
	}
}

// settle returns what is left of a finding that is undetermined, and false when no case shows it. A case that
// finds the same rule broken at another node shows it as well, where the same ones suffer.
func (t *tally) settle(review rego.Finding) (rego.Finding, bool) {
	failed := t.failed[placeOfFault(review)]
	if failed.cases == t.cases {
		return failed.first, true
	}
	isShown := func(each concern) bool { return t.shown[each] }
	return review, slices.ContainsFunc(concernsOf(review), isShown)
}

func concernsOf(finding rego.Finding) []concern {
	concerns := []concern{{finding.Rule, finding.Node}}
	for _, address := range finding.Affected {
		concerns = append(concerns, concern{finding.Rule, address})
	}
	return concerns
}
