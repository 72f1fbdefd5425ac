package network

import (
	"net/netip"

	"github.com/reachlint/reachlint/parsers/graph"
)

// detourRoute leads a part of a VPC's own addresses elsewhere than its local route does, as to a firewall or an appliance
// ("Route traffic to a middlebox appliance in a subnet", Amazon VPC User Guide).
type detourRoute struct {
	table, route *graph.Node
	prefix       netip.Prefix
}

// detours are the routes of that kind in the tables of a VPC. Most have none.
func (n *Network) detours(vpc *graph.Node) []detourRoute {
	return n.vpcDetours.get(vpc, func() []detourRoute {
		var found []detourRoute
		blocks := n.blocksOf(vpc).list
		for _, table := range vpc.Set("route_tables").Nodes() {
			for _, route := range table.Set("routes").Nodes() {
				if isLocal(route) {
					continue
				}
				for _, prefix := range n.networksOf(route).blocks {
					if isPartOf(prefix, blocks) {
						found = append(found, detourRoute{table, route, prefix})
					}
				}
			}
		}
		return found
	})
}

// isLocal tells whether somebody writes the local route, which every table has.
func isLocal(route *graph.Node) bool {
	members := named(route.Set("gateway"))
	return len(members) == 1 && members[0].Node == nil && members[0].Text == "local"
}

func isPartOf(prefix netip.Prefix, blocks []cidr) bool {
	for _, block := range blocks {
		if block.prefix.IsValid() && contains(block.prefix, prefix) {
			return true
		}
	}
	return false
}

// detoured tells why it is not known whether what one node of a VPC sends to another one gets there. Inside of a subnet
// nothing is routed. It is nil where the local route takes it all.
func (n *Network) detoured(from, to, vpc *graph.Node) *Answer {
	for _, each := range n.detours(vpc) {
		for _, subnet := range from.Set("subnets").Nodes() {
			if table, _ := tableOf(subnet); table != each.table {
				continue
			}
			for _, at := range n.spacesOf(to).spaces {
				if at.subnet != subnet && at.prefix.IsValid() && at.prefix.Overlaps(each.prefix) {
					answer := unknownAt(each.route.Address, "destination", each.route.Address+" leads what is meant for "+each.prefix.String()+" past the local route, and what becomes of it there is not known")
					return &answer
				}
			}
		}
	}
	return nil
}
