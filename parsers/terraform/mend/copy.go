package mend

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/resourcetypes"
)

// copyValues gives a block arguments of its sibling, as they are written there. They take the place of one that goes.
func (e *mender) copyValues(change graph.CopyValues) bool {
	node, like := e.nodes.Node(change.Node), e.nodes.Node(change.Like)
	if node == nil || like == nil || node.Resource == nil || like.Resource == nil || node.Resource.Type != like.Resource.Type {
		return false
	}
	source, block := e.block(node.Resource)
	likeSource, model := e.block(like.Resource)
	if block == nil || model == nil || siteOf(node.Resource).prefix != siteOf(like.Resource).prefix {
		return false
	}
	var missing []argument
	for _, name := range change.Attributes {
		named := resourcetypes.Table[node.Resource.Type].Property(name)
		from, to := model.Body.Attributes[named], block.Body.Attributes[named]
		switch {
		case from == nil || isOfTurn(from.Expr):
			return false
		case to != nil:
			source.replace(to.Expr.Range(), likeSource.slice(from.Expr.Range()))
		default:
			missing = append(missing, argument{named, likeSource.slice(from.Expr.Range())})
		}
	}
	for _, name := range change.Drop {
		if found := block.Body.Attributes[resourcetypes.Table[node.Resource.Type].Property(name)]; found != nil && len(missing) > 0 {
			indent := source.indentation(found.SrcRange.Start.Byte)
			source.replace(found.SrcRange, strings.TrimSpace(lines(missing, indent)))
			return true
		}
	}
	for _, each := range missing {
		if !source.addArgument(block, each.name, each.text) {
			return false
		}
	}
	return true
}

// isOfTurn tells whether an expression says something else in every turn of its block.
func isOfTurn(expression hclsyntax.Expression) bool {
	for _, path := range expression.Variables() {
		if slices.Contains([]string{"each", "count", "self"}, path.RootName()) {
			return true
		}
	}
	return false
}
