package cloudformation

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/reachlint/reachlint/parsers/graph"
)

const forEachPrefix = "Fn::ForEach::"

// eachEntry visits a mapping's entries in source order, with what its loops add in their place
// (CloudFormation Template Reference, "Fn::ForEach").
func (s *stack) eachEntry(n *node, visit func(name, *node)) {
	if n == nil || n.kind != mapping {
		return
	}
	for i := range n.names {
		switch {
		case strings.HasPrefix(n.names[i].text, forEachPrefix):
			s.expandLoop(n.names[i], &n.items[i], visit)
		case n.names[i].text == "Fn::Transform":
		default:
			visit(n.names[i], &n.items[i])
		}
	}
}

// expandLoop visits the entries of every round of a loop: [identifier, collection, {key: value}].
func (s *stack) expandLoop(id name, loop *node, visit func(name, *node)) {
	if loop.kind != sequence || len(loop.items) != 3 || loop.items[2].kind != mapping {
		s.warn("cloudformation-function", loop, "Fn::ForEach takes an identifier, a list and a mapping.",
			"%s is called with other arguments than it takes, so it was left out.", id.text)
		return
	}
	rounds, open := s.rounds(&loop.items[1])
	if open != "" {
		s.loops = append(s.loops, openLoop{id, &loop.items[2], open})
	}
	for _, value := range rounds {
		replaced := replacement{run: s.run, identifier: loop.items[0].literal(), value: value}
		body, ok := replaced.in(&loop.items[2])
		if !ok {
			s.loops = append(s.loops, openLoop{id, &loop.items[2], "it makes too much"})
			return
		}
		s.eachEntry(&body, visit)
	}
}

// rounds returns the items of a loop's collection, and why there may be others.
func (s *stack) rounds(collection *node) (values []string, open string) {
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
	id     name
	body   *node
	reason string
}

// deliverLoops reports the loops that were not expanded, once everything they may refer to is declared.
func (s *stack) deliverLoops() {
	for i := 0; i < len(s.loops); i++ { // to evaluate one may bring up another
		loop := s.loops[i]
		at := s.document.between(loop.id.start, loop.id.end)
		s.run.report(graph.Diagnostic{
			Severity: graph.SeverityNote, ID: "cloudformation-loop", Range: at,
			Message: fmt.Sprintf("%s was not expanded: %s.", loop.id.text, loop.reason),
			Help:    "Give the parameter a value with --parameter.",
		})
		s.run.loaded.Opaque = append(s.run.loaded.Opaque, graph.Opaque{
			Address:  s.address(loop.id.text),
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
func (r replacement) in(n *node) (node, bool) {
	if r.run.expanded++; r.run.expanded > maximumExpansion {
		return node{}, false
	}
	r.run.allowed++
	copied := *n
	if n.kind == scalar {
		copied.text = r.text(n.text)
		return copied, true
	}
	if n.calls("Ref") && n.argument().literal() == r.identifier {
		return node{kind: scalar, quoted: true, text: r.value, start: n.start, end: n.end}, true
	}
	copied.names = make([]name, len(n.names))
	for i := range n.names {
		copied.names[i] = n.names[i]
		copied.names[i].text = r.text(n.names[i].text)
	}
	copied.items = make([]node, len(n.items))
	for i := range n.items {
		item, ok := r.in(&n.items[i])
		if !ok {
			return node{}, false
		}
		copied.items[i] = item
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
