package rego

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/reachlint/reachlint/parsers/graph"
)

// writer writes the documents that policies read. Texts that occur again and again, names and addresses, are
// the same term everywhere. It is for one goroutine.
type writer struct {
	terms  map[string]*ast.Term
	parts  map[*graph.Node]*ast.Term // documents that stand in others as well
	fields []pair                    // of the objects under way, the innermost last
}

// pair is a name and what it stands for.
type pair = [2]*ast.Term

func newWriter() *writer {
	return &writer{terms: map[string]*ast.Term{}, parts: map[*graph.Node]*ast.Term{}}
}

// term returns a text as a term.
func (w *writer) term(text string) *ast.Term {
	term, known := w.terms[text]
	if !known {
		term = ast.StringTerm(text)
		w.terms[text] = term
	}
	return term
}

// object returns an object of the fields that write puts.
func (w *writer) object(write func()) ast.Value {
	start := len(w.fields)
	write()
	object := ast.NewObject(w.fields[start:]...)
	w.fields = w.fields[:start]
	return object
}

// collect returns the fields that write puts.
func (w *writer) collect(write func()) []pair {
	start := len(w.fields)
	write()
	fields := slices.Clone(w.fields[start:])
	w.fields = w.fields[:start]
	return fields
}

func (w *writer) put(name string, value ast.Value) {
	w.fields = append(w.fields, pair{w.term(name), ast.NewTerm(value)})
}

// text puts a text, unless it is empty.
func (w *writer) text(name, text string) {
	if text != "" {
		w.fields = append(w.fields, pair{w.term(name), w.term(text)})
	}
}

// section puts an object of fields, unless there is none.
func (w *writer) section(name string, fields []pair) {
	if len(fields) > 0 {
		w.put(name, ast.NewObject(fields...))
	}
}

func named(name string, value ast.Value) pair {
	return pair{ast.StringTerm(name), ast.NewTerm(value)}
}
