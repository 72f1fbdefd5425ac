package drawing

import (
	"fmt"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

type edgeKey struct{ from, to, kind string }

// edge returns the edge between two boxes, and makes it when it is the first of its kind there.
func (b *builder) edge(from, to *Box, kind string) *Edge {
	key := edgeKey{from.ID, to.ID, kind}
	if b.edges[key] == nil {
		edge := &Edge{ID: b.ids.edge(), From: from.ID, To: to.ID, Kind: kind, State: Plain}
		b.edges[key] = edge
		b.picture.Edges = append(b.picture.Edges, edge)
	}
	return b.edges[key]
}

// link draws an edge between two nodes, when both are drawn.
func (b *builder) link(from, to *graph.Node, kind string) *Edge {
	start, end := b.boxOf[from.Address], b.boxOf[to.Address]
	if start == nil || end == nil || start.contains(end) || end.contains(start) {
		return nil
	}
	return b.edge(start, end, kind)
}

// labelled adds to an edge's label.
func (e *Edge) labelled(label string) {
	if e == nil || label == "" {
		return
	}
	labels := strings.Split(e.Label, ", ")
	if e.Label == "" {
		labels = nil
	}
	if !slices.Contains(labels, label) {
		e.Label = strings.Join(append(labels, label), ", ")
	}
}

// doubtful says that something may not be so.
func (e *Edge) doubtful(reason string) {
	if e != nil && reason != "" && gravity[e.State] < gravity[Maybe] {
		e.State, e.Text = Maybe, "It may not be so: "+reason+"."
	}
}

// connect draws what the source links.
func (b *builder) connect() {
	for _, node := range b.unit.Nodes.All() {
		switch node.Kind {
		case "security_group":
			b.references(node)
		case "subnet":
			b.routes(node)
			b.members(node, "network_acl", "route_table")
		case "vpc":
			b.names(node)
		case "vpc_peering_connection":
			b.members(node, "vpc", "peer_vpc")
		case "transit_gateway_attachment":
			b.attach(node)
		default:
			if b.drawn[node.Address] {
				b.members(node, "security_groups", "launch_template", "role")
				b.credentials(node)
			}
		}
	}
	b.gateways()
	b.limitLabels()
}

func (b *builder) members(node *graph.Node, sets ...string) {
	for _, set := range sets {
		for _, member := range node.Set(set).Members {
			if member.Node != nil {
				b.link(node, member.Node, EdgeMember).doubtful(member.Maybe)
			}
		}
	}
}

// credentials leads from a computer to its role, past a profile that is not drawn.
func (b *builder) credentials(node *graph.Node) {
	profile, _ := node.One("instance_profile")
	if profile == nil {
		return
	}
	if b.link(node, profile, EdgeMember) == nil {
		if role, _ := profile.One("role"); role != nil {
			b.link(node, role, EdgeMember)
		}
	}
}

// references draws which groups a group's rules name.
func (b *builder) references(group *graph.Node) {
	for _, member := range group.Set("rules").Members {
		rule := member.Node
		if rule == nil {
			continue
		}
		direction, _ := rule.Value("direction").Text()
		for _, other := range rule.Set("groups").Nodes() {
			from, to := group, other
			if direction == "ingress" {
				from, to = other, group
			}
			edge := b.link(from, to, EdgeReference)
			edge.labelled(portsOf(rule))
			edge.doubtful(rule.Maybe)
		}
	}
}

// portsOf reads what a rule lets through, as people write it: tcp/443, udp/49152-65535, all.
func portsOf(rule *graph.Node) string {
	protocol, ok := rule.Value("protocol").Text()
	from, hasFrom := rule.Value("from_port").Number()
	to, hasTo := rule.Value("to_port").Number()
	switch {
	case !ok:
		return "?"
	case protocol == "-1" || protocol == "all":
		return "all"
	case !hasFrom || !hasTo:
		return protocol
	case from == to:
		return fmt.Sprintf("%s/%d", protocol, int(from))
	}
	return fmt.Sprintf("%s/%d-%d", protocol, int(from), int(to))
}

// routeTargetSets are the sets of a route of which one holds its target.
var routeTargetSets = []string{
	"gateway", "nat_gateway", "transit_gateway", "vpc_peering_connection", "network_interface", "instance", "vpc_endpoint",
	"egress_only_internet_gateway", "virtual_private_gateway", "core_network", "local_gateway", "carrier_gateway",
}

// routeTarget is what a route leads to: a node, or what was written for one.
type routeTarget struct {
	Node        *graph.Node
	Text, Maybe string
}

func routeTargets(route *graph.Node) []routeTarget {
	var targets []routeTarget
	for _, name := range routeTargetSets {
		for _, member := range route.Set(name).Members {
			switch {
			case member.Node != nil:
				targets = append(targets, routeTarget{member.Node, member.Node.Address, member.Maybe})
			case member.Text != "" && member.Text != "local":
				targets = append(targets, routeTarget{nil, graph.Readable(member.Text), member.Maybe})
			}
		}
	}
	return targets
}

func destinationOf(route *graph.Node) string {
	for _, name := range []string{"destination", "destination_ipv6", "destination_prefix_list"} {
		if raw, ok := route.Value(name).RawText(); ok && raw != "" {
			return graph.Readable(raw)
		}
	}
	return "?"
}

// routes draws where the routes of a subnet lead.
func (b *builder) routes(subnet *graph.Node) {
	table, _ := subnet.One("route_table")
	if table == nil {
		return
	}
	for _, member := range table.Set("routes").Members {
		if member.Node == nil {
			continue
		}
		for _, target := range routeTargets(member.Node) {
			if target.Node == nil {
				continue
			}
			edge := b.link(subnet, target.Node, EdgeRoute)
			edge.labelled(destinationOf(member.Node))
			edge.doubtful(member.Node.Maybe)
			b.breakEdge(edge, member.Node.Address)
		}
	}
	for _, endpoint := range b.unit.Nodes.OfKind("vpc_endpoint") {
		if endpoint.Set("route_tables").Has(table) {
			b.link(subnet, endpoint, EdgeRoute).labelled(serviceName(endpoint))
		}
	}
}

// breakEdge draws an edge as broken where a finding names the node behind it.
func (b *builder) breakEdge(edge *Edge, address string) {
	mark := b.marks[address]
	if edge == nil || mark == nil || gravity[mark.state] <= gravity[edge.State] {
		return
	}
	edge.State, edge.Text, edge.Findings = mark.state, mark.text, mark.findings
}

// names draws whom a VPC asks for names: its option set, whom that names, and its resolver rules.
func (b *builder) names(vpc *graph.Node) {
	for _, member := range vpc.Set("dhcp_options").Members {
		if member.Node == nil {
			continue
		}
		edge := b.link(vpc, member.Node, EdgeNames)
		edge.labelled("DHCP options")
		edge.doubtful(member.Maybe)
		for _, reference := range member.Node.Value("domain_name_servers").References() {
			if server := b.unit.Nodes.Node(reference.Address); server != nil {
				b.link(member.Node, server, EdgeNames).labelled("DNS")
			}
		}
	}
	for _, rule := range vpc.Set("resolver_rules").Nodes() {
		b.link(vpc, rule, EdgeNames).labelled("resolver rule")
		if endpoint, _ := rule.One("resolver_endpoint"); endpoint != nil {
			b.link(rule, endpoint, EdgeNames)
		}
	}
}

// attach draws a transit gateway beside the VPCs that it connects.
func (b *builder) attach(attachment *graph.Node) {
	gateway, _ := attachment.One("transit_gateway")
	vpc, _ := attachment.One("vpc")
	if gateway != nil && vpc != nil {
		b.link(vpc, gateway, EdgeMember).labelled("attachment")
	}
}

// gateways leads from the internet gateways to the internet.
func (b *builder) gateways() {
	for _, kind := range []string{"internet_gateway", "egress_only_internet_gateway"} {
		for _, gateway := range b.unit.Nodes.OfKind(kind) {
			if box := b.boxOf[gateway.Address]; box != nil {
				b.edge(box, b.outside(kindInternet, "internet"), EdgeRoute)
			}
		}
	}
}

// outside returns the box of something outside of the unit.
func (b *builder) outside(kind, label string) *Box {
	for _, box := range b.picture.Boxes {
		if box.Kind == kind && box.Label == label {
			return box
		}
	}
	box := &Box{ID: b.ids.box(), Kind: kind, Label: label, State: Plain}
	b.picture.Boxes = append(b.picture.Boxes, box)
	return box
}

// limitLabels keeps labels short enough to be read beside a line.
func (b *builder) limitLabels() {
	for _, edge := range b.picture.Edges {
		if labels := strings.Split(edge.Label, ", "); len(labels) > 3 {
			edge.Label = fmt.Sprintf("%s and %d more", strings.Join(labels[:3], ", "), len(labels)-3)
		}
	}
}
