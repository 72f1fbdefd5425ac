package graph

import (
	"cmp"
	"slices"
	"strings"
)

// inOrder returns a resource whose blocks of some properties stand in the order of a number in each, such as the network
// interfaces of an instance in that of their devices. It is the same resource where they do already, or where one of
// the numbers is not known.
func inOrder(resource *Resource, orders []Name) *Resource {
	for _, order := range orders {
		if properties, changed := resource.Properties.sorted(order.property(), order.name()); changed {
			copied := *resource
			copied.Properties = properties
			resource = &copied
		}
	}
	return resource
}

// sorted puts the items of the list at a dotted path in order.
func (v Value) sorted(path, number string) (Value, bool) {
	if path == "" {
		return v.sortedItems(number)
	}
	step, rest, _ := strings.Cut(path, ".")
	entries, ok := v.Entries()
	at := slices.IndexFunc(entries, func(entry Entry) bool { return entry.Name == step })
	if !ok || at < 0 {
		return v, false
	}
	inner, changed := entries[at].Value.sorted(rest, number)
	if changed {
		entries = slices.Clone(entries)
		entries[at].Value = inner
		v.content = entries
	}
	return v, changed
}

func (v Value) sortedItems(number string) (Value, bool) {
	items, ok := v.Items()
	if !ok || len(items) < 2 {
		return v, false
	}
	for _, item := range items {
		if _, known := item.Entry(number).Number(); !known {
			return v, false
		}
	}
	byNumber := func(a, b Value) int {
		first, _ := a.Entry(number).Number()
		second, _ := b.Entry(number).Number()
		return cmp.Compare(first, second)
	}
	if slices.IsSortedFunc(items, byNumber) {
		return v, false
	}
	items = slices.Clone(items)
	slices.SortStableFunc(items, byNumber)
	v.content = items
	return v, true
}
