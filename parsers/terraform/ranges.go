package terraform

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"

	"github.com/reachlint/reachlint/parsers/graph"
)

// rangeOf turns a range of HCL, whose columns count grapheme clusters, into one that counts code points.
func (f *file) rangeOf(at hcl.Range) graph.Range {
	return graph.Range{File: f.name, Start: f.position(at.Start), End: f.position(at.End)}
}

func (f *file) position(at hcl.Pos) graph.Position {
	if f.ascii || at.Byte > len(f.source) || at.Byte < 0 {
		return graph.Position{Line: at.Line, Column: at.Column}
	}
	lineStart := bytes.LastIndexByte(f.source[:at.Byte], '\n') + 1
	return graph.Position{Line: at.Line, Column: utf8.RuneCount(f.source[lineStart:at.Byte]) + 1}
}

// directives returns the comments that speak to reachlint on and above a line.
func (f *file) directives(line int) []graph.Directive {
	if f.spoken == nil {
		return nil
	}
	return graph.Directives(f.spoken, f.name, line)
}

// sortAttributes puts attributes in the order of the source; HCL delivers them as a map.
func sortAttributes(attributes []*attribute) {
	sort.Slice(attributes, func(i, j int) bool {
		return attributes[i].at.Start.Byte < attributes[j].at.Start.Byte
	})
}

func sortBlocks(blocks []*block) {
	sort.SliceStable(blocks, func(i, j int) bool {
		return blocks[i].header.Start.Byte < blocks[j].header.Start.Byte
	})
}
