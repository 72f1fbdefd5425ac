package mend

import (
	"strconv"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/words"
)

// allow adds rules to a group in the way in which it has others: in its own list, or as resources.
func (m *mender) allow(change graph.Allow) bool {
	at, ok := m.spot(change.Group)
	group := m.nodes.Node(change.Group)
	if !ok || group.Kind != "security_group" || m.stacks(at) > 1 {
		return false
	}
	if m.correct(at, change) {
		return true
	}
	// What is not declared as a group, as what takes the rules of a default group, has neither a list of them nor the
	// id of a group.
	declared := group.Resource.Type == "AWS::EC2::SecurityGroup"
	property := map[string]string{"ingress": "SecurityGroupIngress", "egress": "SecurityGroupEgress"}[change.Direction]
	properties := at.body.Find("Properties")
	inline, exists := at.find(properties, property)
	if !exists && declared {
		if model := m.modelRule(at, group, change.Direction); model != nil {
			return m.allowBeside(at, group, model, change)
		}
	}
	// Two groups whose lists name each other are a circle that nobody can create. What lets in may name the other
	// group, what lets out names its network.
	rules, ok := m.rules(at, change, func(other string) bool {
		return change.Direction == "ingress" && !m.nodes.DependsOn(other, group.Address)
	})
	if !ok || properties == nil || !declared {
		return false
	}
	if !exists {
		items := make([]draft, len(rules))
		for i, rule := range rules {
			items[i] = draft{parts: rule}
		}
		return at.addEntry(properties, part{property, draft{items: items}})
	}
	if inline.value.Kind != syntax.Sequence {
		return false
	}
	for _, rule := range rules {
		if n := len(inline.value.Items); n > 0 {
			rule = inOrderOf(&inline.value.Items[n-1], rule)
		}
		if len(inline.value.Items) == 0 || !at.addItem(inline, draft{parts: rule}) {
			return false
		}
	}
	return true
}

// rules returns what to write for each of the ports, for the first of the peers that can be written.
func (m *mender) rules(at spot, change graph.Allow, acceptable func(group string) bool) ([][]part, bool) {
	for _, peers := range change.Peers {
		var who []part
		ok := true
		for _, group := range peers.Groups {
			text, known := m.reference(at, graph.Reference{Address: group, Attribute: "id"})
			ok = ok && known && acceptable(group)
			who = append(who, part{map[string]string{"ingress": "SourceSecurityGroupId", "egress": "DestinationSecurityGroupId"}[change.Direction], raw(text)})
		}
		for _, network := range peers.Networks {
			text, known := m.network(at, network)
			ok = ok && known
			who = append(who, part{"CidrIp", raw(text)})
		}
		for _, block := range peers.Blocks {
			who = append(who, part{"CidrIp", raw(at.quoted(block))})
		}
		if !ok || len(who) == 0 {
			continue
		}
		var rules [][]part
		for _, ports := range change.Ports {
			for _, each := range who {
				rules = append(rules, []part{
					{"IpProtocol", raw(at.quoted(ports.Protocol))},
					{"FromPort", raw(strconv.Itoa(ports.From))},
					{"ToPort", raw(strconv.Itoa(ports.To))},
					each,
				})
			}
		}
		return rules, true
	}
	return nil, false
}

// correct gives a rule that is surely meant for one port that port, where the ends of its range are written as numbers.
func (m *mender) correct(group spot, change graph.Allow) bool {
	rule := m.nodes.Node(change.Corrects)
	if rule == nil || len(change.Ports) != 1 {
		return false
	}
	var ends graph.Splices
	for i, name := range []string{"from_port", "to_port"} {
		at := rule.Value(name).Range
		if at.File != group.document.File || at.Start.Line != at.End.Line {
			return false
		}
		start, end := group.offsets(at)
		before := string(group.text[start:end])
		number := strings.Trim(before, `"'`)
		if _, err := strconv.Atoi(number); err != nil {
			return false
		}
		port := strconv.Itoa([]int{change.Ports[0].From, change.Ports[0].To}[i])
		ends = append(ends, graph.Splice{Start: start, End: end, Text: strings.Replace(before, number, port, 1)})
	}
	group.splices = append(group.splices, ends...)
	if at := rule.Value("description").Range; at.File == group.document.File {
		start, end := group.offsets(at)
		if text := string(group.text[start:end]); words.Contains(text, "HTTP") {
			group.replace(start, end, words.Replace(text, "HTTP", "HTTPS"))
		}
	}
	return true
}

// modelRule returns a rule of the group that is a resource of its own, of the same direction if there is one; nil
// when the group has none.
func (m *mender) modelRule(at spot, group *graph.Node, direction string) *graph.Resource {
	var model *graph.Resource
	for _, rule := range group.Set("rules").Nodes() {
		if rule.Resource == nil || rule.Resource == group.Resource || !strings.HasPrefix(rule.Resource.Type, "AWS::EC2::SecurityGroup") {
			continue
		}
		own, _ := rule.Value("direction").Text()
		if model == nil || own == direction {
			model = rule.Resource
		}
	}
	return model
}

// allowBeside writes rules as resources of their own, behind the model.
func (m *mender) allowBeside(at spot, group *graph.Node, model *graph.Resource, change graph.Allow) bool {
	beside, ok := m.spot(model.Address)
	if !ok || beside.template != at.template {
		return false
	}
	self, known := m.reference(at, graph.Reference{Address: group.Address, Attribute: "id"})
	rules, ok := m.rules(at, change, func(string) bool { return true })
	if !known || !ok || len(rules) != len(change.Ports) {
		return false
	}
	kind := "AWS::EC2::SecurityGroup" + strings.ToUpper(change.Direction[:1]) + change.Direction[1:]
	sibling := beside.slot()
	for i, ports := range change.Ports {
		id := at.document.Root.Find("Resources").Names[at.index].Text + ruleSuffix(ports, change.Direction)
		if at.isDeclared(id) {
			return false
		}
		properties := append([]part{{"GroupId", raw(self)}}, rules[i]...)
		if model.Type == kind {
			properties = inOrderOf(beside.body.Find("Properties"), properties)
		}
		at.addResource(sibling, id, at.resource(kind, properties))
	}
	return true
}

func ruleSuffix(ports graph.Ports, direction string) string {
	way := map[string]string{"ingress": "In", "egress": "Out"}[direction]
	if ports.Protocol == "tcp" && ports.From == 443 {
		return "Https" + way
	}
	return strings.ToUpper(ports.Protocol[:1]) + ports.Protocol[1:] + strconv.Itoa(ports.From) + way
}
