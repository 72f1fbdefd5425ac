package cloudformation

import (
	"slices"

	"github.com/reachlint/reachlint/parsers/cloudformation/schema"
	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// stack is one template with the parameters it is deployed with: the root, or a nested stack.
type stack struct {
	run      *run
	document *syntax.Document
	prefix   string          // of its addresses: "NetworkStack/"
	calls    []graph.Call    // of nested stacks, that lead here
	maybe    string          // why the whole stack may not exist
	assumes  []graph.Premise // when it exists
	depth    int             // how many stacks it is nested in
	region   string
	account  string

	// given returns what the person who deploys, or the stack that nests this one, says for a parameter.
	given func(name string) (graph.Value, bool)

	parameters  map[string]*parameter
	conditions  map[string]*syntax.Node
	replaceable map[string]bool // by name, of the conditions that were looked into: whether a parameter may decide them otherwise
	resources   map[string]*declared
	order       []*declared // resources in source order
	outputs     map[string]*output
	view        *view                    // what is assumed at the moment
	generated   bool                     // a macro or a tool writes whole resources, so any name may be defined
	asked       map[graph.Reference]bool // configured attributes being evaluated right now
	lookingUp   map[*syntax.Node]bool    // entries of mappings being evaluated right now
	loops       []openLoop               // loops that were not expanded, so any name may be defined
}

// declared is a resource as the template declares it.
type declared struct {
	id       syntax.Name
	body     *syntax.Node
	typeName string
	shape    *schema.Shape
	// condition says whether the resource exists; nil when it always does.
	condition *syntax.Node

	child      *stack // of a nested stack
	childKnown bool
}

// output is an output of the stack, evaluated when another stack asks for it.
type output struct {
	body  *syntax.Node
	value graph.Value
	state state
}

// state of something that is evaluated when it is first needed.
type state uint8

const (
	untouched state = iota
	evaluating
	evaluated
)

func newStack(run *run, document *syntax.Document) *stack {
	run.stacks++
	run.allowed += document.Size
	environment := run.loader.outputs.EnvironmentOf(document.File)
	if environment.Region == "" {
		environment.Region = run.loader.given().Region
	}
	s := &stack{
		run:        run,
		document:   document,
		region:     environment.Region,
		account:    environment.Account,
		parameters: map[string]*parameter{},
		conditions: map[string]*syntax.Node{}, replaceable: map[string]bool{},
		outputs:   map[string]*output{},
		view:      newView(),
		asked:     map[graph.Reference]bool{},
		lookingUp: map[*syntax.Node]bool{},
	}
	s.declareParameters()
	return s
}

// declare reads the sections that others refer to, once it is known who gives the parameters their values:
// Fn::ForEach may loop over one.
func (s *stack) declare() {
	if s.resources != nil {
		return
	}
	s.resources = map[string]*declared{}
	s.eachEntry(s.section("Conditions"), func(id syntax.Name, body *syntax.Node) { s.conditions[id.Text] = body })
	s.eachEntry(s.section("Outputs"), func(id syntax.Name, body *syntax.Node) { s.outputs[id.Text] = &output{body: body} })
	resources := s.section("Resources")
	if resources == nil {
		s.checkResources(&s.document.Root)
	}
	if resources != nil {
		s.resources = make(map[string]*declared, len(resources.Names))
		s.order = make([]*declared, 0, len(resources.Names))
	}
	s.eachEntry(resources, s.declareResource)
}

// checkResources tells a template that has no Resources, which CloudFormation requires ("Resources", AWS
// CloudFormation User Guide), unless something is to write them at deployment.
func (s *stack) checkResources(root *syntax.Node) {
	resources := root.Find("Resources")
	empty := resources == nil || resources.Kind == syntax.Null
	switch {
	case root.Kind != syntax.Mapping || len(root.Names) == 0:
	case empty && (root.Find("Fn::Transform") != nil || root.Find("Transform") != nil):
	case resources == nil:
		s.run.report(graph.Diagnostic{
			Severity: graph.SeverityWarning, ID: "cloudformation-section", Range: s.document.Between(root.Names[0].Start, root.Names[0].End),
			Message: "The template has no Resources, so there is nothing to check.", Help: "Check the spelling: a template must have Resources.",
		})
	case resources.Kind != syntax.Call:
		title := root.Names[slices.IndexFunc(root.Names, func(title syntax.Name) bool { return title.Text == "Resources" })]
		s.run.report(graph.Diagnostic{
			Severity: graph.SeverityError, ID: "cloudformation-section", Range: s.document.Between(title.Start, title.End),
			Message: "Resources is not a mapping, so there is nothing to check.",
			Help:    "Write it as names with their definitions, each with a Type such as AWS::EC2::VPC.",
		})
	}
}

// section returns one of the template's sections, and nil when it is missing or no mapping.
func (s *stack) section(title string) *syntax.Node {
	section := s.document.Root.Find(title)
	if section == nil || section.Kind == syntax.Null {
		return nil
	}
	if section.Kind != syntax.Mapping {
		if section.Kind != syntax.Call && title != "Resources" { // which checkResources tells
			s.warn("cloudformation-section", section, "Write it as names with their definitions.", "%s is not a mapping, so it was left out.", title)
		}
		return nil
	}
	return section
}

func (s *stack) declareResource(id syntax.Name, body *syntax.Node) {
	body = s.withGlobals(body)
	resource := &declared{id: id, body: body, typeName: body.Find("Type").Literal(), condition: body.Find("Condition")}
	if resource.typeName == "" {
		if resource.isGenerated() {
			s.generated = true
		} else {
			s.warn("cloudformation-resource", body, "Give it a Type such as AWS::EC2::VPC.",
				"Resource %s has no Type, so it was left out.", id.Text)
		}
	} else {
		resource.shape = schema.Of(resource.typeName)
	}
	if former := s.resources[id.Text]; former != nil {
		s.order = slices.DeleteFunc(s.order, func(d *declared) bool { return d == former })
	}
	s.resources[id.Text] = resource
	s.order = append(s.order, resource)
}

// deliver evaluates every resource in source order, nested stacks in their place.
func (s *stack) deliver() {
	s.declare()
	s.deliverTransforms()
	s.checkRules()
	s.checkCircles()
	defer s.deliverLoops()
	for _, resource := range s.order {
		if s.run.exhausted(s.document.Between(resource.id.Start, resource.id.End)) {
			return
		}
		s.deliverResource(resource)
	}
}

// address returns the full address of one of the stack's logical ids.
func (s *stack) address(id string) string { return s.prefix + id }

// token returns the text that stands for an attribute of one of the stack's resources.
func (s *stack) token(id, attribute string) string {
	return graph.Reference{Address: s.address(id), Attribute: attribute}.Token()
}
