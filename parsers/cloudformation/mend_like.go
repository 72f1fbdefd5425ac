package cloudformation

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/resourcetypes"
	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
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
		if hasWord(literal.Text, change.From) {
			found = true
			start, end := at.source.OffsetOf(literal.Start), at.source.OffsetOf(literal.End)
			at.replace(start, end, replaceWord(string(at.text[start:end]), change.From, change.To))
		}
	})
	return found
}

// addSibling writes an entry behind another one of a block, with the same distance as that has to the one before.
func (t *template) addSibling(sibling slot, text string) {
	indent := strings.Repeat(" ", t.indentation(sibling.start))
	switch {
	case !sibling.flow:
		t.insert(sibling.end, t.distance(sibling)+indent+text)
	case t.isFirst(sibling.start):
		t.insert(sibling.end, ","+t.distance(sibling)+indent+text)
	default:
		t.insert(sibling.end, ", "+text)
	}
}

// distance is a line break, or two where the author leaves a line free between resources.
func (t *template) distance(sibling slot) string {
	blank := func(offset int) bool {
		return len(bytes.TrimSpace(t.text[t.lineStart(offset):t.lineEnd(offset)])) == 0
	}
	before := t.lineStart(sibling.start) - 1
	if before > 0 && blank(before) {
		return "\n\n"
	}
	if behind := sibling.end + bytes.IndexByte(t.text[sibling.end:], '\n') + 1; behind < len(t.text) && bytes.Contains(t.text[behind:], []byte("\n")) && blank(behind) {
		return "\n\n"
	}
	return "\n"
}

// isDeclared tells whether a logical id is taken.
func (t *template) isDeclared(id string) bool {
	for _, section := range []string{"Resources", "Parameters", "Conditions", "Mappings"} {
		if t.document.Root.Find(section).Find(id) != nil {
			return true
		}
	}
	return false
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
		if !hasWord(literal.Text, from) {
			return
		}
		found = true
		c.replace(c.source.OffsetOf(literal.Start), c.source.OffsetOf(literal.End), from, to, replaceWord)
	})
	return found
}

func (c *copied) text() string {
	return string(c.changes.InOrder().Apply(c.template.text[c.start:c.end]))
}

// eachScalar visits the literals of a value, but not the names that references are made of.
func eachScalar(n *syntax.Node, visit func(*syntax.Node)) {
	switch {
	case n.Kind == syntax.Scalar:
		visit(n)
	case n.Calls("Ref") || n.Calls("Fn::GetAtt") || n.Calls("Fn::ImportValue") || n.Calls("Fn::FindInMap"):
	default:
		for i := range n.Items {
			eachScalar(&n.Items[i], visit)
		}
	}
}

func wordPattern(word string) *regexp.Regexp {
	return regexp.MustCompile(`(^|[^A-Za-z0-9])` + regexp.QuoteMeta(word) + `($|[^A-Za-z0-9])`)
}

func hasWord(text, word string) bool { return wordPattern(word).MatchString(text) }

func replaceWord(text, from, to string) string {
	return wordPattern(from).ReplaceAllString(text, "${1}"+to+"${2}")
}

// renamed is a logical id in the way of its sibling's: SsmEndpoint, then SsmMessagesEndpoint. It keeps the quotes
// of a name in JSON.
func renamed(id, from, to string) string {
	fromForms, toForms := spellings(from), spellings(to)
	for i, spelled := range fromForms {
		if strings.Contains(id, spelled) {
			return strings.Replace(id, spelled, toForms[i], 1)
		}
	}
	closing := ""
	if strings.HasSuffix(id, `"`) {
		id, closing = strings.TrimSuffix(id, `"`), `"`
	}
	return id + toForms[1] + closing
}

// spellings are the ways in which the name of a service is part of a logical id: SSMMessages, SsmMessages,
// ssmmessages.
func spellings(service string) []string {
	letters := regexp.MustCompile(`[^A-Za-z0-9]`).ReplaceAllString(service, "")
	base, messages := strings.CutSuffix(letters, "messages")
	rest := ""
	if messages {
		rest = "Messages"
	}
	return []string{
		strings.ToUpper(base) + rest,
		strings.ToUpper(base[:min(1, len(base))]) + base[min(1, len(base)):] + rest,
		letters,
	}
}
