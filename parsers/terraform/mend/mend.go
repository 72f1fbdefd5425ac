package mend

import (
	"io/fs"
	"slices"
	"sync"

	"github.com/reachlint/reachlint/parsers/graph"
)

// Sources are the files that configurations are written in. Each is read and parsed once, however many mends need it.
// They may be used by several goroutines.
type Sources struct {
	files   fs.FS
	isGiven func(directory, variable string) bool
	parsed  sync.Map // file name to func() *written
}

// NewSources returns the sources in files. isGiven tells whether a variable of the root module in a directory gets its
// value from elsewhere than the files beside it, so that another default would change nothing.
func NewSources(files fs.FS, isGiven func(directory, variable string) bool) *Sources {
	return &Sources{files: files, isGiven: isGiven}
}

// Edits writes changes of the graph as edits of the source that the configuration was read from. It returns none
// where one of the changes cannot be written safely: what is written in JSON, in a plan or in a downloaded
// module, a value that serves others as well, a name that is out of reach.
func (s *Sources) Edits(configuration graph.Configuration, nodes *graph.Graph, changes []graph.Change) []graph.Edit {
	e := &mender{shared: s, configuration: configuration, nodes: nodes, sources: map[string]*written{}, routed: map[graph.AddRoute]bool{}}
	for _, change := range changes {
		if !e.make(change) {
			return nil
		}
	}
	return e.finish()
}

// mender writes the changes of one mend.
type mender struct {
	shared        *Sources
	configuration graph.Configuration
	nodes         *graph.Graph
	sources       map[string]*written     // with the changes of this mend; nil for a file that is not to be edited
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
		return e.connectTable(propagation, change.Table, change.Attachment)
	case graph.AssociateTable:
		return e.connectTable(tableAssociation, change.Table, change.Attachment)
	case graph.AddItems:
		return e.addItems(change)
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
