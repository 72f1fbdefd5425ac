package terraform

import (
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/graph"
)

// ofTurn returns the literal that each.value, or an attribute of it, stands for in one resource of a for_each over a
// map that is written as such; nil where it is not.
func (e *mender) ofTurn(at site, resource *graph.Resource, traversal *hclsyntax.ScopeTraversalExpr) (*written, hclsyntax.Expression) {
	source, block := e.block(resource)
	if block == nil || block.Body.Attributes["for_each"] == nil || !isAttribute(traversal.Traversal, 1, "value") {
		return nil, nil
	}
	entries := block.Body.Attributes["for_each"].Expr
	if behind, ok := entries.(*hclsyntax.ScopeTraversalExpr); ok {
		at, source, entries = e.behind(at, behind, "")
	}
	_, quoted, _ := strings.Cut(resource.Address[len(siteOf(resource).prefix):], "[")
	key, err := strconv.Unquote(strings.TrimSuffix(quoted, "]"))
	object, ok := entries.(*hclsyntax.ObjectConsExpr)
	if err != nil || !ok || e.callers(at.directory) > 1 {
		return nil, nil
	}
	found := entryNamed(object, key)
	if len(traversal.Traversal) == 3 {
		name, isName := traversal.Traversal[2].(hcl.TraverseAttr)
		inner, isObject := found.(*hclsyntax.ObjectConsExpr)
		if !isName || !isObject {
			return nil, nil
		}
		found = entryNamed(inner, name.Name)
	}
	if found == nil || !isLiteral(found) || len(traversal.Traversal) > 3 {
		return nil, nil
	}
	return source, found
}

// isAttribute tells whether a step of a path is that name.
func isAttribute(path hcl.Traversal, index int, name string) bool {
	if index >= len(path) {
		return false
	}
	step, ok := path[index].(hcl.TraverseAttr)
	return ok && step.Name == name
}
