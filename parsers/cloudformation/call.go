package cloudformation

import (
	"fmt"
	"slices"

	"github.com/reachlint/reachlint/parsers/graph"
)

// call evaluates an intrinsic function. Its value is then made what the schema wants.
func (s *stack) call(n *node, want *shape) graph.Value {
	switch n.text {
	case "Fn::If":
		return s.choose(n, want)
	case "Fn::FindInMap":
		return s.findInMap(n, want)
	}
	return coerce(s.apply(n), want)
}

func (s *stack) apply(n *node) graph.Value {
	switch n.text {
	case "Ref":
		return s.ref(n)
	case "Fn::GetAtt":
		return s.attribute(n)
	case "Fn::Sub":
		return s.substitute(n)
	case "Fn::Join":
		return s.join(n)
	case "Fn::Select":
		return s.selectItem(n)
	case "Fn::Split":
		return s.split(n)
	case "Fn::Base64":
		return s.encode(n)
	case "Fn::Cidr":
		return s.cidr(n)
	case "Fn::GetAZs":
		return s.availabilityZones(n)
	case "Fn::ImportValue":
		return s.imported(n)
	case "Fn::Length":
		return s.length(n)
	case "Fn::ToJsonString":
		return s.toJSON(n)
	case "Fn::Transform":
		return s.transformed(n)
	case "Fn::GetStackOutput":
		return graph.Unknown("it is an output of another stack", s.document.rangeOf(n))
	case "Fn::And", "Fn::Or", "Fn::Not", "Fn::Equals", "Condition":
		return s.conditionValue(n)
	}
	return s.unknownFunction(n)
}

// misused reports a call whose arguments are not what the function takes. Only this value is lost.
func (s *stack) misused(n *node, takes string) graph.Value {
	s.warn("cloudformation-function", n, fmt.Sprintf("%s takes %s.", n.text, takes),
		"%s is called with other arguments than it takes, so this value was left open.", n.text)
	return graph.Unknown(n.text+" is called with wrong arguments", s.document.rangeOf(n))
}

// arguments returns the arguments of a function that takes a list of them, when there are enough.
func arguments(n *node, least int) ([]node, bool) {
	given := n.argument()
	if given.kind != sequence || len(given.items) < least {
		return nil, false
	}
	return given.items, true
}

const maximumAlternatives = 16

// distribute applies a function to every combination of what its arguments may be.
func distribute(arguments []graph.Value, at graph.Range, apply func([]graph.Value) graph.Value) graph.Value {
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
			results = append(results, onlyWhen(premisesOf(chosen, arguments), apply(slices.Clone(chosen)))...)
			return
		}
		for _, alternative := range arguments[position].Alternatives() {
			chosen[position] = alternative
			vary(position + 1)
		}
	}
	vary(0)
	return either(results, at)
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

// either returns one of several values, each once. What can only be one thing is no choice.
func either(values []graph.Value, at graph.Range) graph.Value {
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

// asText returns a value as part of a text: what is unknown becomes a token with the reason. It fails for
// lists and objects.
func asText(value graph.Value) (string, bool) {
	if text, ok := value.RawText(); ok {
		return text, true
	}
	if value.IsAbsent() {
		return "", true
	}
	if isUnknown(value) {
		return graph.Reference{Address: origin(value), Reason: value.Reason()}.Token(), true
	}
	return "", false
}

// isUnknown tells whether nothing at all is known of a value.
func isUnknown(value graph.Value) bool {
	if value.IsAbsent() || value.Reason() == "" || len(value.Alternatives()) > 1 {
		return false
	}
	_, isText := value.RawText()
	return !isText
}

// origin names where an unknown value comes from, for the address of its token.
func origin(value graph.Value) string {
	if len(value.Via) > 0 {
		return value.Via[0]
	}
	return nameless
}

// nameless is the origin of what comes from nowhere that has a name.
const nameless = "unknown"
