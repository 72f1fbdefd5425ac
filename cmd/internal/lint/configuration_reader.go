package lint

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"go.yaml.in/yaml/v3"
)

// configurationReader reads strictly: what it does not know is a mistake, for a misspelt setting that is
// silently left out would be taken for one that works.
type configurationReader struct {
	file     string
	mistakes []error
}

func (r *configurationReader) mistake(at *yaml.Node, format string, arguments ...any) {
	r.mistakes = append(r.mistakes, fmt.Errorf("%s:%d: %s", r.file, at.Line, fmt.Sprintf(format, arguments...)))
}

func (r *configurationReader) object(node *yaml.Node, keys []key) {
	names := make([]string, len(keys))
	for i, key := range keys {
		names[i] = key.name
	}
	r.pairs(node, func(name, value *yaml.Node) {
		i := slices.Index(names, name.Value)
		if i < 0 {
			suggestion := Suggest(name.Value, names)
			if suggestion == "" {
				suggestion = "; known are " + strings.Join(names, ", ")
			}
			r.mistake(name, "unknown setting %q%s", name.Value, suggestion)
			return
		}
		keys[i].read(value)
	})
}

// pairs visits the names of an object with their values. Nothing at all is an empty object.
func (r *configurationReader) pairs(node *yaml.Node, visit func(name, value *yaml.Node)) {
	node = follow(node)
	if isNull(node) {
		return
	}
	if node.Kind != yaml.MappingNode {
		r.mistake(node, "names with values are expected here, such as name: value")
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		name := node.Content[i]
		if seen[name.Value] {
			r.mistake(name, "%q is set twice", name.Value)
		}
		seen[name.Value] = true
		visit(name, follow(node.Content[i+1]))
	}
}

func (r *configurationReader) rules(node *yaml.Node, rules map[string]RuleSetting) {
	r.pairs(node, func(name, value *yaml.Node) {
		setting, word := RuleSetting{Line: name.Line}, ""
		read := func(n *yaml.Node) { r.word(n, &word, "error", "warning", "note", "off") }
		if value.Kind == yaml.ScalarNode {
			read(value)
		} else {
			r.object(value, []key{{"level", read}})
		}
		setting.Off = word == "off"
		if !setting.Off {
			setting.Level = Level(word)
		}
		rules[name.Value] = setting
	})
}

func (r *configurationReader) text(node *yaml.Node, target *string) {
	if node.Kind != yaml.ScalarNode {
		r.mistake(node, "a text is expected here")
		return
	}
	*target = node.Value
}

func (r *configurationReader) word(node *yaml.Node, target *string, words ...string) {
	if node.Kind != yaml.ScalarNode || !slices.Contains(words, node.Value) {
		r.mistake(node, "%q is expected to be one of %s", node.Value, strings.Join(words, ", "))
		return
	}
	*target = node.Value
}

func (r *configurationReader) truth(node *yaml.Node, target *bool) {
	truth, err := strconv.ParseBool(node.Value)
	if err != nil || node.Kind != yaml.ScalarNode {
		r.mistake(node, "true or false is expected here")
		return
	}
	*target = truth
}

// texts reads a list of texts; a single text is a list of one.
func (r *configurationReader) texts(node *yaml.Node, target *[]string) {
	items := []*yaml.Node{node}
	switch {
	case isNull(node):
		return
	case node.Kind == yaml.SequenceNode:
		items = node.Content
	}
	for _, item := range items {
		var text string
		r.text(follow(item), &text)
		*target = append(*target, text)
	}
}

func (r *configurationReader) globs(node *yaml.Node, target *[]string) {
	r.texts(node, target)
	for _, pattern := range *target {
		if !doublestar.ValidatePattern(pattern) {
			r.mistake(node, "%q is no valid pattern", pattern)
		}
	}
}

// assignments reads names with their values. A list or an object is passed on as it is written, in the
// flow form, which JSON and Terraform read alike.
func (r *configurationReader) assignments(node *yaml.Node, target *[]Assignment) {
	r.pairs(node, func(name, value *yaml.Node) {
		text := value.Value
		if value.Kind != yaml.ScalarNode {
			var err error
			if text, err = flow(value); err != nil {
				r.mistake(value, "this value cannot be passed on: %v", err)
			}
		}
		*target = append(*target, Assignment{name.Value, text})
	})
}

// flow writes a value of the configuration as JSON.
func flow(node *yaml.Node) (string, error) {
	var value any
	if err := node.Decode(&value); err != nil {
		return "", err
	}
	text, err := json.Marshal(value)
	return string(text), err
}

func follow(node *yaml.Node) *yaml.Node {
	if node.Kind == yaml.AliasNode {
		return node.Alias
	}
	return node
}

func isNull(node *yaml.Node) bool { return node.Kind == yaml.ScalarNode && node.Tag == "!!null" }
