package parsers_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// value writes a value; a text that holds JSON is what the JSON says.
func (p painter) value(value graph.Value) string {
	if alternatives := value.Alternatives(); len(alternatives) > 1 {
		return "(" + p.all(alternatives, " or ") + ")"
	}
	if items, ok := value.Items(); ok {
		return "[" + p.all(items, ", ") + "]"
	}
	if entries, ok := value.Entries(); ok {
		texts := make([]string, len(entries))
		for i, entry := range entries {
			texts[i] = entry.Name + ": " + p.value(entry.Value)
			if entry.Name == "Key" || entry.Name == "Values" { // as CloudFormation writes targets
				texts[i] = strings.ToLower(entry.Name) + ": " + p.value(entry.Value)
			}
		}
		return "{" + strings.Join(texts, ", ") + "}"
	}
	if text, ok := value.RawText(); ok {
		return settingARN.ReplaceAllString(p.text(text), "")
	}
	if value.IsAbsent() {
		return "nothing"
	}
	return "?"
}

// settingARN is what stands before the id of a setting, which may be given as an ARN or by itself ("ServiceSetting",
// AWS Systems Manager API Reference).
var settingARN = regexp.MustCompile(`^arn:.*:servicesetting`)

func (p painter) all(values []graph.Value, separator string) string {
	texts := make([]string, len(values))
	for i, value := range values {
		texts[i] = p.value(value)
	}
	if p.inBag {
		slices.Sort(texts)
	}
	return strings.Join(texts, separator)
}

func (p painter) text(text string) string {
	var parts strings.Builder
	for _, part := range graph.SplitText(text) {
		switch {
		case part.Reference == nil:
			parts.WriteString(part.Text)
		case part.Reference.Reason == "":
			node := p.graph.Node(part.Reference.Address)
			if node == nil || p.leavesOut(node) {
				parts.WriteString("${?}")
			} else {
				parts.WriteString("${" + strings.Join(p.looks[node], " ") + "}")
			}
		default:
			parts.WriteString("${?}")
		}
	}
	if parts.String() == "${?}" {
		return "?"
	}
	return document(parts.String())
}

// document writes JSON in one form, and leaves any other text as it is.
func document(text string) string {
	var content any
	if !strings.HasPrefix(strings.TrimSpace(text), "{") || json.Unmarshal([]byte(text), &content) != nil {
		return strings.TrimSpace(text)
	}
	return plain(content)
}

func plain(content any) string {
	switch content := content.(type) {
	case map[string]any:
		var texts []string
		for _, name := range slices.Sorted(maps.Keys(content)) {
			texts = append(texts, name+": "+plain(content[name]))
		}
		return "{" + strings.Join(texts, ", ") + "}"
	case []any:
		texts := make([]string, len(content))
		for i, item := range content {
			texts[i] = plain(item)
		}
		slices.Sort(texts) // no list of a policy has an order
		return "[" + strings.Join(texts, ", ") + "]"
	}
	if content == "${?}" {
		return "?"
	}
	return fmt.Sprint(content)
}

var substituted = regexp.MustCompile(`\$\{[^}]*\}`)

// named describes a member that is no node: a role's ARN and its name are the same.
func (p painter) named(text string) string {
	if parts := roleARN.FindStringSubmatch(text); parts != nil {
		return parts[1]
	}
	return readable(text)
}

var roleARN = regexp.MustCompile(`^arn:[^:]+:iam::[^:]*:role/(.*)$`)

// readable leaves out what a text refers to by its address.
func readable(text string) string { return substituted.ReplaceAllString(text, "$${?}") }
