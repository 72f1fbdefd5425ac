package cloudformation

import (
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// kind tells what a node of a template is.
type kind uint8

const (
	null     kind = iota // also what nobody wrote
	scalar               // text, number or truth value: what it is depends on where it stands
	sequence             // items
	mapping              // names with items
	call                 // an intrinsic function with its argument
)

// node is one value of a template, in the same form whether it was written in YAML or in JSON, with a short
// tag or in full. It never changes after it was read, so every stack and every goroutine may share it.
type node struct {
	kind   kind
	quoted bool   // a scalar that is surely a text
	short  bool   // a call written with a tag: !Sub
	text   string // of a scalar, or the function's name: Ref, Condition, Fn::GetAtt
	names  []name // of a mapping, in step with items
	items  []node // of a sequence or a mapping; the one argument of a call
	start  place
	end    place
}

// name is a key of a mapping.
type name struct {
	text  string
	start place
	end   place
}

// place is a position in a source, as graph.Position counts it, in half the space. The line's upper bits say
// in which file: 0 is the template's own, others are those that it includes. No file that is read has so many
// lines.
type place struct{ line, column int32 }

const lineBits = 24

func (p place) position() graph.Position {
	return graph.Position{Line: int(p.line & (1<<lineBits - 1)), Column: int(p.column)}
}

func (p place) file() int { return int(p.line >> lineBits) }

// in returns the same place in another file.
func (p place) in(file int) place {
	if p.file() == 0 {
		p.line |= int32(file) << lineBits
	}
	return p
}

// find returns what a mapping holds under a name, or nil.
func (n *node) find(wanted string) *node {
	if n == nil || n.kind != mapping {
		return nil
	}
	for i := range n.names {
		if n.names[i].text == wanted {
			return &n.items[i]
		}
	}
	return nil
}

// keys returns the names of a mapping in source order.
func (n *node) keys() []string {
	if n == nil || n.kind != mapping {
		return nil
	}
	keys := make([]string, len(n.names))
	for i := range n.names {
		keys[i] = n.names[i].text
	}
	return keys
}

// content returns what a node holds as plain values: texts, lists and maps. Of a call it returns nil.
func (n *node) content() any {
	switch n.kind {
	case scalar:
		return n.text
	case sequence:
		items := make([]any, len(n.items))
		for i := range n.items {
			items[i] = n.items[i].content()
		}
		return items
	case mapping:
		entries := map[string]any{}
		for i := range n.names {
			entries[n.names[i].text] = n.items[i].content()
		}
		return entries
	}
	return nil
}

// argument returns what a function is called with.
func (n *node) argument() *node { return &n.items[0] }

// literal returns the text of a scalar that was written in place, and "" for anything else.
func (n *node) literal() string {
	if n == nil || n.kind != scalar {
		return ""
	}
	return n.text
}

// calls tells whether the node is a call of the named function.
func (n *node) calls(function string) bool {
	return n != nil && n.kind == call && n.text == function
}

// functionOfName returns the function that a mapping's only key calls, and "" when the key is plain.
// Fn::ForEach is none: it stands among other keys and adds to them.
func functionOfName(key string) string {
	if key == "Ref" || strings.HasPrefix(key, "Fn::") && !strings.HasPrefix(key, forEachPrefix) {
		return key
	}
	return ""
}

// functionOfTag returns the full name of the function behind a short tag: !Sub is Fn::Sub.
func functionOfTag(tag string) string {
	switch short := strings.TrimPrefix(tag, "!"); short {
	case "Ref", "Condition":
		return short
	default:
		return "Fn::" + short
	}
}

// asCall turns a mapping whose only key names a function into the call of it.
func asCall(n node) node {
	if n.kind != mapping || len(n.names) != 1 {
		return n
	}
	function := functionOfName(n.names[0].text)
	if function == "" {
		return n
	}
	made := node{kind: call, text: function, items: n.items, start: n.start, end: n.end}
	if argument := made.argument(); n.start.line != n.end.line && argument.kind == scalar {
		// {"Ref": "Vpc"} over three lines: a caret belongs under "Vpc", not under the brace.
		made.start, made.end = argument.start, argument.end
	}
	return made
}
