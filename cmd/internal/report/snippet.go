package report

import (
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/reachlint/reachlint/cmd/internal/lint"
	"github.com/reachlint/reachlint/parsers/graph"
)

// caret returns a source line and the line of carets below it that marks the range. Tabs are kept in
// both, so that they line up whatever a terminal makes of a tab.
func caret(sources *lint.Sources, at graph.Range) (line, marks string) {
	line = sources.LineWithoutSecrets(at.File, at.Start.Line)
	if len(line) > widest {
		line, at = from(line, at)
	}
	runes := []rune(line)
	start := min(max(at.Start.Column-1, 0), len(runes))
	end := len(runes)
	if at.End.Line == at.Start.Line && at.End.Column > at.Start.Column {
		end = min(at.End.Column-1, len(runes))
	}
	for end > start+1 && (runes[end-1] == ' ' || runes[end-1] == '\t') {
		end--
	}
	var below strings.Builder
	for _, r := range runes[:start] {
		if r == '\t' {
			below.WriteRune('\t')
			continue
		}
		below.WriteString(strings.Repeat(" ", runewidth.RuneWidth(r)))
	}
	width := max(1, runewidth.StringWidth(string(runes[start:max(start, end)])))
	below.WriteString(strings.Repeat("^", width))
	return strings.TrimRight(printable(line), " \t"), below.String()
}

// widest is how much of a line is shown. A plan in JSON is a single line of any length.
const widest = 400

// from cuts a line that is too long down to what begins at the range.
func from(line string, at graph.Range) (string, graph.Range) {
	runes := []rune(line)
	start := min(max(at.Start.Column-1, 0), len(runes))
	at.Start.Column -= start
	at.End.Column = max(at.End.Column-start, 0)
	return string(runes[start:min(len(runes), start+widest/4)]), at
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
