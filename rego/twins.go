package rego

import (
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
	elders := map[int][]elder{} // by the hash of what they have in common
	twins := map[int][]*ast.Term{}
	for i, computer := range computers {
		address := w.term(computer.Address)
		content, _ := w.object(func() { w.describe(computer) }).(ast.Object)
		documents[i] = pair{address, ast.NewTerm(content)}
		if alone[computer] {
			content.Insert(w.term(fieldAddress), address)
			continue
		}
		hash := content.Hash()
		if like := find(elders[hash], content); like >= 0 {
			content.Insert(w.term(fieldTwinOf), documents[like][0])
			twins[like] = append(twins[like], address)
			content.Insert(w.term(fieldAddress), address)
			continue
		}
		elders[hash] = append(elders[hash], elder{i, content})
	}
	for _, same := range elders {
		for _, elder := range same {
			elder.content.Insert(w.term(fieldAddress), documents[elder.index][0])
			if others := twins[elder.index]; len(others) > 0 {
				elder.content.Insert(w.term(fieldTwins), ast.ArrayTerm(others...))
			}
		}
	}
	return documents
}

// elder is the first of some twins, by its index, with its document but for the address.
type elder struct {
	index   int
	content ast.Object
}

func find(elders []elder, content ast.Object) int {
	for _, candidate := range elders {
		if candidate.content.Compare(content) == 0 {
			return candidate.index
		}
	}
	return -1
}
