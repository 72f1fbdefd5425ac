package cloudformation

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// attachPolicy adds a policy of AWS to a role's list, in the form of those that are there.
func (m *mender) attachPolicy(change graph.AttachPolicy) bool {
	at, ok := m.spot(change.Role)
	if !ok {
		return false
	}
	properties := at.body.find("Properties")
	list, exists := at.find(properties, "ManagedPolicyArns")
	if exists {
		return at.appendPolicy(list, change.Policy)
	}
	return at.addEntry(properties, part{"ManagedPolicyArns", draft{items: []draft{raw(at.policyARN(change.Policy))}}})
}

var policyOfAWS = regexp.MustCompile(`(iam::aws:policy/)[A-Za-z0-9+=,.@_/-]+`)

// appendPolicy adds an item like the last one. Where that is none of AWS's policies, it has a form of its own.
func (t *template) appendPolicy(list slot, policy string) bool {
	items := list.value.items
	if list.value.kind != sequence || len(items) == 0 {
		return false
	}
	text := t.policyARN(policy)
	for i := range items {
		start, end := t.source.find(items[i].start), t.source.find(items[i].end)
		if t.isFlow(list.value) {
			start = t.flowStart(list, i)
			end = t.flowEnd(start)
		}
		if like := string(t.text[start:end]); !strings.Contains(like, "\n") && policyOfAWS.MatchString(like) {
			text = policyOfAWS.ReplaceAllString(like, "${1}"+policy)
		}
	}
	return t.addItem(list, raw(text))
}

// policyARN writes the ARN of a policy of AWS, with the partition of the stack where the template asks for that
// elsewhere.
func (s spot) policyARN(policy string) string { return s.template.policyARN(policy) }

func (t *template) policyARN(policy string) string {
	if !bytes.Contains(t.text, []byte("AWS::Partition")) {
		return t.quotedARN("arn:aws:iam::aws:policy/" + policy)
	}
	return t.substitution("arn:${AWS::Partition}:iam::aws:policy/" + policy)
}

// substitution writes a text with names in it that AWS fills in.
func (t *template) substitution(text string) string {
	if t.json || !bytes.Contains(t.text, []byte("!")) && bytes.Contains(t.text, []byte("Ref:")) {
		return `{"Fn::Sub": "` + text + `"}`
	}
	return "!Sub " + text
}

func (t *template) quotedARN(arn string) string {
	if t.json {
		return `"` + arn + `"`
	}
	return arn
}

// trust adds a service to those that a role's trust policy names, where it names services in one place.
func (m *mender) trust(change graph.Trust) bool {
	at, ok := m.spot(change.Role)
	if !ok || m.stacks(at) > 1 {
		return false
	}
	policy, ok := at.find(at.body.find("Properties"), "AssumeRolePolicyDocument.Statement")
	if !ok {
		return false
	}
	statements := []*node{policy.value}
	if policy.value.kind == sequence {
		statements = nil
		for i := range policy.value.items {
			statements = append(statements, &policy.value.items[i])
		}
	}
	var named []slot
	for _, statement := range statements {
		if found, ok := at.find(statement, "Principal.Service"); ok {
			named = append(named, found)
		}
	}
	return len(named) == 1 && at.addService(named[0], change.Service)
}

var serviceName = regexp.MustCompile(`^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$`)

// addService adds a service to a list, or makes a list of a single one.
func (t *template) addService(of slot, service string) bool {
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
