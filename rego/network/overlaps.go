package network

import (
	"net/netip"

	"github.com/reachlint/reachlint/parsers/graph"
)

// overlapping answers for two nodes whose VPCs have blocks in common, so that what is meant for the one stays in the VPC of
// the other: the local route is for it, and a route for a part of that can lead to nothing but what stands in the same VPC
// ("Route priority" and "Subnet route tables", Amazon VPC User Guide). It is nil where the addresses differ, or may.
func (n *Network) overlapping(from, to, here, there *graph.Node) *Answer {
	for _, each := range []struct{ node, vpc, other *graph.Node }{{to, there, here}, {from, here, there}} {
		block, doubt := n.withinBlock(each.node, each.other)
		if !block.IsValid() || each.other.External != "" {
			continue
		}
		if doubt == "" {
			doubt = n.leadsAstray(block, each.other)
		}
		answer := denial(each.other.Address, "cidr_block", each.other.Address+" and "+each.vpc.Address+" overlap ("+block.String()+"), and what is meant for "+each.node.Address+" stays in "+each.other.Address)
		if doubt != "" {
			answer = unknownAt(each.other.Address, "cidr_block", doubt)
		}
		return &answer
	}
	return nil
}

// withinBlock is the block of a VPC that all addresses of a node in another one lie in. Where that is so for a part of
// them, the doubt says so; the block is the zero one where it surely is for none.
func (n *Network) withinBlock(node, vpc *graph.Node) (block netip.Prefix, doubt string) {
	blocks := n.blocksOf(vpc)
	spaces := n.spacesOf(node).spaces
	inside := 0
	for _, at := range spaces {
		for _, each := range blocks.list {
			if at.prefix.IsValid() && each.prefix.IsValid() && contains(each.prefix, at.prefix) {
				block, inside = each.prefix, inside+1
				break
			}
		}
	}
	if inside < len(spaces) {
		doubt = "a part of the addresses of " + node.Address + " is among those of " + vpc.Address
	}
	return block, doubt
}

// leadsAstray tells why a part of a VPC's own block may be led elsewhere than the local route does.
func (n *Network) leadsAstray(block netip.Prefix, vpc *graph.Node) string {
	for _, each := range n.detours(vpc) {
		if each.prefix.Overlaps(block) && each.prefix != block {
			return each.route.Address + " is for a part of " + vpc.Address
		}
	}
	return ""
}
