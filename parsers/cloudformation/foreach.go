package cloudformation

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// eachEntry visits a mapping's entries in source order, with what its loops add in their place
// (CloudFormation Template Reference, "Fn::ForEach").
func (s *stack) eachEntry(n *syntax.Node, visit func(syntax.Name, *syntax.Node)) {
	if n == nil || n.Kind != syntax.Mapping {
		return
	}
	for i := range n.Names {
		switch {
		case strings.HasPrefix(n.Names[i].Text, syntax.ForEachPrefix):
			s.expandLoop(n.Names[i], &n.Items[i], visit)
		case n.Names[i].Text == "Fn::Transform":
		default:
			visit(n.Names[i], &n.Items[i])
		}
	}
}

// expandLoop visits the entries of every round of a loop: [identifier, collection, {key: value}].
func (s *stack) expandLoop(id syntax.Name, loop *syntax.Node, visit func(syntax.Name, *syntax.Node)) {
	if loop.Kind != syntax.Sequence || len(loop.Items) != 3 || loop.Items[2].Kind != syntax.Mapping {
		s.warn("cloudformation-function", loop, "Fn::ForEach takes an identifier, a list and a mapping.",
			"%s is called with other arguments than it takes, so it was left out.", id.Text)
		return
	}
	rounds, open := s.rounds(&loop.Items[1])
	if open != "" {
		s.loops = append(s.loops, openLoop{id, &loop.Items[2], open})
	}
	for _, value := range rounds {
		replaced := replacement{run: s.run, identifier: loop.Items[0].Literal(), value: value}
		body, ok := replaced.in(&loop.Items[2])
		if !ok {
			s.loops = append(s.loops, openLoop{id, &loop.Items[2], "it makes too much"})
			return
		}
		s.eachEntry(&body, visit)
	}
}

// rounds returns the items of a loop's collection, and why there may be others.
func (s *stack) rounds(collection *syntax.Node) (values []string, open string) {
	value := s.evaluate(collection, nil)
	items, ok := value.Items()
	if !ok {
		if reason := value.Reason(); reason != "" {
			return nil, reason
		}
		return nil, "its collection is not a list"
	}
	for _, item := range items {
		if inner, isList := item.Items(); isList { // a list parameter among the items
			items = append(items, inner...)
		} else if text, known := item.Text(); known {
			values = append(values, text)
		} else {
			open = item.Reason()
		}
	}
	return values, open
}

// openLoop is a loop over what only the deployment knows: it may make anything of what its body names.
type openLoop struct {
	id     syntax.Name
	body   *syntax.Node
	reason string
}

// deliverLoops reports the loops that were not expanded, once everything they may refer to is declared.
func (s *stack) deliverLoops() {
	for i := 0; i < len(s.loops); i++ { // to evaluate one may bring up another
		loop := s.loops[i]
		at := s.document.Between(loop.id.Start, loop.id.End)
		s.run.report(graph.Diagnostic{
			Severity: graph.SeverityNote, ID: "cloudformation-loop", Range: at,
			Message: fmt.Sprintf("%s was not expanded: %s.", loop.id.Text, loop.reason),
			Help:    "Give the parameter a value with --parameter.",
		})
		s.run.loaded.Opaque = append(s.run.loaded.Opaque, graph.Opaque{
			Address:  s.address(loop.id.Text),
			Range:    at,
			Reason:   loop.reason,
			Received: s.evaluate(loop.body, nil).References(),
		})
	}
}

// replacement writes one round of a loop: the identifier becomes its value.
type replacement struct {
	run        *run
	identifier string
	value      string
}

// in returns a copy of a node for this round, and false when the loops of the unit have grown too large.
func (r replacement) in(n *syntax.Node) (syntax.Node, bool) {
	if r.run.expanded++; r.run.expanded > maximumExpansion {
		return syntax.Node{}, false
	}
	r.run.allowed++
	copied := *n
	if n.Kind == syntax.Scalar {
		copied.Text = r.text(n.Text)
		return copied, true
	}
	if n.Calls("Ref") && n.Argument().Literal() == r.identifier {
		return syntax.Node{Kind: syntax.Scalar, Quoted: true, Text: r.value, Start: n.Start, End: n.End}, true
	}
	copied.Names = make([]syntax.Name, len(n.Names))
	for i := range n.Names {
		copied.Names[i] = n.Names[i]
		copied.Names[i].Text = r.text(n.Names[i].Text)
	}
	copied.Items = make([]syntax.Node, len(n.Items))
	for i := range n.Items {
		item, ok := r.in(&n.Items[i])
		if !ok {
			return syntax.Node{}, false
		}
		copied.Items[i] = item
	}
	return copied, true
}

// text replaces ${Identifier}, and &{Identifier} by what of the value may stand in a logical id.
func (r replacement) text(text string) string {
	if !strings.Contains(text, "{"+r.identifier+"}") {
		return text
	}
	text = strings.ReplaceAll(text, "${"+r.identifier+"}", r.value)
	return strings.ReplaceAll(text, "&{"+r.identifier+"}", alphanumeric(r.value))
}

func alphanumeric(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text)
}
