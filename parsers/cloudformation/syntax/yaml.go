package syntax

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

	// MaximumDepth is how deep values may be nested in each other.
	MaximumDepth = 200
)

var (
	errRepeated = errors.New("its aliases repeat more than a million values")
	errDepth    = fmt.Errorf("its values are nested more than %d deep", MaximumDepth)
)

// yamlReader turns the nodes of yaml.v3 into ours: short tags become calls, aliases and merge keys what they
// stand for, and every node learns where it ends.
type yamlReader struct {
	source     *Source
	duplicates []duplicate
	repeated   int // nodes below aliases
	aliases    int // how many aliases we are inside of
}

// maximumDocuments is in how many documents of one source a template is looked for.
const maximumDocuments = 100

// readYAML reads the first document of a source that is a template, or else the first one of all: tools put
// several into one file. An empty source has a null node.
func readYAML(text []byte) (Node, []duplicate, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	first, duplicates, err := readNext(decoder, text)
	if err != nil || isTemplate(&first) || !bytes.Contains(text, []byte("\n---")) {
		return first, duplicates, err
	}
	for range maximumDocuments {
		next, nextDuplicates, err := readNext(decoder, text)
		if err != nil || next.Kind == Null && len(next.Items) == 0 && next.Start == (Place{}) {
			break
		}
		if isTemplate(&next) {
			return next, nextDuplicates, nil
		}
	}
	return first, duplicates, nil
}

func readNext(decoder *yaml.Decoder, text []byte) (Node, []duplicate, error) {
	var root yaml.Node
	err := decoder.Decode(&root)
	if errors.Is(err, io.EOF) || err == nil && len(root.Content) == 0 {
		return Node{}, nil, nil
	}
	if err != nil {
		return Node{}, nil, err
	}
	reader := &yamlReader{source: NewSource(text)}
	read, err := reader.read(root.Content[0], 0)
	return read, reader.duplicates, err
}

func (r *yamlReader) read(from *yaml.Node, depth int) (Node, error) {
	if depth > MaximumDepth {
		return Node{}, errDepth
	}
	if r.aliases > 0 {
		if r.repeated++; r.repeated > maximumRepeated {
			return Node{}, errRepeated
		}
	}
	start := Place{int32(from.Line), int32(from.Column)}
	var read Node
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
		return Node{}, err
	}
	if isFunctionTag(from.Tag) {
		argument := asCall(read) // !Base64 before Fn::Sub in full
		return Node{Kind: Call, Short: true, Text: functionOfTag(from.Tag), Items: []Node{argument}, Start: start, End: read.End}, nil
	}
	return asCall(read), nil
}

func isFunctionTag(tag string) bool {
	return len(tag) > 1 && tag[0] == '!' && tag[1] != '!'
}

// readAlias reads what the alias stands for again, so that its values keep the places of the anchor. A
// circle of aliases ends at the maximum depth.
func (r *yamlReader) readAlias(from *yaml.Node, depth int) (Node, error) {
	r.aliases++
	defer func() { r.aliases-- }()
	return r.read(from.Alias, depth+1)
}

func (r *yamlReader) readSequence(from *yaml.Node, start Place, depth int) (Node, error) {
	read := Node{Kind: Sequence, Start: start, Items: make([]Node, len(from.Content))}
	last := start
	for i, child := range from.Content {
		item, err := r.read(child, depth+1)
		if err != nil {
			return Node{}, err
		}
		read.Items[i] = item
		if child.Kind != yaml.AliasNode {
			last = item.End
		}
	}
	read.End = r.endOfCollection(from, last)
	return read, nil
}

func (r *yamlReader) readMapping(from *yaml.Node, start Place, depth int) (Node, error) {
	entries := collector{read: Node{Kind: Mapping, Start: start}}
	entries.expect(len(from.Content) / 2)
	last := start
	var merged []Node
	for i := 0; i+1 < len(from.Content); i += 2 {
		key, value := from.Content[i], from.Content[i+1]
		item, err := r.read(value, depth+1)
		if err != nil {
			return Node{}, err
		}
		if value.Kind != yaml.AliasNode {
			last = item.End
		}
		if key.Tag == "!!merge" {
			merged = append(merged, item)
			continue
		}
		written := r.readScalar(key, Place{int32(key.Line), int32(key.Column)})
		entries.add(Name{Text: key.Value, Start: written.Start, End: written.End}, item)
	}
	for i := range merged {
		entries.merge(&merged[i])
	}
	r.duplicates = append(r.duplicates, entries.duplicates...)
	entries.read.End = r.endOfCollection(from, last)
	return entries.read, nil
}

func (r *yamlReader) readScalar(from *yaml.Node, start Place) Node {
	const quotes = yaml.SingleQuotedStyle | yaml.DoubleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle
	read := Node{Kind: Scalar, Text: from.Value, Start: start}
	read.Quoted = from.Style&quotes != 0 || from.Tag == "!!str" && from.Style&yaml.TaggedStyle != 0
	if from.Tag == "!!null" && !read.Quoted {
		read.Kind = Null
	}
	read.End = r.endOfScalar(from, start)
	return read
}

// endOfScalar returns the place behind a scalar with its quotes. One of several lines ends with its first.
func (r *yamlReader) endOfScalar(from *yaml.Node, start Place) Place {
	plain := from.Style == 0 && from.Anchor == ""
	if plain && !strings.Contains(from.Value, " ") {
		return Place{start.Line, start.Column + int32(utf8.RuneCountInString(from.Value))}
	}
	offset := r.source.OffsetOf(start)
	rest := r.source.text[offset:]
	skipped := lengthOfProperties(rest)
	length := -1
	switch {
	case from.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
	case from.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0:
		length = LengthOfQuoted(rest[skipped:])
	case bytes.HasPrefix(rest[skipped:], []byte(from.Value)):
		length = len(from.Value)
	}
	if length < 0 {
		return r.source.lineEnd(start)
	}
	return Place{start.Line, start.Column + int32(utf8.RuneCount(rest[:skipped+length]))}
}

// lengthOfProperties returns how much of a text is taken by tags and anchors in front of the value.
func lengthOfProperties(text []byte) int {
	length := 0
	for length < len(text) && (text[length] == '!' || text[length] == '&') {
		for length < len(text) && !IsBlank(text[length]) {
			length++
		}
		for length < len(text) && (text[length] == ' ' || text[length] == '\t') {
			length++
		}
	}
	return length
}

// LengthOfQuoted returns the length of the quoted text that begins here, or -1 when it does not end on its
// line.
func LengthOfQuoted(text []byte) int {
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

// IsBlank tells whether a character is a space, a tab or part of a line break.
func IsBlank(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' }

// endOfCollection returns the place behind the last child, and behind the closing bracket when there is one
// on the same line.
func (r *yamlReader) endOfCollection(from *yaml.Node, last Place) Place {
	if from.Style&yaml.FlowStyle == 0 {
		return last
	}
	offset := r.source.OffsetOf(last)
	column := last.Column
	for ; offset < len(r.source.text) && r.source.text[offset] != '\n'; offset++ {
		column++
		if b := r.source.text[offset]; b == ']' || b == '}' {
			return Place{last.Line, column}
		}
	}
	return last
}
