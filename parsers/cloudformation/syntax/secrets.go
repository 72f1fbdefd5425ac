package syntax

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// WithoutSecrets returns the lines of a template, or of anything else in YAML or JSON, with secret values blotted out.
// References in them stay. Of what cannot be read, as a piece of JSON, all is blotted out that comes behind a secret's
// name.
func WithoutSecrets(text []byte) [][]byte {
	blotted := graph.Blot(text)
	blotted.Keep(0, len(text))
	read := readYAML
	if LooksLikeJSON(text) {
		read = readJSON
	}
	root, _, err := read(text)
	if err != nil || root.Kind != Mapping && root.Kind != Sequence {
		blotted.Hide(graph.SecretFrom(text), len(text))
		return blotted.Lines()
	}
	reader := secretReader{source: NewSource(text), blotted: blotted, since: nowhere}
	depth := 0
	if !isTemplate(&root) {
		depth = labelled
	}
	reader.read(&root, "", depth, false)
	reader.reach(len(text))
	return blotted.Lines()
}

// secretReader walks a template in the order of its source.
type secretReader struct {
	source  *Source
	blotted *graph.Blotted
	since   int // where a secret text of several lines begins that goes on to the next value; nowhere outside of one
}

const nowhere = -1

// labelled is how deep the names stand that say what something is called, and nothing of a value: sections of a template
// and logical ids.
const labelled = 2

// read reads what stands under a name.
func (r *secretReader) read(from *Node, under string, depth int, secret bool) {
	switch from.Kind {
	case Scalar:
		r.reach(r.source.OffsetOf(from.Start))
		if secret {
			r.hide(from)
		}
	case Call:
		r.read(from.Argument(), under, depth+1, secret && !namesOnly[from.Text])
	case Sequence:
		for i := range from.Items {
			r.read(&from.Items[i], under, depth+1, secret)
		}
	case Mapping:
		for i, each := range from.Names {
			r.reach(r.source.OffsetOf(each.Start))
			called := each.Text
			switch strings.ToLower(each.Text) {
			case "default":
				called = under
			case "value":
				called = from.Find("Name").Literal() + from.Find("name").Literal()
			}
			isSecret := graph.IsSecret(called) && (depth >= labelled || called != each.Text)
			r.read(&from.Items[i], each.Text, depth+1, secret || isSecret)
		}
	}
}

// namesOnly are the functions whose arguments name what has a value.
var namesOnly = map[string]bool{"Ref": true, "Condition": true, "Fn::GetAtt": true, "Fn::ImportValue": true, "Fn::FindInMap": true}

// hide blots out a text, but not its quotes, nor the references in it. One of several lines goes on to the next value.
func (r *secretReader) hide(from *Node) {
	start, end := r.source.OffsetOf(from.Start), r.source.OffsetOf(from.End)
	written := r.source.text[start:end]
	properties := lengthOfProperties(written)
	start, written = start+properties, written[properties:]
	switch {
	case blockHeader.Match(written):
		r.since = end
		return
	case len(written) > 1 && (written[0] == '"' || written[0] == '\''):
		if LengthOfQuoted(written) == len(written) {
			start, end = start+1, end-1
			break
		}
		r.since = start + 1
	case from.Text != string(written):
		r.since = start
	}
	r.blot(start, end)
}

// reach tells that the next value begins at an offset.
func (r *secretReader) reach(offset int) {
	if r.since == nowhere || offset <= r.since {
		return
	}
	between := r.source.text[r.since:offset]
	if line := bytes.LastIndexByte(between, '\n'); line >= 0 && len(bytes.Trim(between[line:], "\n -")) == 0 {
		offset = r.since + line // the next value has a line of its own
	}
	r.blot(r.since, offset)
	r.since = nowhere
}

var insertion = regexp.MustCompile(`\$\{[^}]*\}`)

func (r *secretReader) blot(start, end int) {
	r.blotted.Hide(start, end)
	for _, at := range insertion.FindAllIndex(r.source.text[start:end], -1) {
		r.blotted.Keep(start+at[0], start+at[1])
	}
}
