package syntax

import (
	"bytes"
	"unicode/utf8"

	"github.com/reachlint/reachlint/parsers/graph"
)

// Source is the text of a file with what is needed to find places in it: where a node is, and what place an offset has.
// It remembers where it looked last, so it serves one goroutine.
type Source struct {
	text  []byte
	lines []int // offset of each line's first byte

	// The last place that was looked up. Nodes come in order, so the next one is rarely far, even when the
	// whole file is one line.
	line, column, offset int
}

// NewSource returns a text as a source.
func NewSource(text []byte) *Source {
	lines := make([]int, 1, bytes.Count(text, []byte("\n"))+1)
	for i := 0; ; {
		next := bytes.IndexByte(text[i:], '\n')
		if next < 0 {
			break
		}
		i += next + 1
		lines = append(lines, i)
	}
	return &Source{text: text, lines: lines}
}

// OffsetOf returns the offset of a place, or the end of its line when the line is shorter.
func (s *Source) OffsetOf(at Place) int {
	line, column := int(at.Line), int(at.Column)
	if line < 1 || line > len(s.lines) {
		return len(s.text)
	}
	if line != s.line || column < s.column {
		s.line, s.column, s.offset = line, 1, s.lines[line-1]
		if line == 1 {
			s.offset += len(byteOrderMark(s.text))
		}
	}
	for s.column < column && s.offset < len(s.text) && s.text[s.offset] != '\n' {
		s.offset += runeLength(s.text[s.offset:])
		s.column++
	}
	return s.offset
}

// PositionOf returns the position of an offset. A byte order mark takes no column.
func (s *Source) PositionOf(offset int) graph.Position {
	line := bytes.Count(s.text[:offset], []byte("\n")) + 1
	start := bytes.LastIndexByte(s.text[:offset], '\n') + 1
	if line == 1 {
		start = len(byteOrderMark(s.text))
	}
	return graph.Position{Line: line, Column: utf8.RuneCount(s.text[start:offset]) + 1}
}

// lineEnd returns the place behind the last visible character of a line.
func (s *Source) lineEnd(at Place) Place {
	start := s.OffsetOf(at)
	text, _, _ := bytes.Cut(s.text[start:], []byte("\n"))
	text = bytes.TrimRight(text, " \t\r")
	return Place{at.Line, at.Column + int32(utf8.RuneCount(text))}
}

func runeLength(text []byte) int {
	if text[0] < utf8.RuneSelf {
		return 1
	}
	_, size := utf8.DecodeRune(text)
	return size
}

// byteOrderMark returns the mark that some editors begin a file with.
func byteOrderMark(text []byte) []byte {
	mark := []byte("\ufeff")
	if bytes.HasPrefix(text, mark) {
		return mark
	}
	return nil
}
