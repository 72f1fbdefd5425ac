package network

import (
	"cmp"
	"slices"

	"github.com/reachlint/reachlint/parsers/graph"
)

// DNSFirewall tells whether Route 53 Resolver DNS Firewall lets a VPC's queries to Amazon's DNS server through that ask
// for the IPv4 addresses of a name; in the name, * stands for a label that is not known, such as the Region. The names of
// VPC endpoints and of private hosted zones are filtered as all others ("Using DNS Firewall to filter outbound DNS
// traffic", Amazon Route 53 Developer Guide). Whether a VPC fails open counts only while DNS Firewall itself does not work
// ("DNS Firewall VPC configuration", in the same guide). A denial is at the rule that blocks the name.
func (n *Network) DNSFirewall(vpc, name string) Answer {
	node := n.graph.Node(vpc)
	if node == nil {
		return missing(vpc)
	}
	return n.firewalls.get(domainKey{node, name}, func() Answer {
		stages := append(associatedGroups(node, name), profileGroups(node, name)...)
		return certainly(node, inOrder(stages).answer(node, name))
	})
}

// fate is what may become of a query.
type fate uint8

const (
	passes fate = 1 << iota
	blocked
	goesOn // nothing matches, so that what comes next decides
)

// stage is one of the things that look at a query one after the other: a rule of a rule group, or a rule group of a VPC.
type stage struct {
	fates    fate        // all that it may do
	priority *float64    // nil where it is not known
	rule     *graph.Node // that blocks the query, or may; or the association of a rule group that is not in view
	doubt    string      // why it is not certain what it does
	path     []Hop       // how the VPC comes by the rule
}

// inOrder tells what becomes of a query that passes several stages. The one with the lowest priority comes first, and the
// first match ends it, among the rule groups of a VPC and among the rules of each ("How Route 53 Resolver DNS Firewall
// works", Amazon Route 53 Developer Guide). A stage without a known priority may come anywhere.
func inOrder(stages []stage) stage {
	slices.SortStableFunc(stages, func(x, y stage) int { return cmp.Compare(x.rank(), y.rank()) })
	result, surely := stage{fates: goesOn}, false
	last := firstEnd(stages)
	for _, each := range stages {
		if last != nil && each.priority != nil && *each.priority > *last {
			break // an earlier stage surely ends it
		}
		result.fates |= each.fates
		if each.fates == blocked && !surely || each.fates&blocked != 0 && result.rule == nil {
			result.rule, result.path, surely = each.rule, each.path, each.fates == blocked
		}
		result.doubt = orElse(result.doubt, each.doubt)
	}
	if slices.ContainsFunc(stages, stage.isEnd) {
		result.fates &^= goesOn
	}
	return result
}

// firstEnd is the lowest priority of a stage that surely ends what reaches it, or nil.
func firstEnd(stages []stage) *float64 {
	for _, each := range stages {
		if each.priority != nil && each.isEnd() {
			return each.priority
		}
	}
	return nil
}

func (s stage) isEnd() bool { return s.fates&goesOn == 0 }

// rank orders stages; those without a known priority stand first.
func (s stage) rank() float64 {
	if s.priority == nil {
		return -1
	}
	return *s.priority
}

// placed gives a stage its place in the order.
func (s stage) placed(at *graph.Node) stage {
	value := at.Value("priority")
	if number, ok := value.Number(); ok {
		s.priority = &number
		return s
	}
	s.doubt = orElse(s.doubt, value.Reason(), "the priority of "+at.Address+" is not known")
	return s
}

// perhaps weakens a stage that may not be there.
func (s stage) perhaps(doubt string) stage {
	if doubt != "" {
		s.fates, s.doubt = s.fates|goesOn, orElse(doubt, s.doubt)
	}
	return s
}

func (s stage) answer(vpc *graph.Node, name string) Answer {
	name = readableDomain(maskedName(name))
	switch {
	case s.fates&blocked == 0:
		text := "nothing of the DNS Firewall of " + vpc.Address + " blocks " + name
		return Answer{Verdict: Allow, Path: []Hop{{vpc.Address, "dns_firewall_associations", text, Allow}}}
	case s.fates == blocked:
		answer := denial(s.rule.Address, "action", s.rule.Address+" blocks "+name)
		answer.Path = append(slices.Clone(s.path), answer.Path...)
		return answer
	}
	attribute := "action"
	if s.rule.Kind == "dns_firewall_association" {
		attribute = "rule_group"
	}
	return unknownAt(s.rule.Address, attribute, orElse(s.doubt, "two of its rules or rule groups have one priority"), s.path...)
}
