package functions

import (
	"errors"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/customdecode"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// tryFunction returns the first argument that can be evaluated. Unlike HCL's it also returns values that
// are known in part: an unknown is no failure.
var tryFunction = function.New(&function.Spec{
	VarParam: &function.Parameter{Name: "expressions", Type: customdecode.ExpressionClosureType},
	Type:     function.StaticReturnType(cty.DynamicPseudoType),
	Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
		var last hcl.Diagnostics
		for _, argument := range arguments {
			value, problems := customdecode.ExpressionClosureFromVal(argument).Value()
			if !problems.HasErrors() {
				return value, nil
			}
			last = problems
		}
		return cty.DynamicVal, errors.New("no argument could be evaluated; the last one because " + unknown.ReasonOfProblems(last))
	},
})

var canFunction = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "expression", Type: customdecode.ExpressionClosureType}},
	Type:   function.StaticReturnType(cty.DynamicPseudoType),
	Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
		value, problems := customdecode.ExpressionClosureFromVal(arguments[0]).Value()
		if problems.HasErrors() {
			return cty.False, nil
		}
		if !value.IsWhollyKnown() || unknown.FirstUndecided(value) != "" {
			return unknown.Of(cty.Bool, unknown.Reason(value)), nil
		}
		if reason, maybe := unknown.IsMaybe(value); maybe {
			return unknown.Of(cty.Bool, reason), nil
		}
		return cty.True, nil
	},
})

// coalesceFunction returns the first argument that is neither null nor an empty text.
var coalesceFunction = guardedFunction(func(arguments []cty.Value) (cty.Value, error) {
	for _, argument := range arguments {
		plain, _ := argument.Unmark()
		if plain.IsNull() {
			continue
		}
		if !plain.IsKnown() {
			return unknown.Because(unknown.Reason(argument)), nil
		}
		if reason, maybe := unknown.IsMaybe(argument); maybe {
			return unknown.Because(reason), nil
		}
		if plain.Type() != cty.String {
			return argument, nil
		}
		if plain.AsString() == "" {
			continue
		}
		if unknown.MayBeEmpty(plain.AsString()) {
			return unknown.Because(unknown.ReasonOfText(plain.AsString())), nil
		}
		return argument, nil
	}
	return cty.DynamicVal, errors.New("every argument is null or empty")
})

var coalesceListFunction = guardedFunction(func(arguments []cty.Value) (cty.Value, error) {
	for _, argument := range arguments {
		plain, _ := argument.Unmark()
		if plain.IsNull() {
			continue
		}
		if reason, ok := unknown.CannotLookInto(argument); ok {
			return unknown.Because(reason), nil
		}
		if !plain.IsKnown() || !plain.CanIterateElements() {
			return unknown.Because(unknown.Reason(argument)), nil
		}
		if reason, maybe := unknown.IsMaybe(argument); maybe {
			return unknown.Because(reason), nil
		}
		if plain.LengthInt() > 0 {
			return argument, nil
		}
	}
	return cty.DynamicVal, errors.New("every list is empty")
})
