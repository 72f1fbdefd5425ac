package network

import (
	"net/netip"
	"slices"

	"github.com/reachlint/reachlint/parsers/graph"
)

var (
	allIPv4 = netip.MustParsePrefix("0.0.0.0/0")
	allIPv6 = netip.MustParsePrefix("::/0")
)

type worldKey struct {
	groups *groupSet
	port   int
}

// OpenToWorld lists what lets everybody connect to a TCP port of a computer, over IPv4 or IPv6: an Allow for
// every rule that does, an Unknown for every rule that may, or else for why there may be one. The subject is
// the rule, the attribute what names everybody. Nothing does when the list is empty.
func (n *Network) OpenToWorld(computer string, port int) []Answer {
	node := n.graph.Node(computer)
	if node == nil {
		return []Answer{missing(computer)}
	}
	groups := n.partyAt(computer).groups
	if len(groups.members) == 0 && groups.doubt == "" {
		return []Answer{unknownAt(computer, "security_groups", "no security group of "+computer+" is known")}
	}
	answers := n.worlds.get(worldKey{groups, port}, func() []Answer { return n.openToWorld(groups, port) })
	if len(answers) == 1 {
		return []Answer{onNode(node, answers[0])}
	}
	return answers
}

func (n *Network) openToWorld(groups *groupSet, port int) []Answer {
	question := flow{groups: groups, end: worldParty(), direction: ingress, protocol: "tcp", port: port}
	var answers []Answer
	var all union
	doubt := n.eachRule(question, func(member graph.Member, rule *groupRule) {
		if answer := n.lets(question, member, rule); answer.Verdict != Deny {
			answers = append(answers, answer)
		}
		all.add(question, member, rule)
	})
	if !slices.ContainsFunc(answers, func(answer Answer) bool { return answer.Verdict == Allow }) {
		answers = append(answers, n.together(question, all)...)
	}
	if len(answers) == 0 && doubt != "" {
		answers = append(answers, unknownAt(question.firstGroup(), "rules", doubt))
	}
	return answers
}

// together tells whether rules that each name a part of the internet leave nobody out.
func (n *Network) together(question flow, all union) []Answer {
	openings := make([]opening, len(question.end.spaces.spaces))
	n.joinUp(question, all, openings)
	for i, attribute := range []string{"cidr_blocks", "ipv6_cidr_blocks"} {
		if openings[i].match == yes {
			hop := openings[i].hop
			return []Answer{{Verdict: Allow, Subject: hop.Node, Attribute: attribute, Path: []Hop{hop}}}
		}
	}
	return nil
}

func worldParty() *party {
	spaces := &spaceSet{spaces: []space{blockSpace(allIPv4), blockSpace(allIPv6)}, label: "anywhere"}
	// Who wears a group is somebody in a VPC, whatever group a rule names ("Security group rules", Amazon VPC User Guide).
	return &party{groups: &groupSet{}, spaces: spaces, label: "anywhere", nameless: "nobody on the internet wears a security group"}
}

// lets tells whether one rule opens the port to all addresses of a family: Allow, Unknown, or Deny.
func (n *Network) lets(question flow, member graph.Member, rule *groupRule) Answer {
	openings := make([]opening, len(question.end.spaces.spaces))
	n.open(question, member, rule, openings)
	best := openings[0]
	if openings[1].match > best.match {
		best = openings[1]
		best.hop.Attribute = "ipv6_cidr_blocks"
	}
	answer := Answer{Verdict: Allow, Subject: best.hop.Node, Attribute: best.hop.Attribute, Path: []Hop{best.hop}}
	switch best.match {
	case no:
		return Answer{Verdict: Deny}
	case maybe:
		if isNarrower(rule) {
			return Answer{Verdict: Deny}
		}
		answer.Verdict, answer.Reason = Unknown, best.doubt
	}
	return answer
}

// isNarrower tells whether the rule surely names only a part of the internet.
func isNarrower(rule *groupRule) bool {
	for _, block := range rule.blocks {
		if !block.prefix.IsValid() || block.prefix.Bits() == 0 {
			return false
		}
	}
	return rule.more == "" && len(rule.lists.Members) == 0 && len(rule.lists.Open) == 0 &&
		len(rule.blocks) > 0
}
