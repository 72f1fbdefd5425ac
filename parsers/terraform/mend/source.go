package mend

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/reachlint/reachlint/parsers/graph"
)

// written is a source file with what is to be changed in it.
type written struct {
	name    string
	text    []byte // without a byte order mark
	body    *hclsyntax.Body
	splices graph.Splices
}

// newWritten parses a file; nil when it is not well-formed.
func newWritten(name string, text []byte) *written {
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	parsed, problems := hclsyntax.ParseConfig(text, name, hcl.InitialPos)
	if problems.HasErrors() {
		return nil
	}
	body, ok := parsed.Body.(*hclsyntax.Body)
	if !ok {
		return nil
	}
	return &written{name: name, text: text, body: body}
}

func (s *written) replace(at hcl.Range, text string) {
	s.splice(at.Start.Byte, at.End.Byte, text)
}

func (s *written) insert(offset int, text string) { s.splice(offset, offset, text) }

// splice replaces the bytes from start up to end.
func (s *written) splice(start, end int, text string) {
	s.splices = append(s.splices, graph.Splice{Start: start, End: end, Text: text})
}

// slice returns what stands in a range.
func (s *written) slice(at hcl.Range) string { return string(s.text[at.Start.Byte:at.End.Byte]) }

func (s *written) rangeOf(at hcl.Range) graph.Range {
	return s.between(at.Start.Byte, at.End.Byte)
}

func (s *written) between(start, end int) graph.Range {
	return graph.Range{File: s.name, Start: s.position(start), End: s.position(end)}
}

func (s *written) position(offset int) graph.Position {
	line := bytes.Count(s.text[:offset], []byte("\n")) + 1
	start := bytes.LastIndexByte(s.text[:offset], '\n') + 1
	return graph.Position{Line: line, Column: utf8.RuneCount(s.text[start:offset]) + 1}
}

// lineStart and lineEnd return the ends of the line around an offset, without its line break.
func (s *written) lineStart(offset int) int { return bytes.LastIndexByte(s.text[:offset], '\n') + 1 }

func (s *written) lineEnd(offset int) int {
	end := bytes.IndexByte(s.text[offset:], '\n')
	if end < 0 {
		return len(s.text)
	}
	return offset + len(bytes.TrimSuffix(s.text[offset:offset+end], []byte("\r")))
}

// indentation returns the white space that the line around an offset begins with.
func (s *written) indentation(offset int) string {
	line := s.text[s.lineStart(offset):]
	return string(line[:len(line)-len(bytes.TrimLeft(line, " \t"))])
}

// edits returns the changes, laid out as terraform fmt would where the block around them was laid out so before. It
// returns false where they do not go together or break the block. Nothing but the blocks that change is looked at,
// for a file may be long and have many faults.
func (s *written) edits() ([]graph.Edit, bool) {
	s.splices = s.splices.InOrder()
	var edits []graph.Edit
	for rest := s.splices; len(rest) > 0; {
		start, end := s.around(rest[0])
		var within graph.Splices
		for len(rest) > 0 && rest[0].Start <= end {
			within, rest = append(within, rest[0]), rest[1:]
		}
		ofBlock, ok := s.editsWithin(start, end, within)
		if !ok {
			return nil, false
		}
		edits = append(edits, ofBlock...)
	}
	return edits, true
}

// around returns the lines of the block at the top of the file that a splice is in.
func (s *written) around(each graph.Splice) (start, end int) {
	for _, block := range s.body.Blocks {
		start, end := s.lineStart(block.TypeRange.Start.Byte), s.lineEnd(block.CloseBraceRange.End.Byte)
		if start <= each.Start && each.Start <= end {
			return start, max(end, each.End)
		}
	}
	return 0, len(s.text)
}

func (s *written) editsWithin(start, end int, all graph.Splices) ([]graph.Edit, bool) {
	before := s.text[start:end]
	windows := bytes.Contains(before, []byte("\r\n"))
	all = all.LikeLinesOf(before)
	last := start
	within := make(graph.Splices, len(all))
	for i, each := range all {
		if each.Start < last || each.End > end {
			return nil, false
		}
		last = each.End
		within[i] = graph.Splice{Start: each.Start - start, End: each.End - start, Text: each.Text}
	}
	after := within.Apply(before)
	if newWritten(s.name, after) == nil {
		return nil, false
	}
	if !windows && bytes.Equal(hclwrite.Format(before), before) {
		if formatted := hclwrite.Format(after); !bytes.Equal(formatted, after) {
			block := &written{name: s.name, text: before, splices: within}
			return block.byLine(formatted, s.position(start).Line-1), true
		}
	}
	edits := make([]graph.Edit, len(all))
	for i, each := range all {
		edits[i] = graph.Edit{Range: s.between(each.Start, each.End), Text: each.Text}
	}
	return edits, true
}

// hunk says that lines give way to others; it counts from 0, and its ends are not part of it.
type hunk struct{ start, end, newStart, newEnd int }

// byLine returns the edits that lead to a text with the splices that was formatted afterwards, where so many lines of
// the file stand above it. Formatting moves what stands in a line and never a line.
func (s *written) byLine(formatted []byte, above int) []graph.Edit {
	before, after := strings.Split(string(s.text), "\n"), strings.Split(string(formatted), "\n")
	var hunks []hunk
	add := func(next hunk) {
		if n := len(hunks); n > 0 && hunks[n-1].end >= next.start {
			hunks[n-1].end, hunks[n-1].newEnd = next.end, next.newEnd
			return
		}
		hunks = append(hunks, next)
	}
	line, shift := 0, 0
	unchanged := func(upTo int) {
		for ; line < upTo; line++ {
			if before[line] != after[line+shift] {
				add(hunk{line, line + 1, line + shift, line + shift + 1})
			}
		}
	}
	for _, each := range s.splices {
		first, last := s.position(each.Start).Line-1, s.position(each.End).Line-1
		unchanged(first)
		grown := strings.Count(each.Text, "\n") - (last - first)
		end := max(line, last+1)
		add(hunk{min(line, first), end, min(line, first) + shift, end + shift + grown})
		line, shift = end, shift+grown
	}
	unchanged(len(before))
	edits := make([]graph.Edit, len(hunks))
	for i, each := range hunks {
		start := graph.Position{Line: above + each.start + 1, Column: 1}
		end := graph.Position{Line: above + each.end, Column: utf8.RuneCountInString(before[each.end-1]) + 1}
		edits[i] = graph.Edit{Range: graph.Range{File: s.name, Start: start, End: end}, Text: strings.Join(after[each.newStart:each.newEnd], "\n")}
	}
	return edits
}
