package syntax

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// Comments returns the lines of a template with all blotted out that is no comment: what looks like one in a
// block scalar or in a quoted text is part of that text ("YAML Ain't Markup Language version 1.2", Comments).
func Comments(source []byte) [][]byte {
	blotted := graph.Blot(source)
	scan := commentScan{block: noBlock}
	start := 0
	for _, line := range bytes.SplitAfter(source, []byte("\n")) {
		text := string(bytes.TrimRight(line, "\r\n"))
		if at := scan.line(text); at >= 0 {
			blotted.Keep(start+at, start+len(text))
		}
		start += len(line)
	}
	return blotted.Lines()
}

const noBlock = -1

// commentScan is what the lines so far mean for the next one.
type commentScan struct {
	quote  byte // of the text that goes on in the next line; 0 for none
	flow   int  // brackets and braces that are open
	block  int  // how far the lines of a block scalar are indented at least; noBlock outside of one
	placed bool // a line of the block scalar has shown how far they are
}

// blockHeader begins a block scalar: | or >, how it ends, and how far it is indented.
var blockHeader = regexp.MustCompile(`^[|>](?:[+-]?([1-9])|([1-9])[+-]|[+-])?[ \t]*(?:[ \t]#.*)?$`)

// line returns where a comment begins in a line; -1 when there is none.
func (c *commentScan) line(text string) int {
	indent := len(text) - len(strings.TrimLeft(text, " "))
	if c.block != noBlock {
		switch {
		case strings.TrimSpace(text) == "":
			return -1
		case indent >= c.block:
			if !c.placed {
				c.block, c.placed = indent, true
			}
			return -1
		}
		c.block = noBlock
	}
	return c.tokens(text, indent)
}

// tokens reads a line outside of block scalars. A quote or a block scalar begins only where a value may.
func (c *commentScan) tokens(text string, parent int) int {
	fresh := true
	for i := parent; i < len(text); i++ {
		switch character := text[i]; {
		case c.quote != 0:
			i = c.quoted(text, i)
			fresh = false
		case character == '#' && (i == 0 || IsBlank(text[i-1])):
			return i
		case IsBlank(character):
		case fresh && (character == '"' || character == '\''):
			c.quote = character
		case fresh && (character == '|' || character == '>') && blockHeader.MatchString(text[i:]):
			c.begin(text[i:], parent)
			if at := strings.Index(text[i:], "#"); at >= 0 {
				return i + at
			}
			return -1
		case fresh && character == '-' && followedByBlank(text, i):
			parent = i
			if rest := strings.TrimLeft(text[i+1:], " "); !blockHeader.MatchString(rest) {
				parent = len(text) - len(rest)
			}
		case fresh && (character == '!' || character == '&'):
			for i+1 < len(text) && !IsBlank(text[i+1]) {
				i++
			}
		default:
			fresh = c.plain(text, i, fresh)
		}
	}
	return -1
}

// plain tells whether a value may begin behind a character that stands for itself or separates values.
func (c *commentScan) plain(text string, i int, fresh bool) bool {
	switch text[i] {
	case '[', '{':
		if fresh || c.flow > 0 {
			c.flow++
			return true
		}
	case ']', '}':
		c.flow = max(0, c.flow-1)
	case ',':
		return c.flow > 0
	case ':', '?':
		return followedByBlank(text, i)
	}
	return false
}

// quoted returns where the reading goes on after a character of a quoted text.
func (c *commentScan) quoted(text string, i int) int {
	switch {
	case c.quote == '"' && text[i] == '\\':
		return i + 1
	case text[i] != c.quote:
		return i
	case c.quote == '\'' && i+1 < len(text) && text[i+1] == '\'':
		return i + 1
	}
	c.quote = 0
	return i
}

// begin notes a block scalar, whose lines are indented farther than what it belongs to.
func (c *commentScan) begin(header string, parent int) {
	c.block, c.placed = parent+1, false
	if found := blockHeader.FindStringSubmatch(header); found[1]+found[2] != "" {
		c.block, c.placed = parent+int((found[1] + found[2])[0]-'0'), true
	}
}

func followedByBlank(text string, i int) bool { return i+1 == len(text) || IsBlank(text[i+1]) }
