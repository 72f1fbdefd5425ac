package cloudformation

import (
	"regexp"
	"strings"

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
	policy, ok := at.find(at.body.find("Properties"), "AssumeRolePolicyDocument.Statement")
	if !ok {
		return false
	}
	var named, others []*node
	for _, statement := range statementsOf(policy.value) {
		switch {
		case statement.find("Principal").find("Service") != nil:
			named = append(named, statement)
		case hasText(statement.find("Action"), assumeRole):
			others = append(others, statement)
		}
	}
	if len(named) == 0 && len(others) == 1 {
		return at.addEntry(others[0].find("Principal"), part{"Service", raw(at.quoted(change.Service))})
	}
	if len(named) != 1 {
		return false
	}
	if !hasText(named[0].find("Action"), assumeRole) {
		principal := named[0].find("Principal")
		return len(principal.names) == 1 && hasText(principal.find("Service"), change.Service) && at.correctAction(named[0])
	}
	services, ok := at.find(named[0], "Principal.Service")
	return ok && at.addService(services, change.Service)
}

// statementsOf returns the statements that allow something to some. One with a condition is none that others are to be
// added to.
func statementsOf(all *node) []*node {
	statements := []*node{all}
	if all.kind == sequence {
		statements = nil
		for i := range all.items {
			statements = append(statements, &all.items[i])
		}
	}
	var found []*node
	for _, each := range statements {
		if each.kind != mapping || each.find("Condition") != nil || !hasText(each.find("Effect"), "Allow") {
			continue
		}
		if principal := each.find("Principal"); principal != nil && principal.kind == mapping && each.find("Action") != nil {
			found = append(found, each)
		}
	}
	return found
}

// hasText tells whether a value is a text, or a list that has it.
func hasText(value *node, text string) bool {
	switch {
	case value == nil:
		return false
	case value.kind == scalar:
		return value.text == text
	case value.kind != sequence:
		return false
	}
	for i := range value.items {
		if value.items[i].kind == scalar && value.items[i].text == text {
			return true
		}
	}
	return false
}

// correctAction puts the action by which a service assumes a role in the place of another one.
func (t *template) correctAction(statement *node) bool {
	action := statement.find("Action")
	if action.kind == sequence && len(action.items) == 1 {
		action = &action.items[0]
	}
	return action.kind == scalar && t.replaceScalar(slot{value: action}, graph.Text(assumeRole, graph.Range{}))
}

var serviceName = regexp.MustCompile(`^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$`)

// addService adds a service to a list, or makes a list of a single one.
func (t *template) addService(of slot, service string) bool {
	if of.value.kind == call {
		return t.addToCall(of, service)
	}
	services := []*node{of.value}
	if of.value.kind == sequence {
		services = nil
		for i := range of.value.items {
			services = append(services, &of.value.items[i])
		}
	}
	for _, each := range services {
		if each.kind != scalar || !serviceName.MatchString(each.text) || each.text == service {
			return false
		}
	}
	if of.value.kind == sequence {
		return t.addItem(of, raw(t.quoted(service)))
	}
	start, end := t.source.find(of.value.start), t.source.find(of.value.end)
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
