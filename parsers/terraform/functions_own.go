package terraform

import (
	"errors"
	"fmt"
	"math/big"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/customdecode"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// guardedFunction makes a function that gets its arguments as they are: null, unknown, marked.
func guardedFunction(compute func(arguments []cty.Value) (cty.Value, error)) function.Function {
	return function.New(&function.Spec{
		VarParam: &function.Parameter{
			Name: "arguments", Type: cty.DynamicPseudoType,
			AllowNull: true, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true,
		},
		Type: function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) { return compute(arguments) },
	})
}

// plainFunction makes a function of known arguments without marks.
func plainFunction(compute func(arguments []cty.Value) (cty.Value, error), kinds ...cty.Type) function.Function {
	parameters := make([]function.Parameter, len(kinds))
	for i, kind := range kinds {
		parameters[i] = function.Parameter{Name: fmt.Sprintf("argument_%d", i+1), Type: kind}
	}
	return function.New(&function.Spec{
		Params: parameters,
		Type:   function.StaticReturnType(cty.DynamicPseudoType),
		Impl:   func(arguments []cty.Value, _ cty.Type) (cty.Value, error) { return compute(arguments) },
	})
}

// unavailable makes a function whose result the source does not determine.
func unavailable(reason string) function.Function {
	return guardedFunction(func([]cty.Value) (cty.Value, error) { return unknown.Text("", reason), nil })
}

var identityFunction = guardedFunction(func(arguments []cty.Value) (cty.Value, error) {
	if len(arguments) != 1 {
		return cty.DynamicVal, errors.New("one argument is expected")
	}
	return arguments[0], nil
})

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

var sumFunction = plainFunction(func(arguments []cty.Value) (cty.Value, error) {
	if !arguments[0].CanIterateElements() {
		return cty.DynamicVal, errors.New("a list of numbers is expected")
	}
	total := new(big.Float)
	for elements := arguments[0].ElementIterator(); elements.Next(); {
		_, element := elements.Element()
		number, err := convert.Convert(element, cty.Number)
		if err != nil || number.IsNull() {
			return cty.DynamicVal, errors.New("a list of numbers is expected")
		}
		if !number.IsKnown() {
			return cty.UnknownVal(cty.Number), nil
		}
		total = new(big.Float).SetPrec(512).Add(total, number.AsBigFloat())
	}
	return cty.NumberVal(total), nil
}, cty.DynamicPseudoType)

var allTrueFunction = truthOfAll(true)
var anyTrueFunction = truthOfAll(false)

// truthOfAll makes alltrue (every item is true) or anytrue (not every item is false).
func truthOfAll(wanted bool) function.Function {
	return plainFunction(func(arguments []cty.Value) (cty.Value, error) {
		undecided := false
		for elements := arguments[0].ElementIterator(); elements.Next(); {
			_, element := elements.Element()
			switch {
			case !element.IsKnown():
				undecided = true
			case element.IsNull() && wanted:
				return cty.False, nil
			case !element.IsNull() && element.True() != wanted:
				return cty.BoolVal(!wanted), nil
			}
		}
		if undecided {
			return cty.UnknownVal(cty.Bool), nil
		}
		return cty.BoolVal(wanted), nil
	}, cty.List(cty.Bool))
}

// setProductFunction bounds what it builds.
var setProductFunction = guardedFunction(func(arguments []cty.Value) (cty.Value, error) {
	product := 1
	for _, argument := range arguments {
		plain, _ := argument.Unmark()
		if plain.IsNull() || !plain.IsKnown() || !plain.CanIterateElements() {
			continue
		}
		if product *= max(1, plain.LengthInt()); product > maximumElements {
			return unknown.Because(fmt.Sprintf("setproduct would build more than %d items", maximumElements)), nil
		}
	}
	return stdlib.SetProductFunc.Call(arguments)
})
