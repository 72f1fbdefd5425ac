package mend

import (
	"cmp"
	"regexp"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// step is how far the file indents what stands in a block: as most of its blocks do, or else the first of them.
func (s *written) step() string {
	blocks, most := map[string]int{}, ""
	for _, block := range s.body.Blocks {
		if step := s.stepIn(block); step != "" {
			blocks[step]++
		}
	}
	for _, block := range s.body.Blocks {
		if step := s.stepIn(block); blocks[step] > blocks[most] {
			most = step
		}
	}
	return cmp.Or(most, "  ")
}

// stepIn is how far a block indents its first argument; "" where it does not show.
func (s *written) stepIn(block *hclsyntax.Block) string {
	var first *hclsyntax.Attribute
	for _, each := range block.Body.Attributes {
		if first == nil || each.NameRange.Start.Byte < first.NameRange.Start.Byte {
			first = each
		}
	}
	if first == nil || first.NameRange.Start.Line == block.OpenBraceRange.Start.Line {
		return ""
	}
	outer, inner := s.indentation(block.TypeRange.Start.Byte), s.indentation(first.NameRange.Start.Byte)
	if added, deeper := strings.CutPrefix(inner, outer); deeper {
		return added
	}
	return ""
}

// distance is the free line that the file leaves between blocks, as behind this one.
func (s *written) distance(behind *hclsyntax.Block) string {
	end := s.lineEnd(behind.CloseBraceRange.End.Byte)
	next := strings.TrimLeft(string(s.text[end:]), "\r")
	if line, more, ok := strings.Cut(strings.TrimPrefix(next, "\n"), "\n"); ok && strings.TrimSpace(line) != "" && strings.TrimSpace(more) != "" {
		return ""
	}
	return "\n"
}

var (
	freeLines = regexp.MustCompile(`\n\n(resource|data) `)
	margins   = regexp.MustCompile(`(?m)^(?:  )+`)
)

// addBehind writes resources behind a block of the file, in its layout.
func (s *written) addBehind(block *hclsyntax.Block, text string) {
	step := s.step()
	text = freeLines.ReplaceAllString(text, "\n"+s.distance(block)+"$1 ")
	text = margins.ReplaceAllStringFunc(text, func(margin string) string { return strings.Repeat(step, len(margin)/2) })
	s.insert(s.lineEnd(block.CloseBraceRange.End.Byte), text)
}
