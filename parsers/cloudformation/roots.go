package cloudformation

import (
	"context"
	"slices"
)

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

// rootsOf first asks each template alone what it nests. Those that nothing nests are then followed with the
// parameters that they hand down, for a child may choose its own children by them.
func (l *Loader) rootsOf(candidates, named []string) []string {
	alone := newNesting(candidates)
	for _, file := range candidates {
		if root := l.nestingRoot(file); root != nil {
			alone.add(root)
		}
	}
	if len(alone.nests) == 0 {
		return candidates
	}
	followed := newNesting(candidates)
	first := alone.roots()
	for _, onlyRoots := range []bool{true, false} {
		for _, file := range candidates {
			if followed.seen[file] || onlyRoots && !first[file] {
				continue
			}
			if root := l.nestingRoot(file); root != nil {
				followed.follow(root)
			}
		}
	}
	isRoot := followed.roots()
	for _, file := range named {
		isRoot[file] = true
	}
	return slices.DeleteFunc(slices.Clone(candidates), func(file string) bool { return !isRoot[file] })
}

// nestingRoot returns a template as the root of a scan of its own, and nil when it nests nothing.
func (l *Loader) nestingRoot(file string) *stack {
	if !l.document(file).MentionsNested {
		return nil
	}
	run := l.newRun(context.Background())
	run.addRoot(file, "")
	if len(run.roots) == 0 {
		return nil
	}
	return run.roots[0]
}
