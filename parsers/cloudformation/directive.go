package cloudformation

import (
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
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
	if s.document.Comments != nil && d.id.Start.File() == 0 {
		found = graph.Directives(s.document.Comments, s.document.File, int(d.id.Start.Line))
	}
	own := d.body.Find("Metadata").Find("reachlint")
	if own == nil {
		return found
	}
	if licensed := own.Find("licensed"); licensed.IsTrue() {
		found = append(found, graph.Directive{Word: "licensed", Range: s.document.RangeOf(licensed)})
	}
	ignored := own.Find("ignore")
	if ignored == nil {
		return found
	}
	if ignored.Kind != syntax.Sequence {
		return append(found, s.ignoreDirective(ignored))
	}
	for i := range ignored.Items {
		found = append(found, s.ignoreDirective(&ignored.Items[i]))
	}
	return found
}

// ignoreDirective writes an entry of Metadata as a comment would say it.
func (s *stack) ignoreDirective(n *syntax.Node) graph.Directive {
	words := []string{n.Literal()}
	if n.Kind == syntax.Mapping {
		words = []string{n.Find("rule").Literal()}
		if until := n.Find("until").Literal(); until != "" {
			words = append(words, "until="+until)
		}
		if reason := n.Find("reason").Literal(); reason != "" {
			words = append(words, "-- "+reason)
		}
	}
	return graph.Directive{Word: "ignore", Arguments: strings.Join(words, " "), Range: s.document.RangeOf(n)}
}
