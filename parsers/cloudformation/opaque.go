package cloudformation

import (
	"fmt"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/resourcetypes"
	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
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
func holdsTransform(body *syntax.Node) bool {
	properties := body.Find("Properties")
	return body.Find("Fn::Transform") != nil || properties.Find("Fn::Transform") != nil || properties.Calls("Fn::Transform")
}

// isGenerated tells whether something else than the template says what the resource is: a macro, or the
// function of a tool that packages it.
func (d *declared) isGenerated() bool {
	typed := d.body.Find("Type")
	return d.body.Kind == syntax.Call || d.body.Find("Fn::Transform") != nil || typed != nil && typed.Kind == syntax.Call
}

// deliverMacro reports a resource that a macro writes as a whole.
func (s *stack) deliverMacro(d *declared) {
	if !d.isGenerated() {
		return
	}
	at := s.document.Between(d.id.Start, d.id.End)
	written := &graph.Resource{Address: s.address(d.id.Text), Range: at, Properties: s.evaluateQuietly(d.body)}
	s.opaque(written, "a macro or a tool writes it before deployment")
}

// evaluateQuietly evaluates what a macro is given, with the functions that only the macro knows.
func (s *stack) evaluateQuietly(n *syntax.Node) graph.Value {
	if n.Kind != syntax.Call {
		return s.evaluate(n, nil)
	}
	return s.evaluate(n.Argument(), nil)
}

// transformed is a value that a macro, or AWS::Include, writes at deployment.
func (s *stack) transformed(n *syntax.Node) graph.Value {
	name := macroName(n.Argument())
	s.leaveOpen(n, "the transform "+name)
	return graph.Unknown(fmt.Sprintf("the transform %s writes it at deployment", name), s.document.RangeOf(n))
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
		at := s.document.RangeOf(transform)
		name := macroName(transform)
		received := make([]graph.Reference, 0, len(s.order))
		for _, resource := range s.order {
			received = append(received, graph.Reference{Address: s.address(resource.id.Text), Attribute: "Ref"})
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
func (s *stack) macros() []*syntax.Node {
	var found []*syntax.Node
	add := func(n *syntax.Node) {
		if !knownTransforms[macroName(n)] {
			found = append(found, n)
		}
	}
	if transform := s.document.Root.Find("Transform"); transform != nil && transform.Kind != syntax.Null {
		if transform.Kind == syntax.Sequence {
			for i := range transform.Items {
				add(&transform.Items[i])
			}
		} else {
			add(transform)
		}
	}
	if transform := s.document.Root.Find("Fn::Transform"); transform != nil {
		add(transform)
	}
	for _, title := range []string{"Resources", "Parameters", "Conditions", "Mappings", "Outputs"} {
		section := s.document.Root.Find(title)
		if section.Calls("Fn::Transform") {
			add(section.Argument())
		} else if inner := section.Find("Fn::Transform"); inner != nil {
			add(inner)
		}
	}
	return found
}

func macroName(n *syntax.Node) string {
	if n.Kind == syntax.Scalar {
		return n.Text
	}
	if title := n.Find("Name").Literal(); title != "" {
		return title
	}
	return "without a name"
}

// mayBeGenerated tells whether something that is not written in the template may still be defined.
func (s *stack) mayBeGenerated() bool {
	if s.document.Root.Find("Transform") != nil {
		return true // SAM, too, adds resources under names of its own
	}
	return s.generated || len(s.loops) > 0 || len(s.macros()) > 0
}
