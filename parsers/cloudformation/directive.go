package cloudformation

import (
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// directives returns what a resource says to reachlint, in comments at its logical id and in its Metadata:
//
//	Metadata:
//	  reachlint:
//	    licensed: true
//	    ignore:
//	      - {rule: admin-port-open, until: 2027-01-31, reason: the jump host is going away}
func (s *stack) directives(d *declared) []graph.Directive {
	var found []graph.Directive
	if s.document.comments != nil && d.id.start.file() == 0 {
		found = graph.Directives(s.document.comments, s.document.file, int(d.id.start.line))
	}
	own := d.body.find("Metadata").find("reachlint")
	if own == nil {
		return found
	}
	if licensed := own.find("licensed"); isTrue(licensed) {
		found = append(found, graph.Directive{Word: "licensed", Range: s.document.rangeOf(licensed)})
	}
	ignored := own.find("ignore")
	if ignored == nil {
		return found
	}
	if ignored.kind != sequence {
		return append(found, s.ignoreDirective(ignored))
	}
	for i := range ignored.items {
		found = append(found, s.ignoreDirective(&ignored.items[i]))
	}
	return found
}

// ignoreDirective writes an entry of Metadata as a comment would say it.
func (s *stack) ignoreDirective(n *node) graph.Directive {
	words := []string{n.literal()}
	if n.kind == mapping {
		words = []string{n.find("rule").literal()}
		if until := n.find("until").literal(); until != "" {
			words = append(words, "until="+until)
		}
		if reason := n.find("reason").literal(); reason != "" {
			words = append(words, "-- "+reason)
		}
	}
	return graph.Directive{Word: "ignore", Arguments: strings.Join(words, " "), Range: s.document.rangeOf(n)}
}
