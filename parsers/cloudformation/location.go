package cloudformation

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

const (
	// openPiece stands in a location for what the source does not decide.
	openPiece = "${}"

	// maximumLocation is how long a location may be (AWS CloudFormation API Reference, "CreateStack").
	maximumLocation = 5120
)

// templatesOf returns the paths of the templates that a nested stack may have: beside the stack's own file,
// or among the templates of the scan where the location is a URL and its file name leaves no choice. A
// template that Fn::If takes from there or from a bucket is the same template: the one at hand is read. Of two
// at hand none is, unless it is decided which.
func (s *stack) templatesOf(d *declared) []string {
	// CDK stages the templates of nested stacks as assets and says in Metadata under which name (AWS CDK,
	// "aws:asset:path").
	asset := d.body.find("Metadata").find("aws:asset:path").literal()
	var paths []string
	if asset != "" {
		paths = appendBeside(paths, s.document.file, asset)
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
		return s.run.loader.scanned().called(location, s.document.file)
	}
	return appendBeside(nil, s.document.file, strings.ReplaceAll(location, `\`, "/"))
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
	if joined, ok := beside(file, relative); ok && fs.ValidPath(joined) && joined != file {
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
	return s.eachPlace(d.body.find("Properties").find(templateProperty[d.typeName]), visit)
}

// eachPlace visits the branch that a condition takes before the other.
func (s *stack) eachPlace(n *node, visit func(string)) (open bool) {
	if n.calls("Fn::If") && len(n.argument().items) == 3 {
		branches := n.argument().items
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

// sketch returns the one text that a node comes to, with openPiece for each part that is not decided. It is
// asked before anything is evaluated, so it asks only for what needs no resources: parameters and mappings.
func (s *stack) sketch(n *node) string {
	text := openPiece
	switch {
	case n == nil:
		return ""
	case n.kind == scalar:
		text = n.text
	case n.calls("Ref"):
		text = s.sketchName(n.argument().literal())
	case n.calls("Fn::Sub"):
		text = s.sketchSubstitution(n.argument())
	case n.calls("Fn::Join") && len(n.argument().items) == 2 && n.argument().items[1].kind == sequence:
		pieces := n.argument().items[1].items
		texts := make([]string, len(pieces))
		for i := range pieces {
			texts[i] = s.sketch(&pieces[i])
		}
		text = strings.Join(texts, n.argument().items[0].literal())
	case n.calls("Fn::FindInMap"):
		text = s.sketchEntry(n.argument().items)
	}
	if len(text) > maximumLocation {
		return openPiece
	}
	return text
}

// sketchName returns what a parameter or a pseudo parameter stands for.
func (s *stack) sketchName(name string) string {
	value, known := s.pseudo(name, graph.Range{})
	if parameter := s.parameters[name]; parameter != nil {
		value, known = s.parameterValue(parameter), true
	}
	if text, decided := value.Text(); known && decided {
		return text
	}
	return openPiece
}

func (s *stack) sketchSubstitution(argument *node) string {
	var variables *node
	if argument.kind == sequence && len(argument.items) > 0 {
		if len(argument.items) > 1 {
			variables = &argument.items[1]
		}
		argument = &argument.items[0]
	}
	if argument.kind != scalar {
		return openPiece
	}
	sketched := map[string]string{} // once, however often it is named
	var text strings.Builder
	for _, piece := range cutVariables(argument.text) {
		filled, known := piece.text, !piece.variable
		if !known {
			filled, known = sketched[piece.text]
		}
		if !known {
			filled = s.sketchVariable(piece.text, variables)
			sketched[piece.text] = filled
		}
		if text.WriteString(filled); text.Len() > maximumLocation {
			return openPiece
		}
	}
	return text.String()
}

func (s *stack) sketchVariable(name string, variables *node) string {
	if own := variables.find(name); own != nil {
		return s.sketch(own)
	}
	return s.sketchName(name)
}

// sketchEntry returns the entry of a mapping whose keys are known.
func (s *stack) sketchEntry(keys []node) string {
	if len(keys) < 3 {
		return openPiece
	}
	found := s.section("Mappings")
	for i := range keys[:3] {
		found = found.find(s.sketch(&keys[i]))
	}
	if found == nil || found.kind != scalar {
		return openPiece
	}
	return found.text
}
