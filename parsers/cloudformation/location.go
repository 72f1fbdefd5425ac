package cloudformation

import (
	"io/fs"
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
// template that Fn::If takes from there or from a bucket is the same template: the one at hand is read.
func (s *stack) templatesOf(d *declared) []string {
	var paths []string
	// CDK stages the templates of nested stacks as assets and says in Metadata under which name (AWS CDK,
	// "aws:asset:path").
	if asset := d.body.find("Metadata").find("aws:asset:path").literal(); asset != "" {
		paths = appendBeside(paths, s.document.file, asset)
	}
	s.eachLocation(d, func(written string) { paths = append(paths, s.templatesAt(written)...) })
	return paths
}

// templatesAt returns the path that a location leads to, and none when it is not known.
func (s *stack) templatesAt(location string) []string {
	if strings.Contains(location, "://") || strings.Contains(location, "${") {
		if called := s.run.loader.scanned().called(location, s.document.file); len(called) == 1 {
			return called
		}
		return nil
	}
	return appendBeside(nil, s.document.file, strings.ReplaceAll(location, `\`, "/"))
}

// severalTemplates returns the templates of the scan that have the name of a nested stack's template, when
// nothing tells which of them it is.
func (s *stack) severalTemplates(d *declared) []string {
	var several []string
	s.eachLocation(d, func(written string) {
		if called := s.run.loader.scanned().called(written, s.document.file); len(called) > 1 {
			several = append(several, called...)
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

// eachLocation visits what the location of a nested stack's template may come to, as far as it is known. The
// template must not depend on who asks for it, so nothing is assumed.
func (s *stack) eachLocation(d *declared, visit func(string)) {
	before := s.view
	defer func() { s.view = before }()
	s.view = newView()
	s.eachPlace(d.body.find("Properties").find(templateProperty[d.typeName]), visit)
}

// eachPlace visits the branch that a condition takes before the other.
func (s *stack) eachPlace(n *node, visit func(string)) {
	if n.calls("Fn::If") && len(n.argument().items) == 3 {
		branches := n.argument().items
		taken, other := &branches[1], &branches[2]
		if s.decide(&branches[0]).truth == no {
			taken, other = other, taken
		}
		s.eachPlace(taken, visit)
		s.eachPlace(other, visit)
		return
	}
	if place := s.sketch(n); place != "" {
		visit(place)
	}
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
