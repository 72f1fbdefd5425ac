package mend

import (
	"bytes"
	"regexp"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// aliases are anchors and merge keys of YAML.
var aliases = regexp.MustCompile(`(?m)(?:^\s*|[:\-]\s+)(?:&[A-Za-z0-9_-]+(?:\s|$)|<<:)`)

// template is a template with what is to be changed in it.
type template struct {
	document *syntax.Document
	text     []byte
	source   *syntax.Source
	json     bool
	splices  graph.Splices
}

// newTemplate returns a template as it was read, with nothing to be changed.
func newTemplate(document *syntax.Document, text []byte) *template {
	return &template{document: document, text: text, source: syntax.NewSource(text), json: syntax.LooksLikeJSON(text)}
}

func (t *template) insert(offset int, text string) {
	t.splices = append(t.splices, graph.Splice{Start: offset, End: offset, Text: text})
}

func (t *template) replace(start, end int, text string) {
	t.splices = append(t.splices, graph.Splice{Start: start, End: end, Text: text})
}

// edits returns the changes; false where they do not go together or break the template.
func (t *template) edits() ([]graph.Edit, bool) {
	if t == nil || len(t.splices) == 0 {
		return nil, true
	}
	t.splices = t.splices.InOrder().LikeLinesOf(t.text)
	end := 0
	for _, each := range t.splices {
		if each.Start < end {
			return nil, false
		}
		end = each.End
	}
	if syntax.Parse(t.document.File, t.splices.Apply(t.text)).Broken {
		return nil, false
	}
	edits := make([]graph.Edit, len(t.splices))
	for i, each := range t.splices {
		at := graph.Range{File: t.document.File, Start: t.source.PositionOf(each.Start), End: t.source.PositionOf(each.End)}
		edits[i] = graph.Edit{Range: at, Text: each.Text}
	}
	return edits, true
}

// offsets returns the ends of a range in the text.
func (t *template) offsets(at graph.Range) (start, end int) {
	start = t.source.OffsetOf(syntax.PlaceOf(at.Start))
	return start, t.source.OffsetOf(syntax.PlaceOf(at.End))
}

func (t *template) lineStart(offset int) int { return bytes.LastIndexByte(t.text[:offset], '\n') + 1 }

// lineEnd returns the end of the line around an offset, without its line break.
func (t *template) lineEnd(offset int) int {
	end := bytes.IndexByte(t.text[offset:], '\n')
	if end < 0 {
		return len(t.text)
	}
	return offset + len(bytes.TrimRight(t.text[offset:offset+end], "\r"))
}

// indentation returns the number of blanks that the line around an offset begins with.
func (t *template) indentation(offset int) int {
	line := t.text[t.lineStart(offset):]
	return len(line) - len(bytes.TrimLeft(line, " "))
}

// isFirst tells whether nothing but blanks and dashes stands before an offset on its line.
func (t *template) isFirst(offset int) bool {
	return len(bytes.Trim(t.text[t.lineStart(offset):offset], " \t-")) == 0
}
