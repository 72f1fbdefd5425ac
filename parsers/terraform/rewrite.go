package terraform

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/terraform/functions"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// childrenOf returns the places of an expression's operands, so that they can be replaced.
func childrenOf(syntax hclsyntax.Expression) []*hclsyntax.Expression {
	switch each := syntax.(type) {
	case *hclsyntax.ParenthesesExpr:
		return []*hclsyntax.Expression{&each.Expression}
	case *hclsyntax.TemplateExpr:
		return placesOf(each.Parts)
	case *hclsyntax.TemplateWrapExpr:
		return []*hclsyntax.Expression{&each.Wrapped}
	case *hclsyntax.TemplateJoinExpr:
		return []*hclsyntax.Expression{&each.Tuple}
	case *hclsyntax.RelativeTraversalExpr:
		return []*hclsyntax.Expression{&each.Source}
	case *hclsyntax.FunctionCallExpr:
		return placesOf(each.Args)
	case *hclsyntax.ConditionalExpr:
		return []*hclsyntax.Expression{&each.Condition, &each.TrueResult, &each.FalseResult}
	case *hclsyntax.IndexExpr:
		return []*hclsyntax.Expression{&each.Collection, &each.Key}
	case *hclsyntax.TupleConsExpr:
		return placesOf(each.Exprs)
	case *hclsyntax.ObjectConsExpr:
		return objectPlaces(each)
	case *hclsyntax.ObjectConsKeyExpr:
		return keyPlaces(each)
	case *hclsyntax.ForExpr:
		return []*hclsyntax.Expression{&each.CollExpr, &each.KeyExpr, &each.ValExpr, &each.CondExpr}
	case *hclsyntax.SplatExpr:
		return []*hclsyntax.Expression{&each.Source, &each.Each}
	case *hclsyntax.BinaryOpExpr:
		return []*hclsyntax.Expression{&each.LHS, &each.RHS}
	case *hclsyntax.UnaryOpExpr:
		return []*hclsyntax.Expression{&each.Val}
	}
	return nil
}

func placesOf(expressions []hclsyntax.Expression) []*hclsyntax.Expression {
	places := make([]*hclsyntax.Expression, len(expressions))
	for i := range expressions {
		places[i] = &expressions[i]
	}
	return places
}

func objectPlaces(object *hclsyntax.ObjectConsExpr) []*hclsyntax.Expression {
	places := make([]*hclsyntax.Expression, 0, 2*len(object.Items))
	for i := range object.Items {
		places = append(places, &object.Items[i].KeyExpr, &object.Items[i].ValueExpr)
	}
	return places
}

// keyPlaces leaves a key that is a bare word alone: it is a name, not a reference.
func keyPlaces(key *hclsyntax.ObjectConsKeyExpr) []*hclsyntax.Expression {
	if !key.ForceNonLiteral && hcl.ExprAsKeyword(key.Wrapped) != "" {
		return nil
	}
	return []*hclsyntax.Expression{&key.Wrapped}
}

// rewrite replaces, from the leaves up, the nodes that would look into a token.
func (r *rewriter) rewrite(syntax hclsyntax.Expression) hclsyntax.Expression {
	var asked *question
	if call, ok := syntax.(*hclsyntax.FunctionCallExpr); ok {
		asked = questionOf(call)
	}
	for _, child := range childrenOf(syntax) {
		if *child != nil {
			*child = r.rewrite(*child)
		}
	}
	switch each := syntax.(type) {
	case *hclsyntax.LiteralValueExpr:
		if functions.IsHuge(each.Val) {
			return &hclsyntax.LiteralValueExpr{Val: unknown.Because(functions.HugeReason), SrcRange: each.SrcRange}
		}
	case *hclsyntax.ScopeTraversalExpr:
		r.noteScope(each.Traversal)
		return &traversal{ScopeTraversalExpr: each}
	case *hclsyntax.RelativeTraversalExpr:
		r.noteTraversal(each.Traversal)
		return &relative{RelativeTraversalExpr: each}
	case *hclsyntax.ConditionalExpr:
		return &conditional{ConditionalExpr: each}
	case *hclsyntax.BinaryOpExpr:
		return &operation{BinaryOpExpr: each}
	case *hclsyntax.UnaryOpExpr:
		return &negation{UnaryOpExpr: each}
	case *hclsyntax.IndexExpr:
		r.noteKey(each.Key)
		return &index{IndexExpr: each}
	case *hclsyntax.TemplateExpr:
		return &template{TemplateExpr: each}
	case *hclsyntax.ForExpr:
		each.CollExpr = &iterable{Expression: each.CollExpr}
		if each.CondExpr != nil {
			each.CondExpr = &truth{Expression: each.CondExpr}
		}
		return &loop{ForExpr: each}
	case *hclsyntax.FunctionCallExpr:
		if asked != nil {
			r.asks = true
			each.Name = functionName(each.Name)
			asked.invocation = &invocation{FunctionCallExpr: each}
			return asked
		}
		return r.rewriteCall(each)
	}
	return syntax
}

// rewriteCall leaves calls as they are, but for functions of providers that we do not know: what they
// return is unknown.
func (r *rewriter) rewriteCall(call *hclsyntax.FunctionCallExpr) hclsyntax.Expression {
	r.noteCall(call)
	call.Name = functionName(call.Name)
	if call.Name == "convert" { // its second argument is a type
		return &hclsyntax.LiteralValueExpr{Val: unknown.Because("what convert makes of a value is not evaluated"), SrcRange: call.Range()}
	}
	if functions.IsForeign(call.Name) {
		return &hclsyntax.LiteralValueExpr{
			Val:      unknown.Because("the function " + call.Name + " belongs to a provider"),
			SrcRange: call.Range(),
		}
	}
	return &invocation{FunctionCallExpr: call}
}
