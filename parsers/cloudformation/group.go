package cloudformation

import (
	"context"
	"slices"

	"github.com/reachlint/reachlint/parsers/cloudformation/schema"
	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// connected puts root templates together whose stacks import from one another, each group in their order.
func (l *Loader) connected(roots []string) [][]string {
	leader := make(map[string]string, len(roots))
	for _, file := range roots {
		leader[file] = file
	}
	var find func(string) string
	find = func(file string) string {
		if leader[file] != file {
			leader[file] = find(leader[file])
		}
		return leader[file]
	}
	for _, link := range l.imports(roots) {
		from, to := find(link[0]), find(link[1])
		leader[max(from, to)] = min(from, to)
	}
	members := map[string][]string{}
	for _, file := range roots {
		members[find(file)] = append(members[find(file)], file)
	}
	var groups [][]string
	for _, file := range roots {
		if files := members[find(file)]; files[0] == file {
			groups = append(groups, files)
		}
	}
	return groups
}

// imports returns the pairs of root templates of which the first imports what the second exports. Where more
// than one may be meant, none is.
func (l *Loader) imports(roots []string) [][2]string {
	if !slices.ContainsFunc(l.everyTemplate(), func(file string) bool { return l.document(file).MentionsImport }) {
		return nil
	}
	var exports []export
	rootOf := map[*stack]string{}
	wanted := map[*stack][]string{}
	for _, file := range roots {
		run := l.newRun(context.Background())
		run.addRoot(file, "")
		for _, root := range run.roots {
			root.walk(func(s *stack) {
				rootOf[s] = file
				exports = append(exports, s.exports()...)
				wanted[s] = s.importedNames()
			})
		}
	}
	var links [][2]string
	for s, names := range wanted {
		for _, name := range names {
			if found := findExports(exports, name, s); len(found) == 1 && rootOf[found[0].stack] != rootOf[s] {
				links = append(links, [2]string{rootOf[s], rootOf[found[0].stack]})
			}
		}
	}
	return links
}

func (l *Loader) everyTemplate() []string {
	var files []string
	for _, named := range l.scanned().byName {
		files = append(files, named...)
	}
	return files
}

// importedNames returns the names that a template imports anywhere in it.
func (s *stack) importedNames() []string {
	if !s.document.MentionsImport {
		return nil
	}
	var found []string
	s.document.Root.Walk(func(n *syntax.Node) {
		if !n.Calls("Fn::ImportValue") {
			return
		}
		for _, name := range s.evaluate(n.Argument(), schema.Text).Alternatives() {
			if raw, ok := name.RawText(); ok {
				found = append(found, raw)
			}
		}
	})
	return found
}

// addRoot makes the stack of a root template, and nothing when the file is none.
func (r *run) addRoot(file, name string) {
	document := r.open(file)
	if document.Broken {
		return
	}
	if !document.Template {
		r.report(notATemplate(file))
		return
	}
	root := newStack(r, document)
	root.given = r.loader.given().Value
	if name != "" {
		root.prefix = name + "/"
	}
	r.roots = append(r.roots, root)
}

func notATemplate(file string) graph.Diagnostic {
	return graph.Diagnostic{
		Severity: graph.SeverityError,
		ID:       "not-a-template",
		Range:    graph.Range{File: file},
		Message:  file + " is not a CloudFormation template: it has no Resources with a Type.",
		Help:     "Name a template, or leave the file out of the scan.",
	}
}
