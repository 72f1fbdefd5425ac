package mend

import (
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/resourcetypes"
)

// set gives a value another content where it is written, or writes it where nobody did.
func (e *mender) set(change graph.SetValue) bool {
	node := e.nodes.Node(change.Node)
	if node == nil || node.Resource == nil || node.Resource.Lookup {
		return false
	}
	at := siteOf(node.Resource)
	before := node.Value(change.Attribute)
	if before.IsAbsent() || before.Range.IsZero() || before.Range == node.Range {
		return e.setAbsent(at, node, change)
	}
	source := e.source(before.Range.File)
	if source == nil {
		return false
	}
	expression := source.expressionAt(before.Range)
	if expression == nil {
		return false
	}
	if _, isList := change.Value.Items(); isList || isReference(change.Value) {
		// What is an expression of its own author's gives way as a whole, where it stands.
		text, ok := e.write(at, change.Value)
		if ok {
			source.replace(expression.Range(), text)
		}
		return ok
	}
	expression = preferred(expression)
	if traversal, ok := expression.(*hclsyntax.ScopeTraversalExpr); ok && traversal.Traversal.RootName() == "each" {
		source, expression = e.ofTurn(at, node.Resource, traversal)
	} else {
		source, expression = e.follow(at, source, expression, resourcetypes.Table[node.Resource.Type].ValueProperty(change.Attribute))
	}
	if expression == nil {
		return false
	}
	text, ok := e.write(at, change.Value)
	if ok {
		source.replace(expression.Range(), text)
	}
	return ok
}

func isReference(value graph.Value) bool {
	_, ok := value.Reference()
	return ok
}

// setAbsent writes an argument that nobody wrote.
func (e *mender) setAbsent(at site, node *graph.Node, change graph.SetValue) bool {
	if node.Address != node.Resource.Address {
		return false
	}
	source, block := e.block(node.Resource)
	if block == nil {
		return false
	}
	property := resourcetypes.Table[node.Resource.Type].ValueProperty(change.Attribute)
	text, ok := e.write(at, change.Value)
	if !ok || property == "" {
		return false
	}
	outer, inner, nested := strings.Cut(property, ".")
	if !nested {
		return block.Body.Attributes[property] == nil && source.addArgument(block, property, text)
	}
	for _, each := range block.Body.Blocks {
		if each.Type == outer {
			return each.Body.Attributes[inner] == nil && source.addArgument(each, inner, text)
		}
	}
	return false
}
