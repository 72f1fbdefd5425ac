package mend

import (
	"slices"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/resourcetypes"
)

// remove takes items out of a list, also where it is put together of several.
func (e *mender) remove(change graph.RemoveItems) bool {
	node := e.nodes.Node(change.Node)
	if node == nil || node.Resource == nil {
		return false
	}
	if resourcetypes.Table[node.Resource.Type].ValueProperty(change.Attribute) == "" {
		return e.removeLinks(node, change)
	}
	value := node.Value(change.Attribute)
	source := e.source(value.Range.File)
	if source == nil {
		return false
	}
	expression := source.expressionAt(value.Range)
	if traversal, ok := expression.(*hclsyntax.ScopeTraversalExpr); ok {
		_, source, expression = e.behind(siteOf(node.Resource), traversal, "")
	}
	return expression != nil && source.removeItems(expression, change.Items)
}

// addItems writes the ids of nodes at the end of a list that names others one by one.
func (e *mender) addItems(change graph.AddItems) bool {
	node := e.nodes.Node(change.Node)
	if node == nil || node.Resource == nil || node.Resource.Address != node.Address || e.isRepeated(node.Resource) {
		return false
	}
	source, block := e.block(node.Resource)
	at := siteOf(node.Resource)
	property := resourcetypes.Table[node.Resource.Type].Property(change.Attribute)
	if block == nil || block.Body.Attributes[property] == nil || e.callers(at.directory) > 1 || e.isChosen(at, change.Items) {
		return false
	}
	list, ok := block.Body.Attributes[property].Expr.(*hclsyntax.TupleConsExpr)
	if !ok || len(list.Exprs) == 0 {
		return false
	}
	last := list.Exprs[len(list.Exprs)-1].Range()
	separator := ", "
	if last.Start.Line > list.OpenRange.Start.Line {
		separator = ",\n" + source.indentation(last.Start.Byte)
	}
	added := ""
	for _, item := range change.Items {
		text, known := e.reference(at, graph.Reference{Address: item, Attribute: "id"})
		if !known {
			return false
		}
		added += separator + text
	}
	source.insert(last.End.Byte, added)
	return true
}

// removeLinks takes references to other nodes out of a list that names them one by one.
func (e *mender) removeLinks(node *graph.Node, change graph.RemoveItems) bool {
	source, block := e.block(node.Resource)
	property := resourcetypes.Table[node.Resource.Type].Property(change.Attribute)
	if block == nil || block.Body.Attributes[property] == nil || e.callers(siteOf(node.Resource).directory) > 1 {
		return false
	}
	named, _ := node.Resource.Properties.Entry(property).Items()
	list, ok := block.Body.Attributes[property].Expr.(*hclsyntax.TupleConsExpr)
	if !ok || len(list.Exprs) != len(named) {
		return false
	}
	var kept []hclsyntax.Expression
	for i, item := range list.Exprs {
		if reference, _ := named[i].Reference(); !slices.Contains(change.Items, reference.Address) {
			kept = append(kept, item)
		}
	}
	if len(kept) == 0 || len(kept) == len(named) {
		return false
	}
	source.drop(list.Exprs, kept)
	return true
}
