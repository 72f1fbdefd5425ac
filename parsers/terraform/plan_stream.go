package terraform

import (
	"encoding/json"
	"errors"
	"io"

	"github.com/reachlint/reachlint/parsers/graph"
)

// object calls visit for every name of the object that comes next; visit must read the value.
func (r *planReader) object(visit func(key string) error) error {
	token, err := r.decoder.Token()
	if err != nil || token == nil {
		return err
	}
	if token != json.Delim('{') {
		return errors.New("an object is expected")
	}
	for r.decoder.More() {
		key, err := r.decoder.Token()
		if err != nil {
			return err
		}
		if err := visit(key.(string)); err != nil {
			return err
		}
	}
	_, err = r.decoder.Token()
	return err
}

// list calls visit for every item of the list that comes next; visit must read the item.
func (r *planReader) list(visit func() error) error {
	token, err := r.decoder.Token()
	if err != nil || token == nil {
		return err
	}
	if token != json.Delim('[') {
		return errors.New("a list is expected")
	}
	for r.decoder.More() {
		if err := visit(); err != nil {
			return err
		}
	}
	_, err = r.decoder.Token()
	return err
}

// skip reads over a value of any size.
func (r *planReader) skip() error {
	for depth := 0; ; {
		token, err := r.decoder.Token()
		if err != nil {
			return err
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth == 0 {
			return nil
		}
	}
}

// lineReader remembers where lines begin, and which bytes begin no code point, of what was read through it.
type lineReader struct {
	io.Reader
	offset    int64
	newlines  []int64
	following []int64
}

// Read reads on.
func (l *lineReader) Read(into []byte) (int, error) {
	count, err := l.Reader.Read(into)
	for n, each := range into[:count] {
		switch {
		case each == '\n':
			l.newlines = append(l.newlines, l.offset+int64(n))
		case each&0xC0 == 0x80:
			l.following = append(l.following, l.offset+int64(n))
		}
	}
	l.offset += int64(count)
	return count, err
}

// position turns an offset in the file into a line and column.
func (l *lineReader) position(offset int64) graph.Position {
	line := countBelow(l.newlines, offset)
	start := int64(0)
	if line > 0 {
		start = l.newlines[line-1] + 1
	}
	multiple := countBelow(l.following, offset) - countBelow(l.following, start)
	return graph.Position{Line: line + 1, Column: int(offset-start) - multiple + 1}
}
