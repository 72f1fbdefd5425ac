package parsers_test

import (
	"fmt"
	"hash/fnv"
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
	"name", "instance_profile_name", "role_name", "description", "tags", "self", "path", "instance_id", "desired_capacity",
	"maximum_size", "availability_zone",
	"ignored_changes", "ignored_tags", "ignored_tag_prefixes", "default_tags",
	"exclusive_ingress", "exclusive_egress", // only Terraform has these nine
	"exclusive_managed_policies", "exclusive_inline_policies", "listed_policies",
}

// toNobody tells the rule that a template writes to take the place of a group's default egress, which Terraform
// removes without ("AWS::EC2::SecurityGroup", "Remove the default rule"). AWS CDK writes another that nobody can use
// ("class SecurityGroup", allowAllOutbound).
func toNobody(node *graph.Node) bool {
	items, _ := node.Value("cidr_blocks").Items()
	if len(items) != 1 || node.Kind != "security_group_rule" {
		return false
	}
	text, _ := items[0].Text()
	return text == "127.0.0.1/32" || text == "255.255.255.255/32"
}

// defaultEgress is the word by which a case excuses the rules that AWS gives to a group without any for egress, which
// Terraform removes (AWS provider, aws_security_group, "NOTE on Egress rules").
const defaultEgress = "default_egress"

// portrait describes every node, sorted, as seen from so many links away. Kinds that may differ are left out,
// as nodes and as members, and so are values and sets that may: vpc_endpoint.service_name.
func portrait(graphs []*graph.Graph, without []string, sight int) []string {
	var lines []string
	for _, each := range graphs {
		p := painter{graph: each, without: without, looks: map[*graph.Node][]string{}, groups: map[*graph.Node]*graph.Node{}}
		for _, group := range each.OfKind("security_group") {
			for _, rule := range group.Set("rules").Nodes() {
				p.groups[rule] = group
			}
		}
		for _, node := range each.All() {
			p.looks[node] = slices.Repeat([]string{node.Kind}, len(p.node(node)))
		}
		for range sight {
			next := map[*graph.Node][]string{}
			for _, node := range each.All() {
				for _, line := range p.node(node) {
					next[node] = append(next[node], node.Kind+" "+short(line))
				}
			}
			p.looks = next
		}
		for _, node := range each.All() {
			if !p.leavesOut(node) {
				lines = append(lines, p.node(node)...)
			}
		}
	}
	slices.Sort(lines)
	return lines
}

// leavesOut tells the nodes that may differ.
func (p painter) leavesOut(node *graph.Node) bool {
	isDefault := strings.HasSuffix(node.Address, "."+defaultEgress)
	return slices.Contains(p.without, node.Kind) || isDefault && slices.Contains(p.without, defaultEgress) || toNobody(node)
}

func short(text string) string {
	sum := fnv.New32a()
	sum.Write([]byte(text))
	return fmt.Sprintf("%04x", sum.Sum32()&0xffff)
}

type painter struct {
	graph   *graph.Graph
	without []string
	looks   map[*graph.Node][]string
	groups  map[*graph.Node]*graph.Node // of each rule
	group   *graph.Node                 // of the rule that is described
	inBag   bool                        // lists have no order, as in a policy
}

// node describes a node in one line, and a security group's rule in one line for each source or destination: a
// template's rule has one, Terraform's may have several.
func (p painter) node(node *graph.Node) []string {
	p.group = p.groups[node]
	line := node.Kind + doubt("maybe", node.Maybe) + doubt("external", node.External)
	var peers []string
	for _, name := range node.Values.Names() {
		value := node.Value(name)
		p.inBag = slices.Contains(documents, name)
		items, isList := value.Items()
		switch {
		case p.isFree(node, name, value):
		case isList && isPeers(node, name):
			for _, item := range items {
				peers = append(peers, name+"="+p.value(item))
			}
		default:
			line += " " + name + "=" + p.value(value)
		}
	}
	// Terraform says self where CloudFormation names the group.
	if self, _ := node.Value("self").Boolean(); self && !slices.Contains(node.Set("groups").Nodes(), p.group) {
		peers = append(peers, "groups=itself")
	}
	for _, name := range node.Sets.Names() {
		set := node.Set(name)
		switch {
		case name == "image" || slices.Contains(free, name) || p.excuses(node, name): // the image is as the value says
		case node.Kind == "route" && p.instanceBehind(set) != nil:
			line += " instance=[" + strings.Join(p.looks[p.instanceBehind(set)], ", ") + "]"
		case isPeers(node, name):
			for _, member := range p.members(set) {
				peers = append(peers, name+"="+member)
			}
			line += openness(name, set)
		default:
			line += p.set(name, set)
		}
	}
	if len(peers) == 0 {
		return []string{line}
	}
	lines := make([]string, len(peers))
	for i, peer := range peers {
		lines[i] = line + " " + peer
	}
	return lines
}

// instanceBehind returns the instance whose network interface a route names: in Terraform by an attribute, where a
// template names the instance.
func (p painter) instanceBehind(set *graph.Set) *graph.Node {
	for _, member := range set.Members {
		if parts := attributeOf.FindStringSubmatch(member.Text); parts != nil {
			if node := p.graph.Node(parts[1]); node != nil && node.Kind == "instance" {
				return node
			}
		}
	}
	return nil
}

var attributeOf = regexp.MustCompile(`^\$\{(.+)\.\w+\}$`)

// documents are the values that hold policies of IAM.
var documents = []string{"document", "trust_policy", "policy"}

// isFree tells the values that say nothing that both languages must say.
func (p painter) isFree(node *graph.Node, name string, value graph.Value) bool {
	text, _ := value.Text()
	assumed := name == "metadata_http_endpoint" && text == "enabled" // as where nobody says so
	named := node.Kind == "service_setting" && name == "value"       // by the role's name or its ARN, as the set says
	return value.IsAbsent() || assumed || named || slices.Contains(free, name) || p.excuses(node, name)
}

// excuses tells the values and sets that may differ.
func (p painter) excuses(node *graph.Node, name string) bool {
	return slices.Contains(p.without, node.Kind+"."+name)
}

// isPeers tells what names the sources or destinations of a security group's rule.
func isPeers(node *graph.Node, name string) bool {
	return node.Kind == "security_group_rule" &&
		slices.Contains([]string{"cidr_blocks", "ipv6_cidr_blocks", "groups", "prefix_lists"}, name)
}

func (p painter) set(name string, set *graph.Set) string {
	members := p.members(set)
	if len(members) == 0 {
		return openness(name, set)
	}
	return " " + name + "=[" + strings.Join(members, ", ") + "]" + openness(name, set)
}

// members describes what a set holds, sorted.
func (p painter) members(set *graph.Set) []string {
	var members []string
	for _, member := range set.Members {
		switch {
		case member.Node == nil:
			members = append(members, p.named(member.Text)+doubt("maybe", member.Maybe))
		case member.Node == p.group:
			members = append(members, "itself")
		case !p.leavesOut(member.Node):
			for _, look := range p.looks[member.Node] {
				members = append(members, look+doubt("maybe", member.Maybe))
			}
		}
	}
	slices.Sort(members)
	return members
}

// openness says that a set may hold more than it lists.
func openness(name string, set *graph.Set) string {
	if len(set.Open) == 0 {
		return ""
	}
	return " " + name + " and more"
}

func doubt(word, reason string) string {
	if reason == "" {
		return ""
	}
	return " " + word
}
