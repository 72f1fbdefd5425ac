package rego

import (
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/reachlint/reachlint/parsers/graph"
)

// withTwins returns the documents of computers by address. Those that differ in nothing but their address,
// as the instances of one count do, are twins: the first one names the others, and they name it. What the
// network answers for one of them it answers for all, so that a policy needs to ask but once.
func withTwins(computers []*graph.Node) [][2]*ast.Term {
	documents := make([]object, len(computers))
	elders := map[int][]elder{} // by the hash of what they have in common
	twins := map[int][]*ast.Term{}
	for i, computer := range computers {
		documents[i] = document(computer)
		delete(documents[i], fieldAddress)
		content := documents[i].value()
		hash := content.Hash()
		documents[i].text(fieldAddress, computer.Address)
		if like := find(elders[hash], content); like >= 0 {
			documents[i].text(fieldTwinOf, computers[like].Address)
			twins[like] = append(twins[like], ast.StringTerm(computer.Address))
			continue
		}
		elders[hash] = append(elders[hash], elder{i, content})
	}
	fields := make([][2]*ast.Term, len(computers))
	for i, computer := range computers {
		if others := twins[i]; len(others) > 0 {
			documents[i].put(fieldTwins, ast.NewArray(others...))
		}
		fields[i] = [2]*ast.Term{ast.StringTerm(computer.Address), ast.NewTerm(documents[i].value())}
	}
	return fields
}

// elder is the first of some twins, by its index, with its document but for the address.
type elder struct {
	index   int
	content ast.Value
}

func find(elders []elder, content ast.Value) int {
	for _, candidate := range elders {
		if candidate.content.Compare(content) == 0 {
			return candidate.index
		}
	}
	return -1
}
