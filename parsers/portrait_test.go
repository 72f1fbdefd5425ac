package parsers_test

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// A portrait says what graphs say, a line for each node, without what each language names in its own way:
// addresses, attribute names and places. A node that another links to is known by all that is around it, so
// that two portraits agree only when their nodes are linked alike.

// free are the values that an author may choose as he likes, or must give in one of the languages only: names,
// and the zone, which a template asks AWS for.
var free = []string{
	"name", "description", "tags", "self", "path", "instance_id", "desired_capacity", "maximum_size", "availability_zone",
	"ignored_changes", "ignored_tags", "ignored_tag_prefixes", // only Terraform has them
}

// isDefaultEgress tells a rule that lets everything out because nobody said otherwise, and the one that a
// template writes to say otherwise, for in Terraform a group starts without either ("AWS::EC2::SecurityGroup",
// "Remove the default rule"; AWS provider, aws_security_group, "NOTE on Egress rules").
func isDefaultEgress(node *graph.Node) bool {
	items, _ := node.Value("cidr_blocks").Items()
	nowhere := len(items) == 1 && node.Kind == "security_group_rule"
	if nowhere {
		text, _ := items[0].Text()
		nowhere = text == "127.0.0.1/32"
	}
	return nowhere || strings.HasSuffix(node.Address, ".default_egress")
}

// portrait describes every node, sorted, as seen from so many links away. Kinds that may differ are left out,
// as nodes and as members.
func portrait(graphs []*graph.Graph, without []string, sight int) []string {
	var lines []string
	for _, each := range graphs {
		p := painter{graph: each, without: without, looks: map[*graph.Node]string{}, groups: map[*graph.Node]*graph.Node{}}
		for _, group := range each.OfKind("security_group") {
			for _, rule := range group.Set("rules").Nodes() {
				p.groups[rule] = group
			}
		}
		for _, node := range each.All() {
			p.looks[node] = node.Kind
		}
		for range sight {
			next := map[*graph.Node]string{}
			for _, node := range each.All() {
				next[node] = node.Kind + " " + short(p.node(node))
			}
			p.looks = next
		}
		for _, node := range each.All() {
			if !p.leavesOut(node) {
				lines = append(lines, p.node(node))
			}
		}
	}
	slices.Sort(lines)
	return lines
}

// leavesOut tells the nodes that may differ: a template has nothing to look an image up with.
func (p painter) leavesOut(node *graph.Node) bool {
	return slices.Contains(p.without, node.Kind) || node.Kind == "ami" || isDefaultEgress(node)
}

func short(text string) string {
	sum := fnv.New32a()
	sum.Write([]byte(text))
	return fmt.Sprintf("%04x", sum.Sum32()&0xffff)
}

type painter struct {
	graph   *graph.Graph
	without []string
	looks   map[*graph.Node]string
	groups  map[*graph.Node]*graph.Node // of each rule
	group   *graph.Node                 // of the rule that is described
}

func (p painter) node(node *graph.Node) string {
	p.group = p.groups[node]
	line := node.Kind
	line += doubt("maybe", node.Maybe) + doubt("external", node.External)
	for _, name := range slices.Sorted(maps.Keys(node.Values)) {
		value := node.Values[name]
		text, _ := value.Text()
		assumed := name == "metadata_http_endpoint" && text == "enabled" // as where nobody says so
		if !value.IsAbsent() && !assumed && !slices.Contains(free, name) {
			line += " " + name + "=" + p.value(value)
		}
	}
	// Terraform says self where CloudFormation names the group.
	if self, _ := node.Value("self").Boolean(); self && !slices.Contains(node.Set("groups").Nodes(), p.group) {
		line += " groups=[itself]"
	}
	for _, name := range slices.Sorted(maps.Keys(node.Sets)) {
		if name != "image" { // as the value says
			line += p.set(name, node.Sets[name])
		}
	}
	return line
}

func (p painter) set(name string, set *graph.Set) string {
	var members []string
	for _, member := range set.Members {
		switch {
		case member.Node == nil:
			members = append(members, readable(member.Text)+doubt("maybe", member.Maybe))
		case member.Node == p.group:
			members = append(members, "itself")
		case !p.leavesOut(member.Node):
			members = append(members, p.looks[member.Node]+doubt("maybe", member.Maybe))
		}
	}
	if len(members) == 0 && len(set.Open) == 0 {
		return ""
	}
	slices.Sort(members)
	text := " " + name + "=[" + strings.Join(members, ", ") + "]"
	if len(set.Open) > 0 {
		text += " and more"
	}
	return text
}

func doubt(word, reason string) string {
	if reason == "" {
		return ""
	}
	return " " + word
}

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
		return p.text(text)
	}
	if value.IsAbsent() {
		return "nothing"
	}
	return "?"
}

func (p painter) all(values []graph.Value, separator string) string {
	texts := make([]string, len(values))
	for i, value := range values {
		texts[i] = p.value(value)
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
				parts.WriteString("${" + p.looks[node] + "}")
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
		return "[" + strings.Join(texts, ", ") + "]"
	}
	return fmt.Sprint(content)
}

var substituted = regexp.MustCompile(`\$\{[^}]*\}`)

// readable leaves out what a text refers to by its address.
func readable(text string) string { return substituted.ReplaceAllString(text, "$${?}") }
