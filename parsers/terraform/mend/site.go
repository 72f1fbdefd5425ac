package mend

import (
	"path"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// site is where something is written: one instance of a module.
type site struct {
	directory string
	prefix    string // of the addresses of its resources
	calls     []graph.Call
}

// siteOf returns the module instance that a resource stands in.
func siteOf(resource *graph.Resource) site {
	at := site{directory: path.Dir(resource.Range.File), calls: resource.Calls}
	if n := len(resource.Calls); n > 0 {
		at.prefix = resource.Calls[n-1].Address + "."
		return at
	}
	local := resource.Type + "."
	if resource.Lookup {
		local = "data." + local
	}
	if i := strings.Index(resource.Address, local); i > 0 {
		at.prefix = resource.Address[:i]
	}
	return at
}

// callerOf returns the module instance that calls another one.
func callerOf(at site) site {
	n := len(at.calls) - 1
	caller := site{directory: path.Dir(at.calls[n].Range.File), calls: at.calls[:n]}
	if n > 0 {
		caller.prefix = at.calls[n-1].Address + "."
	} else if i := strings.Index(at.calls[n].Address, "module."); i > 0 {
		caller.prefix = at.calls[n].Address[:i]
	}
	return caller
}

// callers counts the instances of modules in a directory.
func (e *mender) callers(directory string) int {
	found := map[string]bool{}
	for _, resource := range e.configuration.Resources {
		if n := len(resource.Calls); n > 0 && path.Dir(resource.Range.File) == directory {
			found[resource.Calls[n-1].Address] = true
		}
	}
	return len(found)
}

// isLocal tells whether a resource stands in the module instance.
func (e *mender) isLocal(at site, address string) bool {
	node := e.nodes.Node(address)
	return node != nil && node.Resource != nil && node.Resource.Address == address && siteOf(node.Resource).prefix == at.prefix
}
