package report

import (
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/reachlint/reachlint/cmd/internal/lint"
	"github.com/reachlint/reachlint/parsers/graph"
)

// caret returns a source line and the line of carets below it that marks the range, in so many columns. Tabs are kept
// in both, so that they line up whatever a terminal makes of a tab.
func caret(sources *lint.Sources, at graph.Range, columns int) (line, marks string) {
	runes := []rune(sources.LineWithoutSecrets(at.File, at.Start.Line))
	start := min(max(at.Start.Column-1, 0), len(runes))
	end := len(runes)
	if at.End.Line == at.Start.Line && at.End.Column > at.Start.Column {
		end = min(at.End.Column-1, len(runes))
	}
	for end > start+1 && (runes[end-1] == ' ' || runes[end-1] == '\t') {
		end--
	}
	from, to := window(runes, start, end, columns)
	shown := string(runes[from:to])
	var below strings.Builder
	if from > 0 {
		shown = ellipsis + shown
		below.WriteRune(' ')
	}
	if to < len(runes) {
		shown += ellipsis
	}
	for _, r := range runes[from:start] {
		if r == '\t' {
			below.WriteRune('\t')
			continue
		}
		below.WriteString(strings.Repeat(" ", runewidth.RuneWidth(r)))
	}
	width := max(1, runewidth.StringWidth(string(runes[start:max(start, min(end, to))])))
	below.WriteString(strings.Repeat("^", width))
	return strings.TrimRight(printable(shown), " \t"), below.String()
}

const ellipsis = "…"

// window returns from where to where a line is shown that has so many columns: all of it, or else its beginning where
// that holds the marked range, or else what is around it. An ellipsis stands for what is left out on either side.
func window(runes []rune, start, end, columns int) (from, to int) {
	if columnsOf(runes) <= columns {
		return 0, len(runes)
	}
	columns = max(columns-2*len([]rune(ellipsis)), 1)
	if columnsOf(runes[:end]) > columns {
		before := (columns - min(columnsOf(runes[start:end]), columns*3/4)) / 2
		for from = start; from > 0 && before >= columnOf(runes[from-1]); from-- {
			before -= columnOf(runes[from-1])
		}
	}
	for to = from; to < len(runes) && columns >= columnOf(runes[to]); to++ {
		columns -= columnOf(runes[to])
	}
	return from, to
}

func columnsOf(runes []rune) int {
	width := 0
	for _, r := range runes {
		width += columnOf(r)
	}
	return width
}

// columnOf is how many columns a character takes, which for a tab are as many as there are between the stops of most
// terminals, or fewer.
func columnOf(r rune) int {
	if r == '\t' {
		return 8
	}
	return runewidth.RuneWidth(r)
}

// printable replaces control characters, which could otherwise change what a terminal shows.
func printable(line string) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && (r < 0x20 || r == 0x7f || r >= 0x80 && r < 0xa0) {
			return '\uFFFD'
		}
		return r
	}, line)
}

// wholeRange returns the range with all of its numbers set: a range that knows no end goes on to the end
// of its line, and one without a line stands for the file's first.
func wholeRange(sources *lint.Sources, at graph.Range) graph.Range {
	at.Start.Line, at.Start.Column = max(at.Start.Line, 1), max(at.Start.Column, 1)
	if at.End.Line < at.Start.Line || at.End.Line == at.Start.Line && at.End.Column <= at.Start.Column {
		length := len([]rune(sources.Line(at.File, at.Start.Line)))
		at.End = graph.Position{Line: at.Start.Line, Column: max(at.Start.Column, length) + 1}
	}
	at.End.Column = max(at.End.Column, 1)
	return at
}

// snippet returns what stands in a range of one line, without secrets. What goes on over several lines,
// such as a script, may hold anything, so it is not repeated.
func snippet(sources *lint.Sources, at graph.Range) string {
	if at.Start.Line != at.End.Line {
		return ""
	}
	runes := []rune(sources.LineWithoutSecrets(at.File, at.Start.Line))
	end := min(len(runes), at.End.Column-1)
	return string(runes[min(end, at.Start.Column-1):end])
}
