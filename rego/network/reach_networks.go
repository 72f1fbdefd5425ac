package network

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// reachesNetwork tells whether the routes of a computer lead to private addresses of a network elsewhere. They surely do
// not where a table, which somebody wrote, has no route to them, or one that ends at an internet gateway, be it behind a
// NAT gateway: on the internet nobody has such addresses ("Address Allocation for Private Internets", RFC 1918). What
// leads to something that may be connected with that network is not followed.
func (n *Network) reachesNetwork(from *graph.Node, block netip.Prefix) Answer {
	here, reason := one(from, "vpc")
	if here == nil || here.External != "" {
		return unknownAt(from.Address, "vpc", orElse(reason, "the VPC of "+from.Address+" is not known"))
	}
	blocks := n.blocksOf(here)
	for _, own := range blocks.list {
		if own.prefix.IsValid() && contains(own.prefix, block) {
			return Answer{Verdict: Allow, Path: []Hop{{here.Address, "", nameOfBlock(block) + " is in " + here.Address, Allow}}}
		}
	}
	set := from.Set("subnets")
	doubt := orElse(blocks.doubt, set.WhyUncertain(), tunnel(from))
	if !isOfPrivateInternet(block) {
		doubt = "where " + nameOfBlock(block) + " is the source does not say"
	}
	if doubt != "" || len(set.Members) == 0 {
		return unknownAt(from.Address, "subnets", orElse(doubt, from.External, noSubnet(from)))
	}
	var answers []Answer
	for _, subnet := range set.Nodes() {
		answers = append(answers, n.leadsToNetwork(subnet, block))
	}
	if from.Kind == "instance" {
		return firstOf(from, answers)
	}
	return allOf(answers)
}

func isOfPrivateInternet(block netip.Prefix) bool {
	return slices.ContainsFunc(privateNetworks[:3], func(private netip.Prefix) bool { return contains(private, block) })
}

func nameOfBlock(block netip.Prefix) string {
	if block.IsSingleIP() {
		return block.Addr().String()
	}
	return block.String()
}

// tunnel tells why a computer may have a way that its routes do not show.
func tunnel(computer *graph.Node) string {
	words := strings.ToLower(userData(computer))
	if containsAny(words, []string{"vpn", "wireguard", "ipsec", "swan", "tailscale", "zerotier", "tunnel", "proxy"}) {
		return "its user data speaks of a tunnel or a proxy"
	}
	return hiddenUserData(computer)
}

// leadsToNetwork asks the route table of a subnet, and behind a NAT gateway that of its subnet.
func (n *Network) leadsToNetwork(subnet *graph.Node, block netip.Prefix, walked ...*graph.Node) Answer {
	table, reason := tableOf(subnet)
	if table == nil || table.External != "" || slices.Contains(walked, subnet) {
		return unknownAt(subnet.Address, "route_table", orElse(reason, "the route table of "+subnet.Address+" is not known"))
	}
	if vpc, _ := one(table, "vpc"); vpc == nil || table.Resource == vpc.Resource {
		return unknownAt(table.Address, "routes", "nobody wrote "+table.Address)
	}
	best, doubt := n.routeToNetwork(table, block)
	switch {
	case doubt != "":
		return unknownAt(table.Address, "routes", doubt)
	case best == nil:
		return denial(table.Address, "routes", table.Address+" has no route to "+nameOfBlock(block))
	}
	sends := table.Address + " sends what is meant for " + nameOfBlock(block) + " to "
	for _, name := range []string{"gateway", "nat_gateway"} {
		target, _ := one(best, name)
		switch {
		case target == nil || doubtful(best.Set(name)) != "":
			continue
		case target.Kind == "internet_gateway":
			return denial(table.Address, "routes", sends+target.Address+", which leads to public addresses only")
		case target.Kind == "nat_gateway" && target.External == "":
			own, _ := one(target, "subnet")
			if own != nil && n.leadsToNetwork(own, block, append(walked, subnet)...).Verdict == Deny {
				return denial(table.Address, "routes", sends+target.Address+", from where nothing leads there")
			}
		}
	}
	return unknownAt(best.Address, "", "the way from "+table.Address+" to "+nameOfBlock(block)+" leaves this configuration")
}

// routeToNetwork is the route of a table that counts for a block: that for the longest prefix. It is nil where there
// surely is none, or where the doubt tells why it is not known.
func (n *Network) routeToNetwork(table *graph.Node, block netip.Prefix) (best *graph.Node, doubt string) {
	routes, length := table.Set("routes"), -1
	for _, member := range routes.Members {
		if member.Node == nil || existence(member) != "" {
			return nil, orElse(existence(member), outside(member.Text))
		}
		meant := n.networksOf(member.Node)
		if meant.doubt != "" {
			return nil, meant.doubt
		}
		for _, prefix := range meant.blocks {
			switch {
			case !prefix.Overlaps(block):
			case prefix.Bits() > block.Bits():
				return nil, member.Node.Address + " is for a part of " + block.String() + " only"
			case prefix.Bits() > length || prefix.Bits() == length && !meant.listed:
				best, length = member.Node, prefix.Bits()
			}
		}
	}
	return best, orElse(routes.Open...)
}
