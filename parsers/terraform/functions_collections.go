package terraform

import (
	"errors"
	"sort"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
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

func plainFunctionOfUnknown(compute func(value cty.Value) (cty.Value, error)) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{
			Name: "value", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowDynamicType: true, AllowNull: true,
		}},
		Type: function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) { return compute(arguments[0]) },
	})
}

// containsFunction tells whether an item is the wanted value. An item that nobody knows may be it.
var containsFunction = guardedFunction(func(arguments []cty.Value) (cty.Value, error) {
	if len(arguments) != 2 {
		return cty.DynamicVal, errors.New("contains: a list and a value are expected")
	}
	list, wanted := arguments[0], arguments[1]
	if reason, ok := cannotLookInto(list); ok {
		return unknownOf(cty.Bool, reason), nil
	}
	plain, _ := list.Unmark()
	if !plain.IsKnown() {
		return unknownOf(cty.Bool, whyUnknown(list)), nil
	}
	if plain.IsNull() || !plain.CanIterateElements() {
		return cty.DynamicVal, errors.New("contains: a list is expected")
	}
	if reason, maybe := isMaybe(list); maybe {
		return unknownOf(cty.Bool, reason), nil
	}
	undecided := cty.NilVal
	for elements := plain.ElementIterator(); elements.Next(); {
		_, element := elements.Element()
		same := equal(unifiedWith(element, wanted), wanted)
		if !same.IsKnown() {
			undecided = same
			continue
		}
		if answer, _ := same.Unmark(); answer.True() {
			return cty.True, nil
		}
	}
	if undecided != cty.NilVal {
		return undecided, nil
	}
	return cty.False, nil
})

// unifiedWith converts an item to the wanted value's type where that is possible, so that 1 is "1".
func unifiedWith(element, wanted cty.Value) cty.Value {
	if element.Type().Equals(wanted.Type()) || !element.Type().IsPrimitiveType() || !wanted.Type().IsPrimitiveType() {
		return element
	}
	if converted, err := convert.Convert(element, wanted.Type()); err == nil {
		return converted
	}
	return element
}

// lookupFunction returns a map's value, or the default. A key that nobody knows gives an unknown.
var lookupFunction = guardedFunction(func(arguments []cty.Value) (cty.Value, error) {
	if len(arguments) < 2 || len(arguments) > 3 {
		return cty.DynamicVal, errors.New("lookup: a map, a key and a default are expected")
	}
	if reason, ok := cannotLookInto(arguments[0]); ok {
		return unknownBecause(reason), nil
	}
	from, marks := arguments[0].Unmark()
	key, _ := arguments[1].Unmark()
	if !from.IsKnown() {
		return unknownBecause(whyUnknown(arguments[0])), nil
	}
	if !key.IsKnown() {
		return unknownBecause(whyUnknown(arguments[1])), nil
	}
	key, err := convert.Convert(key, cty.String)
	if err != nil || key.IsNull() || from.IsNull() || !from.Type().IsMapType() && !from.Type().IsObjectType() {
		return cty.DynamicVal, errors.New("lookup: a map and a key are expected")
	}
	if any, ok := anyElement(arguments[0]); ok {
		return any, nil
	}
	if value, found := elementOf(from, key.AsString()); found {
		return value.WithMarks(marks), nil
	}
	if isUndecided(key.AsString()) && from.LengthInt() > 0 {
		return unknownBecause(reasonOfText(key.AsString())), nil
	}
	for name := range from.AsValueMap() {
		if isUndecided(name) {
			return unknownBecause(reasonOfText(name)), nil
		}
	}
	if isOpen(from) {
		return unknownBecause(moreAttributes), nil
	}
	if len(arguments) == 3 {
		return arguments[2], nil
	}
	return cty.DynamicVal, errors.New("lookup: the map has no such key")
})

func elementOf(from cty.Value, key string) (cty.Value, bool) {
	if from.Type().IsObjectType() {
		if !from.Type().HasAttribute(key) {
			return cty.NilVal, false
		}
		return from.GetAttr(key), true
	}
	value, found := from.AsValueMap()[key]
	return value, found
}

// oneFunction returns a list's only item, or null. The one instance of a resource that may not exist is
// returned too, for whatever refers to it then refers to that resource.
var oneFunction = guardedFunction(func(arguments []cty.Value) (cty.Value, error) {
	if len(arguments) != 1 {
		return cty.DynamicVal, errors.New("one: a list is expected")
	}
	if reason, ok := cannotLookInto(arguments[0]); ok {
		return unknownBecause(reason), nil
	}
	list, marks := arguments[0].Unmark()
	if !list.IsKnown() {
		return unknownBecause(whyUnknown(arguments[0])), nil
	}
	if list.IsNull() || !list.CanIterateElements() || list.Type().IsMapType() || list.Type().IsObjectType() {
		return cty.DynamicVal, errors.New("one: a list is expected")
	}
	switch list.LengthInt() {
	case 0:
		return cty.NullVal(cty.DynamicPseudoType), nil
	case 1:
		elements := list.ElementIterator()
		elements.Next()
		_, element := elements.Element()
		return element.WithMarks(marks), nil
	}
	return cty.DynamicVal, errors.New("one: the list has more than one item")
})

var indexFunction = plainFunction(func(arguments []cty.Value) (cty.Value, error) {
	if !arguments[0].CanIterateElements() {
		return cty.DynamicVal, errors.New("a list is expected")
	}
	for elements := arguments[0].ElementIterator(); elements.Next(); {
		position, element := elements.Element()
		same := element.Equals(arguments[1])
		if !same.IsKnown() {
			return cty.UnknownVal(cty.Number), nil
		}
		if same.True() {
			return position, nil
		}
	}
	return cty.DynamicVal, errors.New("the list has no such item")
}, cty.DynamicPseudoType, cty.DynamicPseudoType)

var listFunction = guardedFunction(func(arguments []cty.Value) (cty.Value, error) {
	return cty.TupleVal(arguments), nil
})

var mapFunction = guardedFunction(func(arguments []cty.Value) (cty.Value, error) {
	entries := map[string]cty.Value{}
	for i := 0; i+1 < len(arguments); i += 2 {
		key, _ := arguments[i].Unmark()
		if key.IsNull() || !key.IsKnown() || key.Type() != cty.String {
			return unknownBecause(whyUnknown(arguments[i])), nil
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

// sliceFunction takes a stretch of a list. Of an unknown list the items are unknown, but how many there
// are is not: the first three availability zones are three.
var sliceFunction = guardedFunction(func(arguments []cty.Value) (cty.Value, error) {
	if len(arguments) == 3 {
		start, startKnown := knownInteger(arguments[1])
		end, endKnown := knownInteger(arguments[2])
		if _, named := item(arguments[0], 0); named && !arguments[0].IsKnown() && startKnown && endKnown && start >= 0 && start < end && end-start <= maximumElements {
			items := make([]cty.Value, 0, end-start)
			for position := start; position < end; position++ {
				each, _ := item(arguments[0], position)
				items = append(items, each)
			}
			return cty.ListVal(items), nil
		}
	}
	return call("slice", stdlib.SliceFunc, carries, arguments)
})

// elementFunction takes one item of a list, counting round.
var elementFunction = guardedFunction(func(arguments []cty.Value) (cty.Value, error) {
	if len(arguments) == 2 && !arguments[0].IsKnown() {
		if position, known := knownInteger(arguments[1]); known && position >= 0 {
			if each, named := item(arguments[0], position); named {
				return each, nil
			}
		}
	}
	return call("element", stdlib.ElementFunc, carries, arguments)
})

func knownInteger(value cty.Value) (int, bool) {
	plain, _ := value.Unmark()
	if plain.IsNull() || !plain.IsKnown() || plain.Type() != cty.Number {
		return 0, false
	}
	number, accuracy := plain.AsBigFloat().Int64()
	return int(number), accuracy == 0 && number < 1<<31 && number > -1<<31
}
