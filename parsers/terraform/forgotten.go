package terraform

import (
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/resourcetypes"
)

// forgotten is a resource that Terraform lets go of without destroying it ("removed Block", Terraform language): it is
// still there, and nobody writes it any more.
type forgotten struct {
	target importTarget
	kind   string // the resource's type
	block  *block
}

// forgottenBy reads a removed block. What it destroys is gone, as if the block were not there.
func forgottenBy(each *block) (forgotten, bool) {
	from, destroy := each.expression("from"), each.child("lifecycle").expression("destroy")
	if from == nil || destroy == nil {
		return forgotten{}, false
	}
	if value, problems := destroy.syntax.Value(nil); problems.HasErrors() || !value.RawEquals(cty.False) {
		return forgotten{}, false
	}
	target, ok := importTargetOf(from.syntax)
	steps := strings.Split(target.name, ".")
	if !ok || len(steps) < 2 || steps[len(steps)-2] == "module" {
		return forgotten{}, false // what a whole module held the source does not say
	}
	return forgotten{target: target, kind: steps[len(steps)-2], block: each}, true
}

// emitForgotten adds the resources that are let go of: they may be there, with all that is not known of them, and add
// to others as before. Machines that were let go of are nobody's concern here.
func (i *moduleInstance) emitForgotten() {
	for _, each := range i.source.forgotten {
		if kind := resourcetypes.Table[each.kind].Kind; kind == "instance" || kind == "autoscaling_group" || kind == "fleet" {
			continue
		}
		address := i.prefix() + each.target.name
		reason := address + " is removed from the configuration and left as it is"
		at := each.block.file.rangeOf(each.block.header)
		i.unit.resources = append(i.unit.resources, &graph.Resource{
			Address: address, Type: each.kind, Properties: graph.Unknown(reason, at), Range: at, Calls: i.calls, Maybe: reason,
		})
	}
}
