package mend

import (
	"bytes"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
)

// slot is one name of a mapping with its value, in the text.
type slot struct {
	id         syntax.Name
	value      *syntax.Node
	start      int // of the name
	valueStart int
	end        int // behind the value
	flow       bool
}

// slotOf finds an entry of a mapping in the text.
func (t *template) slotOf(within *syntax.Node, index int) slot {
	found := slot{id: within.Names[index], value: &within.Items[index]}
	found.start = t.source.OffsetOf(found.id.Start)
	found.flow = t.isFlow(within)
	at := t.source.OffsetOf(found.id.End)
	for at < len(t.text) && t.text[at] != ':' {
		at++
	}
	for at++; at < len(t.text) && (t.text[at] == ' ' || t.text[at] == '\t'); {
		at++
	}
	if found.flow {
		for at < len(t.text) && syntax.IsBlank(t.text[at]) {
			at++
		}
		found.valueStart, found.end = at, t.flowEnd(at)
		return found
	}
	found.valueStart = at
	found.end = t.blockEnd(found)
	return found
}

// find returns what a mapping holds under a dotted path of names, as an entry.
func (t *template) find(within *syntax.Node, path string) (slot, bool) {
	head, rest, more := strings.Cut(path, ".")
	if within == nil || within.Kind != syntax.Mapping {
		return slot{}, false
	}
	for i := range within.Names {
		if within.Names[i].Text != head {
			continue
		}
		if more {
			return t.find(&within.Items[i], rest)
		}
		return t.slotOf(within, i), true
	}
	return slot{}, false
}

// raw returns the text of an entry's value.
func (t *template) raw(of slot) string { return string(t.text[of.valueStart:of.end]) }

// isFlow tells whether a mapping or a list is written in brackets.
func (t *template) isFlow(n *syntax.Node) bool {
	if t.json {
		return true
	}
	offset := t.source.OffsetOf(n.Start)
	return offset < len(t.text) && (t.text[offset] == '{' || t.text[offset] == '[')
}

// blockEnd returns the end of an entry in a mapping of YAML without brackets: that of the last line that is
// indented deeper than its name. The items of a list may begin below the name.
func (t *template) blockEnd(of slot) int {
	column := int(of.id.Start.Column) - 1
	end := t.lineEnd(of.start)
	isList := of.value.Kind == syntax.Sequence
	for next := end; ; {
		newline := bytes.IndexByte(t.text[next:], '\n')
		if newline < 0 {
			return end
		}
		next += newline + 1
		line := t.text[next:t.lineEnd(next)]
		content := bytes.TrimLeft(line, " ")
		indent := len(line) - len(content)
		switch {
		case len(bytes.TrimSpace(content)) == 0:
		case indent > column, isList && indent == column && (bytes.HasPrefix(content, []byte("- ")) || len(content) == 1 && content[0] == '-'):
			end = t.lineEnd(next)
		default:
			return end
		}
		if next >= len(t.text) {
			return end
		}
	}
}

// flowEnd returns the end of a value in JSON, or in the brackets of YAML.
func (t *template) flowEnd(offset int) int {
	depth := 0
	for at := offset; at < len(t.text); at++ {
		switch b := t.text[at]; b {
		case '"', '\'':
			length := syntax.LengthOfQuoted(t.text[at:])
			if length < 0 {
				return t.lineEnd(at)
			}
			at += length - 1
			if depth == 0 {
				return at + 1
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return at + 1
			} else if depth < 0 {
				return len(bytes.TrimRight(t.text[:at], " \t\r\n"))
			}
		case ',':
			if depth == 0 {
				return len(bytes.TrimRight(t.text[:at], " \t\r\n"))
			}
		}
	}
	return len(t.text)
}
