package cloudformation

import (
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
)

// sketchEntry returns the text that a mapping has for keys.
func (s *stack) sketchEntry(given []syntax.Node) string {
	return s.sketchFound(given, func(standard *syntax.Node) []string { return []string{s.sketch(standard)} })[0]
}

// sketchEntries returns the list that a mapping has for keys.
func (s *stack) sketchEntries(given []syntax.Node) []string {
	return s.sketchFound(given, s.sketchList)
}

// sketchFound returns what Fn::FindInMap takes, of a text as a list of one: the entry of a mapping, or else the
// default value. With a key that is open it is what all agree on that it may take.
func (s *stack) sketchFound(given []syntax.Node, sketch func(*syntax.Node) []string) []string {
	found, open := []*syntax.Node{s.section("Mappings")}, false
	if len(given) < 3 || found[0] == nil {
		return undecidedList
	}
	for i := range given[:3] {
		key := s.sketch(&given[i])
		open = open || strings.Contains(key, openPiece)
		found = sketchStep(found, key)
	}
	var texts [][]string
	for _, entry := range found {
		texts = append(texts, literals(entry))
	}
	if len(given) > 3 && (open || len(found) == 0) {
		if standard := given[3].Find("DefaultValue"); standard != nil {
			texts = append(texts, sketch(standard))
		}
	}
	return agreed(texts)
}

// sketchStep returns what mappings have under a key, and all that they have under one that is open.
func sketchStep(mappings []*syntax.Node, key string) []*syntax.Node {
	var found []*syntax.Node
	for _, within := range mappings {
		switch item := within.Find(key); {
		case item != nil:
			found = append(found, item)
		case within.Kind == syntax.Mapping && strings.Contains(key, openPiece):
			for i := range within.Items {
				found = append(found, &within.Items[i])
			}
		}
	}
	return found
}

// literals returns the texts that an entry of a mapping was written as.
func literals(entry *syntax.Node) []string {
	if entry.Kind == syntax.Scalar {
		return []string{entry.Text}
	}
	texts := []string{}
	for i := range entry.Items {
		if entry.Kind != syntax.Sequence || entry.Items[i].Kind != syntax.Scalar {
			return undecidedList
		}
		texts = append(texts, entry.Items[i].Text)
	}
	return texts
}

// agreed returns the list that all lists are, or else one of which nothing is decided.
func agreed(lists [][]string) []string {
	for _, list := range lists {
		if !slices.Equal(list, lists[0]) {
			return undecidedList
		}
	}
	if len(lists) == 0 || len(lists[0]) == 0 {
		return undecidedList
	}
	return lists[0]
}
