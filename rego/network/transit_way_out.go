package network

import (
	"net/netip"
	"slices"

	"github.com/reachlint/reachlint/parsers/graph"
)

// lostBehindTransit is a denial where what a route sends to a transit gateway for the internet surely ends behind that:
// in a VPC that has no way out, or whose NAT gateway finds no way back ("Centralized outbound routing to the internet",
// AWS Transit Gateway). It is nil for all else, which stays undetermined: what such a VPC does with the traffic of others
// is its owner's matter.
func (n *Network) lostBehindTransit(table, route *graph.Node, member graph.Member, walked []*graph.Node) *Answer {
	here, _ := one(table, "vpc")
	gateway, subnet := member.Node, walked[len(walked)-1]
	if here == nil || gateway == nil || gateway.External != "" {
		return nil
	}
	from := n.attachmentOf(here, gateway)
	if from == nil {
		return nil
	}
	first := Answer{Verdict: Allow, Path: []Hop{{route.Address, "transit_gateway", table.Address + " sends " + destinationName(route) + " to " + gateway.Address, Allow}}}
	if apart := standsApart(subnet, from); apart != "" {
		lost := then(first, denial(from.Address, "subnets", apart))
		return &lost
	}
	to := n.attachmentForInternet(from)
	if to == nil || to.Set("subnets").WhyUncertain() != "" {
		return nil
	}
	var lost *Answer
	for _, arrival := range to.Set("subnets").Nodes() {
		answer := n.lostFrom(arrival, subnet, here, walked)
		if answer == nil {
			return nil // it may leave the transit gateway by this one
		}
		if lost == nil {
			whole := then(first, *answer)
			lost = &whole
		}
	}
	return lost
}

// attachmentForInternet is the attachment to which the route table of another one surely sends what is meant for the
// internet; nil where that is not known. A static route counts before all that is propagated for the same addresses.
func (n *Network) attachmentForInternet(from *graph.Node) *graph.Node {
	table, _ := one(from, "associated_route_table")
	if table == nil || table.External != "" || len(table.Set("routes").Open) > 0 || n.lookedUp(table) != "" {
		return nil
	}
	var to *graph.Node
	for _, member := range table.Set("routes").Members {
		if member.Node == nil || existence(member) != "" {
			return nil
		}
		meant := n.networksOf(member.Node)
		if meant.doubt != "" {
			return nil
		}
		if len(wide(meant.blocks)) == 0 {
			continue
		}
		attachment, _ := one(member.Node, "attachment")
		if to != nil || attachment == nil || attachment.Kind != "transit_gateway_attachment" || attachment.External != "" ||
			meant.listed || !slices.Equal(meant.blocks, []netip.Prefix{allIPv4}) {
			return nil
		}
		to = attachment
	}
	return to
}

// lostFrom is a denial where what comes out of a transit gateway into a subnet surely does not reach the internet, or
// what comes back for another VPC not that.
func (n *Network) lostFrom(arrival, subnet, here *graph.Node, walked []*graph.Node) *Answer {
	beyond := n.wayOf(arrival, walked...)
	if beyond.answer.Verdict == Deny {
		return &beyond.answer
	}
	if beyond.answer.Verdict != Allow || beyond.nat == nil {
		return nil
	}
	own, _ := one(beyond.nat, "subnet")
	around := n.vpcBlockAround(subnet, here)
	if own == nil || !around.IsValid() {
		return nil
	}
	back := n.leads(own, here, around)
	if back.Verdict != Deny {
		return nil
	}
	if table, _ := tableOf(own); table != nil && !isOfTransit(back) {
		back = denial(table.Address, "routes", table.Address+" has no route back to "+here.Address+" ("+around.String()+") for "+beyond.nat.Address)
	}
	lost := then(beyond.answer, back)
	return &lost
}

// vpcBlockAround is the block of a VPC that a subnet lies in; the zero one where that is not known.
func (n *Network) vpcBlockAround(subnet, vpc *graph.Node) netip.Prefix {
	at, blocks := subnetSpace(subnet), n.blocksOf(vpc)
	for _, each := range blocks.list {
		if blocks.doubt == "" && at.prefix.IsValid() && contains(each.prefix, at.prefix) {
			return each.prefix
		}
	}
	return netip.Prefix{}
}

// isOfTransit tells whether a way ends at a transit gateway, and not in the route table before it.
func isOfTransit(answer Answer) bool {
	return slices.ContainsFunc(answer.Path, func(hop Hop) bool { return hop.Attribute == "transit_gateway" })
}
