package cloudformation

import (
	"fmt"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/resourcetypes"
	"github.com/reachlint/reachlint/parsers/graph"
)

// opaque reports a part of the stack that cannot be seen into, with all it was given.
func (s *stack) opaque(resource *graph.Resource, reason string) {
	s.run.loaded.Opaque = append(s.run.loaded.Opaque, graph.Opaque{
		Address:  resource.Address,
		Range:    resource.Range,
		Reason:   reason,
		Received: resource.Properties.References(),
	})
}

// deliverOpaque reports the resources behind which there may be more than their type says.
func (s *stack) deliverOpaque(d *declared, resource *graph.Resource) {
	switch {
	case resourcetypes.Table[d.typeName].Kind != "" && strings.HasPrefix(d.typeName, "Custom::"):
		// What this one does is known.
	case strings.HasPrefix(d.typeName, "Custom::") || d.typeName == "AWS::CloudFormation::CustomResource":
		s.opaque(resource, "it is a custom resource, whose code may create anything")
	case strings.HasSuffix(d.typeName, "::MODULE"):
		s.opaque(resource, "it is a module of the CloudFormation registry, whose resources are not part of the template")
	case deployedApart[d.typeName]:
		s.opaque(resource, "what it deploys is not part of this stack")
	case d.typeName == "AWS::CloudFormation::Macro" || d.isNestedStack():
	case holdsTransform(d.body):
		s.opaque(resource, "a macro completes it at deployment")
	}
}

// deployedApart are the types that deploy templates of their own, as stacks of their own.
var deployedApart = map[string]bool{
	"AWS::CloudFormation::StackSet":                         true,
	"AWS::ServiceCatalog::CloudFormationProvisionedProduct": true,
}

// holdsTransform tells whether a macro stands at the top of a resource or of its properties.
func holdsTransform(body *node) bool {
	properties := body.find("Properties")
	return body.find("Fn::Transform") != nil || properties.find("Fn::Transform") != nil || properties.calls("Fn::Transform")
}

// isGenerated tells whether something else than the template says what the resource is: a macro, or the
// function of a tool that packages it.
func (d *declared) isGenerated() bool {
	typed := d.body.find("Type")
	return d.body.kind == call || d.body.find("Fn::Transform") != nil || typed != nil && typed.kind == call
}

// deliverMacro reports a resource that a macro writes as a whole.
func (s *stack) deliverMacro(d *declared) {
	if !d.isGenerated() {
		return
	}
	at := s.document.between(d.id.start, d.id.end)
	written := &graph.Resource{Address: s.address(d.id.text), Range: at, Properties: s.evaluateQuietly(d.body)}
	s.opaque(written, "a macro or a tool writes it before deployment")
}

// evaluateQuietly evaluates what a macro is given, with the functions that only the macro knows.
func (s *stack) evaluateQuietly(n *node) graph.Value {
	if n.kind != call {
		return s.evaluate(n, nil)
	}
	return s.evaluate(n.argument(), nil)
}

// transformed is a value that a macro, or AWS::Include, writes at deployment.
func (s *stack) transformed(n *node) graph.Value {
	name := macroName(n.argument())
	s.leaveOpen(n, "the transform "+name)
	return graph.Unknown(fmt.Sprintf("the transform %s writes it at deployment", name), s.document.rangeOf(n))
}

// knownTransforms add nothing that a rule could miss, or are evaluated here.
var knownTransforms = map[string]bool{
	"AWS::Serverless-2016-10-31":     true,
	"AWS::LanguageExtensions":        true,
	"AWS::SecretsManager":            true,
	"AWS::SecretsManager-2020-07-23": true,
	"AWS::SecretsManager-2024-09-16": true,
	"AWS::CodeDeployBlueGreen":       true,
}

// deliverTransforms reports the macros that are given the whole template.
func (s *stack) deliverTransforms() {
	for _, transform := range s.macros() {
		at := s.document.rangeOf(transform)
		name := macroName(transform)
		received := make([]graph.Reference, 0, len(s.order))
		for _, resource := range s.order {
			received = append(received, graph.Reference{Address: s.address(resource.id.text), Attribute: "Ref"})
		}
		s.run.loaded.Opaque = append(s.run.loaded.Opaque, graph.Opaque{
			Address:  s.address("Transform " + name),
			Range:    at,
			Reason:   fmt.Sprintf("the macro %s may change and add to everything in the template", name),
			Received: received,
		})
		s.leaveOpen(transform, "the macro "+name)
	}
}

// macros returns the transforms of the whole template that are not known here.
func (s *stack) macros() []*node {
	var found []*node
	add := func(n *node) {
		if !knownTransforms[macroName(n)] {
			found = append(found, n)
		}
	}
	if transform := s.document.root.find("Transform"); transform != nil && transform.kind != null {
		if transform.kind == sequence {
			for i := range transform.items {
				add(&transform.items[i])
			}
		} else {
			add(transform)
		}
	}
	if transform := s.document.root.find("Fn::Transform"); transform != nil {
		add(transform)
	}
	for _, title := range []string{"Resources", "Parameters", "Conditions", "Mappings", "Outputs"} {
		section := s.document.root.find(title)
		if section.calls("Fn::Transform") {
			add(section.argument())
		} else if inner := section.find("Fn::Transform"); inner != nil {
			add(inner)
		}
	}
	return found
}

func macroName(n *node) string {
	if n.kind == scalar {
		return n.text
	}
	if title := n.find("Name").literal(); title != "" {
		return title
	}
	return "without a name"
}

// mayBeGenerated tells whether something that is not written in the template may still be defined.
func (s *stack) mayBeGenerated() bool {
	if s.document.root.find("Transform") != nil {
		return true // SAM, too, adds resources under names of its own
	}
	return s.generated || len(s.loops) > 0 || len(s.macros()) > 0
}
