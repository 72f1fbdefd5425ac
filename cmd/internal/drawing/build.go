package drawing

import (
	"fmt"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/cmd/internal/lint"
	"github.com/reachlint/reachlint/parsers/graph"
)

// The kinds of boxes that no node stands behind.
const (
	kindUnit     = "unit"
	kindInternet = "internet"
	kindService  = "service"
	kindMissing  = "missing" // something that should be there
	kindWay      = "way"
)

// Options say how to draw.
type Options struct {
	Place func(file string) string // names a file as its reader would open it; nil for as it is
}

func (o Options) place(file string) string {
	if o.Place == nil {
		return file
	}
	return o.Place(file)
}

// Units returns a picture of each unit in which there is something to draw.
func Units(units []*lint.UnitGraph, options Options) []*Picture {
	var pictures []*Picture
	ids := &numbers{}
	for _, unit := range units {
		b := newBuilder(unit, options, ids)
		b.decide()
		if len(b.drawn) == 0 {
			continue
		}
		b.fill()
		b.connect()
		b.followWays()
		pictures = append(pictures, b.finish())
	}
	return pictures
}

// numbers hands out ids.
type numbers struct{ boxes, edges int }

func (n *numbers) box() string  { n.boxes++; return fmt.Sprintf("b%d", n.boxes) }
func (n *numbers) edge() string { n.edges++; return fmt.Sprintf("e%d", n.edges) }

// builder makes the picture of one unit.
type builder struct {
	unit    *lint.UnitGraph
	options Options
	ids     *numbers
	picture *Picture
	frame   *Box // the unit's box

	owners map[*graph.Node]*graph.Node // of rules and routes
	marks  map[string]*mark            // by address
	drawn  map[string]bool             // by address
	boxOf  map[string]*Box             // by address
	edges  map[edgeKey]*Edge
}

func newBuilder(unit *lint.UnitGraph, options Options, ids *numbers) *builder {
	b := &builder{
		unit: unit, options: options, ids: ids,
		picture: &Picture{Unit: options.place(unit.Unit), Language: unit.Language, Boxes: []*Box{}, Edges: []*Edge{}, Findings: []Finding{}},
		owners:  map[*graph.Node]*graph.Node{},
		marks:   map[string]*mark{},
		drawn:   map[string]bool{},
		boxOf:   map[string]*Box{},
		edges:   map[edgeKey]*Edge{},
	}
	for _, node := range unit.Nodes.All() {
		for _, set := range []string{"rules", "routes"} {
			for _, part := range node.Set(set).Nodes() {
				b.owners[part] = node
			}
		}
	}
	b.mark()
	return b
}

// always are the kinds that a picture shows wherever they are. Others are shown where something is wrong with
// them, or where a way leads through them.
var always = map[string]bool{
	"vpc": true, "subnet": true, "instance": true, "autoscaling_group": true, "vpc_endpoint": true,
	"security_group": true, "directory": true, "nat_gateway": true, "internet_gateway": true,
	"egress_only_internet_gateway": true, "dhcp_options": true, "vpc_peering_connection": true,
	"transit_gateway": true, "resolver_rule": true, "resolver_endpoint": true, "function": true, "vpn_gateway": true,
}

// decide says which nodes are drawn.
func (b *builder) decide() {
	for _, node := range b.unit.Nodes.All() {
		marked := b.marks[node.Address] != nil && b.marks[node.Address].state != Plain
		if always[node.Kind] && !b.isIdlePart(node) || marked && b.owners[node] == nil {
			b.drawn[node.Address] = true
		}
	}
}

// isIdlePart holds for what AWS makes along with a VPC and nobody uses, and for a VPC or a subnet that the unit
// looks up and does nothing with.
func (b *builder) isIdlePart(node *graph.Node) bool {
	if b.marks[node.Address] != nil {
		return false
	}
	if node.Kind == "security_group" && node.Resource != nil {
		vpc, _ := node.One("vpc")
		madeAlong := vpc != nil && vpc.Resource == node.Resource
		return madeAlong && len(node.Set("instances").Members) == 0 && len(node.Set("endpoints").Members) == 0
	}
	return false
}

// finish orders what was collected.
func (b *builder) finish() *Picture {
	isAlone := func(box *Box) bool {
		return !slices.ContainsFunc(b.picture.Edges, func(edge *Edge) bool { return edge.From == box.ID || edge.To == box.ID })
	}
	b.picture.Boxes = append([]*Box{b.frame}, slices.DeleteFunc(b.picture.Boxes, isAlone)...)
	b.frame.each(func(box *Box) {
		slices.SortStableFunc(box.Boxes, func(x, y *Box) int { return rank(x) - rank(y) })
	})
	return b.picture
}

// rank orders boxes beside each other: containers first, then in the order in which a packet passes them.
func rank(box *Box) int {
	order := []string{
		"vpc", "subnet", "instance", "autoscaling_group", "function", "directory", "security_group", "vpc_endpoint",
		kindMissing, "route_table", "network_acl", "nat_gateway", "internet_gateway",
	}
	if i := slices.Index(order, box.Kind); i >= 0 {
		return i
	}
	return len(order)
}

// newBox makes a box for a node.
func (b *builder) newBox(node *graph.Node) *Box {
	box := &Box{ID: b.ids.box(), Kind: node.Kind, State: Plain}
	box.Label, box.Module = nameOf(node)
	return box
}

// nameOf splits an address into the name of the node and the module call or nested stack that it stands in.
func nameOf(node *graph.Node) (name, module string) {
	name = node.Address
	if node.Resource == nil {
		return name, ""
	}
	if title := node.Resource.Title; title != "" && node.Address == node.Resource.Address {
		return title, ""
	}
	if calls := node.Resource.Calls; len(calls) > 0 {
		module = calls[len(calls)-1].Address
		if rest, ok := strings.CutPrefix(name, module); ok && len(rest) > 1 {
			return rest[1:], module
		}
	}
	return name, ""
}

// add takes a node into a box.
func (b *builder) add(box *Box, node *graph.Node) {
	b.boxOf[node.Address] = box
	box.Addresses = append(box.Addresses, node.Address)
	if node.Maybe != "" {
		box.State = worst(box.State, Maybe)
		if box.Text == "" {
			box.Text = "It may not exist: " + node.Maybe + "."
		}
	}
	if mark := b.marks[node.Address]; mark != nil {
		mark.on(box)
	}
}
