package drawing

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// fill puts the nodes into boxes: VPCs into the unit, tiers of subnets into VPCs, all else where it stands.
func (b *builder) fill() {
	b.frame = &Box{ID: b.ids.box(), Kind: kindUnit, Label: unitName(b.picture.Unit), State: Plain, Details: b.region()}
	for _, vpc := range b.unit.Nodes.OfKind("vpc") {
		if !b.drawn[vpc.Address] {
			continue
		}
		box := b.newBox(vpc)
		box.Details = vpcDetails(vpc)
		b.add(box, vpc)
		b.frame.Boxes = append(b.frame.Boxes, box)
	}
	tiers := b.tiers()
	families := map[string]*Box{}
	for _, node := range b.unit.Nodes.All() {
		if !b.drawn[node.Address] || node.Kind == "vpc" || node.Kind == "subnet" {
			continue
		}
		home := b.home(node, tiers)
		key := home.ID + "\x00" + b.family(node)
		box := families[key]
		if box == nil {
			box = b.newBox(node)
			families[key] = box
			home.Boxes = append(home.Boxes, box)
		}
		b.add(box, node)
	}
	for _, box := range families {
		b.describe(box)
	}
}

func unitName(path string) string {
	if path == "." || path == "" {
		return "this directory"
	}
	return path
}

// region says where the unit is deployed, when all of it is in one place.
func (b *builder) region() []string {
	region := ""
	for _, node := range b.unit.Nodes.All() {
		if node.Resource == nil || node.Resource.Region == "" || node.Resource.Region == region {
			continue
		}
		if region != "" {
			return nil
		}
		region = node.Resource.Region
	}
	if region == "" {
		return nil
	}
	return []string{region}
}

func vpcDetails(vpc *graph.Node) []string {
	var details []string
	if block, ok := vpc.Value("cidr_block").Text(); ok {
		details = append(details, block)
	}
	if vpc.External != "" {
		details = append(details, "looked up")
	}
	if on, ok := vpc.Value("enable_dns_support").Boolean(); ok && !on {
		details = append(details, "DNS support off")
	}
	return details
}

// home is the box that a node stands in: the tier of all its subnets, or its VPC, or the unit.
func (b *builder) home(node *graph.Node, tiers map[string]*Box) *Box {
	var tier *Box
	for _, subnet := range subnetsOf(node) {
		switch at := tiers[subnet.Address]; {
		case tier == nil:
			tier = at
		case tier != at:
			return b.vpcBox(node)
		}
	}
	if tier != nil {
		return tier
	}
	return b.vpcBox(node)
}

func (b *builder) vpcBox(node *graph.Node) *Box {
	if vpc := vpcOf(node); vpc != nil && b.boxOf[vpc.Address] != nil {
		return b.boxOf[vpc.Address]
	}
	if node.Kind == "dhcp_options" || node.Kind == "resolver_rule" {
		if vpcs := node.Set("vpcs").Nodes(); len(vpcs) == 1 && b.boxOf[vpcs[0].Address] != nil {
			return b.boxOf[vpcs[0].Address]
		}
	}
	return b.frame
}

func subnetsOf(node *graph.Node) []*graph.Node {
	if node.Kind == "route_table" || node.Kind == "network_acl" || node.Kind == "dhcp_options" {
		return nil
	}
	return append(node.Set("subnets").Nodes(), node.Set("subnet").Nodes()...)
}

func vpcOf(node *graph.Node) *graph.Node {
	if vpc, _ := node.One("vpc"); vpc != nil {
		return vpc
	}
	for _, subnet := range subnetsOf(node) {
		if vpc, _ := subnet.One("vpc"); vpc != nil {
			return vpc
		}
	}
	return nil
}

var instanceKeys = regexp.MustCompile(`\[(?:"(?:[^"\\]|\\.)*"|\d+)\]`)

// base is an address without the keys of count and for_each.
func base(address string) string { return instanceKeys.ReplaceAllString(address, "") }

// family is the same for nodes that one box can stand for: instances of one resource, and endpoints, that have
// the same links and about which the same is said.
func (b *builder) family(node *graph.Node) string {
	name := base(node.Address)
	if node.Kind == "vpc_endpoint" {
		name = ""
	}
	parts := []string{node.Kind, name, node.Maybe, links(node, "security_groups"), links(node, "instance_profile"), string(b.stateOf(node))}
	if node.Kind == "vpc_endpoint" {
		kind, _ := node.Value("endpoint_type").Text()
		parts = append(parts, cmp.Or(kind, "Gateway"), links(node, "route_tables"))
	}
	if mark := b.marks[node.Address]; mark != nil {
		parts = append(parts, fmt.Sprint(mark.findings))
	}
	return strings.Join(parts, "\x00")
}

func (b *builder) stateOf(node *graph.Node) State {
	if mark := b.marks[node.Address]; mark != nil {
		return mark.state
	}
	return Plain
}

func links(node *graph.Node, set string) string {
	var names []string
	for _, member := range node.Set(set).Members {
		if member.Node != nil {
			names = append(names, base(member.Node.Address))
		} else {
			names = append(names, graph.Readable(member.Text))
		}
	}
	slices.Sort(names)
	return strings.Join(names, ",")
}
