package terraform

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/graph"
)

// remove takes items out of a list, also where it is put together of several.
func (e *mender) remove(change graph.RemoveItems) bool {
	node := e.nodes.Node(change.Node)
	if node == nil || node.Resource == nil {
		return false
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
		if text, known := literalText(item); !known || !slices.Contains(literals, text) {
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
			s.splices = append(s.splices, splice{item.Range().Start.Byte, items[i+1].Range().Start.Byte, ""})
		default:
			s.splices = append(s.splices, splice{items[i-1].Range().End.Byte, item.Range().End.Byte, ""})
		}
	}
}

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
		named := argumentOf(node.Resource.Type, name)
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
		if found := block.Body.Attributes[argumentOf(node.Resource.Type, name)]; found != nil && len(missing) > 0 {
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

// argumentOf returns the argument of a value or a link.
func argumentOf(kind, name string) string {
	if found := propertyOf(kind, name); found != "" {
		return found
	}
	for _, each := range Types[kind].Links {
		if each[1] == name {
			return each[0]
		}
	}
	return ""
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
