package network

import (
	"net/netip"
	"slices"

	"github.com/reachlint/reachlint/parsers/graph"
)

// way is where the routes of a subnet lead what is meant for the internet.
type way struct {
	answer    Answer
	gateway   *graph.Node // internet gateway that is reached without translation: it needs a public address
	nat       *graph.Node // the NAT gateway in the subnet's own default route
	forwarder *graph.Node // the NAT instance there, or its network interface
}

// wayOf walks the routes of a subnet. Subnets that are being walked already lead in a circle.
func (n *Network) wayOf(subnet *graph.Node, walked ...*graph.Node) *way {
	for _, before := range walked {
		if before == subnet {
			return &way{answer: denial(subnet.Address, "route_table", "the routes of "+subnet.Address+" lead in a circle")}
		}
	}
	if len(walked) > 0 {
		return n.walk(subnet, walked)
	}
	return n.ways.get(subnet, func() *way { return n.walk(subnet, nil) })
}

func (n *Network) walk(subnet *graph.Node, walked []*graph.Node) *way {
	table, reason := tableOf(subnet)
	if table == nil {
		reason = orElse(reason, subnet.External, "the route table of "+subnet.Address+" is not known")
		return &way{answer: unknownAt(subnet.Address, "route_table", reason)}
	}
	start := Hop{subnet.Address, "route_table", subnet.Address + " uses " + table.Address, Allow}
	found := n.defaultRoutes.get(table, func() defaultRoute { return n.defaultRoute(table) })
	if len(found.routes) == 0 {
		return &way{answer: n.noRoute(subnet, table, found, start)}
	}
	result := n.followAll(table, found, append(walked, subnet))
	result.answer.Path = append([]Hop{start}, result.answer.Path...)
	return result
}

// tableOf returns the route table of a subnet, or the reason why it is not known. AWS refuses a second association
// ("Error codes for the Amazon EC2 API", Resource.AlreadyAssociated), and which of two comes first nobody knows.
func tableOf(subnet *graph.Node) (*graph.Node, string) {
	table, reason := one(subnet, "route_table")
	if table == nil {
		return nil, reason
	}
	for _, member := range subnet.Set("route_table").Members {
		if member.Node != nil && member.Node != table && existence(member) == "" {
			return nil, subnet.Address + " is associated with " + table.Address + " and with " + member.Node.Address
		}
	}
	return table, ""
}

// followAll goes on from the routes that the traffic to the internet is divided among. Where they lead to the
// same end it does not matter which of them takes it.
func (n *Network) followAll(table *graph.Node, found defaultRoute, walked []*graph.Node) *way {
	result := n.follow(table, found.routes[0], walked)
	for _, route := range found.routes[1:] {
		other := n.follow(table, route, walked)
		if !result.endsLike(other) {
			reason := route.Address + " takes a part of the public addresses elsewhere"
			return &way{answer: unknownAt(found.routes[0].Address, "destination", reason, result.answer.Path...)}
		}
		result.answer.Path = append(result.answer.Path, other.answer.Path...)
	}
	return result
}

// endsLike tells whether two ways end at the same place, or end both.
func (w *way) endsLike(other *way) bool {
	same := w.gateway == other.gateway && w.nat == other.nat && w.forwarder == other.forwarder
	return w.answer.Verdict == other.answer.Verdict && (same || w.answer.Verdict == Deny)
}

// noRoute answers for a table without a route to the internet.
func (n *Network) noRoute(subnet, table *graph.Node, found defaultRoute, start Hop) Answer {
	if found.doubt != "" {
		return unknownAt(table.Address, "routes", found.doubt, start)
	}
	text := table.Address + " has no route to the internet (0.0.0.0/0)"
	answer := Answer{Verdict: Deny, Reason: text, Subject: table.Address, Attribute: "routes"}
	answer.Path = []Hop{start, {table.Address, "routes", text, Deny}}
	if vpc, _ := one(table, "vpc"); vpc != nil && table.Resource == vpc.Resource && table.Resource != nil {
		// Nobody wrote the table: AWS made it with the VPC. The subnet is where another one is chosen.
		answer.Subject, answer.Attribute = subnet.Address, "route_table"
	}
	return answer
}

// defaultRoute is the route that traffic to the internet takes, or the routes that it is divided among.
type defaultRoute struct {
	routes []*graph.Node // none when there surely is none, or when the doubt tells why it is not known
	doubt  string
}

// defaultRoute finds it. The longest prefix wins ("Route priority", Amazon VPC User Guide), so that narrower
// routes for public addresses count when they are wide enough to matter, and leave nothing to a route for all
// addresses when they take them all together. Of routes for all addresses the one that names them takes
// precedence over those for prefix lists.
func (n *Network) defaultRoute(table *graph.Node) defaultRoute {
	var whole, listed, parts, perhaps []*graph.Node
	var blocks []netip.Prefix
	unsure := ""
	set := table.Set("routes")
	for _, member := range set.Members {
		if member.Node == nil {
			unsure = orElse(unsure, outside(member.Text))
			continue
		}
		meant := n.destinationOf(member.Node)
		public := wide(meant.blocks)
		mayNot := existence(member)
		switch {
		case meant.doubt != "":
			unsure = orElse(unsure, meant.doubt)
		case len(public) == 0:
		case mayNot != "" && public[0] != allIPv4:
			perhaps = append(perhaps, member.Node)
		case mayNot != "":
			unsure = orElse(unsure, mayNot)
		case public[0] != allIPv4:
			parts, blocks = append(parts, member.Node), append(blocks, public...)
		case meant.listed:
			listed = append(listed, member.Node)
		default:
			whole = append(whole, member.Node)
		}
	}
	if len(whole) == 0 {
		whole = listed
	}
	switch {
	case slices.Equal(merge(blocks), []netip.Prefix{allIPv4}):
		return defaultRoute{routes: append(parts, perhaps...)}
	case len(whole) > 0:
		return defaultRoute{routes: slices.Concat(whole, parts, perhaps)}
	case unsure != "":
		return defaultRoute{doubt: unsure}
	case len(parts)+len(perhaps) > 0:
		return defaultRoute{doubt: append(parts, perhaps...)[0].Address + " is for a part of the public addresses only"}
	case len(set.Open) > 0:
		return defaultRoute{doubt: set.Open[0]}
	}
	return defaultRoute{doubt: table.External}
}

// wide returns those blocks that hold many public IPv4 addresses. Blocks of single public networks, narrower
// than a /16, are taken to be somebody's own.
func wide(blocks []netip.Prefix) []netip.Prefix {
	var public []netip.Prefix
	for _, block := range blocks {
		if block.Addr().Is4() && block.Bits() <= 16 && !isPrivate(block) {
			public = append(public, block)
		}
	}
	return public
}
