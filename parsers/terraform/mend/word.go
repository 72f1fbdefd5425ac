package mend

import (
	"cmp"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/words"
)

// replaceWord corrects a word where the value is written as a text, perhaps with other values in it, or else where
// the value that has the word is written.
func (e *mender) replaceWord(change graph.ReplaceWord) bool {
	node := e.nodes.Node(change.Node)
	if node == nil || node.Resource == nil {
		return false
	}
	at := node.Value(change.Attribute).Range
	source := e.source(at.File)
	if source == nil {
		return false
	}
	expression := source.expressionAt(at)
	switch {
	case expression == nil:
		return false
	case source.hasLiteral(expression, change.From):
		region := e.regionInText(node.Resource, change.To)
		eachLiteral(expression, func(at hcl.Range) {
			switch before := source.slice(at); {
			case !words.Contains(before, change.From):
			case strings.Trim(before, `"`) == change.From:
				source.replace(at, words.Replace(before, change.From, change.To))
			default:
				source.replace(at, words.Replace(before, change.From, region))
			}
		})
		return true
	}
	return e.replaceWordBehind(node.Resource, expression, change)
}

// regionInText is a word as a part of a text: where it is the Region of a resource, as its module names that.
func (e *mender) regionInText(resource *graph.Resource, word string) string {
	_, block := e.block(resource)
	if block == nil || word == "" || word != resource.Region || block.Body.Attributes["provider"] != nil || block.Body.Attributes["region"] != nil {
		return word
	}
	return cmp.Or(e.regionReference(siteOf(resource)), word)
}

// replaceWordBehind corrects a word in the only place that one of the names in an expression leads to: an item of the
// collection that a for_each goes over or an index selects from, or the text of a variable or a local value.
func (e *mender) replaceWordBehind(resource *graph.Resource, expression hclsyntax.Expression, change graph.ReplaceWord) bool {
	type place struct {
		source *written
		at     hcl.Range
	}
	var found []place
	for _, traversal := range traversalsIn(expression) {
		source, behind := e.whatever(siteOf(resource), resource, traversal)
		if behind == nil {
			continue
		}
		visit := eachLiteral
		if _, isObject := behind.(*hclsyntax.ObjectConsExpr); isObject && isAttribute(traversal.Traversal, 1, "key") {
			visit = eachKey
		}
		visit(behind, func(at hcl.Range) {
			if words.Contains(source.slice(at), change.From) {
				found = append(found, place{source, at})
			}
		})
	}
	if len(found) != 1 {
		return false
	}
	source, at := found[0].source, found[0].at
	source.replace(at, words.Replace(source.slice(at), change.From, change.To))
	return true
}

// whatever returns the collection or the literal that a name stands for, where it serves nothing else.
func (e *mender) whatever(at site, resource *graph.Resource, traversal *hclsyntax.ScopeTraversalExpr) (*written, hclsyntax.Expression) {
	source, block := e.block(resource)
	if block == nil {
		return nil, nil
	}
	if traversal.Traversal.RootName() == "each" {
		forEach := block.Body.Attributes["for_each"]
		if forEach == nil {
			return nil, nil
		}
		return e.collection(at, source, forEach.Expr)
	}
	if source, collection := e.collection(at, source, traversal); collection != nil {
		return source, collection
	}
	return e.follow(at, source, traversal, "")
}

// traversalsIn returns the names in an expression.
func traversalsIn(expression hclsyntax.Expression) []*hclsyntax.ScopeTraversalExpr {
	var found []*hclsyntax.ScopeTraversalExpr
	_ = hclsyntax.VisitAll(expression, func(node hclsyntax.Node) hcl.Diagnostics {
		if traversal, ok := node.(*hclsyntax.ScopeTraversalExpr); ok {
			found = append(found, traversal)
		}
		return nil
	})
	return found
}

// eachKey visits the keys of an object.
func eachKey(expression hclsyntax.Expression, visit func(hcl.Range)) {
	if object, ok := expression.(*hclsyntax.ObjectConsExpr); ok {
		for _, item := range object.Items {
			visit(item.KeyExpr.Range())
		}
	}
}
