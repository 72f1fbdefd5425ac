package openvalues

import (
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// Parts returns the open parts of texts, each once. It fails when what one of them stands for has no name: two equal
// ones might then still be different values.
func Parts(texts ...string) ([]graph.Reference, bool) {
	var parts []graph.Reference
	for _, text := range texts {
		for _, part := range graph.SplitText(text) {
			if part.Reference == nil {
				continue
			}
			if address := part.Reference.Address; part.Reference.Reason == "" || address == "" || strings.HasPrefix(address, nameless) {
				return nil, false
			}
			if !slices.Contains(parts, *part.Reference) {
				parts = append(parts, *part.Reference)
			}
		}
	}
	return parts, true
}

// Fill replaces every open part of a text.
func Fill(text, with string) string {
	var filled strings.Builder
	for _, part := range graph.SplitText(text) {
		if part.Reference != nil {
			filled.WriteString(with)
		} else {
			filled.WriteString(part.Text)
		}
	}
	return filled.String()
}
