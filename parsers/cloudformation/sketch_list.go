package cloudformation

import (
	"strconv"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
)

// undecidedList is a list of which nothing is decided.
var undecidedList = []string{openPiece}

// sketchList returns the texts that a list comes to. An openPiece at its end may stand for several of them.
func (s *stack) sketchList(n *syntax.Node) []string {
	switch {
	case n.Kind == syntax.Sequence:
		texts := make([]string, len(n.Items))
		for i := range n.Items {
			texts[i] = s.sketch(&n.Items[i])
		}
		return texts
	case n.Calls("Fn::Split") && len(n.Argument().Items) == 2:
		return sketchSplit(n.Argument().Items[0].Literal(), s.sketch(&n.Argument().Items[1]))
	case n.Calls("Ref"):
		return s.sketchListParameter(n.Argument().Literal())
	case n.Calls("Fn::FindInMap"):
		return s.sketchEntries(n.Argument().Items)
	case n.Calls("Fn::If"):
		if branch := s.sketchedBranch(n); branch != nil {
			return s.sketchList(branch)
		}
	}
	return undecidedList
}

// sketchItem returns the item that Fn::Select takes.
func (s *stack) sketchItem(given []syntax.Node) string {
	texts := s.sketchList(&given[1])
	position, err := strconv.Atoi(s.sketch(&given[0]))
	if err != nil || position < 0 || position >= len(texts) {
		return openPiece
	}
	return texts[position]
}

// sketchSplit splits a text. An open piece may hold most delimiters itself, so the items end there.
func sketchSplit(delimiter, text string) []string {
	switch {
	case delimiter == "":
		return undecidedList
	case strings.Contains(delimiter, ","): // what an author joins with commas holds none
		return strings.Split(text, delimiter)
	}
	before, _, open := strings.Cut(text, openPiece)
	items := strings.Split(before, delimiter)
	if open {
		items[len(items)-1] = openPiece
	}
	return items
}

// sketchListParameter returns the items of a parameter that is a list.
func (s *stack) sketchListParameter(name string) []string {
	parameter := s.parameters[name]
	if parameter == nil {
		return undecidedList
	}
	items, isList := s.parameterValue(parameter).Items()
	if !isList {
		return undecidedList
	}
	var texts []string
	for _, item := range items {
		text, decided := item.Text()
		if !decided {
			return append(texts, openPiece)
		}
		texts = append(texts, text)
	}
	return texts
}
