package mend

import (
	"regexp"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

const assumeRole = "sts:AssumeRole"

// trust adds a service to those that a role's trust policy names, where it names services in one place, or else beside
// the one principal of another kind. Where the service is named for another action, it is that which is corrected.
func (m *mender) trust(change graph.Trust) bool {
	at, ok := m.spot(change.Role)
	if !ok || m.stacks(at) > 1 {
		return false
	}
	policy, ok := at.find(at.body.Find("Properties"), "AssumeRolePolicyDocument.Statement")
	if !ok {
		return false
	}
	var named, others []*syntax.Node
	for _, statement := range statementsOf(policy.value) {
		switch {
		case statement.Find("Principal").Find("Service") != nil:
			named = append(named, statement)
		case hasText(statement.Find("Action"), assumeRole):
			others = append(others, statement)
		}
	}
	if len(named) == 0 && len(others) == 1 {
		return at.addEntry(others[0].Find("Principal"), part{"Service", raw(at.quoted(change.Service))})
	}
	if len(named) != 1 {
		return false
	}
	if !hasText(named[0].Find("Action"), assumeRole) {
		principal := named[0].Find("Principal")
		return len(principal.Names) == 1 && hasText(principal.Find("Service"), change.Service) && at.correctAction(named[0])
	}
	services, ok := at.find(named[0], "Principal.Service")
	return ok && at.addService(services, change.Service)
}

// statementsOf returns the statements that allow something to some. One with a condition is none that others are to be
// added to.
func statementsOf(all *syntax.Node) []*syntax.Node {
	statements := []*syntax.Node{all}
	if all.Kind == syntax.Sequence {
		statements = nil
		for i := range all.Items {
			statements = append(statements, &all.Items[i])
		}
	}
	var found []*syntax.Node
	for _, each := range statements {
		if each.Kind != syntax.Mapping || each.Find("Condition") != nil || !hasText(each.Find("Effect"), "Allow") {
			continue
		}
		if principal := each.Find("Principal"); principal != nil && principal.Kind == syntax.Mapping && each.Find("Action") != nil {
			found = append(found, each)
		}
	}
	return found
}

// hasText tells whether a value is a text, or a list that has it.
func hasText(value *syntax.Node, text string) bool {
	switch {
	case value == nil:
		return false
	case value.Kind == syntax.Scalar:
		return value.Text == text
	case value.Kind != syntax.Sequence:
		return false
	}
	for i := range value.Items {
		if value.Items[i].Kind == syntax.Scalar && value.Items[i].Text == text {
			return true
		}
	}
	return false
}

// correctAction puts the action by which a service assumes a role in the place of another one.
func (t *template) correctAction(statement *syntax.Node) bool {
	action := statement.Find("Action")
	if action.Kind == syntax.Sequence && len(action.Items) == 1 {
		action = &action.Items[0]
	}
	return action.Kind == syntax.Scalar && t.replaceScalar(slot{value: action}, graph.Text(assumeRole, graph.Range{}))
}

var serviceName = regexp.MustCompile(`^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$`)

// addService adds a service to a list, or makes a list of a single one.
func (t *template) addService(of slot, service string) bool {
	if of.value.Kind == syntax.Call {
		return t.addToCall(of, service)
	}
	services := []*syntax.Node{of.value}
	if of.value.Kind == syntax.Sequence {
		services = nil
		for i := range of.value.Items {
			services = append(services, &of.value.Items[i])
		}
	}
	for _, each := range services {
		if each.Kind != syntax.Scalar || !serviceName.MatchString(each.Text) || each.Text == service {
			return false
		}
	}
	if of.value.Kind == syntax.Sequence {
		return t.addItem(of, raw(t.quoted(service)))
	}
	start, end := t.source.OffsetOf(of.value.Start), t.source.OffsetOf(of.value.End)
	t.replace(start, end, "["+string(t.text[start:end])+", "+t.quoted(service)+"]")
	return true
}

// addToCall makes a list of a service that a function names on one line, and another one.
func (t *template) addToCall(of slot, service string) bool {
	text := strings.TrimSpace(t.raw(of))
	if strings.Contains(text, "\n") || strings.Contains(text, " #") || of.flow && !t.json {
		return false
	}
	t.replaceValue(of, draft{items: []draft{raw(text), raw(t.quoted(service))}})
	return true
}
