package syntax

import (
	"encoding/json"
	"fmt"
	"unicode/utf8"
)

// jsonReader reads JSON into nodes with their places. yaml.v3 could read most JSON, but refuses two of its
// legal escapes, \/ and surrogate pairs, and encoding/json keeps no places.
type jsonReader struct {
	text       []byte
	offset     int
	line       int32
	column     int32
	duplicates []duplicate
}

// syntaxError is a fault of a source with its place.
type syntaxError struct {
	at      Place
	message string
}

func (e *syntaxError) Error() string { return e.message }

// ParseJSON reads a text that is JSON and nothing else, such as a manifest. The error says what is wrong, not where.
func ParseJSON(text []byte) (Node, error) {
	root, _, err := readJSON(text)
	return root, err
}

func readJSON(text []byte) (Node, []duplicate, error) {
	reader := &jsonReader{text: text, offset: len(byteOrderMark(text)), line: 1, column: 1}
	reader.skipBlanks()
	read, err := reader.read(0)
	if err != nil {
		return Node{}, nil, err
	}
	reader.skipBlanks()
	if reader.offset < len(text) {
		return Node{}, nil, reader.fail("there is more text after the end of the template")
	}
	return read, reader.duplicates, nil
}

func (r *jsonReader) fail(message string) error {
	return &syntaxError{at: r.place(), message: message}
}

func (r *jsonReader) place() Place { return Place{r.line, r.column} }

func (r *jsonReader) peek() byte {
	if r.offset >= len(r.text) {
		return 0
	}
	return r.text[r.offset]
}

// step moves over one ASCII character.
func (r *jsonReader) step() { r.offset++; r.column++ }

func (r *jsonReader) skipBlanks() {
	for r.offset < len(r.text) {
		switch r.text[r.offset] {
		case '\n':
			r.offset++
			r.line++
			r.column = 1
		case ' ', '\t', '\r':
			r.step()
		default:
			return
		}
	}
}

func (r *jsonReader) read(depth int) (Node, error) {
	if depth > MaximumDepth {
		return Node{}, errDepth
	}
	switch r.peek() {
	case '{':
		return r.readMapping(depth)
	case '[':
		return r.readSequence(depth)
	case '"':
		start := r.place()
		text, err := r.readText()
		return Node{Kind: Scalar, Quoted: true, Text: text, Start: start, End: r.place()}, err
	case 0:
		return Node{}, r.fail("the template ends in the middle of a value")
	}
	return r.readBare()
}

func (r *jsonReader) readSequence(depth int) (Node, error) {
	read := Node{Kind: Sequence, Start: r.place()}
	r.step()
	r.skipBlanks()
	for r.peek() != ']' {
		item, err := r.read(depth + 1)
		if err != nil {
			return Node{}, err
		}
		read.Items = append(read.Items, item)
		if err := r.readSeparator(']'); err != nil {
			return Node{}, err
		}
	}
	r.step()
	read.End = r.place()
	return read, nil
}

func (r *jsonReader) readMapping(depth int) (Node, error) {
	entries := collector{read: Node{Kind: Mapping, Start: r.place()}}
	r.step()
	r.skipBlanks()
	for r.peek() != '}' {
		key, err := r.readName()
		if err != nil {
			return Node{}, err
		}
		item, err := r.read(depth + 1)
		if err != nil {
			return Node{}, err
		}
		entries.add(key, item)
		if err := r.readSeparator('}'); err != nil {
			return Node{}, err
		}
	}
	r.step()
	r.duplicates = append(r.duplicates, entries.duplicates...)
	entries.read.End = r.place()
	return asCall(entries.read), nil
}

// readName reads a key with the colon behind it.
func (r *jsonReader) readName() (Name, error) {
	if r.peek() != '"' {
		return Name{}, r.fail("a name in double quotes is expected here")
	}
	start := r.place()
	text, err := r.readText()
	if err != nil {
		return Name{}, err
	}
	key := Name{Text: text, Start: start, End: r.place()}
	r.skipBlanks()
	if r.peek() != ':' {
		return Name{}, r.fail(fmt.Sprintf("a colon is expected after %q", text))
	}
	r.step()
	r.skipBlanks()
	return key, nil
}

// readSeparator reads the comma between two values, or stops before the closing bracket.
func (r *jsonReader) readSeparator(closing byte) error {
	r.skipBlanks()
	if r.peek() == closing {
		return nil
	}
	if r.peek() != ',' {
		return r.fail(fmt.Sprintf("a comma or %c is expected here", closing))
	}
	r.step()
	r.skipBlanks()
	if r.peek() == closing {
		return r.fail(fmt.Sprintf("there is a comma before the closing %c", closing))
	}
	return nil
}

// readText reads a text in double quotes. Only texts with escapes need more than a copy.
func (r *jsonReader) readText() (string, error) {
	from, escaped := r.offset, false
	start := r.place()
	for r.step(); ; {
		switch b := r.peek(); {
		case b == '"':
			r.step()
			if !escaped {
				return string(r.text[from+1 : r.offset-1]), nil
			}
			return unescape(r.text[from:r.offset], start)
		case b == '\\':
			escaped = true
			r.step()
			if r.offset < len(r.text) && r.text[r.offset] != '\n' {
				r.stepRune()
			}
		case b < ' ':
			return "", r.fail("a text must end with a double quote on its line; a line break in it is written \\n")
		default:
			r.stepRune()
		}
	}
}

func (r *jsonReader) stepRune() {
	r.offset += runeLength(r.text[r.offset:])
	r.column++
}

func unescape(quoted []byte, at Place) (string, error) {
	var text string
	if err := json.Unmarshal(quoted, &text); err != nil {
		return "", &syntaxError{at: at, message: "this text has an escape that JSON does not know"}
	}
	return text, nil
}

// readBare reads true, false, null or a number.
func (r *jsonReader) readBare() (Node, error) {
	start, from := r.place(), r.offset
	for r.offset < len(r.text) && isBare(r.text[r.offset]) {
		r.step()
	}
	word := r.text[from:r.offset]
	if len(word) == 0 || !json.Valid(word) {
		r.offset, r.column = from, start.Column
		wrong, _ := utf8.DecodeRune(r.text[from:])
		return Node{}, r.fail(fmt.Sprintf("a value is expected here, and %q begins none", wrong))
	}
	read := Node{Kind: Scalar, Text: string(word), Start: start, End: r.place()}
	if read.Text == "null" {
		read.Kind = Null
	}
	return read, nil
}

func isBare(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b == 'E' || b == '-' || b == '+' || b == '.'
}
