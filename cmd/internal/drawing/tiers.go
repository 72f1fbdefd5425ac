package drawing

import (
	"fmt"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// A tier is the subnets of a VPC that do the same in several zones: they route alike, and are instances of one
// resource or have something that stands in several of them.

// tiers makes a box for each tier, inside of its VPC.
func (b *builder) tiers() map[string]*Box {
	group := b.groupSubnets()
	boxes := map[string]*Box{}
	byLeader := map[*graph.Node]*Box{}
	for _, subnet := range b.unit.Nodes.OfKind("subnet") {
		if !b.drawn[subnet.Address] {
			continue
		}
		leader := group.find(subnet)
		box := byLeader[leader]
		if box == nil {
			box = b.newBox(subnet)
			byLeader[leader] = box
			home := b.vpcBox(subnet)
			home.Boxes = append(home.Boxes, box)
		}
		b.add(box, subnet)
		boxes[subnet.Address] = box
	}
	for _, box := range byLeader {
		nodes := make([]*graph.Node, len(box.Addresses))
		for i, address := range box.Addresses {
			nodes[i] = b.unit.Nodes.Node(address)
		}
		b.nameShared(box, nodes)
		if blocks := each(nodes, block); len(blocks) > 0 {
			box.Details = append(box.Details, listed(blocks, 3))
		}
		if nodes[0].External != "" {
			box.Details = append(box.Details, "looked up")
		}
	}
	return boxes
}

func block(subnet *graph.Node) string {
	text, _ := subnet.Value("cidr_block").Text()
	return text
}

// groupSubnets finds the tiers.
func (b *builder) groupSubnets() union {
	group := union{}
	siblings := map[string]*graph.Node{}
	routing := map[*graph.Node]string{}
	for _, subnet := range b.unit.Nodes.OfKind("subnet") {
		vpc := ""
		if node := vpcOf(subnet); node != nil {
			vpc = node.Address
		}
		routing[subnet] = vpc + "\x00" + routingOf(subnet) + "\x00" + fmt.Sprint(b.marks[subnet.Address])
		key := base(subnet.Address) + "\x00" + routing[subnet]
		if first := siblings[key]; first != nil {
			group.join(first, subnet)
		} else {
			siblings[key] = subnet
		}
	}
	for _, node := range b.unit.Nodes.All() {
		if !b.drawn[node.Address] || node.Kind == "vpc" {
			continue
		}
		subnets := subnetsOf(node)
		for i := 1; i < len(subnets); i++ {
			if routing[subnets[0]] == routing[subnets[i]] {
				group.join(subnets[0], subnets[i])
			}
		}
	}
	return group
}

// routingOf says where the routes of a subnet lead, without the names of what differs per zone.
func routingOf(subnet *graph.Node) string {
	table, reason := subnet.One("route_table")
	if table == nil {
		return "?" + reason
	}
	var routes []string
	for _, route := range table.Set("routes").Nodes() {
		for _, target := range routeTargets(route) {
			routes = append(routes, destinationOf(route)+" "+base(target.Text))
		}
	}
	slices.Sort(routes)
	return strings.Join(slices.Compact(routes), "\x01")
}

// union joins nodes to groups.
type union map[*graph.Node]*graph.Node

func (u union) find(node *graph.Node) *graph.Node {
	for u[node] != nil {
		node = u[node]
	}
	return node
}

func (u union) join(a, b *graph.Node) {
	if a, b = u.find(a), u.find(b); a != b {
		u[b] = a
	}
}
