package cloudformation

import (
	"strconv"
	"strings"
)

// undecidedList is a list of which nothing is decided.
var undecidedList = []string{openPiece}

// sketchList returns the texts that a list comes to. An openPiece at its end may stand for several of them.
func (s *stack) sketchList(n *node) []string {
	switch {
	case n.kind == sequence:
		texts := make([]string, len(n.items))
		for i := range n.items {
			texts[i] = s.sketch(&n.items[i])
		}
		return texts
	case n.calls("Fn::Split") && len(n.argument().items) == 2:
		return sketchSplit(n.argument().items[0].literal(), s.sketch(&n.argument().items[1]))
	case n.calls("Ref"):
		return s.sketchListParameter(n.argument().literal())
	case n.calls("Fn::FindInMap"):
		return s.sketchEntries(n.argument().items)
	case n.calls("Fn::If"):
		if branch := s.sketchedBranch(n); branch != nil {
			return s.sketchList(branch)
		}
	}
	return undecidedList
}

// sketchItem returns the item that Fn::Select takes.
func (s *stack) sketchItem(given []node) string {
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
