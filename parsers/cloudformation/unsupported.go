package cloudformation

import (
	"fmt"
	"slices"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// unsupported is something in a template that is not known here.
type unsupported struct {
	what string
	at   graph.Range
}

// leaveOpen notes something that is not known here, for the one note of its template.
func (s *stack) leaveOpen(n *syntax.Node, what string) {
	found := unsupported{what, s.document.RangeOf(n)}
	if !slices.Contains(s.run.unsupported[s.document.File], found) {
		s.run.unsupported[s.document.File] = append(s.run.unsupported[s.document.File], found)
	}
}

// reportUnsupported writes one note for each template that holds something that is not known here.
func (r *run) reportUnsupported() {
	for _, file := range r.loaded.Files {
		found := r.unsupported[file]
		if len(found) == 0 {
			continue
		}
		texts := ""
		for i, each := range found {
			if i == 5 {
				texts += fmt.Sprintf(" and %d more", len(found)-i)
				break
			}
			if i > 0 {
				texts += ", "
			}
			texts += fmt.Sprintf("%s (line %d)", each.what, each.at.Start.Line)
		}
		r.report(graph.Diagnostic{
			Severity: graph.SeverityNote, ID: "cloudformation-unsupported", Range: found[0].at,
			Message: fmt.Sprintf("What this template says by %s is only known to what replaces it before deployment, and was left open.", texts),
			Help:    "Check the spelling, or scan what the tool writes.",
		})
	}
}
