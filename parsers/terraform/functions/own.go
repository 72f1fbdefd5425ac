package functions

import (
	"errors"
	"fmt"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

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

// plainFunctionOfUnknown makes a function of one value without marks, which may be null or unknown.
func plainFunctionOfUnknown(compute func(value cty.Value) (cty.Value, error)) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{
			Name: "value", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowDynamicType: true, AllowNull: true,
		}},
		Type: function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) { return compute(arguments[0]) },
	})
}
