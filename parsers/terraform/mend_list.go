package terraform

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/language"
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

// removeItems takes literals out of the lists in an expression. A list that has nothing left leaves the concat that it
// is part of, and a concat of one list is that list.
func (s *written) removeItems(expression hclsyntax.Expression, items []string) bool {
	removed := false
	_ = hclsyntax.VisitAll(expression, func(node hclsyntax.Node) hcl.Diagnostics {
		switch node := node.(type) {
		case *hclsyntax.TupleConsExpr:
			kept := without(node, items)
			if len(kept) > 0 && len(kept) < len(node.Exprs) {
				s.drop(node.Exprs, kept)
				removed = true
			}
		case *hclsyntax.FunctionCallExpr:
			var kept []hclsyntax.Expression
			for _, argument := range node.Args {
				if list, ok := argument.(*hclsyntax.TupleConsExpr); !ok || len(without(list, items)) > 0 || len(list.Exprs) == 0 {
					kept = append(kept, argument)
				}
			}
			switch {
			case node.Name != "concat" || len(kept) == len(node.Args) || len(kept) == 0:
				return nil
			case len(kept) == 1:
				s.replace(node.Range(), s.slice(kept[0].Range()))
			default:
				s.drop(node.Args, kept)
			}
			removed = true
		}
		return nil
	})
	return removed
}

// without returns the items of a list that are none of the literals.
func without(list *hclsyntax.TupleConsExpr, literals []string) []hclsyntax.Expression {
	kept := make([]hclsyntax.Expression, 0, len(list.Exprs))
	for _, item := range list.Exprs {
		if text, known := language.LiteralText(item); !known || !slices.Contains(literals, text) {
			kept = append(kept, item)
		}
	}
	return kept
}

// drop removes the items that are not kept, each with its comma.
func (s *written) drop(items, kept []hclsyntax.Expression) {
	for i, item := range items {
		if slices.Contains(kept, item) {
			continue
		}
		switch {
		case i+1 < len(items):
			s.splice(item.Range().Start.Byte, items[i+1].Range().Start.Byte, "")
		default:
			s.splice(items[i-1].Range().End.Byte, item.Range().End.Byte, "")
		}
	}
}
