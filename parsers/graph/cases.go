package graph

import (
	"cmp"
	"iter"
	"maps"
	"slices"
)

// maximumCases bounds how often a unit is looked at again, for cases multiply.
const maximumCases = 16

// maximumCaseResources bounds how many resources all cases of a unit have together, as a large one takes long.
const maximumCaseResources = 20_000

// Case is one way in which what the source leaves open can turn out.
type Case struct {
	Assumptions   []Assumption
	Configuration Configuration
}

// Name says what a case is, such as "Environment is production".
func (c Case) Name() string { return describeAssumptions(c.Assumptions) }

// Cases returns every way in which the things can turn out that decide what exists: one of them will be so.
// What depends on the same thing is there in the same cases, so a fault that is certain in every case is
// certain, and what no case shows is none. There are no cases where nothing is open; of many open things those
// are distinguished on which most depends.
func (c Configuration) Cases() iter.Seq[Case] {
	counts, values := c.openSubjects()
	subjects := slices.Collect(maps.Keys(counts))
	slices.SortFunc(subjects, func(a, b string) int {
		return cmp.Or(counts[b]-counts[a], cmp.Compare(a, b))
	})
	limit := min(maximumCases, maximumCaseResources/max(1, len(c.Resources)))
	cases := [][]Assumption{nil}
	for _, subject := range subjects {
		outcomes := c.outcomes(subject, values[subject])
		if len(cases)*len(outcomes) > limit {
			continue
		}
		cases = combine(cases, outcomes)
	}
	return func(yield func(Case) bool) {
		for _, assumptions := range cases {
			if len(cases) == 1 || !yield(Case{assumptions, c.Given(assumptions)}) {
				return
			}
		}
	}
}

// openSubjects returns how often something depends on each subject, and the values that it is compared with.
func (c Configuration) openSubjects() (counts map[string]int, values map[string]map[string]bool) {
	counts, values = map[string]int{}, map[string]map[string]bool{}
	count := func(subject, value string) {
		counts[subject]++
		if values[subject] == nil {
			values[subject] = map[string]bool{}
		}
		values[subject][value] = true
	}
	note := func(premises []Premise) {
		for _, each := range slices.Concat(premises...) {
			count(each.Subject, each.Value)
		}
	}
	for subject, compared := range c.Compared {
		for _, value := range compared {
			count(subject, value)
		}
	}
	for _, resource := range c.Resources {
		if resource.Maybe != "" {
			note(resource.Assumes)
		}
		resource.Properties.eachAlternative(func(alternative Value) { note(alternative.Assumes()) })
	}
	return counts, values
}

func (v Value) eachAlternative(visit func(Value)) {
	switch content := v.content.(type) {
	case []Value:
		for _, item := range content {
			item.eachAlternative(visit)
		}
	case []Entry:
		for _, entry := range content {
			entry.Value.eachAlternative(visit)
		}
	case either:
		for _, alternative := range content.alternatives {
			visit(alternative)
			alternative.eachAlternative(visit)
		}
	}
}

// outcomes returns what can come out for one subject: each value that it is compared with, and another one
// unless these are all that it can have.
func (c Configuration) outcomes(subject string, compared map[string]bool) [][]Assumption {
	var outcomes [][]Assumption
	var other []Assumption
	for _, value := range slices.Sorted(maps.Keys(compared)) {
		outcomes = append(outcomes, []Assumption{{Subject: subject, Value: value}})
		other = append(other, Assumption{Subject: subject, Value: value, Not: true})
	}
	isOther := func(value string) bool { return !compared[value] }
	if choices, limited := c.Choices[subject]; limited && !slices.ContainsFunc(choices, isOther) {
		return outcomes
	}
	return append(outcomes, other)
}

func combine(cases, outcomes [][]Assumption) [][]Assumption {
	combined := make([][]Assumption, 0, len(cases)*len(outcomes))
	for _, each := range cases {
		for _, outcome := range outcomes {
			combined = append(combined, slices.Concat(each, outcome))
		}
	}
	return combined
}
