package terraform

import (
	"maps"
	"slices"

	"github.com/reachlint/reachlint/parsers/graph"
)

// handed are the root module's outputs, through which the state of the unit is read by others.
func (i *moduleInstance) handed() []graph.Handed {
	var handed []graph.Handed
	for _, name := range slices.Sorted(maps.Keys(i.source.outputs)) {
		value := i.source.outputs[name].expression("value")
		if value == nil {
			continue
		}
		handed = append(handed, graph.Handed{
			Address: "output." + name, References: append(i.scope().decode(value).References(), i.scope().named(value)...),
		})
	}
	return handed
}
