package cloudformation

import "slices"

// nesting is which of a scan's templates nest which.
type nesting struct {
	candidates  []string
	isCandidate map[string]bool
	nests       map[string][]string
	seen        map[string]bool // followed already
}

func newNesting(candidates []string) *nesting {
	made := &nesting{
		candidates: candidates, isCandidate: make(map[string]bool, len(candidates)),
		nests: map[string][]string{}, seen: map[string]bool{},
	}
	for _, file := range candidates {
		made.isCandidate[file] = true
	}
	return made
}

// add notes the templates that a stack's own resources name, and visits each with the resource.
func (n *nesting) add(s *stack, visits ...func(*declared, string)) {
	s.declare()
	for _, resource := range s.order {
		if !resource.isNestedStack() {
			continue
		}
		for _, child := range s.templatesOf(resource) {
			if child == s.document.File || !n.isCandidate[child] {
				continue
			}
			if !slices.Contains(n.nests[s.document.File], child) {
				n.nests[s.document.File] = append(n.nests[s.document.File], child)
			}
			for _, visit := range visits {
				visit(resource, child)
			}
		}
	}
}

// follow adds what a stack nests and what these nest with the parameters that they are given: from every place that
// nests them, for each may choose others by its parameters. It ends where the deployment of the stack would.
func (n *nesting) follow(s *stack) {
	n.seen[s.document.File] = true
	n.add(s, func(resource *declared, child string) {
		document := s.run.loader.document(child)
		if document.MentionsNested && !document.Broken && !s.isNestedTooDeep() {
			n.follow(s.nest(resource, document))
		}
	})
}

// roots returns the candidates that none of the others nests. Of those that nest each other in a circle the
// first is one.
func (n *nesting) roots() map[string]bool {
	nested := map[string]bool{}
	for _, children := range n.nests {
		for _, child := range children {
			nested[child] = true
		}
	}
	reached := map[string]bool{}
	isRoot := map[string]bool{}
	for _, onlyFree := range []bool{true, false} {
		for _, file := range n.candidates {
			if !reached[file] && !(onlyFree && nested[file]) {
				isRoot[file] = true
				n.reach(file, reached)
			}
		}
	}
	return isRoot
}

func (n *nesting) reach(file string, reached map[string]bool) {
	if reached[file] {
		return
	}
	reached[file] = true
	for _, child := range n.nests[file] {
		n.reach(child, reached)
	}
}
