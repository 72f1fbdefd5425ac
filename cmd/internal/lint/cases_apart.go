package lint

import (
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers"
	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/rego"
)

// apart are the faults of one rule and level from which one node suffers, each in some of the cases.
type apart struct {
	cases  map[int]bool // in which there is any
	faults []*partial
}

// partial is a fault that some cases have at a place.
type partial struct {
	finding rego.Finding
	cases   []int
}

// spot is a place with the level of what is said there.
type spot struct {
	place
	level rego.Level
}

// sufferer is who suffers from faults of a rule on a level.
type sufferer struct {
	concern
	level rego.Level
}

// sufferersOf are the nodes that suffer from a finding, or else the one at fault.
func sufferersOf(finding rego.Finding) []sufferer {
	addresses := finding.Affected
	if len(addresses) == 0 {
		addresses = []string{finding.Node}
	}
	sufferers := make([]sufferer, len(addresses))
	for i, address := range addresses {
		sufferers[i] = sufferer{concern{finding.Rule, address}, finding.Level}
	}
	return sufferers
}

// noteApart takes over what surely fails in a case, beside what fails in the unit as a whole.
func (t *tally) noteApart(each parsers.Case, inCase []rego.Finding) {
	t.assumptions = append(t.assumptions, each.Assumptions)
	for _, finding := range inCase {
		at := placeOfFault(finding)
		if isReview(finding) {
			t.reviewed[at] = true
			continue
		}
		if t.told[spot{at, finding.Level}] || whyUnsure(each.Graph, finding) != "" {
			continue
		}
		for _, who := range sufferersOf(finding) {
			if t.apart[who] == nil {
				t.apart[who] = &apart{cases: map[int]bool{}}
			}
			t.apart[who].note(finding, t.cases)
		}
	}
}

func (a *apart) note(finding rego.Finding, number int) {
	a.cases[number] = true
	a.faults = noted(a.faults, finding, number, func(each rego.Finding) bool { return placeOfFault(each) == placeOfFault(finding) })
}

// noted adds a case to the fault that is the same, or else a fault.
func noted(faults []*partial, finding rego.Finding, number int, isSame func(rego.Finding) bool) []*partial {
	for _, each := range faults {
		if isSame(each.finding) {
			if !slices.Contains(each.cases, number) {
				each.cases = append(each.cases, number)
			}
			return faults
		}
	}
	return append(faults, &partial{finding, []int{number}})
}

// apartFrom returns the faults that together every case has, each in some of them, in place of a review about those who
// suffer from them: whichever case it will be, something is wrong. It returns false where one of them is sound in a case,
// or the review stays open in one for another reason.
func (t *tally) apartFrom(review rego.Finding) (faults []rego.Finding, all bool) {
	if t.reviewed[placeOfFault(review)] {
		return nil, false
	}
	var found []*partial
	for _, who := range sufferersOf(review) {
		of := t.everywhere(who.concern)
		if len(of) == 0 {
			return nil, false
		}
		found = append(found, of...)
	}
	for _, each := range found {
		if at := (spot{placeOfFault(each.finding), each.finding.Level}); !t.told[at] {
			t.told[at] = true
			faults = append(faults, t.inSome(each))
		}
	}
	return faults, true
}

// everywhere returns the faults from which one suffers in every case, on the gravest level on which that is so.
func (t *tally) everywhere(who concern) []*partial {
	for _, level := range []rego.Level{"", rego.LevelError, rego.LevelWarning, rego.LevelNote} {
		found := t.apart[sufferer{who, level}]
		if found != nil && len(found.cases) == t.cases && !found.holdsThroughout(t.cases) {
			return found.faults
		}
	}
	return nil
}

// holdsThroughout tells whether one of the faults is there in every case: then that is said, and no other question
// is decided by it.
func (a *apart) holdsThroughout(cases int) bool {
	return slices.ContainsFunc(a.faults, func(each *partial) bool { return len(each.cases) == cases })
}

// inSome says of a fault in which cases it is there. A group can be opened whatever is open; any other mend may be wrong
// in the other cases.
func (t *tally) inSome(each *partial) rego.Finding {
	finding := each.finding
	finding.When = t.when(each.cases)
	if slices.ContainsFunc(finding.Mend, func(change graph.Change) bool { _, opens := change.(graph.Allow); return !opens }) {
		finding.Mend = nil
	}
	return finding
}

// when names cases by what they have in common and no other case has, or else one by one.
func (t *tally) when(cases []int) string {
	common := slices.Clone(t.assumptions[cases[0]-1])
	for _, number := range cases[1:] {
		common = slices.DeleteFunc(common, func(each graph.Assumption) bool { return !slices.Contains(t.assumptions[number-1], each) })
	}
	alike := 0
	for _, assumptions := range t.assumptions {
		if !slices.ContainsFunc(common, func(each graph.Assumption) bool { return !slices.Contains(assumptions, each) }) {
			alike++
		}
	}
	if alike == len(cases) {
		return graph.Case{Assumptions: common}.Name()
	}
	names := make([]string, len(cases))
	for i, number := range cases {
		names[i] = graph.Case{Assumptions: t.assumptions[number-1]}.Name()
	}
	return strings.Join(names, " or when ")
}
