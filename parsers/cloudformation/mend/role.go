package mend

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// attachPolicy adds a policy of AWS to a role's list, in the form of those that are there.
func (m *mender) attachPolicy(change graph.AttachPolicy) bool {
	at, ok := m.spot(change.Role)
	if !ok {
		return false
	}
	properties := at.body.Find("Properties")
	list, exists := at.find(properties, "ManagedPolicyArns")
	switch {
	case exists && list.value.Calls("Ref"):
		return m.appendToParameter(at, list, m.nodes.Node(change.Role).Resource.Calls, change.Policy)
	case exists:
		return at.appendPolicy(list, change.Policy)
	}
	return at.addEntry(properties, part{"ManagedPolicyArns", draft{items: []draft{raw(at.policyARN(change.Policy))}}})
}

// appendToParameter adds the policy to the texts of a parameter that is a list, where they are given.
func (m *mender) appendToParameter(at spot, list slot, calls []graph.Call, policy string) bool {
	parameter := at.document.Root.Find("Parameters").Find(list.value.Argument().Literal())
	behind, given, ok := m.given(at, calls, list)
	if !ok || !hasText(parameter.Find("Type"), "CommaDelimitedList") || !policyOfAWS.MatchString(given.value.Text) {
		return false
	}
	last := given.value.Text[strings.LastIndexByte(given.value.Text, ',')+1:]
	added := policyOfAWS.ReplaceAllString(strings.TrimSpace(last), "${1}"+policy)
	return behind.replaceScalar(given, graph.Text(given.value.Text+","+added, graph.Range{}))
}

var policyOfAWS = regexp.MustCompile(`(iam::aws:policy/)[A-Za-z0-9+=,.@_/-]+`)

// appendPolicy adds an item like the last one. Where that is none of AWS's policies, it has a form of its own.
func (t *template) appendPolicy(list slot, policy string) bool {
	items := list.value.Items
	if list.value.Kind != syntax.Sequence || len(items) == 0 {
		return false
	}
	text := t.policyARN(policy)
	for i := range items {
		start, end := t.source.OffsetOf(items[i].Start), t.source.OffsetOf(items[i].End)
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
func (t *template) policyARN(policy string) string {
	if !bytes.Contains(t.text, []byte("AWS::Partition")) {
		return t.quotedARN("arn:aws:iam::aws:policy/" + policy)
	}
	return t.substitution("arn:${AWS::Partition}:iam::aws:policy/" + policy)
}

func (t *template) quotedARN(arn string) string {
	if t.json {
		return `"` + arn + `"`
	}
	return arn
}
