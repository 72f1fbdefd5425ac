package functions

import (
	"errors"
	"fmt"
	"math/big"
	"sort"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

var lengthFunction = plainFunctionOfUnknown(func(value cty.Value) (cty.Value, error) {
	switch kind := value.Type(); {
	case kind.IsTupleType():
		return cty.NumberIntVal(int64(len(kind.TupleElementTypes()))), nil
	case kind.IsObjectType():
		return cty.NumberIntVal(int64(len(kind.AttributeTypes()))), nil
	case !value.IsKnown():
		return cty.UnknownVal(cty.Number), nil
	case value.IsNull():
		return cty.DynamicVal, errors.New("argument must not be null")
	case kind == cty.String:
		// In what a person takes for a character (Terraform language, "length Function").
		return stdlib.StrlenFunc.Call([]cty.Value{value})
	case kind.IsCollectionType():
		return value.Length(), nil
	}
	return cty.DynamicVal, errors.New("argument must be a text or a collection")
})

var listFunction = guardedFunction(func(arguments []cty.Value) (cty.Value, error) {
	return cty.TupleVal(arguments), nil
})

var mapFunction = guardedFunction(func(arguments []cty.Value) (cty.Value, error) {
	entries := map[string]cty.Value{}
	for i := 0; i+1 < len(arguments); i += 2 {
		key, _ := arguments[i].Unmark()
		if key.IsNull() || !key.IsKnown() || key.Type() != cty.String {
			return unknown.Because(unknown.Reason(arguments[i])), nil
		}
		entries[key.AsString()] = arguments[i+1]
	}
	return cty.ObjectVal(entries), nil
})

var matchKeysFunction = plainFunction(func(arguments []cty.Value) (cty.Value, error) {
	values, keys, wanted := arguments[0], arguments[1], arguments[2]
	if !values.IsWhollyKnown() || !keys.IsWhollyKnown() || !wanted.IsWhollyKnown() {
		return cty.UnknownVal(values.Type()), nil
	}
	if values.LengthInt() != keys.LengthInt() {
		return cty.DynamicVal, errors.New("as many keys as values are expected")
	}
	items, names := values.AsValueSlice(), keys.AsValueSlice()
	var kept []cty.Value
	for i, name := range names {
		for _, each := range wanted.AsValueSlice() {
			if name.RawEquals(each) {
				kept = append(kept, items[i])
				break
			}
		}
	}
	return cty.TupleVal(kept), nil
}, cty.List(cty.DynamicPseudoType), cty.List(cty.DynamicPseudoType), cty.List(cty.DynamicPseudoType))

var transposeFunction = plainFunction(func(arguments []cty.Value) (cty.Value, error) {
	if !arguments[0].IsWhollyKnown() {
		return cty.UnknownVal(cty.Map(cty.List(cty.String))), nil
	}
	turned := map[string][]string{}
	for name, list := range arguments[0].AsValueMap() {
		for _, item := range list.AsValueSlice() {
			turned[item.AsString()] = append(turned[item.AsString()], name)
		}
	}
	if len(turned) == 0 {
		return cty.MapValEmpty(cty.List(cty.String)), nil
	}
	result := map[string]cty.Value{}
	for item, names := range turned {
		sort.Strings(names)
		values := make([]cty.Value, len(names))
		for i, name := range names {
			values[i] = cty.StringVal(name)
		}
		result[item] = cty.ListVal(values)
	}
	return cty.MapVal(result), nil
}, cty.Map(cty.List(cty.String)))

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
			return unknown.Because(fmt.Sprintf("setproduct%s%d items", tooMuch, maximumElements)), nil
		}
	}
	return stdlib.SetProductFunc.Call(arguments)
})
