package graph

import (
	"iter"
	"slices"
)

// Named holds what a node has under some names, in the order in which it was put. A node has few of them: to look
// through a list takes less time than to look into a map, and little memory.
type Named[T any] struct{ list []named[T] }

type named[T any] struct {
	name string
	item T
}

// Get returns what stands under a name, and whether anything does.
func (n Named[T]) Get(name string) (item T, ok bool) {
	for i := range n.list {
		if n.list[i].name == name {
			return n.list[i].item, true
		}
	}
	return item, false
}

// Put puts an item under a name, in place of what stood there.
func (n *Named[T]) Put(name string, item T) {
	for i := range n.list {
		if n.list[i].name == name {
			n.list[i].item = item
			return
		}
	}
	n.list = append(n.list, named[T]{name, item})
}

// Delete takes away what stands under a name.
func (n *Named[T]) Delete(name string) {
	n.list = slices.DeleteFunc(n.list, func(one named[T]) bool { return one.name == name })
}

// Names returns the names, sorted.
func (n Named[T]) Names() []string {
	names := make([]string, len(n.list))
	for i := range n.list {
		names[i] = n.list[i].name
	}
	slices.Sort(names)
	return names
}

// All yields the names, each with its item.
func (n Named[T]) All() iter.Seq2[string, T] {
	return func(yield func(string, T) bool) {
		for i := range n.list {
			if !yield(n.list[i].name, n.list[i].item) {
				return
			}
		}
	}
}
