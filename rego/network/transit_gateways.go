package network

import (
	"cmp"
	"net/netip"
	"regexp"
	"slices"

	"github.com/reachlint/reachlint/parsers/graph"
)

// throughTransit tells whether a transit gateway, to which a route sends what is meant for a block of a VPC, passes it
// on to that VPC. The route table that the attachment it comes from is associated with decides ("How AWS Transit
// Gateway works", AWS Transit Gateway).
func (n *Network) throughTransit(start departure, member graph.Member) Answer {
	route, there := start.route, start.vpc
	here, _ := one(start.table, "vpc")
	gateway := member.Node
	leaves := "the way from " + start.table.Address + " to " + there.Address + " leaves this configuration"
	if gateway == nil || gateway.External != "" || existence(member) != "" {
		return unknownAt(route.Address, "", orElse(existence(member), leaves))
	}
	from, to := n.attachmentOf(here, gateway), n.attachmentOf(there, gateway)
	switch {
	case from == nil:
		return unknownAt(route.Address, "", orElse(n.openAttachment(here), leaves))
	case to == nil:
		return unknownAt(route.Address, "", orElse(n.openAttachment(there), leaves))
	}
	text := start.table.Address + " leads to " + there.Address + " through " + gateway.Address
	first := Answer{Verdict: Allow, Path: []Hop{{route.Address, "transit_gateway", text, Allow}}}
	if apart := standsApart(start.subnet, from); apart != "" {
		return then(first, denial(from.Address, "subnets", apart))
	}
	return then(first, n.behindAttachment(start, gateway, from, to))
}

// standsApart tells why a transit gateway gets nothing from a subnet: it does only from Availability Zones in which the
// attachment has a subnet ("Amazon VPC attachments in AWS Transit Gateway", "Limits"). It is "" where it does, or where
// that is not known.
func standsApart(subnet, attachment *graph.Node) string {
	zone := plainZone(subnet)
	members := attachment.Set("subnets")
	if zone == "" || members.WhyUncertain() != "" || len(members.Members) == 0 {
		return ""
	}
	for _, other := range members.Nodes() {
		if of := plainZone(other); of == "" || of == zone {
			return ""
		}
	}
	return attachment.Address + " has no subnet in " + zone + ", where " + subnet.Address + " is"
}

// ownZone is the form of the name of an Availability Zone. From a Local Zone the way leads through another one.
var ownZone = regexp.MustCompile(`^[a-z]{2}(-[a-z]+)+-[0-9][a-z]$`)

// plainZone is the Availability Zone of a subnet where it is written in full.
func plainZone(subnet *graph.Node) string {
	if zone, _ := subnet.Value("availability_zone").Text(); ownZone.MatchString(zone) {
		return zone
	}
	return ""
}

// behindAttachment asks the route table that an attachment is associated with for the way to another one.
func (n *Network) behindAttachment(start departure, gateway, from, to *graph.Node) Answer {
	routes, reason := one(from, "associated_route_table")
	if reason == "" && routes != nil {
		reason = routes.External
	}
	stranger := n.strangerAssociated()
	switch {
	case reason != "":
		return unknownAt(from.Address, "associated_route_table", reason)
	case routes != nil:
		return n.passesOn(routes, to, start.vpc, start.block)
	case !n.hasOwnTable(gateway):
		// Whoever switches the default tables off and makes no other makes them elsewhere.
		return unknownAt(start.route.Address, "", "no route table of "+gateway.Address+" is part of this configuration")
	case stranger != "":
		return unknownAt(from.Address, "associated_route_table", "whether "+stranger+" is "+from.Address+" is not known")
	}
	return denial(from.Address, "associated_route_table", from.Address+" is associated with no route table of "+gateway.Address)
}

// attachmentOf returns the attachment that surely attaches a VPC to a transit gateway, or nil.
func (n *Network) attachmentOf(vpc, gateway *graph.Node) *graph.Node {
	for _, attachment := range n.graph.OfKind("transit_gateway_attachment") {
		of, _ := one(attachment, "vpc")
		to, _ := one(attachment, "transit_gateway")
		if of != nil && of == vpc && to == gateway && attachment.Maybe == "" && attachment.External == "" {
			return attachment
		}
	}
	return nil
}

// openAttachment tells why it is not known to which transit gateway a VPC is attached, where it surely is attached to
// one.
func (n *Network) openAttachment(vpc *graph.Node) string {
	for _, attachment := range n.graph.OfKind("transit_gateway_attachment") {
		if of, _ := one(attachment, "vpc"); of == nil || of != vpc {
			continue
		}
		if gateway, reason := one(attachment, "transit_gateway"); gateway == nil && reason != "" {
			return reason
		}
	}
	return ""
}

// hasOwnTable tells whether a transit gateway has a route table besides the one that AWS makes along with it.
func (n *Network) hasOwnTable(gateway *graph.Node) bool {
	return slices.ContainsFunc(n.graph.OfKind("transit_gateway_route_table"), func(table *graph.Node) bool {
		of, _ := one(table, "transit_gateway")
		return of == gateway && table.Value("default").IsAbsent()
	})
}

// strangerAssociated names something that is associated with a route table and may be any attachment: it is looked up,
// or named by what is no resource of this configuration. It is "" where there is none.
func (n *Network) strangerAssociated() string {
	for _, table := range n.graph.OfKind("transit_gateway_route_table") {
		for _, member := range table.Set("associations").Members {
			if member.Node == nil || member.Node.External != "" {
				return nameOf(member)
			}
		}
	}
	return ""
}

// lookedUp tells why what is written for another route table may be meant for this one: that is only looked up.
func (n *Network) lookedUp(table *graph.Node) string {
	for _, other := range n.graph.OfKind("transit_gateway_route_table") {
		if other.External != "" {
			return "whether " + other.Address + " is " + table.Address + " is not known"
		}
	}
	return ""
}

// transitRoute is a route of a transit gateway for addresses of a block.
type transitRoute struct {
	prefix netip.Prefix
	rank   int         // among the routes for one prefix, from the one that counts
	node   *graph.Node // that is written, or the attachment that propagates it
	to     *graph.Node // the attachment that it surely leads to; nil for what is dropped, or is not known
	doubt  string      // why it may not be there
}

// Of routes for the same addresses a static one counts before that of a prefix list, and this before what a VPC
// propagates ("How AWS Transit Gateway works", "Route evaluation order", AWS Transit Gateway).
const (
	rankStatic = iota
	rankListed
	rankPropagated
)

// passesOn tells whether a route table of a transit gateway leads to an attachment of a VPC. Of several routes the one
// for the longest prefix counts.
func (n *Network) passesOn(table, to, there *graph.Node, block netip.Prefix) Answer {
	routes, likely, doubt := n.staticRoutes(table, to, block)
	if doubt != "" {
		return unknownAt(table.Address, "routes", doubt)
	}
	propagated, unseen := n.propagatedRoutes(table, block)
	routes, unseen = append(routes, propagated...), orElse(likely, unseen, n.lookedUp(table))
	slices.SortStableFunc(routes, func(a, b transitRoute) int {
		return cmp.Or(b.prefix.Bits()-a.prefix.Bits(), a.rank-b.rank)
	})
	whole := slices.IndexFunc(routes, func(each transitRoute) bool { return each.prefix.Bits() <= block.Bits() })
	if whole < 0 {
		switch {
		case len(routes) > 0:
			return unknownAt(table.Address, "routes", routes[0].node.Address+" is for a part of "+there.Address+" only")
		case unseen != "":
			return unknownAt(table.Address, "routes", unseen)
		}
		return denial(table.Address, "routes", table.Address+" has no route to "+there.Address+" ("+block.String()+")")
	}
	best := routes[whole]
	for _, other := range routes {
		isRival := other.prefix.Bits() > best.prefix.Bits() || other.prefix == best.prefix && other.rank == best.rank
		if isRival && (other.to == nil || other.to != best.to) && other.node != best.node {
			return unknownAt(table.Address, "routes", "whether "+other.node.Address+" or "+best.node.Address+" counts is not known")
		}
	}
	answer := n.alongTransit(table, best, to, there)
	if answer.Verdict == Deny && unseen != "" {
		return unknownAt(table.Address, "routes", unseen)
	}
	return answer
}

// staticRoutes are the routes for addresses of a block that somebody wrote. The doubt tells why there may be others;
// likely is that of one that leads to the attachment in any case.
func (n *Network) staticRoutes(table, to *graph.Node, block netip.Prefix) (routes []transitRoute, likely, doubt string) {
	set := table.Set("routes")
	for _, member := range set.Members {
		if member.Node == nil {
			return nil, "", outside(member.Text)
		}
		each := transitRoute{node: member.Node, doubt: existence(member)}
		dropped, unsure := boolean(member.Node, "blackhole", false)
		if attachment, _ := one(member.Node, "attachment"); !dropped && unsure == "" {
			each.to = attachment
		}
		meant := n.networksOf(member.Node)
		switch {
		case meant.doubt != "" && each.to == to:
			likely = meant.doubt
		case meant.doubt != "":
			return nil, "", meant.doubt
		}
		if meant.listed {
			each.rank = rankListed
		}
		for _, prefix := range meant.blocks {
			if each.prefix = prefix; prefix.Overlaps(block) {
				routes = append(routes, each)
			}
		}
	}
	return routes, likely, orElse(set.Open...)
}

// propagatedRoutes are the routes for addresses of a block that attachments propagate to a table: one for each block of
// their VPC. It also tells why there may be others.
func (n *Network) propagatedRoutes(table *graph.Node, block netip.Prefix) (routes []transitRoute, unseen string) {
	set := table.Set("propagations")
	for _, member := range set.Members {
		var vpc *graph.Node
		if member.Node != nil {
			vpc, _ = one(member.Node, "vpc")
		}
		if vpc == nil {
			unseen = orElse(unseen, "the routes that "+nameOf(member)+" propagates to "+table.Address+" are not known")
			continue
		}
		blocks := n.blocksOf(vpc)
		unseen = orElse(unseen, blocks.doubt)
		for _, each := range blocks.list {
			if each.prefix.IsValid() && each.prefix.Overlaps(block) {
				routes = append(routes, transitRoute{each.prefix, rankPropagated, member.Node, member.Node, existence(member)})
			}
		}
	}
	return routes, orElse(append([]string{unseen}, set.Open...)...)
}

// alongTransit follows the route that counts.
func (n *Network) alongTransit(table *graph.Node, route transitRoute, to, there *graph.Node) Answer {
	switch {
	case route.doubt != "":
		return unknownAt(route.node.Address, "", route.doubt)
	case route.to == to:
		text := table.Address + " sends what is meant for " + there.Address + " to " + to.Address
		return Answer{Verdict: Allow, Path: []Hop{{table.Address, "routes", text, Allow}}}
	case route.to != nil:
		return unknownAt(route.node.Address, "attachment", "what becomes behind "+route.to.Address+" of what is meant for "+there.Address+" is not followed")
	}
	dropped, doubt := boolean(route.node, "blackhole", false)
	if dropped && doubt == "" {
		return denial(route.node.Address, "blackhole", route.node.Address+" drops what is meant for "+there.Address)
	}
	return unknownAt(route.node.Address, "attachment", orElse(doubt, route.node.Set("attachment").WhyUncertain(), "where "+route.node.Address+" leads is not known"))
}
