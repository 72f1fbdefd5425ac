package mend

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/terraform/language"
)

// addArgument writes an argument behind those that a block begins with.
func (s *written) addArgument(block *hclsyntax.Block, name, text string) bool {
	open, closing := block.OpenBraceRange, block.CloseBraceRange
	if open.Start.Line == closing.Start.Line {
		if len(block.Body.Attributes)+len(block.Body.Blocks) > 0 {
			return false
		}
		indent := s.indentation(open.Start.Byte)
		s.splice(open.End.Byte, closing.Start.Byte, "\n"+indent+s.step()+name+" = "+text+"\n"+indent)
		return true
	}
	anchor := s.anchor(block)
	if anchor == nil {
		s.insert(s.lineEnd(open.End.Byte), "\n"+s.indentation(open.Start.Byte)+s.step()+name+" = "+text)
		return true
	}
	padding := ""
	if width := anchor.EqualsRange.Start.Column - anchor.NameRange.Start.Column; width > len(name)+1 {
		padding = strings.Repeat(" ", width-len(name)-1)
	}
	s.insert(s.lineEnd(anchor.Expr.Range().End.Byte), "\n"+s.indentation(anchor.NameRange.Start.Byte)+name+padding+" = "+text)
	return true
}

// anchor is the argument behind which another one is written: the last of one line in the first run of them.
func (s *written) anchor(block *hclsyntax.Block) *hclsyntax.Attribute {
	attributes := make([]*hclsyntax.Attribute, 0, len(block.Body.Attributes))
	for _, each := range block.Body.Attributes {
		attributes = append(attributes, each)
	}
	slices.SortFunc(attributes, func(a, b *hclsyntax.Attribute) int { return a.SrcRange.Start.Byte - b.SrcRange.Start.Byte })
	var last *hclsyntax.Attribute
	for _, each := range attributes {
		oneLine := each.SrcRange.Start.Line == each.SrcRange.End.Line
		if last != nil && (!oneLine || each.SrcRange.Start.Line != last.SrcRange.End.Line+1) {
			break
		}
		if oneLine && !language.MetaArguments[each.Name] || last != nil {
			last = each
		}
	}
	return last
}

// argument is one line of a block.
type argument struct{ name, text string }

func list(items []string) string { return "[" + strings.Join(items, ", ") + "]" }

// lines writes arguments below each other, with their equals signs in one column.
func lines(arguments []argument, indent string) string {
	width := 0
	for _, each := range arguments {
		width = max(width, len(each.name))
	}
	var text strings.Builder
	for _, each := range arguments {
		fmt.Fprintf(&text, "%s%-*s = %s\n", indent, width, each.name, each.text)
	}
	return text.String()
}

// inOrderOf sorts arguments as a model has them, where it has them.
func inOrderOf(model *hclsyntax.Block, arguments []argument) []argument {
	if model == nil {
		return arguments
	}
	body := model.Body
	if content := slices.IndexFunc(body.Blocks, func(each *hclsyntax.Block) bool { return each.Type == "content" }); content >= 0 {
		body = body.Blocks[content].Body
	}
	place := func(each argument) int {
		if found := body.Attributes[each.name]; found != nil {
			return found.SrcRange.Start.Byte
		}
		return math.MaxInt32 // behind all that the model has
	}
	slices.SortStableFunc(arguments, func(a, b argument) int { return place(a) - place(b) })
	return arguments
}

// resourceText is a new resource, with a free line before it.
func resourceText(kind, name string, arguments []argument) string {
	return fmt.Sprintf("\n\nresource %q %q {\n%s}", kind, name, lines(arguments, "  "))
}
