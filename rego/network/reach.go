package network

import (
	"net/netip"
	"slices"

	"github.com/reachlint/reachlint/parsers/graph"
)

// Reaches tells whether the routes lead from a computer to a target that has subnets, such as a directory,
// and back. Within one VPC they do, by the local route ("Route tables", Amazon VPC User Guide), unless one for a part of it
// leads through something else, which may pass nothing on. Between two VPCs each
// side needs a route: a peering connection that connects both is a way, and so is a transit gateway that both are
// attached to, as far as its own routes lead. What leads through anything else leaves the graph.
func (n *Network) Reaches(computer, target string) Answer {
	from, problem := n.computer(computer)
	if from == nil {
		return problem
	}
	to := n.graph.Node(target)
	if to == nil {
		if block, ok := parsePrefix(target); ok {
			return certainly(from, n.reachesNetwork(from, block))
		}
		return missing(target)
	}
	here, reason := one(from, "vpc")
	there, other := one(to, "vpc")
	switch {
	case here == nil:
		return unknownAt(computer, "vpc", orElse(reason, "the VPC of "+computer+" is not known"))
	case there == nil:
		return unknownAt(target, "vpc", orElse(other, to.External, "the VPC of "+target+" is not known"))
	case here == there:
		for _, way := range [][2]*graph.Node{{from, to}, {to, from}} {
			if detoured := n.detoured(way[0], way[1], here); detoured != nil {
				return *detoured
			}
		}
		return Answer{Verdict: Allow, Path: []Hop{{here.Address, "", computer + " and " + target + " are both in " + here.Address, Allow}}}
	}
	if overlapping := n.overlapping(from, to, here, there); overlapping != nil {
		return certainly(from, certainly(to, *overlapping))
	}
	answer := n.leadsAll(from, to, there)
	if answer.Verdict != Deny {
		answer = then(answer, n.leadsAll(to, from, here))
	}
	return certainly(from, certainly(to, answer))
}

// leadsAll asks the route tables of all subnets of a node for a way to another one in another VPC.
func (n *Network) leadsAll(node, other, vpc *graph.Node) Answer {
	blocks, doubt := n.blocksAround(other, vpc)
	if doubt != "" {
		return unknownAt(vpc.Address, "cidr_block", doubt)
	}
	set := node.Set("subnets")
	answers := []Answer{}
	for _, member := range set.Members {
		if member.Node == nil || existence(member) != "" {
			return unknownAt(node.Address, "subnets", orElse(existence(member), outside(member.Text)))
		}
		for _, block := range blocks {
			answers = append(answers, n.leads(member.Node, vpc, block))
		}
	}
	if len(set.Open) > 0 || len(answers) == 0 {
		return unknownAt(node.Address, "subnets", orElse(set.WhyUncertain(), node.External, noSubnet(node)))
	}
	return allOf(answers)
}

// blocksAround returns those blocks of a VPC that the subnets of a node lie in: each needs a route of its own.
func (n *Network) blocksAround(node, vpc *graph.Node) (around []netip.Prefix, doubt string) {
	blocks := n.blocksOf(vpc)
	switch {
	case blocks.doubt != "" || len(blocks.list) == 0:
		return nil, orElse(blocks.doubt, "the CIDR block of "+vpc.Address+" is not known")
	case len(blocks.list) == 1:
		return []netip.Prefix{blocks.list[0].prefix}, ""
	}
	for _, at := range n.spacesOf(node).spaces {
		if !at.prefix.IsValid() {
			return nil, orElse(at.doubt, "in which block of "+vpc.Address+" "+node.Address+" stands is not known")
		}
		for _, block := range blocks.list {
			if contains(block.prefix, at.prefix) && !slices.Contains(around, block.prefix) {
				around = append(around, block.prefix)
			}
		}
	}
	if len(around) == 0 {
		return nil, "in which block of " + vpc.Address + " " + node.Address + " stands is not known"
	}
	return around, ""
}

// leads asks the route table of a subnet. Of several routes the one for the longest prefix counts.
func (n *Network) leads(subnet, vpc *graph.Node, block netip.Prefix) Answer {
	table, reason := tableOf(subnet)
	if table == nil || table.External != "" {
		return unknownAt(subnet.Address, "route_table", orElse(reason, subnet.External, "the route table of "+subnet.Address+" is not known"))
	}
	var best *graph.Node
	length := -1
	routes := table.Set("routes")
	for _, member := range routes.Members {
		if member.Node == nil || existence(member) != "" {
			return unknownAt(table.Address, "routes", orElse(existence(member), outside(member.Text)))
		}
		meant := n.networksOf(member.Node)
		if meant.doubt != "" {
			return unknownAt(table.Address, "routes", meant.doubt)
		}
		for _, prefix := range meant.blocks {
			bits := prefix.Bits()
			switch {
			case !prefix.Overlaps(block):
			case bits > block.Bits():
				return unknownAt(table.Address, "routes", member.Node.Address+" is for a part of "+vpc.Address+" only")
			case bits > length || bits == length && !meant.listed:
				// Of two routes for the same block the one that names it goes before a prefix list.
				best, length = member.Node, bits
			}
		}
	}
	switch {
	case len(routes.Open) > 0:
		return unknownAt(table.Address, "routes", routes.Open[0])
	case best == nil:
		return denial(table.Address, "routes", table.Address+" has no route to "+vpc.Address+" ("+block.String()+")")
	}
	return n.between(departure{subnet, table, best, vpc, block})
}

// networksOf are the blocks of IPv4 that a route is for. Here the block of something else is one that is not known.
func (n *Network) networksOf(route *graph.Node) destination {
	if value := route.Value("destination"); isWritten(value) {
		if block := newCIDR(value); block.doubt != "" {
			return destination{doubt: block.doubt}
		}
		return n.destinationOf(route)
	}
	switch {
	case isWritten(route.Value("destination_prefix_list")):
		return n.destinationOf(route)
	case isWritten(route.Value("destination_ipv6")):
		return destination{}
	}
	return destination{doubt: route.Address + " is for addresses that are not known"}
}

// departure is the way from a subnet by a route of its table to a block of another VPC.
type departure struct {
	subnet, table, route *graph.Node
	vpc                  *graph.Node // the other one
	block                netip.Prefix
}

// between tells whether a route's target connects the VPC of its table with another one.
func (n *Network) between(start departure) Answer {
	table, route, vpc := start.table, start.route, start.vpc
	here, _ := one(table, "vpc")
	for _, name := range []string{"nat_gateway", "egress_only_internet_gateway"} {
		if members := named(route.Set(name)); len(members) > 0 && members[0].Node != nil && existence(members[0]) == "" {
			return denial(route.Address, name, route.Address+" sends what is meant for "+vpc.Address+" to "+nameOf(members[0])+", which does not lead there")
		}
	}
	for _, member := range named(route.Set("gateway")) {
		if member.Node != nil && member.Node.Kind == "internet_gateway" && existence(member) == "" {
			return denial(route.Address, "gateway", route.Address+" sends what is meant for "+vpc.Address+" to "+member.Node.Address+", which leads to public addresses only")
		}
	}
	if stranded := unattached(table, route); stranded != "" {
		return denial(route.Address, "transit_gateway", stranded)
	}
	for _, member := range named(route.Set("vpc_peering_connection")) {
		if member.Node == nil || existence(member) != "" {
			break
		}
		one, other := member.Node.Set("vpc"), member.Node.Set("peer_vpc")
		if one.Has(here) && other.Has(vpc) || one.Has(vpc) && other.Has(here) {
			if doubt := unaccepted(member.Node); doubt != "" {
				return unknownAt(route.Address, "vpc_peering_connection", doubt)
			}
			text := table.Address + " leads to " + vpc.Address + " through " + member.Node.Address
			return Answer{Verdict: Allow, Path: []Hop{{route.Address, "vpc_peering_connection", text, Allow}}}
		}
	}
	transit := route.Set("transit_gateway")
	if members := named(transit); len(members) == 1 {
		return n.throughTransit(start, members[0])
	}
	if len(transit.Open) > 0 {
		return unknownAt(route.Address, "transit_gateway", transit.Open[0])
	}
	return unknownAt(route.Address, "", "the way from "+table.Address+" to "+vpc.Address+" leaves this configuration")
}

// unaccepted tells why a peering connection may not pass anything: until its other side accepts it, it does not ("VPC
// peering connection lifecycle", Amazon VPC Peering Guide), and somebody may accept it by hand.
func unaccepted(connection *graph.Node) string {
	if connection.Value("accepted").IsAbsent() {
		return ""
	}
	accepted, doubt := boolean(connection, "accepted", true)
	if doubt == "" && !accepted {
		doubt = "this configuration does not accept " + connection.Address
	}
	return doubt
}
