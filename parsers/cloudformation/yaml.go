package cloudformation

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

const (
	// Aliases may repeat at most this many nodes in a template. CloudFormation takes templates up to 1 MB
	// (CloudFormation quotas), so an honest one stays far below it.
	maximumRepeated = 1_000_000
	maximumDepth    = 200
)

var (
	errRepeated = errors.New("its aliases repeat more than a million values")
	errDepth    = fmt.Errorf("its values are nested more than %d deep", maximumDepth)
)

// yamlReader turns the nodes of yaml.v3 into ours: short tags become calls, aliases and merge keys what they
// stand for, and every node learns where it ends.
type yamlReader struct {
	source     *source
	duplicates []duplicate
	repeated   int // nodes below aliases
	aliases    int // how many aliases we are inside of
}

// maximumDocuments is in how many documents of one source a template is looked for.
const maximumDocuments = 100

// readYAML reads the first document of a source that is a template, or else the first one of all: tools put
// several into one file. An empty source has a null node.
func readYAML(text []byte) (node, []duplicate, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	first, duplicates, err := readNext(decoder, text)
	if err != nil || isTemplate(&first) || !bytes.Contains(text, []byte("\n---")) {
		return first, duplicates, err
	}
	for range maximumDocuments {
		next, nextDuplicates, err := readNext(decoder, text)
		if err != nil || next.kind == null && len(next.items) == 0 && next.start == (place{}) {
			break
		}
		if isTemplate(&next) {
			return next, nextDuplicates, nil
		}
	}
	return first, duplicates, nil
}

func readNext(decoder *yaml.Decoder, text []byte) (node, []duplicate, error) {
	var root yaml.Node
	err := decoder.Decode(&root)
	if errors.Is(err, io.EOF) || err == nil && len(root.Content) == 0 {
		return node{}, nil, nil
	}
	if err != nil && strings.Contains(err.Error(), "exceeded max depth") {
		return node{}, nil, errDepth
	}
	if err != nil {
		return node{}, nil, err
	}
	reader := &yamlReader{source: newSource(text)}
	read, err := reader.read(root.Content[0], 0)
	return read, reader.duplicates, err
}

// otherDocument returns where a source has a document besides the one that was read: of several documents a template
// is only one.
func otherDocument(text []byte, read place) (place, bool) {
	if !bytes.Contains(text, []byte("\n---")) {
		return place{}, false
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	for range maximumDocuments {
		var root yaml.Node
		if err := decoder.Decode(&root); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			at, _ := lineInYAML(text, err)
			return at, true
		}
		if len(root.Content) == 0 || root.Content[0].Tag == "!!null" {
			continue
		}
		if at := (place{int32(root.Content[0].Line), int32(root.Content[0].Column)}); at != read {
			return at, true
		}
	}
	return place{}, false
}

func (r *yamlReader) read(from *yaml.Node, depth int) (node, error) {
	if depth > maximumDepth {
		return node{}, errDepth
	}
	if r.aliases > 0 {
		if r.repeated++; r.repeated > maximumRepeated {
			return node{}, errRepeated
		}
	}
	start := place{int32(from.Line), int32(from.Column)}
	var read node
	var err error
	switch from.Kind {
	case yaml.AliasNode:
		return r.readAlias(from, depth)
	case yaml.SequenceNode:
		read, err = r.readSequence(from, start, depth)
	case yaml.MappingNode:
		read, err = r.readMapping(from, start, depth)
	default:
		read = r.readScalar(from, start)
	}
	if err != nil {
		return node{}, err
	}
	if isFunctionTag(from.Tag) {
		argument := asCall(read) // !Base64 before Fn::Sub in full
		return node{kind: call, short: true, text: functionOfTag(from.Tag), items: []node{argument}, start: start, end: read.end}, nil
	}
	return asCall(read), nil
}

func isFunctionTag(tag string) bool {
	return len(tag) > 1 && tag[0] == '!' && tag[1] != '!'
}

// readAlias reads what the alias stands for again, so that its values keep the places of the anchor. A
// circle of aliases ends at the maximum depth.
func (r *yamlReader) readAlias(from *yaml.Node, depth int) (node, error) {
	r.aliases++
	defer func() { r.aliases-- }()
	return r.read(from.Alias, depth+1)
}

func (r *yamlReader) readSequence(from *yaml.Node, start place, depth int) (node, error) {
	read := node{kind: sequence, start: start, items: make([]node, len(from.Content))}
	last := start
	for i, child := range from.Content {
		item, err := r.read(child, depth+1)
		if err != nil {
			return node{}, err
		}
		read.items[i] = item
		if child.Kind != yaml.AliasNode {
			last = item.end
		}
	}
	read.end = r.endOfCollection(from, last)
	return read, nil
}

func (r *yamlReader) readMapping(from *yaml.Node, start place, depth int) (node, error) {
	entries := collector{read: node{kind: mapping, start: start}}
	entries.expect(len(from.Content) / 2)
	last := start
	var merged []node
	for i := 0; i+1 < len(from.Content); i += 2 {
		key, value := from.Content[i], from.Content[i+1]
		item, err := r.read(value, depth+1)
		if err != nil {
			return node{}, err
		}
		if value.Kind != yaml.AliasNode {
			last = item.end
		}
		if key.Tag == "!!merge" {
			merged = append(merged, item)
			continue
		}
		written := r.readScalar(key, place{int32(key.Line), int32(key.Column)})
		entries.add(name{text: key.Value, start: written.start, end: written.end}, item)
	}
	for i := range merged {
		entries.merge(&merged[i])
	}
	r.duplicates = append(r.duplicates, entries.duplicates...)
	entries.read.end = r.endOfCollection(from, last)
	return entries.read, nil
}

func (r *yamlReader) readScalar(from *yaml.Node, start place) node {
	const quotes = yaml.SingleQuotedStyle | yaml.DoubleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle
	read := node{kind: scalar, text: from.Value, start: start}
	read.quoted = from.Style&quotes != 0 || from.Tag == "!!str" && from.Style&yaml.TaggedStyle != 0
	if from.Tag == "!!null" && !read.quoted {
		read.kind = null
	}
	read.end = r.endOfScalar(from, start)
	return read
}

// endOfScalar returns the place behind a scalar with its quotes. One of several lines ends with its first.
func (r *yamlReader) endOfScalar(from *yaml.Node, start place) place {
	plain := from.Style == 0 && from.Anchor == ""
	if plain && !strings.Contains(from.Value, " ") {
		return place{start.line, start.column + int32(utf8.RuneCountInString(from.Value))}
	}
	offset := r.source.find(start)
	rest := r.source.text[offset:]
	skipped := lengthOfProperties(rest)
	length := -1
	switch {
	case from.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
	case from.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0:
		length = lengthOfQuoted(rest[skipped:])
	case bytes.HasPrefix(rest[skipped:], []byte(from.Value)):
		length = len(from.Value)
	}
	if length < 0 {
		return r.source.lineEnd(start)
	}
	return place{start.line, start.column + int32(utf8.RuneCount(rest[:skipped+length]))}
}

// lengthOfProperties returns how much of a text is taken by tags and anchors in front of the value.
func lengthOfProperties(text []byte) int {
	length := 0
	for length < len(text) && (text[length] == '!' || text[length] == '&') {
		for length < len(text) && !isBlank(text[length]) {
			length++
		}
		for length < len(text) && (text[length] == ' ' || text[length] == '\t') {
			length++
		}
	}
	return length
}

// lengthOfQuoted returns the length of the quoted text that begins here, or -1 when it does not end on its
// line.
func lengthOfQuoted(text []byte) int {
	if len(text) == 0 {
		return -1
	}
	quote := text[0]
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == '\n':
			return -1
		case text[i] == '\\' && quote == '"':
			i++
		case text[i] == quote && quote == '\'' && i+1 < len(text) && text[i+1] == quote:
			i++
		case text[i] == quote:
			return i + 1
		}
	}
	return -1
}

func isBlank(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' }

// endOfCollection returns the place behind the last child, and behind the closing bracket when there is one
// on the same line.
func (r *yamlReader) endOfCollection(from *yaml.Node, last place) place {
	if from.Style&yaml.FlowStyle == 0 {
		return last
	}
	offset := r.source.find(last)
	column := last.column
	for ; offset < len(r.source.text) && r.source.text[offset] != '\n'; offset++ {
		column++
		if b := r.source.text[offset]; b == ']' || b == '}' {
			return place{last.line, column}
		}
	}
	return last
}
