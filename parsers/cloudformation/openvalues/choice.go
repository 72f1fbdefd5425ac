package openvalues

import (
	"slices"

	"github.com/reachlint/reachlint/parsers/graph"
)

// maximumAlternatives is how many values one may be before it is only said why it is open.
const maximumAlternatives = 16

// Distribute applies a function to every combination of what its arguments may be, and returns either of the results.
// Of too many combinations it returns an unknown value.
func Distribute(arguments []graph.Value, at graph.Range, apply func([]graph.Value) graph.Value) graph.Value {
	combinations := 1
	for _, argument := range arguments {
		combinations *= len(argument.Alternatives())
		if combinations > maximumAlternatives {
			return graph.Unknown(argument.Reason(), at)
		}
	}
	if combinations == 1 {
		return apply(arguments)
	}
	results := make([]graph.Value, 0, combinations)
	chosen := make([]graph.Value, len(arguments))
	var vary func(position int)
	vary = func(position int) {
		if position == len(arguments) {
			results = append(results, OnlyWhen(premisesOf(chosen, arguments), apply(slices.Clone(chosen)))...)
			return
		}
		for _, alternative := range arguments[position].Alternatives() {
			chosen[position] = alternative
			vary(position + 1)
		}
	}
	vary(0)
	return Either(results, at)
}

// premisesOf returns when the chosen alternatives are the ones.
func premisesOf(chosen, arguments []graph.Value) []graph.Premise {
	premises := []graph.Premise{nil}
	for i, value := range chosen {
		if len(arguments[i].Alternatives()) > 1 {
			premises = graph.Both(premises, value.Assumes())
		}
	}
	return premises
}

// Either returns one of several values, each once. What can only be one thing is no choice.
func Either(values []graph.Value, at graph.Range) graph.Value {
	var distinct []graph.Value
	for _, value := range values {
		for _, alternative := range value.Alternatives() {
			if i := indexOf(distinct, alternative); i < 0 {
				distinct = append(distinct, alternative)
			} else {
				distinct[i] = distinct[i].When(nil) // in more than one case
			}
		}
	}
	if len(distinct) > maximumAlternatives {
		return graph.Unknown("it depends on conditions that the source does not decide", at)
	}
	if len(distinct) == 1 {
		return distinct[0].When(nil)
	}
	return graph.Either(distinct, at)
}

func indexOf(values []graph.Value, wanted graph.Value) int {
	raw, isText := wanted.RawText()
	return slices.IndexFunc(values, func(value graph.Value) bool {
		other, alsoText := value.RawText()
		return value.IsAbsent() && wanted.IsAbsent() || isText && alsoText && other == raw
	})
}

// OneOf returns what all values agree on, or one of few; of many it only says why it is open.
func OneOf(values []graph.Value, reason string, at graph.Range) graph.Value {
	found := Either(values, at)
	if len(values) == 0 || len(found.Alternatives()) > maximumAlternatives || IsUnknown(found) && len(values) > 1 {
		found = graph.Unknown(reason, at)
	}
	for _, value := range values {
		found.Via = JoinTrails(found.Via, value.Via)
	}
	if IsUnknown(found) {
		return found.Through(found.Via, graph.Either(values, at).Through(found.Via, nil).Perhaps())
	}
	return found
}

// OnlyWhen says of a branch when it is taken, and of each alternative within it; it returns the alternatives.
func OnlyWhen(premises []graph.Premise, branch graph.Value) []graph.Value {
	alternatives := branch.Alternatives()
	if len(alternatives) == 1 {
		return []graph.Value{branch.When(premises)}
	}
	said := make([]graph.Value, len(alternatives))
	for i, alternative := range alternatives {
		alternative.Via = JoinTrails(alternative.Via, branch.Via)
		said[i] = alternative.When(graph.Both(premises, alternative.Assumes()))
	}
	return said
}
