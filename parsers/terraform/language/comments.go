package language

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/graph"
)

// Comments returns the lines of a source with all blotted out that is no comment: what looks like one in a
// heredoc or in a quoted text is part of that text.
func Comments(source []byte) [][]byte {
	blotted := graph.Blot(source)
	tokens, _ := hclsyntax.LexConfig(source, "", hcl.InitialPos)
	for _, token := range tokens {
		if token.Type == hclsyntax.TokenComment {
			blotted.Keep(token.Range.Start.Byte, token.Range.End.Byte)
		}
	}
	return blotted.Lines()
}
