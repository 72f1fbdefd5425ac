package cloudformation

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// templateProperty names the property that holds a nested stack's template.
var templateProperty = map[string]string{
	"AWS::CloudFormation::Stack":   "TemplateURL",
	"AWS::Serverless::Application": "Location",
}

func (d *declared) isNestedStack() bool { return templateProperty[d.typeName] != "" }

// localTemplates returns the paths, beside the stack's own file, that a nested stack's template may have.
// A template that Fn::If takes from there or from a bucket is the same template: the one at hand is read.
func localTemplates(file string, body *node, typeName string) []string {
	var paths []string
	// CDK stages the templates of nested stacks as assets and says in Metadata under which name (AWS CDK,
	// "aws:asset:path").
	if asset := body.find("Metadata").find("aws:asset:path").literal(); asset != "" {
		paths = appendBeside(paths, file, asset)
	}
	eachLiteral(body.find("Properties").find(templateProperty[typeName]), func(written string) {
		if !strings.Contains(written, "://") && !strings.Contains(written, "${") {
			paths = appendBeside(paths, file, strings.ReplaceAll(written, `\`, "/"))
		}
	})
	return paths
}

func appendBeside(paths []string, file, relative string) []string {
	if joined, ok := beside(file, relative); ok && fs.ValidPath(joined) && joined != file {
		return append(paths, joined)
	}
	return paths
}

// eachLiteral visits the literals that an expression may come to: itself, or the branches of Fn::If.
func eachLiteral(n *node, visit func(string)) {
	switch {
	case n == nil:
	case n.kind == scalar:
		visit(n.text)
	case n.calls("Fn::Sub"):
		eachLiteral(n.argument(), visit)
	case n.calls("Fn::If") && len(n.argument().items) == 3:
		eachLiteral(&n.argument().items[1], visit)
		eachLiteral(&n.argument().items[2], visit)
	}
}

// childOf returns the nested stack behind a resource, and nil when its template is not in view.
func (s *stack) childOf(d *declared) *stack {
	if d.childKnown {
		return d.child
	}
	d.childKnown = true
	if s.depth >= maximumNesting || s.run.stacks >= maximumStacks {
		return nil
	}
	for _, path := range localTemplates(s.document.file, d.body, d.typeName) {
		if !s.run.loader.IsTemplate(path) {
			continue
		}
		if document := s.run.open(path); !document.broken {
			d.child = s.nest(d, document)
			return d.child
		}
	}
	return nil
}

// nest makes the stack that a nested template describes.
func (s *stack) nest(d *declared, document *document) *stack {
	child := newStack(s.run, document)
	child.prefix = s.address(d.id.text) + "/"
	child.depth = s.depth + 1
	child.region = s.region
	at := s.document.between(d.id.start, d.id.end)
	child.calls = append(s.calls[:len(s.calls):len(s.calls)], graph.Call{Address: s.address(d.id.text), Range: at})
	child.given = s.parametersFor(d)
	return child
}

// parametersFor returns what a nested stack is given for its parameters, evaluated when it asks: stacks may
// feed each other in any order. What is asked through an output must not depend on who asks, so only the
// nested stack's own condition is assumed.
func (s *stack) parametersFor(d *declared) func(string) (graph.Value, bool) {
	given := d.body.find("Properties").find("Parameters")
	return func(name string) (graph.Value, bool) {
		written := given.find(name)
		if written == nil {
			if given != nil && given.kind == call {
				return graph.Unknown("the parameters of "+s.address(d.id.text)+" are not written out", s.document.rangeOf(given)), true
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
		child.maybe = resource.Maybe
		child.deliver()
		return
	}
	s.opaque(resource, s.whyOpaque(d))
}

// whyOpaque tells why a nested stack's template is not in view.
func (s *stack) whyOpaque(d *declared) string {
	if s.depth >= maximumNesting || s.run.stacks >= maximumStacks {
		return "it is nested too deep"
	}
	for _, path := range localTemplates(s.document.file, d.body, d.typeName) {
		document := s.run.loader.document(path)
		switch {
		case document.missing:
			return fmt.Sprintf("its template %s is not there", path)
		case document.broken:
			return fmt.Sprintf("its template %s cannot be read", path)
		}
		return fmt.Sprintf("%s is not a template", path)
	}
	if location := d.body.find("Properties").find(templateProperty[d.typeName]); location != nil {
		if raw, ok := s.evaluate(location, textShape).RawText(); ok {
			return fmt.Sprintf("its template %s is not part of the scan", graph.Readable(raw))
		}
	}
	return "the place of its template is only known at deployment"
}

// outputValue returns an output of a nested stack, as the stack that nests it sees it.
func (s *stack) outputValue(name string, from *node, asker *stack) graph.Value {
	s.declare()
	found := s.outputs[name]
	if found == nil {
		if !s.mayBeGenerated() {
			asker.warn("cloudformation-reference", from, "Add it under Outputs there, or correct the name.",
				"%s has no output %s, so this value was left open.", s.document.file, name)
		}
		return graph.Unknown(fmt.Sprintf("%s has no output %s", s.document.file, name), graph.Range{})
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
		s.view = before
		found.state = evaluated
	}
	return found.value
}

func (s *stack) evaluateOutput(name string, body *node) graph.Value {
	if condition := body.find("Condition"); condition != nil {
		found := s.decide(condition)
		if found.truth == no {
			return graph.Unknown(fmt.Sprintf("output %s does not exist under its condition", s.address(name)), graph.Range{})
		}
		if found.truth == undecided && condition.kind == scalar {
			s.view = s.assume(condition.text, true)
		}
	}
	value := body.find("Value")
	if value == nil {
		return graph.Unknown(fmt.Sprintf("output %s has no value", s.address(name)), graph.Range{})
	}
	return s.evaluate(value, nil)
}
