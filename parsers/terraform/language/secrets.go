package language

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/graph"
)

// WithoutSecrets returns the lines of a source with what is written out in secret values blotted out. References in
// them stay. It reads tokens, so that a piece of a source will do.
func WithoutSecrets(source []byte) [][]byte {
	blotted := graph.Blot(source)
	blotted.Keep(0, len(source))
	tokens, _ := hclsyntax.LexConfig(source, "", hcl.InitialPos)
	reader := secretReader{depth: 0, until: notSecret}
	for i, token := range tokens {
		if reader.isSecret(tokens, i) {
			blotted.Hide(token.Range.Start.Byte, token.Range.End.Byte)
		}
	}
	return blotted.Lines()
}

// secretReader is what the tokens so far mean for the next one.
type secretReader struct {
	depth int    // brackets and quotes that are open
	until int    // the depth of the secret value that is being read; notSecret outside of one
	label string // what a variable, or an object with a name and a value, is called
}

const notSecret = -1

var opening = map[hclsyntax.TokenType]bool{
	hclsyntax.TokenOBrace: true, hclsyntax.TokenOBrack: true, hclsyntax.TokenOParen: true, hclsyntax.TokenOQuote: true,
	hclsyntax.TokenOHeredoc: true, hclsyntax.TokenTemplateInterp: true, hclsyntax.TokenTemplateControl: true,
}

var closing = map[hclsyntax.TokenType]bool{
	hclsyntax.TokenCBrace: true, hclsyntax.TokenCBrack: true, hclsyntax.TokenCParen: true, hclsyntax.TokenCQuote: true,
	hclsyntax.TokenCHeredoc: true, hclsyntax.TokenTemplateSeqEnd: true,
}

// isSecret tells whether a token is written out in a secret value.
func (r *secretReader) isSecret(tokens hclsyntax.Tokens, i int) bool {
	switch kind := tokens[i].Type; {
	case opening[kind]:
		r.depth++
	case closing[kind]:
		r.depth--
		if r.depth < r.until {
			r.until = notSecret
		}
	case kind == hclsyntax.TokenNewline || kind == hclsyntax.TokenComma:
		if r.depth == r.until {
			r.until = notSecret
		}
	case kind == hclsyntax.TokenEqual || kind == hclsyntax.TokenColon:
		if r.until == notSecret && r.namesSecret(nameBefore(tokens[:i])) {
			r.until = r.depth
		}
	case kind == hclsyntax.TokenQuotedLit || kind == hclsyntax.TokenStringLit:
		if isLabel(tokens[:i]) {
			r.label = string(tokens[i].Bytes)
		}
		return r.until != notSecret
	case kind == hclsyntax.TokenNumberLit:
		return r.until != notSecret
	}
	return false
}

// namesSecret tells whether what has the name is secret, or what the label before it calls so.
func (r *secretReader) namesSecret(name string) bool {
	return graph.IsSecret(name) || (name == "value" || name == "default") && graph.IsSecret(r.label)
}

// nameBefore returns the name that the tokens end in, with or without quotes.
func nameBefore(tokens hclsyntax.Tokens) string {
	last := len(tokens) - 1
	if last >= 2 && tokens[last].Type == hclsyntax.TokenCQuote {
		last--
	}
	if last < 0 {
		return ""
	}
	return string(tokens[last].Bytes)
}

// isLabel tells whether a text behind the tokens is the name of a variable, or of what has its value beside it.
func isLabel(tokens hclsyntax.Tokens) bool {
	last := len(tokens) - 2 // before the quote
	if last >= 1 && (tokens[last].Type == hclsyntax.TokenEqual || tokens[last].Type == hclsyntax.TokenColon) {
		return nameBefore(tokens[:last]) == "name"
	}
	return last >= 0 && string(tokens[last].Bytes) == "variable"
}
