package graph

import (
	"slices"
	"strings"
)

// Assumption is one thing that the source leaves open, and that must be so for something to exist or to have a
// value: that a parameter has a certain value or, with Not, any other.
type Assumption struct {
	Subject string // what is open: Environment, var.create, AWS::Region
	Value   string
	Not     bool
}

// String writes an assumption for a reason: Environment is production.
func (a Assumption) String() string {
	if a.Not {
		return a.Subject + " is not " + quoted(a.Value)
	}
	return a.Subject + " is " + quoted(a.Value)
}

func quoted(text string) string {
	if text == "" {
		return "empty"
	}
	return text
}

// standing is what some assumptions say about others.
type standing int

const (
	open standing = iota
	implied
	excluded
)

// Premise is assumptions that hold together.
type Premise []Assumption

// maximumPremises bounds what is known of one thing; what depends on more is only called undecided.
const maximumPremises = 16

// Both returns the premises under which two things are so, each of which is so under any of its own. Without
// premises nothing is known of a thing, and then nothing of both.
func Both(first, second []Premise) []Premise {
	if len(first)*len(second) > maximumPremises {
		return nil
	}
	var both []Premise
	for _, a := range first {
		for _, b := range second {
			premise := slices.Clone(a)
			for _, assumption := range b {
				if !slices.Contains(premise, assumption) {
					premise = append(premise, assumption)
				}
			}
			both = append(both, premise)
		}
	}
	return both
}

// Any returns the premises under which at least one of two things is so.
func Any(first, second []Premise) []Premise {
	if len(first) == 0 || len(second) == 0 || len(first)+len(second) > maximumPremises {
		return nil
	}
	return slices.Concat(first, second)
}

// under tells whether one of the premises holds where the assumptions do.
func under(premises []Premise, given []Assumption) standing {
	if len(premises) == 0 {
		return open
	}
	result := excluded
	for _, premise := range premises {
		switch premise.under(given) {
		case implied:
			return implied
		case open:
			result = open
		}
	}
	return result
}

func (p Premise) under(given []Assumption) standing {
	result := implied
	for _, each := range p {
		switch each.under(given) {
		case excluded:
			return excluded
		case open:
			result = open
		}
	}
	return result
}

func (a Assumption) under(given []Assumption) standing {
	for _, known := range given {
		if known.Subject != a.Subject {
			continue
		}
		same := known.Value == a.Value
		switch {
		case !known.Not && same != a.Not, known.Not && same && a.Not:
			return implied
		case !known.Not, same:
			return excluded
		}
	}
	return open
}

// Given returns the configuration as it is where the assumptions hold: what they exclude is gone, what they
// imply surely exists, and of alternatives those remain that may be.
func (c Configuration) Given(assumptions []Assumption) Configuration {
	gone := map[string]bool{}
	given := c
	given.Resources = make([]*Resource, 0, len(c.Resources))
	for _, resource := range c.Resources {
		copied := *resource
		if resource.Maybe != "" {
			switch under(resource.Assumes, assumptions) {
			case excluded:
				gone[resource.Address] = true
				continue
			case implied:
				copied.Maybe = ""
			}
		}
		copied.Properties = resource.Properties.Given(assumptions)
		given.Resources = append(given.Resources, &copied)
	}
	given.Opaque = slices.DeleteFunc(slices.Clone(c.Opaque), func(hidden Opaque) bool { return gone[hidden.Address] })
	return given
}

// When says under which premises the value is the one of several alternatives.
func (v Value) When(premises []Premise) Value {
	v.choice = newChoice(v.passedPerhaps(), premises)
	return v
}

// Assumes returns the premises under which the value is the one of several alternatives; none when they are
// not known.
func (v Value) Assumes() []Premise {
	if v.choice == nil {
		return nil
	}
	return v.choice.when
}

// Given returns the value as it is where the assumptions hold.
func (v Value) Given(assumptions []Assumption) Value {
	switch content := v.content.(type) {
	case []Value:
		v.content = givenItems(content, assumptions)
	case []Entry:
		entries := make([]Entry, 0, len(content))
		for _, entry := range content {
			if entry.Value = entry.Value.Given(assumptions); !entry.Value.IsAbsent() {
				entries = append(entries, entry)
			}
		}
		v.content = entries
	case either:
		return v.chosen(content, assumptions)
	}
	return v
}

func givenItems(items []Value, assumptions []Assumption) []Value {
	given := make([]Value, 0, len(items))
	for _, item := range items {
		if item = item.Given(assumptions); !item.IsAbsent() {
			given = append(given, item)
		}
	}
	return given
}

// chosen returns the alternative that the assumptions imply, or all that they leave.
func (v Value) chosen(content either, assumptions []Assumption) Value {
	var left []Value
	for _, alternative := range content.alternatives {
		standing := under(alternative.Assumes(), assumptions)
		if standing == excluded {
			continue
		}
		value := alternative.Given(assumptions)
		if standing == implied {
			left = []Value{value}
			break
		}
		left = append(left, value)
	}
	if len(left) == 0 { // they contradict each other, so nothing can be said
		return v
	}
	chosen := EitherFor(content.reason, left, v.Range)
	for _, alternative := range left {
		chosen.Via = mergeTrails(chosen.Via, alternative.Via)
	}
	chosen.Range, chosen.Via = nonZero(chosen.Range, v.Range), mergeTrails(chosen.Via, v.shared(content.alternatives))
	return chosen.When(v.Assumes())
}

func mergeTrails(first, second []string) []string {
	merged := slices.Clone(first)
	for _, step := range second {
		if !slices.Contains(merged, step) {
			merged = append(merged, step)
		}
	}
	return merged
}

func describeAssumptions(assumptions []Assumption) string {
	texts := make([]string, len(assumptions))
	for i, each := range assumptions {
		texts[i] = each.String()
	}
	return strings.Join(texts, " and ")
}
