package mend

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/words"
)

// hasLiteral tells whether a word stands in the texts of an expression.
func (s *written) hasLiteral(expression hclsyntax.Expression, word string) bool {
	found := false
	eachLiteral(expression, func(at hcl.Range) { found = found || words.Contains(s.slice(at), word) })
	return found
}

func (s *written) replaceLiterals(in *copied, expression hclsyntax.Expression, from, to string) {
	eachLiteral(expression, func(at hcl.Range) {
		if before := s.slice(at); words.Contains(before, from) {
			in.replace(at, words.Replace(before, from, to))
		}
	})
}

// eachLiteral visits the plain parts of the texts in an expression; the keys of objects are none.
func eachLiteral(expression hclsyntax.Expression, visit func(hcl.Range)) {
	_ = hclsyntax.VisitAll(expression, func(node hclsyntax.Node) hcl.Diagnostics {
		if template, ok := node.(*hclsyntax.TemplateExpr); ok {
			for _, part := range template.Parts {
				if literal, ok := part.(*hclsyntax.LiteralValueExpr); ok {
					visit(literal.Range())
				}
			}
		}
		return nil
	})
}
