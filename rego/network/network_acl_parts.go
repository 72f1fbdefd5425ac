package network

import (
	"maps"
	"slices"
)

// isSure tells whether a rule surely does what it says to the traffic of the addresses that it names.
func (r *aclRule) isSure(protocol string) bool {
	about, doubt := r.traffic.speaksOf(protocol)
	return about == yes && orElse(doubt, r.doubt, r.traffic.doubt) == "" && r.action != Unknown
}

// joinParts settles the segments that a rule completes: two rules for the halves of a block are as good as one for
// the whole. A segment with other ports than those of the rule stays as it is.
func (n *Network) joinParts(rule *aclRule, question pass, segments []segment) (open, settled []segment) {
	for _, each := range segments {
		if !rule.traffic.anyPort && !rule.traffic.ports.has(each.ports.from) {
			open = append(open, each)
			continue
		}
		each.parts = maps.Clone(each.parts)
		if each.parts == nil {
			each.parts = map[Verdict][]cidr{}
		}
		blocks := slices.Concat(each.parts[rule.action], rule.blocks)
		each.parts[rule.action] = blocks
		if n.joined(blocks, merge(prefixesOf(blocks)), question.side) != "" {
			settled = append(settled, each.settle(rule.action, rule))
		} else {
			open = append(open, each)
		}
	}
	return open, settled
}
