package cloudformation

// RootTemplates returns the candidates that no other candidate nests, in their order. Templates that nest
// each other in a circle have no root: the first of them stands for it.
func (l *Loader) RootTemplates(candidates []string) []string {
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
	for _, onlyFree := range []bool{true, false} {
		for _, file := range candidates {
			if !reached[file] && !(onlyFree && nested[file]) {
				isRoot[file] = true
				reach(file, nests, reached)
			}
		}
	}
	var roots []string
	for _, file := range candidates {
		if isRoot[file] {
			roots = append(roots, file)
			isRoot[file] = false
		}
	}
	return roots
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

// nestedTemplates returns the local templates that a template's own resources name.
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
		nested = append(nested, localTemplates(file, body, typeName)...)
	}
	return nested
}
