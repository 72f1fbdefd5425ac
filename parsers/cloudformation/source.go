package cloudformation

import (
	"bytes"
	"unicode/utf8"
)

// source is the text of a file with what is needed to find places in it. It is only used while the file is
// read.
type source struct {
	text  []byte
	lines []int // offset of each line's first byte

	// The last place that was looked up. Nodes come in order, so the next one is rarely far, even when the
	// whole file is one line.
	line, column, offset int
}

func newSource(text []byte) *source {
	lines := make([]int, 1, bytes.Count(text, []byte("\n"))+1)
	for i := 0; ; {
		next := bytes.IndexByte(text[i:], '\n')
		if next < 0 {
			break
		}
		i += next + 1
		lines = append(lines, i)
	}
	return &source{text: text, lines: lines}
}

// find returns the offset of a place, or the end of its line when the line is shorter.
func (s *source) find(at place) int {
	line, column := int(at.line), int(at.column)
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

// lineEnd returns the place behind the last visible character of a line.
func (s *source) lineEnd(at place) place {
	start := s.find(at)
	text, _, _ := bytes.Cut(s.text[start:], []byte("\n"))
	text = bytes.TrimRight(text, " \t\r")
	return place{at.line, at.column + int32(utf8.RuneCount(text))}
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
