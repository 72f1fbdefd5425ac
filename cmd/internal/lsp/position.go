package lsp

import (
	"unicode/utf16"
	"unicode/utf8"

	"github.com/reachlint/reachlint/parsers/graph"
)

// spanOf returns a range as the editor counts: from 0, and characters in UTF-16 code units ("Position"),
// where reachlint counts from 1 in code points. A range without a length covers the rest of its line, for
// nobody sees an empty one.
func spanOf(at graph.Range, line func(number int) string) span {
	start := positionOf(at.Start, line)
	end := positionOf(at.End, line)
	if !start.before(end) {
		end = position{start.Line, units16(line(start.Line + 1))}
	}
	return span{start, end}
}

func positionOf(at graph.Position, line func(number int) string) position {
	if at.Line < 1 {
		return position{}
	}
	return position{at.Line - 1, units16Before(line(at.Line), at.Column-1)}
}

// units16 counts the UTF-16 code units of a text.
func units16(text string) int { return units16Before(text, utf8.RuneCountInString(text)) }

// units16Before counts the UTF-16 code units before a code point of a text.
func units16Before(text string, codePoints int) int {
	count := 0
	for _, r := range text {
		if codePoints <= 0 {
			break
		}
		codePoints--
		count += utf16.RuneLen(r)
	}
	return count
}
