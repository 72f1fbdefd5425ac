package mend

import (
	"bytes"
	"strings"
)

// resource is the body of a new resource.
func (t *template) resource(kind string, properties []part) draft {
	return draft{parts: []part{{"Type", raw(t.name(kind))}, {"Properties", draft{parts: properties}}}}
}

// hasConditional tells whether a template has a resource of a type under a condition: a switch, which its author may
// have set on purpose.
func (t *template) hasConditional(kind string) bool {
	resources := t.document.Root.Find("Resources")
	for i := range resources.Items {
		if hasText(resources.Items[i].Find("Type"), kind) && resources.Items[i].Find("Condition") != nil {
			return true
		}
	}
	return false
}

// localName is the logical id of a resource in its stack.
func localName(address string) string { return address[strings.LastIndexByte(address, '/')+1:] }

// addResource writes a resource behind another one.
func (t *template) addResource(sibling slot, id string, body draft) {
	indent := t.indentation(sibling.start)
	if !sibling.flow {
		t.addSibling(sibling, draft{parts: []part{{id, body}}}.block(indent, t.margins()))
		return
	}
	step := t.step()
	if !t.isFirst(sibling.start) {
		step = 0
	}
	t.addSibling(sibling, t.name(id)+": "+body.flow(indent, step, t.json))
}

// addSibling writes an entry behind another one of a block, with the same distance as that has to the one before.
func (t *template) addSibling(sibling slot, text string) {
	indent := strings.Repeat(" ", t.indentation(sibling.start))
	switch {
	case !sibling.flow:
		t.insert(sibling.end, t.distance(sibling)+indent+text)
	case t.isFirst(sibling.start):
		t.insert(sibling.end, ","+t.distance(sibling)+indent+text)
	default:
		t.insert(sibling.end, ", "+text)
	}
}

// distance is a line break, or two where the author leaves a line free between resources.
func (t *template) distance(sibling slot) string {
	blank := func(offset int) bool {
		return len(bytes.TrimSpace(t.text[t.lineStart(offset):t.lineEnd(offset)])) == 0
	}
	before := t.lineStart(sibling.start) - 1
	if before > 0 && blank(before) {
		return "\n\n"
	}
	if behind := sibling.end + bytes.IndexByte(t.text[sibling.end:], '\n') + 1; behind < len(t.text) && bytes.Contains(t.text[behind:], []byte("\n")) && blank(behind) {
		return "\n\n"
	}
	return "\n"
}

// isDeclared tells whether a logical id is taken.
func (t *template) isDeclared(id string) bool {
	for _, section := range []string{"Resources", "Parameters", "Conditions", "Mappings"} {
		if t.document.Root.Find(section).Find(id) != nil {
			return true
		}
	}
	return false
}

// freeID returns the first of some logical ids that is not taken; "" when all are.
func (t *template) freeID(ids ...string) string {
	for _, id := range ids {
		if !t.isDeclared(id) {
			return id
		}
	}
	return ""
}

// isConditional tells whether a stack makes one of the resources only where a condition holds, which is written for
// that resource alone.
func (m *mender) isConditional(at spot, addresses []string) bool {
	for _, address := range addresses {
		if _, local := m.inStack(at, address); !local {
			continue
		}
		if own, ok := m.spot(address); !ok || own.body.Find("Condition") != nil {
			return true
		}
	}
	return false
}
