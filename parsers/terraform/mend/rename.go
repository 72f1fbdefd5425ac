package mend

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/resourcetypes"
)

// rename writes a value under the name of another argument of its block.
func (e *mender) rename(change graph.Rename) bool {
	node := e.nodes.Node(change.Node)
	if node == nil || node.Resource == nil || node.Address != node.Resource.Address {
		return false
	}
	written := node.Value(change.From).Range
	source, block := e.block(node.Resource)
	from, to := argumentOf(node, change.From), argumentOf(node, change.To)
	if block == nil || written.File != source.name || from == "" || to == "" {
		return false
	}
	found := false
	_ = hclsyntax.VisitAll(block.Body, func(each hclsyntax.Node) hcl.Diagnostics {
		body, ok := each.(*hclsyntax.Body)
		if !ok || body.Attributes[from] == nil || source.rangeOf(body.Attributes[from].Expr.Range()) != written || body.Attributes[to] != nil {
			return nil
		}
		found = true
		source.replace(body.Attributes[from].NameRange, to)
		return nil
	})
	return found
}

// argumentOf is the argument of a value of the vocabulary, in the block that has it.
func argumentOf(node *graph.Node, attribute string) string {
	property := resourcetypes.Table[node.Resource.Type].ValueProperty(attribute)
	return property[strings.LastIndexByte(property, '.')+1:]
}
