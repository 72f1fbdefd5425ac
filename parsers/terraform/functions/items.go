package functions

import (
	"errors"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// containsFunction tells whether an item is the wanted value. An item that nobody knows may be it.
var containsFunction = guardedFunction(func(arguments []cty.Value) (cty.Value, error) {
	if len(arguments) != 2 {
		return cty.DynamicVal, errors.New("contains: a list and a value are expected")
	}
	list, wanted := arguments[0], arguments[1]
	if reason, ok := unknown.CannotLookInto(list); ok {
		return unknown.Of(cty.Bool, reason), nil
	}
	plain, _ := list.Unmark()
	if !plain.IsKnown() {
		return unknown.Of(cty.Bool, unknown.Reason(list)), nil
	}
	if plain.IsNull() || !plain.CanIterateElements() {
		return cty.DynamicVal, errors.New("contains: a list is expected")
	}
	if reason, maybe := unknown.IsMaybe(list); maybe {
		return unknown.Of(cty.Bool, reason), nil
	}
	undecided := cty.NilVal
	for elements := plain.ElementIterator(); elements.Next(); {
		_, element := elements.Element()
		same := unknown.Equal(unifiedWith(element, wanted), wanted)
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
	if reason, ok := unknown.CannotLookInto(arguments[0]); ok {
		return unknown.Because(reason), nil
	}
	from, marks := arguments[0].Unmark()
	key, _ := arguments[1].Unmark()
	if !from.IsKnown() {
		return unknown.Because(unknown.Reason(arguments[0])), nil
	}
	if !key.IsKnown() {
		return unknown.Because(unknown.Reason(arguments[1])), nil
	}
	key, err := convert.Convert(key, cty.String)
	if err != nil || key.IsNull() || from.IsNull() || !from.Type().IsMapType() && !from.Type().IsObjectType() {
		return cty.DynamicVal, errors.New("lookup: a map and a key are expected")
	}
	if any, ok := unknown.AnyElement(arguments[0]); ok {
		return any, nil
	}
	if value, found := elementOf(from, key.AsString()); found {
		return value.WithMarks(marks), nil
	}
	if unknown.IsUndecided(key.AsString()) && from.LengthInt() > 0 {
		return unknown.Because(unknown.ReasonOfText(key.AsString())), nil
	}
	for name := range from.AsValueMap() {
		if unknown.IsUndecided(name) {
			return unknown.Because(unknown.ReasonOfText(name)), nil
		}
	}
	if unknown.IsOpen(from) {
		return unknown.Because(unknown.MoreAttributes), nil
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
	if reason, ok := unknown.CannotLookInto(arguments[0]); ok {
		return unknown.Because(reason), nil
	}
	list, marks := arguments[0].Unmark()
	if !list.IsKnown() {
		return unknown.Because(unknown.Reason(arguments[0])), nil
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

// sliceFunction takes a stretch of a list. Of an unknown list the items are unknown, but how many there
// are is not: the first three availability zones are three.
var sliceFunction = guardedFunction(func(arguments []cty.Value) (cty.Value, error) {
	if len(arguments) == 3 {
		start, startKnown := unknown.Integer(arguments[1])
		end, endKnown := unknown.Integer(arguments[2])
		_, named := unknown.Item(arguments[0], 0)
		inBounds := startKnown && endKnown && start >= 0 && start < end && end-start <= maximumElements
		if named && !arguments[0].IsKnown() && inBounds {
			items := make([]cty.Value, 0, end-start)
			for position := start; position < end; position++ {
				each, _ := unknown.Item(arguments[0], position)
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
		if position, known := unknown.Integer(arguments[1]); known && position >= 0 {
			if each, named := unknown.Item(arguments[0], position); named {
				return each, nil
			}
		}
	}
	return call("element", stdlib.ElementFunc, carries, arguments)
})
