package lsp

import (
	"context"
	"path"
	"slices"
	"strings"
)

// quickFix is the kind of action that editors offer beside a diagnostic ("CodeActionKind").
const quickFix = "quickfix"

// codeAction offers what mends a finding, where that is mechanical, and to accept it by a comment above its line. The
// reason is left to the author, and until there is one, the suppression is not in force.
func (s *Server) codeAction(_ context.Context, params codeActionParams) (any, error) {
	actions := []codeAction{}
	if only := params.Context.Only; len(only) > 0 && !slices.Contains(only, quickFix) {
		return actions, nil
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	open, ok := s.documents[params.TextDocument.URI]
	if !ok {
		return actions, nil
	}
	for _, remark := range s.published[open.uri] {
		if len(remark.fix) > 0 && remark.Range.touches(params.Range) {
			actions = append(actions, codeAction{
				Title:       "Fix this finding (" + remark.rule + ")",
				Kind:        quickFix,
				Diagnostics: []diagnostic{remark.diagnostic},
				IsPreferred: true,
				Edit:        workspaceEdit{Changes: remark.fix},
			})
		}
	}
	if !takesComments(open) {
		return actions, nil
	}
	offered := map[textEdit]int{}
	for _, remark := range s.published[open.uri] {
		if remark.rule == "" || !remark.Range.touches(params.Range) {
			continue
		}
		edit := ignore(open, remark)
		if i, ok := offered[edit]; ok { // one comment accepts all findings of the rule on that line
			actions[i].Diagnostics = append(actions[i].Diagnostics, remark.diagnostic)
			continue
		}
		offered[edit] = len(actions)
		actions = append(actions, codeAction{
			Title:       "Ignore this finding (" + remark.rule + ")",
			Kind:        quickFix,
			Diagnostics: []diagnostic{remark.diagnostic},
			Edit:        workspaceEdit{Changes: map[string][]textEdit{open.uri: {edit}}},
		})
	}
	return actions, nil
}

// takesComments tells whether a document's language knows comments. JSON does not.
func takesComments(open document) bool {
	switch strings.ToLower(path.Ext(open.uri)) {
	case ".tf", ".tofu", ".yaml", ".yml":
		return true
	case ".json":
		return false
	}
	return !strings.HasPrefix(strings.TrimSpace(open.text), "{")
}

// ignore inserts the comment above the line of a finding, indented like it: in Terraform and in YAML a
// comment begins with #.
func ignore(open document, remark remark) textEdit {
	at := position{Line: remark.Range.Start.Line}
	indent, end := "", "\n"
	lines := strings.SplitAfter(open.text, "\n")
	if at.Line < len(lines) {
		line := lines[at.Line]
		indent = line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	}
	if strings.Contains(open.text, "\r\n") {
		end = "\r\n"
	}
	return textEdit{span{at, at}, indent + "# reachlint:ignore " + remark.rule + " -- " + end}
}
