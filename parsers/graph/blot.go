package graph

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// Blotted is a source of which only some parts can be read. The rest keeps its place, so that lines and columns
// stay what they are.
type Blotted struct {
	source []byte
	kept   []bool // by byte
}

// Blot blots out a whole source.
func Blot(source []byte) *Blotted {
	return &Blotted{source: source, kept: make([]bool, len(source))}
}

// Keep makes the bytes from start up to end readable.
func (b *Blotted) Keep(start, end int) {
	for i := max(0, start); i < min(end, len(b.kept)); i++ {
		b.kept[i] = true
	}
}

// Hide blots out the bytes from start up to end again.
func (b *Blotted) Hide(start, end int) {
	for i := max(0, start); i < min(end, len(b.kept)); i++ {
		b.kept[i] = false
	}
}

// Lines returns the lines without their ends. In place of each character that is blotted out stands a star, and
// white space stays.
func (b *Blotted) Lines() [][]byte {
	text := make([]byte, 0, len(b.source))
	for i := 0; i < len(b.source); {
		character, size := utf8.DecodeRune(b.source[i:])
		if b.kept[i] || unicode.IsSpace(character) {
			text = append(text, b.source[i:i+size]...)
		} else {
			text = append(text, '*')
		}
		i += size
	}
	lines := bytes.Split(text, []byte("\n"))
	for i, line := range lines {
		lines[i] = bytes.TrimSuffix(line, []byte("\r"))
	}
	return lines
}
