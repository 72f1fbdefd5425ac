package cloudformation

import (
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// Mend writes changes of the graph as edits of the templates that the configuration was read from. It returns none
// where one of the changes cannot be written safely: in a template that a tool generated, in what an alias or a
// loop repeats, in a value that is computed, or where a name is out of reach.
func (l *Loader) Mend(configuration graph.Configuration, nodes *graph.Graph, changes []graph.Change) []graph.Edit {
	m := &mender{loader: l, configuration: configuration, nodes: nodes, templates: map[string]*template{}}
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
	loader        *Loader
	configuration graph.Configuration
	nodes         *graph.Graph
	templates     map[string]*template // nil for one that is not to be edited
}

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

// template returns a file to be edited, or nil when it is none that its author edits: tools mark what they
// generate by its place, by a path or by a macro that writes whole resources.
func (m *mender) template(name string) *template {
	if read, known := m.templates[name]; known {
		return read
	}
	m.templates[name] = nil
	if m.loader.isGenerated(name) {
		return nil
	}
	for _, resource := range m.configuration.Resources {
		if resource.Title != "" && resource.Range.File == name {
			return nil
		}
	}
	document := m.loader.document(name)
	if document.Broken || !document.Template || len(document.Files) > 0 {
		return nil
	}
	text, err := syntax.ReadFile(m.loader.files, name)
	if err != nil {
		return nil
	}
	read := newTemplate(document, text)
	if !read.json && aliases.Match(text) {
		return nil // what an alias repeats is written in one place and serves several
	}
	m.templates[name] = read
	return read
}

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
