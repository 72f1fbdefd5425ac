package cloudformation

import (
	"fmt"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/openvalues"
	"github.com/reachlint/reachlint/parsers/cloudformation/schema"
	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

func (d *declared) isNestedStack() bool { return syntax.TemplateProperty[d.typeName] != "" }

// childOf returns the nested stack behind a resource, and nil when its template is not in view.
func (s *stack) childOf(d *declared) *stack {
	if d.childKnown {
		return d.child
	}
	d.childKnown = true
	if s.isNestedTooDeep() {
		s.run.tooManyStacks(s.document.Between(d.id.Start, d.id.End))
		return nil
	}
	for _, path := range s.templatesOf(d) {
		if !s.run.loader.IsTemplate(path) {
			continue
		}
		if document := s.run.open(path); !document.Broken {
			d.child = s.nest(d, document)
			return d.child
		}
	}
	return nil
}

// isNestedTooDeep tells whether a bound keeps the stack from nesting others.
func (s *stack) isNestedTooDeep() bool {
	return s.depth >= maximumNesting || s.run.stacks >= maximumStacks
}

// nest makes the stack that a nested template describes.
func (s *stack) nest(d *declared, document *syntax.Document) *stack {
	child := newStack(s.run, document)
	child.prefix = s.address(d.id.Text) + "/"
	child.depth = s.depth + 1
	child.region, child.account = s.region, s.account
	at := s.document.Between(d.id.Start, d.id.End)
	child.calls = append(s.calls[:len(s.calls):len(s.calls)], graph.Call{Address: s.address(d.id.Text), Range: at})
	child.given = s.parametersFor(d)
	return child
}

// parametersFor returns what a nested stack is given for its parameters, evaluated when it asks: stacks may
// feed each other in any order. What is asked through an output must not depend on who asks, so only the
// nested stack's own condition is assumed.
func (s *stack) parametersFor(d *declared) func(string) (graph.Value, bool) {
	given := d.body.Find("Properties").Find("Parameters")
	return func(name string) (graph.Value, bool) {
		written := given.Find(name)
		if written == nil {
			if given != nil && given.Kind == syntax.Call {
				return graph.Unknown("the parameters of "+s.address(d.id.Text)+" are not written out", s.document.RangeOf(given)), true
			}
			return graph.Value{}, false
		}
		before := s.view
		defer func() { s.view = before }()
		s.view = newView()
		s.assumeExistence(d, s.existence(d))
		value := s.evaluate(written, nil)
		return value, !value.IsAbsent()
	}
}

// deliverNested adds the resources of a nested stack.
func (s *stack) deliverNested(d *declared, resource *graph.Resource) {
	if !d.isNestedStack() {
		return
	}
	if child := s.childOf(d); child != nil {
		s.checkHanded(d, child)
		child.maybe, child.assumes = resource.Maybe, resource.Assumes
		child.deliver()
		return
	}
	s.opaque(resource, s.whyOpaque(d))
}

// whyOpaque tells why a nested stack's template is not in view.
func (s *stack) whyOpaque(d *declared) string {
	if s.isNestedTooDeep() {
		return "it is nested too deep"
	}
	if paths := s.templatesOf(d); len(paths) > 0 {
		document := s.run.loader.document(paths[0])
		switch {
		case document.Missing:
			return fmt.Sprintf("its template %s is not there", paths[0])
		case document.Broken:
			return fmt.Sprintf("its template %s cannot be read", paths[0])
		}
		return fmt.Sprintf("%s is not a template", paths[0])
	}
	if several := s.severalTemplates(d); len(several) > 1 {
		return fmt.Sprintf("its template may be any of %s", strings.Join(several, ", "))
	}
	if location := d.body.Find("Properties").Find(syntax.TemplateProperty[d.typeName]); location != nil {
		if raw, ok := s.evaluate(location, schema.Text).RawText(); ok {
			return fmt.Sprintf("its template %s is not part of the scan", graph.Readable(raw))
		}
	}
	return "the place of its template is only known at deployment"
}

// outputValue returns an output of a nested stack, as the stack that nests it sees it.
func (s *stack) outputValue(name string, from *syntax.Node, asker *stack) graph.Value {
	s.declare()
	found := s.outputs[name]
	if found == nil {
		if !s.mayBeGenerated() {
			asker.warn("cloudformation-reference", from, "Add it under Outputs there, or correct the name.",
				"%s has no output %s, so this value was left open.", s.document.File, name)
		}
		return graph.Unknown(fmt.Sprintf("%s has no output %s", s.document.File, name), graph.Range{})
	}
	switch found.state {
	case evaluating:
		asker.warn("cloudformation-cycle", from, "Take one of the stacks out of the circle.",
			"Output %s depends on itself, so it was left open.", s.address(name))
		return graph.Unknown(fmt.Sprintf("output %s depends on itself", s.address(name)), graph.Range{})
	case untouched:
		found.state = evaluating
		before := s.view
		s.view = newView()
		found.value = s.evaluateOutput(name, found.body)
		found.value.Via = openvalues.JoinTrails([]string{openvalues.OutputPrefix + name}, found.value.Via)
		s.view = before
		found.state = evaluated
	}
	return found.value
}

func (s *stack) evaluateOutput(name string, body *syntax.Node) graph.Value {
	switch exists := s.outputExists(body); {
	case exists.truth == no:
		return graph.Unknown(fmt.Sprintf("output %s does not exist under its condition", s.address(name)), graph.Range{})
	case exists.truth == undecided && body.Find("Condition").Kind == syntax.Scalar:
		s.view = s.assume(body.Find("Condition").Text, true)
	}
	value := body.Find("Value")
	if value == nil {
		return graph.Unknown(fmt.Sprintf("output %s has no value", s.address(name)), graph.Range{})
	}
	return s.evaluate(value, nil)
}
