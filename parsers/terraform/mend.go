package terraform

import (
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/graph"
)

// Mend writes changes of the graph as edits of the source that the configuration was read from. It returns none
// where one of the changes cannot be written safely: what is written in JSON, in a plan or in a downloaded
// module, a value that serves others as well, a name that is out of reach.
func (l *Loader) Mend(configuration graph.Configuration, nodes *graph.Graph, changes []graph.Change) []graph.Edit {
	e := &mender{loader: l, configuration: configuration, nodes: nodes, sources: map[string]*written{}, routed: map[graph.AddRoute]bool{}}
	for _, change := range changes {
		if !e.make(change) {
			return nil
		}
	}
	return e.finish()
}

// mender writes the changes of one mend.
type mender struct {
	loader        *Loader
	configuration graph.Configuration
	nodes         *graph.Graph
	sources       map[string]*written     // nil for a file that is not to be edited
	routed        map[graph.AddRoute]bool // what route tables were given, by their names and the VPC
}

func (e *mender) make(change graph.Change) bool {
	switch change := change.(type) {
	case graph.SetValue:
		return e.set(change)
	case graph.ReplaceWord:
		return e.replaceWord(change)
	case graph.RemoveItems:
		return e.remove(change)
	case graph.AddLike:
		return e.addLike(change)
	case graph.Allow:
		return e.allow(change)
	case graph.AttachPolicy:
		return e.attachPolicy(change)
	case graph.CopyValues:
		return e.copyValues(change)
	case graph.Trust:
		return e.trust(change)
	case graph.AddOptions:
		return e.addOptions(change)
	case graph.Associate:
		return e.associate(change)
	case graph.AddEndpoints:
		return e.addEndpoints(change)
	case graph.AddGroup:
		return e.addGroup(change)
	case graph.Link:
		return e.link(change)
	case graph.Rename:
		return e.rename(change)
	case graph.Propagate:
		return e.propagate(change)
	case graph.AddRoute:
		return e.addRoute(change)
	}
	return false
}

// finish returns the edits of all files, in order.
func (e *mender) finish() []graph.Edit {
	var edits []graph.Edit
	names := make([]string, 0, len(e.sources))
	for name := range e.sources {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		source := e.sources[name]
		if source == nil || len(source.splices) == 0 {
			continue
		}
		ofFile, ok := source.edits()
		if !ok {
			return nil
		}
		edits = append(edits, ofFile...)
	}
	return edits
}

// source returns a file to be edited, or nil when it is none that its author edits.
func (e *mender) source(name string) *written {
	if source, known := e.sources[name]; known {
		return source
	}
	e.sources[name] = nil
	if !isNative(name) || slices.Contains(strings.Split(name, "/"), ".terraform") {
		return nil
	}
	parsed, _ := e.loader.written.LoadOrStore(name, sync.OnceValue(func() *written {
		text, problem := readBounded(e.loader.files, name, maximumFileBytes)
		if problem != "" || tooDeep(text) != "" {
			return nil
		}
		return newWritten(name, text)
	}))
	if source := parsed.(func() *written)(); source != nil {
		own := *source // every mend has changes of its own
		e.sources[name] = &own
	}
	return e.sources[name]
}

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

// files returns the native source files of a directory.
func (e *mender) files(directory string) []*written {
	var found []*written
	for _, name := range e.configuration.Files {
		if path.Dir(name) == directory && isNative(name) {
			if source := e.source(name); source != nil {
				found = append(found, source)
			}
		}
	}
	return found
}

// isWhole tells whether all source of a directory is in view of the mender, so that it can count who uses a name.
func (e *mender) isWhole(directory string) bool {
	for _, name := range e.configuration.Files {
		if path.Dir(name) == directory && IsSource(name) && e.source(name) == nil {
			return false
		}
	}
	return true
}

// block returns the block that a resource is declared by, in a file to be edited.
func (e *mender) block(resource *graph.Resource) (*written, *hclsyntax.Block) {
	if resource == nil || resource.Lookup {
		return nil, nil
	}
	return e.blockAt(resource.Range)
}

func (e *mender) blockAt(at graph.Range) (*written, *hclsyntax.Block) {
	source := e.source(at.File)
	if source == nil {
		return nil, nil
	}
	for _, block := range source.body.Blocks {
		if block.TypeRange.Start.Line == at.Start.Line {
			return source, block
		}
	}
	return nil, nil
}

// expressionAt returns the expression that is written in a range.
func (s *written) expressionAt(at graph.Range) hclsyntax.Expression {
	var found hclsyntax.Expression
	visit := func(node hclsyntax.Node) hcl.Diagnostics {
		expression, ok := node.(hclsyntax.Expression)
		if _, whole := node.(hclsyntax.ChildScope); !ok || whole || found != nil {
			return nil
		}
		if expression.Range().Start.Line == at.Start.Line && s.rangeOf(expression.Range()) == at {
			found = expression
		}
		return nil
	}
	for _, block := range s.body.Blocks {
		if block.TypeRange.Start.Line <= at.Start.Line && at.Start.Line <= block.CloseBraceRange.End.Line {
			_ = hclsyntax.VisitAll(block, visit)
		}
	}
	return found
}
