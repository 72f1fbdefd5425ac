package cloudformation

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/openvalues"
	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// parameter is a parameter that the template declares.
type parameter struct {
	name     string
	address  string // of its token, with the nested stack's name before it
	body     *syntax.Node
	typeName string
	allowed  []string
	secret   bool // NoEcho: its value is never shown
	value    graph.Value
	state    state
}

func (s *stack) declareParameters() {
	section := s.section("Parameters")
	if section == nil {
		return
	}
	for i := range section.Names {
		body := &section.Items[i]
		s.parameters[section.Names[i].Text] = &parameter{
			name:     section.Names[i].Text,
			address:  section.Names[i].Text,
			body:     body,
			typeName: body.Find("Type").Literal(),
			allowed:  s.allowedValues(body.Find("AllowedValues")),
			secret:   body.Find("NoEcho").IsTrue(),
		}
	}
}

func (s *stack) allowedValues(n *syntax.Node) []string {
	if n == nil || n.Kind != syntax.Sequence {
		return nil
	}
	var allowed []string
	for i := range n.Items {
		if n.Items[i].Kind != syntax.Scalar {
			return nil
		}
		allowed = append(allowed, n.Items[i].Spelled())
	}
	return allowed
}

func (p *parameter) isList() bool {
	return strings.HasPrefix(p.typeName, "List<") || p.typeName == "CommaDelimitedList" ||
		p.resolvesSSM() && (strings.Contains(p.typeName, "List<") || strings.Contains(p.typeName, "CommaDelimitedList"))
}

// resolvesSSM tells whether the parameter's value is the name of a Systems Manager parameter, whose value
// the deployment reads (CloudFormation User Guide, "Systems Manager parameter types").
func (p *parameter) resolvesSSM() bool {
	return strings.HasPrefix(p.typeName, "AWS::SSM::Parameter::Value<")
}

// neverEmpty tells whether an empty value would be refused.
func (p *parameter) neverEmpty() bool {
	if strings.HasPrefix(p.typeName, "AWS::") && !p.resolvesSSM() {
		return true
	}
	least, err := strconv.Atoi(p.body.Find("MinLength").Literal())
	return err == nil && least > 0
}

// otherThan returns the only allowed value that is not the given one, and "" when there is none or more.
func (p *parameter) otherThan(value string) string {
	if len(p.allowed) != 2 || !slices.Contains(p.allowed, value) {
		return ""
	}
	if p.allowed[0] == value {
		return p.allowed[1]
	}
	return p.allowed[0]
}

// reason tells why the parameter is open.
func (p *parameter) reason() string { return fmt.Sprintf("parameter %s has no default", p.address) }

// parameterValue returns a parameter's value: what was given, else its default, else an open value.
func (s *stack) parameterValue(p *parameter) graph.Value {
	switch p.state {
	case evaluated:
		if assumed, ok := s.view.values[p.name]; ok && p.value.Reason() != "" {
			return openvalues.WithVia(s.typed(p, graph.Text(assumed, graph.Range{})), p.names())
		}
		return p.value
	case evaluating:
		s.warn("cloudformation-cycle", p.body, "Take one of the stacks out of the circle.",
			"Parameter %s depends on itself through its stack's outputs, so it was left open.", p.name)
		return graph.Unknown(fmt.Sprintf("parameter %s depends on itself", p.address), graph.Range{})
	}
	p.state = evaluating
	p.address = s.address(p.name)
	p.value = s.firstValue(p)
	p.value.Via = openvalues.JoinTrails(p.names(), p.value.Via)
	p.state = evaluated
	return s.parameterValue(p)
}

// names are the parameter's name and its description, which often says more.
func (p *parameter) names() []string {
	if description := p.body.Find("Description").Literal(); description != "" {
		return []string{p.name, description}
	}
	return []string{p.name}
}

func (s *stack) firstValue(p *parameter) graph.Value {
	if s.given != nil {
		if value, ok := s.given(p.name); ok {
			return s.typed(p, value)
		}
	}
	standard := p.body.Find("Default")
	if standard == nil || standard.Kind == syntax.Null {
		return s.openParameter(p)
	}
	if standard.Kind == syntax.Scalar {
		return s.typed(p, s.textValue(standard.Spelled(), s.document.RangeOf(standard), nil))
	}
	// CloudFormation wants a text here, but lists with commas in between are what people mean.
	return s.typed(p, s.evaluate(standard, nil))
}

// openParameter is a parameter without a value.
func (s *stack) openParameter(p *parameter) graph.Value {
	if p.isList() {
		return graph.Unknown(p.reason(), graph.Range{})
	}
	open := graph.Reference{Address: p.address, Reason: p.reason()}
	s.run.doubtful[open] = p
	return graph.Text(open.Token(), graph.Range{})
}
