package functions

import (
	"fmt"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// handling says what a function may do with arguments that contain tokens.
type handling int

const (
	// looksInside is for functions whose result depends on what a text says: a token makes it unknown.
	// Whatever is not expressly of another kind is of this one.
	looksInside handling = iota
	// carries is for functions that move values around without looking into them.
	carries
	// carriesIdentities is for functions that compare values: ids differ from each other and from all that
	// an author writes, but a text that nobody knows may be equal to any other.
	carriesIdentities
	// fills is for functions that write values into a text: an unknown part leaves the rest in its shape.
	fills
	// cuts is for functions that take a part of a text away or replace it: what is left keeps its shape,
	// but no longer is the attribute of the resource that the token named.
	cuts
	// counts is for functions that ask how many items there are.
	counts
	// enumerates is for functions that carry all attributes of an object on.
	enumerates
	// compares is for functions that carry values on, each of them once.
	compares
	// guarded is for our own functions, which look after tokens and marks themselves.
	guarded
)

// wrapped makes a function safe for tokens, marks and unknowns.
func wrapped(name string, inner function.Function, how handling) function.Function {
	return function.New(&function.Spec{
		VarParam: &function.Parameter{
			Name: "arguments", Type: cty.DynamicPseudoType,
			AllowNull: true, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true,
		},
		Type: function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
			return call(name, inner, how, arguments)
		},
	})
}

func call(name string, inner function.Function, how handling, arguments []cty.Value) (cty.Value, error) {
	reason := whyUndecidable(how, arguments)
	if reason != "" {
		return unknown.Because(reason), nil
	}
	if reason := tooLong(name, arguments); reason != "" {
		return unknown.Because(reason), nil
	}
	if asksForAll(how, arguments) {
		if how == fills {
			return unknown.AsText(unknown.Because(unknown.MoreAttributes)), nil
		}
		return unknown.Because(unknown.MoreAttributes), nil
	}
	if how == fills {
		arguments = withTexts(arguments)
	}
	converted, err := convertArguments(inner, arguments)
	var result cty.Value
	if err == nil {
		result, err = inner.Call(converted)
	}
	if err != nil {
		// The call may well succeed with the values that the tokens and unknowns stand for.
		if reason := whyArgumentsUnknown(arguments); reason != "" {
			return unknown.Because(reason), nil
		}
		return cty.DynamicVal, fmt.Errorf("%s: %w", name, err)
	}
	if IsHuge(result) {
		return unknown.Because(HugeReason), nil
	}
	result = unknown.WithoutSource(result)
	if !result.IsKnown() && !result.IsMarked() {
		if reason := whyArgumentsUnknown(arguments); reason != "" {
			result = unknown.Mark(result, reason)
		}
	}
	if how == fills && !result.IsKnown() && result.Type() == cty.String {
		return unknown.AsText(result), nil
	}
	if how == cuts {
		result = blurred(arguments, result)
	}
	return result, nil
}

// whyUndecidable returns why a function cannot be called with these arguments, or "".
func whyUndecidable(how handling, arguments []cty.Value) string {
	for _, argument := range arguments {
		switch how {
		case looksInside, counts:
			if reason, maybe := unknown.IsMaybe(argument); maybe {
				return reason
			}
		}
		switch how {
		case looksInside:
			if token := unknown.FirstToken(argument); token != "" {
				return unknown.ReasonOfText(token)
			}
		case counts:
			if reason, ok := unknown.CannotLookInto(argument); ok {
				return reason
			}
		case carriesIdentities:
			if token := unknown.FirstUndecided(argument); token != "" {
				return unknown.ReasonOfText(token)
			}
		}
	}
	return ""
}

// asksForAll tells whether a function asks for all attributes of an object that may have more than are in view.
func asksForAll(how handling, arguments []cty.Value) bool {
	for _, argument := range arguments {
		switch how {
		case counts, enumerates:
			if unknown.IsOpen(argument) {
				return true
			}
		case compares:
			plain, _ := argument.Unmark()
			single := len(arguments) == 1 && plain.IsKnown() && !plain.IsNull() && plain.CanIterateElements() && plain.LengthInt() < 2
			if unknown.HoldsOpen(plain.Type()) && !single {
				return true
			}
		case looksInside, fills, carriesIdentities:
			if unknown.HoldsOpen(argument.Type()) {
				return true
			}
		}
	}
	return false
}

// whyArgumentsUnknown returns why a result may be unknown or a call fail, or "" when all is known.
func whyArgumentsUnknown(arguments []cty.Value) string {
	for _, argument := range arguments {
		if reason, found := unknown.ReasonWithin(argument); found {
			return reason
		}
	}
	for _, argument := range arguments {
		if unknown.HoldsOpen(argument.Type()) {
			return unknown.MoreAttributes
		}
		if !argument.IsWhollyKnown() {
			return unknown.AfterDeployment
		}
	}
	return ""
}

func convertArguments(inner function.Function, arguments []cty.Value) ([]cty.Value, error) {
	parameters := inner.Params()
	variadic := inner.VarParam()
	converted := make([]cty.Value, len(arguments))
	for i, argument := range arguments {
		kind := cty.DynamicPseudoType
		switch {
		case i < len(parameters):
			kind = parameters[i].Type
		case variadic != nil:
			kind = variadic.Type
		}
		if kind == cty.DynamicPseudoType {
			converted[i] = argument
			continue
		}
		value, err := convert.Convert(argument, kind)
		if err != nil {
			return nil, err
		}
		converted[i] = value
	}
	return converted, nil
}
