package cloudformation

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// set gives a value another content where it is written, or writes it where nobody did.
func (m *mender) set(change graph.SetValue) bool {
	at, ok := m.spot(change.Node)
	if !ok {
		return false
	}
	node := m.nodes.Node(change.Node)
	properties := at.body.find("Properties")
	property := propertyOf(node.Resource.Type, change.Attribute)
	if property == "" || properties == nil {
		return false
	}
	written, ok := m.write(at, change.Value)
	if !ok {
		return false
	}
	found, exists := at.find(properties, property)
	if !exists {
		return m.setAbsent(at, properties, property, written, change.Value)
	}
	if written.items != nil || isReference(change.Value) {
		at.replaceValue(found, written)
		return true
	}
	if found.value.kind == scalar {
		return at.replaceScalar(found, change.Value)
	}
	behind, given, ok := m.given(at, node.Resource.Calls, found)
	return ok && behind.replaceScalar(given, change.Value)
}

func isReference(value graph.Value) bool {
	_, ok := value.Reference()
	return ok
}

// propertyOf returns the property that a name of the vocabulary is written as.
func propertyOf(kind, name string) string {
	for _, each := range Types[kind].Values {
		if each[1] == name {
			return each[0]
		}
	}
	return ""
}

// setAbsent adds a property, below a parent that is there.
func (m *mender) setAbsent(at spot, properties *node, property string, written draft, value graph.Value) bool {
	parent, name := properties, property
	if i := strings.LastIndexByte(property, '.'); i >= 0 {
		found, ok := at.find(properties, property[:i])
		if !ok {
			return false
		}
		parent, name = found.value, property[i+1:]
	}
	if parent.kind != mapping {
		return false
	}
	if _, truth := value.Boolean(); truth && at.quotesTruth(parent) {
		written = raw(`"` + written.raw + `"`)
	}
	return at.addEntry(parent, part{name, written})
}

// quotesTruth tells whether the author puts truth values in quotes.
func (t *template) quotesTruth(within *node) bool {
	for i := range within.items {
		if _, truth := spelledTruth(&within.items[i]); truth && within.items[i].kind == scalar {
			return within.items[i].quoted
		}
	}
	return false
}

// replaceScalar gives a literal another content and keeps its quotes.
func (t *template) replaceScalar(of slot, value graph.Value) bool {
	text, ok := value.RawText()
	if !ok {
		return false
	}
	start, end := t.source.find(of.value.start), t.source.find(of.value.end)
	before := t.text[start:end]
	switch {
	case len(before) == 0 || bytes.ContainsAny(before, "|>\n"):
		return false
	case before[0] == '"', before[0] == '\'':
		quote := string(before[:1])
		if strings.ContainsAny(text, `"'\`) {
			return false
		}
		t.replace(start, end, quote+text+quote)
	default:
		if _, truth := value.Boolean(); !truth {
			text = t.quoted(text)
		}
		t.replace(start, end, text)
	}
	return true
}

// replaceValue gives a property another value as a whole.
func (t *template) replaceValue(of slot, written draft) {
	if of.flow {
		t.replace(of.valueStart, of.end, written.flow(t.indentation(of.start), 0, t.json))
		return
	}
	indent := int(of.id.start.column) - 1
	start := t.source.find(of.id.end) + 1
	text := " " + written.raw
	if written.items != nil {
		deeper := indent + t.listIndent()
		text = "\n" + strings.Repeat(" ", deeper) + written.block(deeper, t.listIndent())
	}
	t.replace(start, of.end, text)
}

// given returns the literal that the parameter behind a value has: from the stack that nests this one, or else by its
// default, where it serves nothing but properties of that name and nobody else gives it a value.
func (m *mender) given(at spot, calls []graph.Call, of slot) (*template, slot, bool) {
	if !of.value.calls("Ref") {
		return nil, slot{}, false
	}
	name := of.value.argument().literal()
	if !at.servesOnly(name, of.id.text) {
		return nil, slot{}, false
	}
	if n := len(calls); n > 0 {
		parent, ok := m.spotAt(calls[n-1])
		if !ok {
			return nil, slot{}, false
		}
		if found, ok := parent.find(parent.body.find("Properties"), "Parameters."+name); ok {
			return parent.template, found, found.value.kind == scalar
		}
		if m.stacks(at) > 1 {
			return nil, slot{}, false // the default of one is the default of all
		}
	}
	isGiven := func(each Assignment) bool { return each.Name == name }
	if len(m.loader.options.ParameterFiles) > 0 || slices.ContainsFunc(m.loader.options.Parameters, isGiven) {
		return nil, slot{}, false
	}
	found, ok := at.find(at.document.root.find("Parameters"), name+".Default")
	return at.template, found, ok && found.value.kind == scalar
}

// servesOnly tells whether a parameter is used in one place only, or wherever it is used as the whole of a property of
// that name.
func (t *template) servesOnly(name, property string) bool {
	quoted := regexp.QuoteMeta(name)
	all := regexp.MustCompile(`(?:^|[^A-Za-z0-9])`+quoted+`(?:[^A-Za-z0-9]|$)`).FindAllIndex(t.text, -1)
	like := regexp.MustCompile(regexp.QuoteMeta(property)+`"?\s*:\s*(?:!Ref\s+|\{?\s*"?Ref"?\s*:\s*"?)`+quoted+`(?:[^A-Za-z0-9]|$)`).FindAllIndex(t.text, -1)
	uses := len(all) - 1 // one of them declares it
	return uses == 1 || uses > 0 && uses == len(like)
}

// write returns a value as it is written in the template, and false where a name is out of reach.
func (m *mender) write(at spot, value graph.Value) (draft, bool) {
	if items, ok := value.Items(); ok {
		written := draft{items: make([]draft, len(items))}
		for i, item := range items {
			if written.items[i], ok = m.write(at, item); !ok {
				return draft{}, false
			}
		}
		return written, true
	}
	if reference, ok := value.Reference(); ok {
		text, ok := m.reference(at, reference)
		return raw(text), ok
	}
	if truth, ok := value.Boolean(); ok {
		return raw(strconv.FormatBool(truth)), true
	}
	text, ok := value.Text()
	return raw(at.quoted(text)), ok
}

// attributeNames are the attributes that a mend refers to, by what the AWS provider of Terraform calls them.
var attributeNames = map[string]string{"dns_ip_addresses": "DnsIpAddresses", "cidr_block": "CidrBlock"}

// reference returns the expression for an attribute of a resource: as the stack writes it elsewhere, or by the
// resource's name in the same stack.
func (m *mender) reference(at spot, wanted graph.Reference) (string, bool) {
	node := m.nodes.Node(wanted.Address)
	if node == nil {
		return "", false
	}
	if wanted.Attribute == "id" {
		if text, ok := m.expression(at, func(value graph.Value) bool {
			reference, ok := value.Reference()
			return ok && reference.Address == wanted.Address && (reference.Attribute == "GroupId" || reference.Attribute == "VpcId" || reference.Attribute == "id" || reference.Attribute == "")
		}); ok {
			return text, true
		}
	}
	id, ok := m.inStack(at, wanted.Address)
	if !ok {
		return "", false
	}
	switch {
	case wanted.Attribute == "id" && node.Kind == "security_group":
		return at.call("Fn::GetAtt", id, "GroupId"), true
	case wanted.Attribute == "id":
		return at.call("Ref", id, ""), true
	case attributeNames[wanted.Attribute] != "":
		return at.call("Fn::GetAtt", id, attributeNames[wanted.Attribute]), true
	}
	return "", false
}

// call writes a function as the template writes others: with a tag, or in full.
func (t *template) call(function, id, attribute string) string {
	short := !t.json && (bytes.Contains(t.text, []byte("!")) || !bytes.Contains(t.text, []byte("Ref:")))
	switch {
	case t.json && function == "Ref":
		return `{"Ref": "` + id + `"}`
	case t.json:
		return `{"` + function + `": ["` + id + `", "` + attribute + `"]}`
	case short && function == "Ref":
		return "!Ref " + id
	case short:
		return "!" + strings.TrimPrefix(function, "Fn::") + " " + id + "." + attribute
	case function == "Ref":
		return "{Ref: " + id + "}"
	}
	return "{" + strconv.Quote(function) + ": [" + id + ", " + attribute + "]}"
}

// expression returns what the stack writes for a value somewhere, where that is short enough to be written again.
func (m *mender) expression(at spot, matches func(graph.Value) bool) (string, bool) {
	for _, resource := range m.configuration.Resources {
		id, ok := strings.CutPrefix(resource.Address, at.prefix)
		if !ok || strings.Contains(id, "/") || resource.Range.File != at.document.file {
			continue
		}
		found := ""
		eachValue(resource.Properties, func(value graph.Value) {
			if found == "" && value.Range.File == at.document.file && matches(value) {
				found = at.again(value.Range)
			}
		})
		if found != "" {
			return found, true
		}
	}
	return "", false
}

// again returns what stands in a range, when it is a reference or an import on one line.
func (t *template) again(at graph.Range) string {
	if at.Start.Line != at.End.Line {
		return ""
	}
	start, end := t.offsets(at)
	text := string(t.text[start:end])
	for _, draft := range []string{"!Ref ", "!GetAtt ", "!ImportValue ", `{"Ref"`, `{ "Ref"`, `{"Fn::GetAtt"`, `{ "Fn::GetAtt"`} {
		if strings.HasPrefix(text, draft) {
			return text
		}
	}
	return ""
}

// eachValue visits a value and all that is in it.
func eachValue(value graph.Value, visit func(graph.Value)) {
	visit(value)
	items, _ := value.Items()
	for _, item := range items {
		eachValue(item, visit)
	}
	entries, _ := value.Entries()
	for _, entry := range entries {
		eachValue(entry.Value, visit)
	}
}

// remove takes items out of a list that is written as such.
func (m *mender) remove(change graph.RemoveItems) bool {
	at, ok := m.spot(change.Node)
	if !ok {
		return false
	}
	property := propertyOf(m.nodes.Node(change.Node).Resource.Type, change.Attribute)
	found, ok := at.find(at.body.find("Properties"), property)
	if !ok || found.value.kind != sequence {
		return false
	}
	items, removed := found.value.items, 0
	for i := range items {
		if items[i].kind != scalar || !slices.Contains(change.Items, items[i].text) {
			continue
		}
		removed++
		if !at.removeItem(found, i) {
			return false
		}
	}
	return removed > 0 && removed < len(items)
}

// removeItem takes one item out of a list.
func (t *template) removeItem(list slot, index int) bool {
	items := list.value.items
	if t.isFlow(list.value) {
		start := t.flowStart(list, index)
		if index+1 < len(items) {
			t.replace(start, t.flowStart(list, index+1), "")
			return true
		}
		t.replace(t.flowEnd(t.flowStart(list, index-1)), t.flowEnd(start), "")
		return true
	}
	dash := t.dash(&items[index])
	if dash < 0 || items[index].start.line != items[index].end.line {
		return false
	}
	end := bytes.IndexByte(t.text[dash:], '\n')
	if end < 0 {
		return false
	}
	t.replace(t.lineStart(dash), dash+end+1, "")
	return true
}
