package graph

import (
	"bytes"
	"strings"
)

// Directive is a comment that speaks to reachlint, such as
//
//	# reachlint:ignore admin-port-open until=2027-01-31 -- the jump host is going away
type Directive struct {
	Word      string // what follows "reachlint:", such as ignore or licensed
	Arguments string // the rest of the comment, trimmed
	Range     Range  // of the comment from "reachlint:" on
}

const directivePrefix = "reachlint:"

// Directives returns the directives that apply to the given line (from 1) of a source, of which only the comments
// are readable: those at its end, and those in the comment lines directly above it. Comments begin with # or //, or
// are a /* line */.
func Directives(source [][]byte, file string, line int) []Directive {
	var found []Directive
	for above := line - 1; above >= 1 && above <= len(source); above-- {
		text := bytes.TrimSpace(source[above-1])
		if !isComment(text) {
			break
		}
		if directive, ok := parseDirective(string(source[above-1]), file, above); ok {
			found = append(found, directive)
		}
	}
	if line >= 1 && line <= len(source) {
		if directive, ok := parseDirective(string(source[line-1]), file, line); ok {
			found = append(found, directive)
		}
	}
	return found
}

func isComment(line []byte) bool {
	return bytes.HasPrefix(line, []byte("#")) || bytes.HasPrefix(line, []byte("//")) ||
		bytes.HasPrefix(line, []byte("/*")) && bytes.HasSuffix(line, []byte("*/"))
}

// AllDirectives returns every directive of a source, of which only the comments are readable.
func AllDirectives(source [][]byte, file string) []Directive {
	var found []Directive
	for i, line := range source {
		if !bytes.Contains(line, []byte(directivePrefix)) {
			continue
		}
		if directive, ok := parseDirective(string(line), file, i+1); ok {
			found = append(found, directive)
		}
	}
	return found
}

func parseDirective(line, file string, number int) (Directive, bool) {
	at := strings.Index(line, directivePrefix)
	if at < 0 {
		return Directive{}, false
	}
	before := strings.TrimRight(line[:at], " \t")
	text := line[at+len(directivePrefix):]
	switch {
	case strings.HasSuffix(before, "/*"):
		text, _, _ = strings.Cut(text, "*/")
	case !strings.HasSuffix(before, "#") && !strings.HasSuffix(before, "//"):
		return Directive{}, false
	}
	text = strings.TrimRight(text, " \t\r")
	word, arguments, _ := strings.Cut(text, " ")
	column := len([]rune(line[:at])) + 1
	return Directive{
		Word:      word,
		Arguments: strings.TrimSpace(arguments),
		Range: Range{
			File:  file,
			Start: Position{Line: number, Column: column},
			End:   Position{Line: number, Column: column + len([]rune(directivePrefix+text))},
		},
	}, true
}
