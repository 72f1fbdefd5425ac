package mend

import (
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// spot is where a resource is declared.
type spot struct {
	*template
	prefix string // of the addresses of its stack
	region string
	index  int // among the template's resources
	body   *syntax.Node
}

// spot returns where a node's resource is declared; false when it is not there to be edited, as what a loop made.
func (m *mender) spot(address string) (spot, bool) {
	found := m.nodes.Node(address)
	if found == nil || found.Resource == nil || found.Resource.Address != found.Address {
		return spot{}, false
	}
	return m.declaration(found.Resource.Address, found.Resource.Region, found.Resource.Range)
}

// spotAt returns where a nested stack is declared.
func (m *mender) spotAt(call graph.Call) (spot, bool) {
	return m.declaration(call.Address, "", call.Range)
}

// declaration returns where the resource of an address is declared that begins in a range.
func (m *mender) declaration(address, region string, at graph.Range) (spot, bool) {
	read := m.template(at.File)
	if read == nil {
		return spot{}, false
	}
	resources := read.document.Root.Find("Resources")
	if resources == nil || resources.Kind != syntax.Mapping {
		return spot{}, false
	}
	for i, id := range resources.Names {
		if id.Start.Position() == at.Start && strings.HasSuffix(address, id.Text) {
			return spot{read, strings.TrimSuffix(address, id.Text), region, i, &resources.Items[i]}, true
		}
	}
	return spot{}, false
}

// slot returns the resource as an entry of the template.
func (s spot) slot() slot {
	return s.slotOf(s.document.Root.Find("Resources"), s.index)
}

// stacks counts the stacks that are made of the template.
func (m *mender) stacks(at spot) int {
	prefixes := map[string]bool{}
	for _, resource := range m.configuration.Resources {
		if resource.Range.File == at.document.File {
			prefixes[resource.Address[:strings.LastIndexByte(resource.Address, '/')+1]] = true
		}
	}
	return len(prefixes)
}

// inStack tells whether a resource is declared in the same stack.
func (m *mender) inStack(at spot, address string) (id string, ok bool) {
	found := m.nodes.Node(address)
	if found == nil || found.Resource == nil || found.Resource.Address != address {
		return "", false
	}
	id, ok = strings.CutPrefix(address, at.prefix)
	return id, ok && !strings.Contains(id, "/") && found.Resource.Range.File == at.document.File
}
