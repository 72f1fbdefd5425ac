package terraform

import (
	"bytes"
	"cmp"
	"slices"
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
	splices []splice
}

// splice replaces the bytes from start up to end.
type splice struct {
	start, end int
	text       string
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
	s.splices = append(s.splices, splice{at.Start.Byte, at.End.Byte, text})
}

func (s *written) insert(offset int, text string) {
	s.splices = append(s.splices, splice{offset, offset, text})
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
	slices.SortStableFunc(s.splices, func(a, b splice) int { return cmp.Compare(a.start, b.start) })
	s.splices = merged(slices.Compact(s.splices))
	var edits []graph.Edit
	for rest := s.splices; len(rest) > 0; {
		start, end := s.around(rest[0])
		var within splices
		for len(rest) > 0 && rest[0].start <= end {
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

// merged makes one splice of those that insert at the same place, in their order.
func merged(all []splice) []splice {
	var one []splice
	for _, each := range all {
		if n := len(one); n > 0 && each.start == each.end && one[n-1].start == each.start && one[n-1].end == each.end {
			one[n-1].text += each.text
			continue
		}
		one = append(one, each)
	}
	return one
}

// around returns the lines of the block at the top of the file that a splice is in.
func (s *written) around(each splice) (start, end int) {
	for _, block := range s.body.Blocks {
		start, end := s.lineStart(block.TypeRange.Start.Byte), s.lineEnd(block.CloseBraceRange.End.Byte)
		if start <= each.start && each.start <= end {
			return start, max(end, each.end)
		}
	}
	return 0, len(s.text)
}

func (s *written) editsWithin(start, end int, all splices) ([]graph.Edit, bool) {
	before := s.text[start:end]
	windows := bytes.Contains(before, []byte("\r\n"))
	last := start
	within := make(splices, len(all))
	for i, each := range all {
		if each.start < last || each.end > end {
			return nil, false
		}
		last = each.end
		if windows {
			each.text = windowsLines.Replace(each.text)
		}
		all[i], within[i] = each, splice{each.start - start, each.end - start, each.text}
	}
	after := within.apply(before)
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
		edits[i] = graph.Edit{Range: s.between(each.start, each.end), Text: each.text}
	}
	return edits, true
}

// windowsLines gives a text the line breaks of Windows, also where it has them already.
var windowsLines = strings.NewReplacer("\r\n", "\r\n", "\n", "\r\n")

type splices []splice

func (all splices) apply(text []byte) []byte {
	var out []byte
	end := 0
	for _, each := range all {
		out = append(append(out, text[end:each.start]...), each.text...)
		end = each.end
	}
	return append(out, text[end:]...)
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
		first, last := s.position(each.start).Line-1, s.position(each.end).Line-1
		unchanged(first)
		grown := strings.Count(each.text, "\n") - (last - first)
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
