package cloudformation

import "slices"

// RootTemplates returns, of the templates of a scan, those that begin a unit, sorted: no other template nests
// them, or they were asked for by name. Templates that nest each other in a circle have no root, so the first
// of them stands for it; the same holds for templates whose stacks import from one another, which Load then
// reads together.
func (l *Loader) RootTemplates(found, named []string) []string {
	candidates := slices.Concat(found, named)
	slices.Sort(candidates)
	candidates = slices.Compact(candidates)
	known := &scan{byName: namesOfFiles(candidates), groups: map[string]group{}}
	l.scan.Store(known)
	roots := l.rootsOf(candidates, named)
	var units []string
	for _, files := range l.connected(roots) {
		if len(files) > 1 {
			known.groups[files[0]] = group{files: files, names: distinctNames(files)}
		}
		units = append(units, files[0])
	}
	return units
}

func (l *Loader) rootsOf(candidates, named []string) []string {
	isCandidate := make(map[string]bool, len(candidates))
	for _, file := range candidates {
		isCandidate[file] = true
	}
	nests := map[string][]string{}
	nested := map[string]bool{}
	for _, file := range candidates {
		for _, child := range l.nestedTemplates(file) {
			if child != file && isCandidate[child] {
				nests[file] = append(nests[file], child)
				nested[child] = true
			}
		}
	}
	reached := map[string]bool{}
	isRoot := map[string]bool{}
	for _, file := range named {
		isRoot[file] = true
	}
	for _, onlyFree := range []bool{true, false} {
		for _, file := range candidates {
			if !reached[file] && !(onlyFree && nested[file]) {
				isRoot[file] = true
				reach(file, nests, reached)
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(candidates), func(file string) bool { return !isRoot[file] })
}

func reach(file string, nests map[string][]string, reached map[string]bool) {
	if reached[file] {
		return
	}
	reached[file] = true
	for _, child := range nests[file] {
		reach(child, nests, reached)
	}
}

// nestedTemplates returns the templates that a template's own resources name.
func (l *Loader) nestedTemplates(file string) []string {
	resources := l.document(file).root.find("Resources")
	if resources == nil || resources.kind != mapping {
		return nil
	}
	var nested []string
	for i := range resources.items {
		body := &resources.items[i]
		typeName := body.find("Type").literal()
		if templateProperty[typeName] == "" {
			continue
		}
		nested = append(nested, l.templatesOf(file, body, typeName)...)
	}
	return nested
}
