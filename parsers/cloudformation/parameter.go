package cloudformation

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// parameter is a parameter that the template declares.
type parameter struct {
	name     string
	address  string // of its token, with the nested stack's name before it
	body     *node
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
	for i := range section.names {
		body := &section.items[i]
		s.parameters[section.names[i].text] = &parameter{
			name:     section.names[i].text,
			address:  section.names[i].text,
			body:     body,
			typeName: body.find("Type").literal(),
			allowed:  s.allowedValues(body.find("AllowedValues")),
			secret:   isTrue(body.find("NoEcho")),
		}
	}
}

func isTrue(n *node) bool {
	if n == nil || n.kind != scalar {
		return false
	}
	truth, _ := spelledTruth(n)
	return truth
}

func (s *stack) allowedValues(n *node) []string {
	if n == nil || n.kind != sequence {
		return nil
	}
	var allowed []string
	for i := range n.items {
		if n.items[i].kind != scalar {
			return nil
		}
		allowed = append(allowed, spelledText(&n.items[i]))
	}
	return allowed
}

// spelledText returns a literal as CloudFormation hands it on where a text is expected: truth values
// without quotes in lower case, everything else as written.
func spelledText(n *node) string {
	if n.quoted {
		return n.text
	}
	switch n.text {
	case "True", "TRUE":
		return "true"
	case "False", "FALSE":
		return "false"
	}
	return n.text
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
	least, err := strconv.Atoi(p.body.find("MinLength").literal())
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
			return withVia(s.typed(p, graph.Text(assumed, graph.Range{})), []string{p.name})
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
	p.value.Via = joinTrails([]string{p.name}, p.value.Via)
	p.state = evaluated
	return s.parameterValue(p)
}

func (s *stack) firstValue(p *parameter) graph.Value {
	if s.given != nil {
		if value, ok := s.given(p.name); ok {
			return s.typed(p, value)
		}
	}
	standard := p.body.find("Default")
	if standard == nil || standard.kind == null {
		return s.openParameter(p)
	}
	if standard.kind == scalar {
		return s.typed(p, s.textValue(spelledText(standard), s.document.rangeOf(standard), nil))
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

// typed makes a given value what the parameter's type says.
func (s *stack) typed(p *parameter, value graph.Value) graph.Value {
	if alternatives := value.Alternatives(); len(alternatives) > 1 {
		typed := make([]graph.Value, len(alternatives))
		for i, alternative := range alternatives {
			typed[i] = s.typed(p, alternative)
		}
		result := either(typed, value.Range)
		result.Via = value.Via
		return result
	}
	switch {
	case p.resolvesSSM():
		return p.fromSSM(value)
	case p.isList():
		return splitList(value)
	case p.typeName == "Number":
		if text, ok := value.Text(); ok {
			if parsed, err := strconv.ParseFloat(text, 64); err == nil && strconv.FormatFloat(parsed, 'f', -1, 64) == text {
				return withVia(graph.Number(parsed, value.Range), value.Via)
			}
		}
	}
	return value
}

// fromSSM is a value that the deployment reads from the Systems Manager parameter of the given name.
func (p *parameter) fromSSM(value graph.Value) graph.Value {
	raw, _ := asText(value)
	path := graph.Readable(raw)
	via := value.Via
	if p.secret {
		path = "a path that is not shown"
	} else if path != "" {
		via = joinTrails([]string{path}, via)
	}
	reason := fmt.Sprintf("parameter %s is read from Systems Manager (%s) at deployment", p.address, path)
	if p.isList() {
		return withVia(graph.Unknown(reason, value.Range), via)
	}
	return withVia(graph.Text(graph.Reference{Address: p.address, Reason: reason}.Token(), value.Range), via)
}

func withVia(value graph.Value, via []string) graph.Value {
	value.Via = via
	return value
}

// splitList makes the list that a text with commas means. A text that is wholly open may be any number of
// items.
func splitList(value graph.Value) graph.Value {
	raw, ok := value.RawText()
	if !ok {
		return value
	}
	if open, reason := openList(raw); open {
		return withVia(graph.Unknown(reason, value.Range), value.Via)
	}
	pieces := strings.Split(raw, ",")
	items := make([]graph.Value, len(pieces))
	for i, piece := range pieces {
		items[i] = graph.Text(strings.TrimSpace(piece), value.Range)
	}
	return withVia(graph.List(items, value.Range), value.Via)
}

// openList tells whether a text may be any number of items, for it is nothing but one unknown text or the
// output of a stack that is not in view.
func openList(text string) (bool, string) {
	if !graph.HasToken(text) {
		return false, ""
	}
	parts := graph.SplitText(text)
	if len(parts) != 1 || parts[0].Reference == nil {
		return false, ""
	}
	reference := parts[0].Reference
	if reference.Reason == "" && strings.HasPrefix(reference.Attribute, outputPrefix) {
		return true, reference.String() + " is only known after deployment"
	}
	return reference.Reason != "", reference.Reason
}
