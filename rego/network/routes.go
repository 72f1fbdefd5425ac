package network

import (
	"net/netip"

	"github.com/reachlint/reachlint/parsers/graph"
)

// way is where the routes of a subnet lead what is meant for the internet.
type way struct {
	answer  Answer
	gateway *graph.Node // internet gateway that is reached without translation: it needs a public address
	nat     *graph.Node // the NAT gateway in the subnet's own default route
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
	table, reason := one(subnet, "route_table")
	if table == nil {
		reason = orElse(reason, subnet.External, "the route table of "+subnet.Address+" is not known")
		return &way{answer: unknownAt(subnet.Address, "route_table", reason)}
	}
	start := Hop{subnet.Address, "route_table", subnet.Address + " uses " + table.Address, Allow}
	found := n.defaultRoute(table)
	if found.route == nil {
		return &way{answer: n.noRoute(subnet, table, found, start)}
	}
	result := n.follow(table, found.route, append(walked, subnet))
	result.answer.Path = append([]Hop{start}, result.answer.Path...)
	if found.doubt != "" && result.answer.Verdict != Unknown {
		result.answer.Verdict, result.answer.Reason = Unknown, found.doubt
		result.answer.Subject, result.answer.Attribute = found.route.Address, "destination"
	}
	return result
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

// defaultRoute is the route that traffic to the internet takes.
type defaultRoute struct {
	route *graph.Node // nil when there surely is none, or when the doubt tells why it is not known
	doubt string
}

// defaultRoute finds it. The longest prefix wins ("Route priority", Amazon VPC User Guide), so narrower
// routes for public addresses make it uncertain when they are wide enough to matter.
func (n *Network) defaultRoute(table *graph.Node) defaultRoute {
	var certain *graph.Node
	unsure, narrower := "", ""
	set := table.Set("routes")
	for _, member := range set.Members {
		if member.Node == nil {
			unsure = orElse(unsure, outside(member.Text))
			continue
		}
		switch covers, reason := routeCovers(member.Node); {
		case covers == yes && existence(member) == "":
			certain = member.Node
		case covers == yes:
			unsure = orElse(unsure, existence(member))
		case covers == maybe && reason != "":
			unsure = orElse(unsure, reason)
		case covers == maybe:
			narrower = orElse(narrower, member.Node.Address+" takes a part of the public addresses elsewhere")
		}
	}
	switch {
	case certain != nil:
		return defaultRoute{route: certain, doubt: narrower}
	case unsure != "":
		return defaultRoute{doubt: unsure}
	case narrower != "":
		return defaultRoute{doubt: narrower}
	case len(set.Open) > 0:
		return defaultRoute{doubt: set.Open[0]}
	}
	return defaultRoute{doubt: table.External}
}

// routeCovers tells whether a route is the IPv4 default route. With a reason, it may be; without one, it
// is for a large part of the public addresses. Routes for single public networks, narrower than a /16, are
// taken to be for somebody's own.
func routeCovers(route *graph.Node) (match, string) {
	if value := route.Value("destination"); isWritten(value) {
		block := newCIDR(value)
		switch {
		case block.doubt != "" && block.reference.Attribute != "":
			return no, "" // it names the block of something else: a network, not the internet
		case block.doubt != "":
			return maybe, block.doubt
		case block.prefix == allIPv4:
			return yes, ""
		case block.prefix.Addr().Is4() && block.prefix.Bits() <= 16 && !isPrivate(block.prefix):
			return maybe, ""
		}
		return no, ""
	}
	if isWritten(route.Value("destination_prefix_list")) {
		return maybe, route.Address + " is for a prefix list, whose addresses are not known"
	}
	if value := route.Value("destination_ipv6"); isWritten(value) {
		if raw, _ := value.RawText(); raw == "" || samePrefix(raw, allIPv6) {
			return maybe, route.Address + " leads out over IPv6 only"
		}
		return no, ""
	}
	return maybe, "the destination of " + route.Address + " is not known"
}

// isWritten tells whether somebody wrote a value, be it one that is not known. Older configurations write
// an empty text for none.
func isWritten(value graph.Value) bool {
	raw, ok := value.RawText()
	return !value.IsAbsent() && !(ok && raw == "")
}

func samePrefix(text string, prefix netip.Prefix) bool {
	parsed, ok := parsePrefix(text)
	return ok && parsed == prefix
}
