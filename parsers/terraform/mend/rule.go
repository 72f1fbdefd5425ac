package mend

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/graph"
)

// allow adds rules to a group in the way in which it has others: as blocks in it, or as resources of their own.
// The two must not be mixed ("Resource: aws_security_group", "NOTE on Security Groups and Security Group Rules").
func (e *mender) allow(change graph.Allow) bool {
	group := e.nodes.Node(change.Group)
	if group == nil || group.Kind != "security_group" || group.Resource == nil || group.Resource.Address != group.Address {
		return false
	}
	source, block := e.block(group.Resource)
	if block == nil {
		return false
	}
	at := siteOf(group.Resource)
	if e.callers(at.directory) > 1 {
		return false // others' instances of the module would be opened as well
	}
	if e.correct(change) {
		return true
	}
	for _, exclusive := range e.nodes.OfKind("exclusive_rules") {
		if exclusive.Set("groups").Has(group) {
			return false // it would remove what it does not list
		}
	}
	if kind, model := e.standaloneModel(at, group, block, change.Direction); kind != "" {
		return e.allowBeside(at, group, kind, model, change)
	}
	none := block.Body.Attributes[change.Direction]
	if none != nil && !isEmptyList(none.Expr) || block.Body.Attributes["for_each"] != nil {
		return false
	}
	// Two groups whose blocks name each other are a circle that nobody can create. What lets in may name the other
	// group, what lets out names its network.
	peer, ok := e.peer(at, change.Peers, func(groups []string) bool {
		return len(groups) == 0 || change.Direction == "ingress" && !slices.ContainsFunc(groups, func(other string) bool { return e.nodes.DependsOn(other, group.Address) })
	})
	switch {
	case !ok:
		return false
	case none != nil: // egress = []
		source.replace(none.SrcRange, strings.TrimSpace(source.ruleBlocks(block, change, peer)))
		return true
	}
	return source.addRules(block, change, peer)
}

func isEmptyList(expression hclsyntax.Expression) bool {
	list, ok := expression.(*hclsyntax.TupleConsExpr)
	return ok && len(list.Exprs) == 0
}

// peer is who a rule is about, as it is written.
type peer struct{ groups, blocks []string }

// peer returns the first of the peers that can be written.
func (e *mender) peer(at site, all []graph.Peers, acceptable func(groups []string) bool) (peer, bool) {
	for _, each := range all {
		written, ok := peer{}, true
		for _, group := range each.Groups {
			text, known := e.reference(at, graph.Reference{Address: group, Attribute: "id"})
			written.groups, ok = append(written.groups, text), ok && known
		}
		for _, network := range each.Networks {
			text, known := e.network(at, network)
			written.blocks, ok = append(written.blocks, text), ok && known
		}
		for _, block := range each.Blocks {
			written.blocks = append(written.blocks, strconv.Quote(block))
		}
		if ok && len(written.groups)+len(written.blocks) > 0 && acceptable(each.Groups) {
			return written, true
		}
	}
	return peer{}, false
}

// network returns the expression for the address block of a VPC or a subnet.
func (e *mender) network(at site, address string) (string, bool) {
	node := e.nodes.Node(address)
	if node == nil {
		return "", false
	}
	wanted, known := node.Value("cidr_block").Text()
	if !known {
		return "", false
	}
	if e.isLocal(at, address) {
		return strings.TrimPrefix(address, at.prefix) + ".cidr_block", true
	}
	text, found := e.expression(at, func(value graph.Value) bool {
		block, ok := value.Text()
		return ok && block == wanted
	})
	if found {
		return text, true
	}
	return strconv.Quote(wanted), true
}

// standaloneModel returns the type of resource in which rules of the group are written, with one of them as a
// model; "" when they are blocks of the group. Blocks stand for all rules of their direction, so that the other one may
// have resources. A group without any rule takes after its neighbours.
func (e *mender) standaloneModel(at site, group *graph.Node, block *hclsyntax.Block, direction string) (string, *graph.Resource) {
	if hasInlineRules(block, direction) {
		return "", nil
	}
	inOther := hasInlineRules(block, "ingress") || hasInlineRules(block, "egress")
	var model *graph.Resource
	consider := func(candidate *graph.Resource) {
		if candidate.Lookup || !isRule(candidate.Type) || path.Dir(candidate.Range.File) != at.directory {
			return
		}
		if inOther && directionOf(candidate) != direction {
			return
		}
		if model == nil || directionOf(candidate) == direction {
			model = candidate
		}
	}
	for _, rule := range group.Set("rules").Nodes() {
		if rule.Resource != nil {
			consider(rule.Resource)
		}
	}
	if model == nil && inOther {
		return "", nil
	}
	if model == nil {
		for _, resource := range e.configuration.Resources {
			consider(resource)
		}
		if model != nil {
			return ruleType(model.Type, direction), nil
		}
		return "", nil
	}
	return ruleType(model.Type, direction), model
}

func hasInlineRules(block *hclsyntax.Block, direction string) bool {
	return block.Body.Attributes[direction] != nil || lastRule(block, direction) != nil
}

// lastRule returns the last block of one direction in a group.
func lastRule(group *hclsyntax.Block, direction string) *hclsyntax.Block {
	var last *hclsyntax.Block
	for _, each := range group.Body.Blocks {
		if each.Type == direction || each.Type == "dynamic" && len(each.Labels) == 1 && each.Labels[0] == direction {
			last = each
		}
	}
	return last
}

func isRule(kind string) bool {
	return kind == "aws_security_group_rule" || strings.HasPrefix(kind, "aws_vpc_security_group_") && strings.HasSuffix(kind, "gress_rule")
}

func ruleType(kind, direction string) string {
	if kind == "aws_security_group_rule" {
		return kind
	}
	return "aws_vpc_security_group_" + direction + "_rule"
}

func directionOf(rule *graph.Resource) string {
	if rule.Type == "aws_security_group_rule" {
		direction, _ := rule.Properties.Entry("type").Text()
		return direction
	}
	return strings.TrimSuffix(strings.TrimPrefix(rule.Type, "aws_vpc_security_group_"), "_rule")
}

// allowBeside writes rules as resources of their own, behind the model or else behind the group.
func (e *mender) allowBeside(at site, group *graph.Node, kind string, model *graph.Resource, change graph.Allow) bool {
	peer, ok := e.peer(at, change.Peers, func(groups []string) bool { return len(groups) <= 1 })
	self, known := e.reference(at, graph.Reference{Address: group.Address, Attribute: "id"})
	if !ok || !known || len(peer.blocks) > 1 && kind != "aws_security_group_rule" {
		return false
	}
	after := group.Resource
	if model != nil {
		after = model
	}
	source, block := e.block(after)
	if block == nil {
		return false
	}
	var text strings.Builder
	for _, ports := range change.Ports {
		name := e.ruleName(at, kind, group, change.Direction, ports)
		if name == "" {
			return false
		}
		arguments := ruleArguments(kind, self, change.Direction, ports, peer)
		if model != nil && model.Type == kind {
			arguments = inOrderOf(block, arguments)
		}
		fmt.Fprintf(&text, "\n\nresource %q %q {\n%s}", kind, name, lines(arguments, "  "))
	}
	source.addBehind(block, text.String())
	return true
}

// ruleArguments are those of a standalone rule.
func ruleArguments(kind, group, direction string, ports graph.Ports, peer peer) []argument {
	if kind == "aws_security_group_rule" {
		arguments := []argument{
			{"type", strconv.Quote(direction)},
			{"security_group_id", group},
			{"from_port", strconv.Itoa(ports.From)},
			{"to_port", strconv.Itoa(ports.To)},
			{"protocol", strconv.Quote(ports.Protocol)},
		}
		if len(peer.groups) > 0 {
			return append(arguments, argument{"source_security_group_id", peer.groups[0]})
		}
		return append(arguments, argument{"cidr_blocks", list(peer.blocks)})
	}
	who := argument{"cidr_ipv4", ""}
	if len(peer.groups) > 0 {
		who = argument{"referenced_security_group_id", peer.groups[0]}
	} else {
		who.text = peer.blocks[0]
	}
	return []argument{
		{"security_group_id", group},
		who,
		{"from_port", strconv.Itoa(ports.From)},
		{"to_port", strconv.Itoa(ports.To)},
		{"ip_protocol", strconv.Quote(ports.Protocol)},
	}
}

// ruleName is a name for a standalone rule that is not taken.
func (e *mender) ruleName(at site, kind string, group *graph.Node, direction string, ports graph.Ports) string {
	what := ports.Protocol + "_" + strconv.Itoa(ports.From)
	if ports.Protocol == "tcp" && ports.From == 443 {
		what = "https"
	}
	way := map[string]string{"ingress": "in", "egress": "out"}[direction]
	for _, name := range []string{labelOf(group.Resource) + "_" + what, labelOf(group.Resource) + "_" + what + "_" + way} {
		if !e.isDeclared(at.directory, kind, name) {
			return name
		}
	}
	return ""
}
