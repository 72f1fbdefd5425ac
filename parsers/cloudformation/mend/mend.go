package mend

import (
	"slices"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// Sources are where the templates come from. A cloudformation.Loader is one.
type Sources interface {
	// Editable returns a template as it was read, and its text. It returns nil where the file is none, or none that
	// its author edits.
	Editable(file string) (*syntax.Document, []byte)

	// Assigns tells whether the command line may give a parameter of a root stack its value, so that another default
	// would change nothing.
	Assigns(parameter string) bool
}

// Edits writes changes of the graph as edits of the templates that the configuration was read from. It returns none
// where one of the changes cannot be written safely: in a template that a tool generated, in what an alias or a loop
// repeats, in a value that is computed, or where a name is out of reach.
func Edits(sources Sources, configuration graph.Configuration, nodes *graph.Graph, changes []graph.Change) []graph.Edit {
	m := &mender{sources: sources, configuration: configuration, nodes: nodes, templates: map[string]*template{}}
	for _, change := range changes {
		if !m.make(change) {
			return nil
		}
	}
	var edits []graph.Edit
	names := make([]string, 0, len(m.templates))
	for name := range m.templates {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		ofFile, ok := m.templates[name].edits()
		if !ok {
			return nil
		}
		edits = append(edits, ofFile...)
	}
	return edits
}

// mender writes the changes of one mend.
type mender struct {
	sources       Sources
	configuration graph.Configuration
	nodes         *graph.Graph
	templates     map[string]*template // nil for one that is not to be edited
}

// make writes one change, and returns false where it cannot be written.
func (m *mender) make(change graph.Change) bool {
	switch change := change.(type) {
	case graph.SetValue:
		return m.set(change)
	case graph.ReplaceWord:
		return m.replaceWord(change)
	case graph.RemoveItems:
		return m.remove(change)
	case graph.AddLike:
		return m.addLike(change)
	case graph.Allow:
		return m.allow(change)
	case graph.AttachPolicy:
		return m.attachPolicy(change)
	case graph.CopyValues:
		return m.copyValues(change)
	case graph.Trust:
		return m.trust(change)
	case graph.AddOptions:
		return m.addOptions(change)
	case graph.Associate:
		return m.associate(change)
	case graph.AddEndpoints:
		return m.addEndpoints(change)
	case graph.AddGroup:
		return m.addGroup(change)
	case graph.Link:
		return m.link(change)
	case graph.Rename:
		return m.rename(change)
	case graph.Propagate:
		return m.connectTable(propagation, change.Table, change.Attachment)
	case graph.AssociateTable:
		return m.connectTable(tableAssociation, change.Table, change.Attachment)
	case graph.AddItems:
		return m.addItems(change)
	case graph.AddRoute:
		return m.addRoute(change)
	}
	return false
}

// template returns a file to be edited, or nil when it is none that its author edits. A tool that names the construct
// of a resource made all of its template.
func (m *mender) template(name string) *template {
	if read, known := m.templates[name]; known {
		return read
	}
	m.templates[name] = nil
	for _, resource := range m.configuration.Resources {
		if resource.Title != "" && resource.Range.File == name {
			return nil
		}
	}
	document, text := m.sources.Editable(name)
	if document == nil {
		return nil
	}
	read := newTemplate(document, text)
	if !read.json && aliases.Match(text) {
		return nil // what an alias repeats is written in one place and serves several
	}
	m.templates[name] = read
	return read
}
