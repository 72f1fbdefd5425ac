package mend

import (
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/language"
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
		name := nameIn(traversal.Traversal[2])
		inner, isObject := found.(*hclsyntax.ObjectConsExpr)
		if name == "" || !isObject {
			return nil, nil
		}
		found = entryNamed(inner, name)
	}
	if found == nil || !isLiteral(found) || len(traversal.Traversal) > 3 {
		return nil, nil
	}
	return source, found
}

// preferred returns what an expression asks for first, where it says what holds without that: the first argument of
// try and coalesce, and of lookup the entry of a name. What it asks for in vain is written nowhere.
func preferred(expression hclsyntax.Expression) hclsyntax.Expression {
	call, ok := expression.(*hclsyntax.FunctionCallExpr)
	if !ok || len(call.Args) < 2 {
		return expression
	}
	switch call.Name {
	case "try", "coalesce":
		return call.Args[0]
	case "lookup":
		object, isName := call.Args[0].(*hclsyntax.ScopeTraversalExpr)
		name, known := language.LiteralText(call.Args[1])
		if isName && known {
			path := append(slices.Clone(object.Traversal), hcl.TraverseAttr{Name: name, SrcRange: call.Args[1].Range()})
			return &hclsyntax.ScopeTraversalExpr{Traversal: path, SrcRange: object.SrcRange}
		}
	}
	return expression
}

// isAttribute tells whether a step of a path is that name.
func isAttribute(path hcl.Traversal, index int, name string) bool {
	if index >= len(path) {
		return false
	}
	step, ok := path[index].(hcl.TraverseAttr)
	return ok && step.Name == name
}

// nameIn returns the name of the attribute that a step of a path asks for, "" where it is none: value.a or value["a"].
func nameIn(step hcl.Traverser) string {
	switch each := step.(type) {
	case hcl.TraverseAttr:
		return each.Name
	case hcl.TraverseIndex:
		if each.Key.Type() == cty.String && each.Key.IsKnown() && !each.Key.IsNull() {
			return each.Key.AsString()
		}
	}
	return ""
}
