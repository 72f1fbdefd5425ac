package terraform

import (
	"slices"

	"github.com/reachlint/reachlint/parsers/graph"
)

// list pairs the items that a plan knows with those that the source wrote.
func (v planValues) list(name string, known []any, unknown any, source graph.Value, expression any) graph.Value {
	marks := anyList(unknown)
	written, isList := source.Items()
	if _, isOne := source.Entries(); isOne {
		written, isList = []graph.Value{source}, true
	}
	origins := v.originsOf(known, marks, expression)
	if isList && (hasPlainUnknown(marks) || slices.ContainsFunc(origins, func(each origin) bool { return each.isForMany })) {
		return source
	}
	taken := make([]bool, len(written))
	items, places := make([]graph.Value, 0, len(known)), make([]int, 0, len(known))
	for n, item := range known {
		var mark any
		if n < len(marks) {
			mark = marks[n]
		}
		var from graph.Value
		place := len(written) + n
		if best := mostAlike(written, taken, item); best >= 0 {
			taken[best], from, place = true, written[best], best
		}
		of := origins[n]
		if of.place >= 0 && !isList {
			place = of.place
		}
		inner := v
		inner.isItem = mark == true
		inner.isDynamic = v.isDynamic || of.isDynamic
		value := v.notRepeated(name)
		if !of.isForMany {
			value = inner.value(name, item, mark, from, of.expression, true)
		}
		if !value.IsAbsent() {
			items, places = append(items, value), append(places, place)
		}
	}
	return graph.List(flattened(inOrder(items, places)), v.at)
}

// inOrder puts items in the order in which the source writes them, for a plan has sets in an order of its own.
func inOrder(items []graph.Value, places []int) []graph.Value {
	order := make([]int, len(items))
	for n := range order {
		order[n] = n
	}
	slices.SortStableFunc(order, func(a, b int) int { return places[a] - places[b] })
	sorted := make([]graph.Value, len(items))
	for n, from := range order {
		sorted[n] = items[from]
	}
	return sorted
}

// flattened takes apart an item that stands for several, as a list of ids does.
func flattened(items []graph.Value) []graph.Value {
	var flat []graph.Value
	for _, each := range items {
		if inner, ok := each.Items(); ok {
			flat = append(flat, inner...)
			continue
		}
		flat = append(flat, each)
	}
	return flat
}

// hasPlainUnknown tells whether items themselves are unknown: they stand in no order that could be paired.
func hasPlainUnknown(marks []any) bool {
	for _, mark := range marks {
		if mark == true {
			return true
		}
	}
	return false
}

// mostAlike finds the written item that a planned one was made of: the provider keeps many lists as sets,
// in an order of its own.
func mostAlike(written []graph.Value, taken []bool, planned any) int {
	best, most := -1, -1
	for n, each := range written {
		if taken[n] {
			continue
		}
		if alike := likeness(each, planned); alike > most {
			best, most = n, alike
		}
	}
	return best
}

func likeness(written graph.Value, planned any) int {
	switch planned := planned.(type) {
	case map[string]any:
		total := 0
		for name, field := range planned {
			total += likeness(written.Entry(name), field)
		}
		return total
	case []any:
		items, _ := written.Items()
		total := 0
		for n := range min(len(items), len(planned)) {
			total += likeness(items[n], planned[n])
		}
		return total
	case string:
		if text, ok := written.Text(); ok && text == planned {
			return 1
		}
	case float64:
		if number, ok := written.Number(); ok && number == planned {
			return 1
		}
	case bool:
		if truth, ok := written.Boolean(); ok && truth == planned {
			return 1
		}
	}
	return 0
}

func anyList(value any) []any {
	list, _ := value.([]any)
	return list
}
