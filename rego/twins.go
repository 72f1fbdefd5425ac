package rego

import (
	"slices"
	"strconv"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/reachlint/reachlint/parsers/graph"
)

// withTwins returns the documents of computers by address. Those that differ in nothing but their address,
// as the instances of one count do, are twins: the first one names the others, and they name it. What the
// network answers for one of them it answers for all, so that a policy needs to ask but once. Those that stand alone,
// because some rule names their own address, have none.
func withTwins(computers []*graph.Node, alone map[*graph.Node]bool) []pair {
	w := newWriter()
	documents := make([]pair, len(computers))
	elders := map[string]*elder{} // by what they have in common
	var likeness []byte
	for i, computer := range computers {
		address := w.term(computer.Address)
		if alone[computer] {
			documents[i] = pair{address, w.document(computer)}
			continue
		}
		likeness = appendLikeness(likeness[:0], computer)
		first, known := elders[string(likeness)]
		if known {
			first.twins = append(first.twins, address)
			documents[i] = pair{address, first.document(address, pair{w.term(fieldTwinOf), first.address})}
			continue
		}
		elders[string(likeness)] = &elder{index: i, address: address, fields: w.collect(func() { w.describe(computer) })}
	}
	for _, first := range elders {
		var others []pair
		if len(first.twins) > 0 {
			others = []pair{{w.term(fieldTwins), ast.ArrayTerm(first.twins...)}}
		}
		documents[first.index] = pair{first.address, first.document(first.address, others...)}
	}
	return documents
}

// elder is the first of some twins.
type elder struct {
	index   int
	address *ast.Term
	fields  []pair // of its document but for the address
	twins   []*ast.Term
}

// document returns the document of the elder, or of a twin that has another address and further fields.
func (e *elder) document(address *ast.Term, further ...pair) *ast.Term {
	fields := append(slices.Clip(e.fields), pair{ast.InternedTerm(fieldAddress), address})
	return ast.ObjectTerm(append(fields, further...)...)
}

// appendLikeness appends a text that two computers share when their documents differ in nothing but the address.
func appendLikeness(text []byte, computer *graph.Node) []byte {
	text = appendTexts(text, computer.Kind, computer.Maybe, computer.External)
	if resource := computer.Resource; resource != nil {
		text = appendTexts(text, resource.Type, resource.Region)
		for _, directive := range resource.Directives {
			text = appendTexts(text, directive.Word)
		}
	}
	text = append(text, '=')
	for _, name := range computer.Values.Names() {
		value := computer.Value(name)
		text = appendValue(appendTexts(text, name), value)
		text = append(appendTexts(text, value.Via...), '~')
		text = appendTexts(text, value.Perhaps()...)
	}
	text = append(text, '#')
	for _, name := range computer.Sets.Names() {
		set := computer.Set(name)
		text = appendTexts(text, name, whyOpen(set))
		for _, member := range set.Members {
			if member.Node != nil {
				text = appendTexts(append(text, '>'), member.Node.Address)
				continue
			}
			text = appendTexts(text, member.Text)
		}
	}
	return text
}

// appendValue appends what a document holds of a value.
func appendValue(text []byte, value graph.Value) []byte {
	if items, ok := value.Items(); ok {
		text = append(text, '[')
		for _, item := range items {
			text = appendValue(text, item)
		}
		return append(text, ']')
	}
	if entries, ok := value.Entries(); ok {
		text = append(text, '{')
		for _, entry := range entries {
			text = appendValue(appendTexts(text, entry.Name), entry.Value)
		}
		return append(text, '}')
	}
	content, known := value.RawText()
	if !known {
		return appendTexts(append(text, '?'), value.Reason())
	}
	return appendTexts(text, content)
}

// appendTexts appends texts so that none runs into the next.
func appendTexts(text []byte, texts ...string) []byte {
	for _, part := range texts {
		text = strconv.AppendInt(text, int64(len(part)), 10)
		text = append(append(text, ':'), part...)
	}
	return text
}
