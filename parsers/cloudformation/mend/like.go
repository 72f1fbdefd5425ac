package mend

import (
	"github.com/reachlint/reachlint/parsers/cloudformation/resourcetypes"
	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/words"
)

// addLike adds a resource behind its sibling: a copy in which the word of one property, the name and the tags are
// those of the new one.
func (m *mender) addLike(change graph.AddLike) bool {
	at, ok := m.spot(change.Node)
	if !ok || m.stacks(at) > 1 {
		return false
	}
	property := resourcetypes.Table[m.nodes.Node(change.Node).Resource.Type].ValueProperty(change.Attribute)
	value, ok := at.find(at.body.Find("Properties"), property)
	sibling := at.slot()
	name := renamed(sibling.id.Text, change.From, change.To)
	if !ok || at.isDeclared(name) {
		return false
	}
	copied := copied{template: at.template, start: sibling.start, end: sibling.end}
	copied.replace(at.source.OffsetOf(sibling.id.Start), at.source.OffsetOf(sibling.id.End), change.From, change.To, renamed)
	if !copied.replaceWords(value, change.From, change.To) {
		return false
	}
	if tags, ok := at.find(at.body.Find("Properties"), "Tags"); ok {
		copied.replaceWords(tags, change.From, change.To)
	}
	at.addSibling(sibling, copied.text())
	return true
}

// replaceWord corrects a word of a property where it is written as a text, perhaps within a function.
func (m *mender) replaceWord(change graph.ReplaceWord) bool {
	at, ok := m.spot(change.Node)
	if !ok {
		return false
	}
	property := resourcetypes.Table[m.nodes.Node(change.Node).Resource.Type].ValueProperty(change.Attribute)
	value, ok := at.find(at.body.Find("Properties"), property)
	if !ok {
		return false
	}
	found := false
	eachScalar(value.value, func(literal *syntax.Node) {
		if words.Contains(literal.Text, change.From) {
			found = true
			start, end := at.source.OffsetOf(literal.Start), at.source.OffsetOf(literal.End)
			at.replace(start, end, words.Replace(string(at.text[start:end]), change.From, change.To))
		}
	})
	return found
}

// copied is a stretch of a template with changes of its own.
type copied struct {
	*template
	start, end int
	changes    graph.Splices
}

func (c *copied) replace(start, end int, from, to string, change func(text, from, to string) string) {
	before := string(c.template.text[start:end])
	c.changes = append(c.changes, graph.Splice{Start: start - c.start, End: end - c.start, Text: change(before, from, to)})
}

// replaceWords replaces a word in the literals of a value, also in the texts of functions; it returns false when
// there is none.
func (c *copied) replaceWords(of slot, from, to string) bool {
	found := false
	eachScalar(of.value, func(literal *syntax.Node) {
		if !words.Contains(literal.Text, from) {
			return
		}
		found = true
		c.replace(c.source.OffsetOf(literal.Start), c.source.OffsetOf(literal.End), from, to, words.Replace)
	})
	return found
}

func (c *copied) text() string {
	return string(c.changes.InOrder().Apply(c.template.text[c.start:c.end]))
}
