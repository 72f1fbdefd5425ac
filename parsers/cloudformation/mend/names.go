package mend

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

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
		if !ok || strings.Contains(id, "/") || resource.Range.File != at.document.File {
			continue
		}
		found := ""
		resource.Properties.Each(func(value graph.Value) {
			if found == "" && value.Range.File == at.document.File && matches(value) {
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
	for _, beginning := range []string{"!Ref ", "!GetAtt ", "!ImportValue ", `{"Ref"`, `{ "Ref"`, `{"Fn::GetAtt"`, `{ "Fn::GetAtt"`} {
		if strings.HasPrefix(text, beginning) {
			return text
		}
	}
	return ""
}

// network returns the expression for the address block of a VPC or a subnet.
func (m *mender) network(at spot, address string) (string, bool) {
	node := m.nodes.Node(address)
	if node == nil {
		return "", false
	}
	wanted, known := node.Value("cidr_block").Text()
	if !known {
		return "", false
	}
	if node.Kind == "vpc" {
		if id, ok := m.inStack(at, address); ok {
			return at.call("Fn::GetAtt", id, "CidrBlock"), true
		}
	}
	text, found := m.expression(at, func(value graph.Value) bool {
		block, ok := value.Text()
		return ok && block == wanted
	})
	if found {
		return text, true
	}
	return at.quoted(wanted), true
}

// substitution writes a text with names in it that AWS fills in.
func (t *template) substitution(text string) string {
	if t.json || !bytes.Contains(t.text, []byte("!")) && bytes.Contains(t.text, []byte("Ref:")) {
		return `{"Fn::Sub": "` + text + `"}`
	}
	return "!Sub " + text
}
