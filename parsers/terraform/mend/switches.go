package mend

import (
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/language"
)

// isSwitchedOff tells whether the source has a block of a type, with an argument that is written so or contains it, of
// which nothing is made now: then it has a switch, which its author may have set on purpose.
func (e *mender) isSwitchedOff(kind, name, text string) bool {
	made := map[graph.Range]bool{}
	for _, resource := range e.configuration.Resources {
		made[resource.Range] = true
	}
	for _, file := range e.configuration.Files {
		if !language.IsNative(file) {
			continue
		}
		source := e.source(file)
		if source == nil {
			continue
		}
		for _, block := range source.body.Blocks {
			given := block.Body.Attributes[name]
			isOf := block.Type == "resource" && len(block.Labels) == 2 && block.Labels[0] == kind && given != nil
			if isOf && strings.Contains(source.slice(given.Expr.Range()), text) && !made[source.rangeOf(block.DefRange())] {
				return true
			}
		}
	}
	return false
}

// isChosen tells whether a module makes one of the nodes only where something holds, which is written for that
// resource alone, or through another provider than the usual one.
func (e *mender) isChosen(at site, addresses []string) bool {
	for _, address := range addresses {
		if !e.isLocal(at, address) {
			continue
		}
		node := e.nodes.Node(address)
		_, block := e.block(node.Resource)
		if block == nil {
			return true
		}
		for _, name := range []string{"provider", "region"} {
			if block.Body.Attributes[name] != nil {
				return true
			}
		}
		if count := block.Body.Attributes["count"]; count != nil && (hasConditional(count.Expr) || node.Kind != "subnet" && !isLiteral(count.Expr)) {
			return true // of a subnet there are many, of the others one or none
		}
	}
	return false
}

func hasConditional(expression hclsyntax.Expression) bool {
	switch expression := expression.(type) {
	case *hclsyntax.ConditionalExpr:
		return true
	case *hclsyntax.ParenthesesExpr:
		return hasConditional(expression.Expression)
	}
	return false
}
