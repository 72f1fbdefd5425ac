package network

import (
	"cmp"
	"net/netip"
	"slices"

	"github.com/reachlint/reachlint/parsers/graph"
)

// merge returns the fewest blocks that hold the same addresses: 0.0.0.0/1 and 128.0.0.0/1 are the whole world.
func merge(blocks []netip.Prefix) []netip.Prefix {
	var merged []netip.Prefix
	pending := slices.Clone(blocks)
	slices.SortFunc(pending, func(one, other netip.Prefix) int {
		return cmp.Or(one.Addr().Compare(other.Addr()), one.Bits()-other.Bits())
	})
	for _, block := range pending {
		// By address, and the widest first: only the last one kept can contain the next or be its other half.
		if last := len(merged) - 1; last >= 0 && contains(merged[last], block) {
			continue
		}
		merged = append(merged, block)
		for last := len(merged) - 1; last > 0 && areHalves(merged[last-1], merged[last]); last-- {
			merged = append(merged[:last-1], whole(merged[last]))
		}
	}
	return merged
}

func whole(half netip.Prefix) netip.Prefix {
	return netip.PrefixFrom(half.Addr(), half.Bits()-1).Masked()
}

func areHalves(one, other netip.Prefix) bool {
	return one != other && one.Bits() == other.Bits() && one.Bits() > 0 && one.Addr().Is4() == other.Addr().Is4() &&
		whole(one) == whole(other)
}

// union gathers what the rules of groups surely let through, block by block.
type union struct {
	blocks []cidr
	rule   *graph.Node // the first of the rules
}

// add notes the blocks of a rule that surely is there and about the traffic.
func (u *union) add(question flow, member graph.Member, rule *groupRule) {
	if passes, _ := rule.traffic.passes(question.protocol, question.port); passes != yes || rule.doubt != "" || existence(member) != "" {
		return
	}
	for _, block := range rule.blocks {
		if block.prefix.IsValid() || block.host.Address != "" {
			u.blocks = append(u.blocks, block)
			if u.rule == nil {
				u.rule = rule.node
			}
		}
	}
}

// joinUp opens what no rule covers alone, and all of them together do.
func (n *Network) joinUp(question flow, all union, openings []opening) {
	if len(all.blocks) < 2 {
		return
	}
	merged := merge(prefixesOf(all.blocks))
	for i, at := range question.end.spaces.spaces {
		if openings[i].match == yes {
			continue
		}
		if whole := n.joined(all.blocks, merged, at); whole != "" {
			text := "the rules together let " + portName(question.protocol, question.port) + toward(question.direction) + whole
			openings[i] = opening{match: yes, hop: Hop{all.rule.Address, "cidr_blocks", text, Allow}}
		}
	}
}

// joined names what blocks make up that contains a whole space: one block, or all addresses of a directory. It is
// "" where nothing does.
func (n *Network) joined(blocks []cidr, merged []netip.Prefix, at space) string {
	for _, block := range merged {
		if result, _ := n.covers(cidr{raw: block.String(), prefix: block}, at); result == yes {
			return block.String()
		}
	}
	if nameAllControllers(blocks, at) {
		return at.host.Address
	}
	return ""
}

// prefixesOf are the blocks that are known.
func prefixesOf(blocks []cidr) []netip.Prefix {
	var known []netip.Prefix
	for _, block := range blocks {
		if block.prefix.IsValid() {
			known = append(known, block.prefix)
		}
	}
	return known
}
