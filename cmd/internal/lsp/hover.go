package lsp

import (
	"context"
	"strings"
)

// hover shows the pages of the rules whose findings the cursor stands on.
func (s *Server) hover(_ context.Context, params hoverParams) (any, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	var pages []string
	var covered span
	shown := map[string]bool{}
	cursor := span{params.Position, params.Position}
	for _, remark := range s.published[params.TextDocument.URI] {
		page := strings.TrimSpace(s.rules[remark.rule].Help)
		if page == "" || shown[remark.rule] || !remark.Range.touches(cursor) {
			continue
		}
		shown[remark.rule] = true
		if len(pages) == 0 {
			covered = remark.Range
		}
		pages = append(pages, page)
	}
	if len(pages) == 0 {
		return nil, nil
	}
	return hover{markupContent{Kind: "markdown", Value: strings.Join(pages, "\n\n---\n\n")}, covered}, nil
}
