package lint

import (
	"context"
	"slices"

	"github.com/reachlint/reachlint/parsers"
	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/rego"
)

// settle decides what is undetermined by looking at each case in which the open things can turn out: what fails
// at the same place in every case fails, and what no case shows is nothing. A fault that only the cases show, and all
// of them, is one that the unit as a whole is silent about: a value that is one of two, both of them wrong.
func (r *run) settle(ctx context.Context, loaded parsers.Loaded, found []rego.Finding) []rego.Finding {
	seen := newTally(found)
	hasReviews := slices.ContainsFunc(found, isReview)
	for each := range loaded.Cases(ctx) {
		inCase, _, err := r.engine.Evaluate(ctx, each.Graph, r.policyConfiguration())
		if err != nil {
			return found
		}
		inCase = seen.known(loaded.Graph, inCase)
		seen.add(each.Graph, inCase)
		seen.noteApart(each, inCase)
		seen.noteErrors(graph.Case{Assumptions: each.Assumptions}.Name(), inCase, r.isAnError)
		if !hasReviews && !seen.mayAdd() {
			return found
		}
	}
	if seen.cases == 0 {
		return found
	}
	settled := make([]rego.Finding, 0, len(found))
	// What fails in any case needs no cases: they are asked about the rest that is said of its place.
	for _, finding := range found {
		if !isReview(finding) {
			settled = append(settled, seen.confirm(finding))
		}
	}
	for _, finding := range found {
		if isReview(finding) {
			settled = append(settled, seen.settle(finding)...)
		}
	}
	return append(settled, seen.added()...)
}

func isReview(finding rego.Finding) bool { return finding.Verdict == rego.VerdictReview }

// tally is what the cases show, indexed: a unit can have thousands of findings in each of them.
type tally struct {
	cases  int
	said   map[place]bool // what the unit as a whole says something of
	shown  map[concern]bool
	failed map[place][]*failures // one for each level
	errors map[string][]passing  // by who suffers
	unsaid []place               // where the first case fails, and the unit as a whole says nothing

	assumptions [][]graph.Assumption // of each case
	apart       map[sufferer]*apart
	reviewed    map[place]bool  // what is undetermined in a case
	told        map[spot]bool   // what fails in the unit as a whole, or is said of some cases
	foreign     map[string]bool // rules that find something at a node which only a case has
}

func newTally(found []rego.Finding) *tally {
	t := &tally{
		said: map[place]bool{}, shown: map[concern]bool{}, failed: map[place][]*failures{}, errors: map[string][]passing{},
		apart: map[sufferer]*apart{}, reviewed: map[place]bool{}, told: map[spot]bool{}, foreign: map[string]bool{},
	}
	for _, finding := range found {
		t.said[placeOfFault(finding)] = true
		if !isReview(finding) {
			t.told[spot{placeOfFault(finding), finding.Level}] = true
		}
	}
	return t
}

// concern is a node that a rule says something of: the one at fault, or one that suffers.
type concern struct{ rule, address string }

// place is where a rule finds a fault.
type place struct{ rule, address, attribute string }

func placeOfFault(finding rego.Finding) place {
	return place{finding.Rule, finding.Node, finding.Attribute}
}

// failures are the cases in which a rule fails at a place, on one level.
type failures struct {
	first    rego.Finding
	messages []string // of the cases
	cases    int
	last     int        // the number of the last case, for a rule may find several faults at a place
	several  bool       // in one case
	differs  bool       // others suffer in other cases
	tellings []*partial // what is said of them, where it is not the same in every case
	unsure   bool       // in a case, who is at fault or all who suffer may not exist for another reason
}

// known returns the findings about nodes that the unit as a whole has: what is repeated in one case alone, nobody can
// show a place of.
func (t *tally) known(nodes *graph.Graph, inCase []rego.Finding) []rego.Finding {
	return slices.DeleteFunc(inCase, func(finding rego.Finding) bool {
		isForeign := nodes.Node(finding.Node) == nil
		t.foreign[finding.Rule] = t.foreign[finding.Rule] || isForeign
		return isForeign
	})
}

// add takes over what was found in one more case.
func (t *tally) add(nodes *graph.Graph, inCase []rego.Finding) {
	t.cases++
	for _, finding := range inCase {
		for _, each := range concernsOf(finding) {
			t.shown[each] = true
		}
		if isReview(finding) {
			continue
		}
		at := placeOfFault(finding)
		before := t.at(finding)
		switch {
		case before == nil:
			if t.cases == 1 && !t.said[at] && len(t.failed[at]) == 0 {
				t.unsaid = append(t.unsaid, at)
			}
			before = &failures{first: finding, messages: []string{finding.Message}, cases: 1, last: t.cases}
			t.failed[at] = append(t.failed[at], before)
		case before.last == t.cases:
			before.several, before.differs = true, true
		default:
			before.cases, before.last = before.cases+1, t.cases
			before.messages = append(before.messages, finding.Message)
			before.differs = before.differs || !slices.Equal(before.first.Affected, finding.Affected)
		}
		before.unsure = before.unsure || whyUnsure(nodes, finding) != ""
		before.tellings = noted(before.tellings, finding, t.cases, func(each rego.Finding) bool { return each.Message == finding.Message })
	}
}

// at is what the cases show at the place and level of a finding.
func (t *tally) at(finding rego.Finding) *failures {
	for _, each := range t.failed[placeOfFault(finding)] {
		if each.first.Level == finding.Level {
			return each
		}
	}
	return nil
}

// confirm returns a finding that needs no cases, with those who suffer in every one of them besides.
func (t *tally) confirm(finding rego.Finding) rego.Finding {
	inCases := t.at(finding)
	if inCases == nil {
		return finding
	}
	isMissing := func(address string) bool { return !slices.Contains(inCases.first.Affected, address) }
	if one, ok := inCases.inAll(); ok && inCases.cases == t.cases && !inCases.differs && !slices.ContainsFunc(finding.Affected, isMissing) {
		one.Mend, finding = finding.Mend, one // what mends one case may be wrong in another
	}
	inCases.cases = 0 // it is said
	return finding
}

// settle returns what is left of a finding that is undetermined: what fails at its place in every case, or itself,
// where a case shows it, or what is asked instead. A case that finds the same rule broken at another node shows it as
// well, where the same ones suffer.
func (t *tally) settle(review rego.Finding) []rego.Finding {
	failing := t.inAll(placeOfFault(review))
	isShown := func(each concern) bool { return t.shown[each] }
	if len(failing) > 0 {
		return failing
	}
	if !t.foreign[review.Rule] && !slices.ContainsFunc(concernsOf(review), isShown) {
		return t.instead(review)
	}
	if faults, all := t.apartFrom(review); all {
		return faults
	}
	return []rego.Finding{review}
}

// inAll returns what fails at a place in every case so far.
func (t *tally) inAll(at place) []rego.Finding {
	var failing []rego.Finding
	for _, each := range t.failed[at] {
		if each.cases < t.cases {
			continue
		}
		switch one, ok := each.inAll(); {
		case ok, each.unsure:
			failing = append(failing, one)
		default:
			for _, telling := range each.tellings {
				failing = append(failing, t.inSome(telling))
			}
		}
	}
	return failing
}

// inAll is the finding of all cases, or the first of them and false where no one sentence tells them all.
func (f *failures) inAll() (rego.Finding, bool) {
	finding := f.first
	if len(f.tellings) == 1 {
		return finding, true
	}
	message, ok := inOneSentence(f.messages)
	if f.several || !ok {
		return finding, false
	}
	finding.Message = message
	return finding, true
}

// mayAdd tells whether the cases so far agree on a fault that the unit as a whole says nothing of.
func (t *tally) mayAdd() bool {
	return slices.ContainsFunc(t.unsaid, func(at place) bool { return len(t.inAll(at)) > 0 })
}

// added are the faults in every case that the unit as a whole says nothing of.
func (t *tally) added() []rego.Finding {
	var added []rego.Finding
	for _, at := range t.unsaid {
		added = append(added, t.inAll(at)...)
	}
	return added
}

func concernsOf(finding rego.Finding) []concern {
	concerns := []concern{{finding.Rule, finding.Node}}
	for _, address := range finding.Affected {
		concerns = append(concerns, concern{finding.Rule, address})
	}
	return concerns
}
