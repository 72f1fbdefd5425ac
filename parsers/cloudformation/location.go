package cloudformation

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
)

// templatesOf returns the paths of the templates that a nested stack may have: beside the stack's own file,
// or among the templates of the scan where the location is a URL and its file name leaves no choice. A
// template that Fn::If takes from there or from a bucket is the same template: the one at hand is read. Of two
// at hand none is, unless it is decided which.
func (s *stack) templatesOf(d *declared) []string {
	// CDK stages the templates of nested stacks as assets and says in Metadata under which name (AWS CDK,
	// "aws:asset:path").
	asset := d.body.Find("Metadata").Find("aws:asset:path").Literal()
	var paths []string
	if asset != "" {
		paths = appendBeside(paths, s.document.File, asset)
	}
	open := s.eachLocation(d, func(location string) { paths = append(paths, s.templatesAt(location)...) })
	if open && asset == "" && len(s.severalTemplates(d)) > 1 {
		return nil
	}
	return paths
}

// templatesAt returns the path that a location leads to, and none when it is not known.
func (s *stack) templatesAt(location string) []string {
	if found := s.possibleAt(location); len(found) == 1 {
		return found
	}
	return nil
}

// possibleAt returns the paths that a location may lead to.
func (s *stack) possibleAt(location string) []string {
	if strings.Contains(location, "://") || strings.Contains(location, "${") {
		return s.run.loader.scanned().called(location, s.document.File)
	}
	return appendBeside(nil, s.document.File, strings.ReplaceAll(location, `\`, "/"))
}

// severalTemplates returns the templates at hand that a nested stack may have.
func (s *stack) severalTemplates(d *declared) []string {
	var several []string
	s.eachLocation(d, func(location string) {
		for _, file := range s.possibleAt(location) {
			if !slices.Contains(several, file) && s.run.loader.IsTemplate(file) {
				several = append(several, file)
			}
		}
	})
	return several
}

func appendBeside(paths []string, file, relative string) []string {
	if joined, ok := syntax.Beside(file, relative); ok && fs.ValidPath(joined) && joined != file {
		return append(paths, joined)
	}
	return paths
}

// eachLocation visits what the location of a nested stack's template may come to, as far as it is known, and
// tells whether a condition that is not decided chooses. The template must not depend on who asks for it, so
// nothing is assumed.
func (s *stack) eachLocation(d *declared, visit func(string)) (open bool) {
	before := s.view
	defer func() { s.view = before }()
	s.view = newView()
	return s.eachPlace(d.body.Find("Properties").Find(syntax.TemplateProperty[d.typeName]), visit)
}

// eachPlace visits the branch that a condition takes before the other.
func (s *stack) eachPlace(n *syntax.Node, visit func(string)) (open bool) {
	if n.Calls("Fn::If") && len(n.Argument().Items) == 3 {
		branches := n.Argument().Items
		chosen := s.decide(&branches[0]).truth
		taken, other := &branches[1], &branches[2]
		if chosen == no {
			taken, other = other, taken
		}
		open = s.eachPlace(taken, visit)
		s.eachPlace(other, visit) // where the one taken is not at hand
		return open || chosen == undecided
	}
	if place := s.sketch(n); place != "" {
		visit(place)
	}
	return false
}
