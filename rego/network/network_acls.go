package network

import (
	"slices"
	"sort"

	"github.com/reachlint/reachlint/parsers/graph"
)

// aclRule is a rule of a network ACL, read once.
type aclRule struct {
	node      *graph.Node
	direction string
	number    float64
	action    Verdict // Unknown when the source does not say
	doubt     string  // why the rule may not be there, or why it is not known where it stands
	traffic   traffic
	blocks    []cidr
}

// networkACL is a network ACL, read once, its rules in the order in which AWS evaluates them. Rules whose
// place is not known stand first, for they may come before any other.
type networkACL struct {
	node  *graph.Node
	rules []aclRule
	doubt string // why it may have other rules
}

// acl returns the network ACL of a subnet, or the reason why it is not known.
func (n *Network) acl(subnet *graph.Node) (*networkACL, string) {
	node, reason := one(subnet, "network_acl")
	if node == nil {
		return nil, orElse(reason, subnet.External, "the network ACL of "+subnet.Address+" is not known")
	}
	return n.networkACLs.get(node, func() *networkACL { return newNetworkACL(node) }), ""
}

// aclAt returns the network ACL at the edge of a space, or the reason why it is not known. Both are empty where none of
// this unit stands. It does not matter which of its VPC's subnets a space is when all have the same one.
func (n *Network) aclAt(at space) (*networkACL, string) {
	switch {
	case at.world:
		return nil, ""
	case at.subnet != nil:
		return n.acl(at.subnet)
	case at.inView && at.vpc != nil && at.vpc.External == "":
		return n.onlyACL(at.vpc)
	}
	return nil, ""
}

// onlyACL returns the network ACL that AWS makes along with a VPC, where that surely has no other one: then it is the
// one of all subnets ("Default network ACL", Amazon VPC User Guide).
func (n *Network) onlyACL(vpc *graph.Node) (*networkACL, string) {
	own, reason := one(vpc, "default_network_acl")
	others, subnets := vpc.Set("network_acls"), vpc.Set("subnets")
	if doubt := orElse(append(append([]string{reason}, others.Open...), subnets.Open...)...); own == nil || doubt != "" {
		return nil, doubt
	}
	for _, member := range others.Members {
		if member.Node != own {
			return nil, nameOf(member) + " may be that of the subnet"
		}
	}
	for _, subnet := range subnets.Nodes() {
		if !subnet.Set("network_acl").Has(own) {
			return nil, "the network ACL of " + subnet.Address + " may be that of the subnet"
		}
	}
	return n.networkACLs.get(own, func() *networkACL { return newNetworkACL(own) }), ""
}

func newNetworkACL(node *graph.Node) *networkACL {
	acl := &networkACL{node: node, doubt: node.External}
	set := node.Set("rules")
	for _, member := range set.Members {
		if member.Node == nil {
			acl.doubt = orElse(acl.doubt, outside(member.Text))
			continue
		}
		acl.rules = append(acl.rules, newACLRule(member))
	}
	if len(set.Open) > 0 {
		acl.doubt = orElse(acl.doubt, set.Open[0])
	}
	sort.SliceStable(acl.rules, func(i, j int) bool { return acl.rules[i].number < acl.rules[j].number })
	return acl
}

func newACLRule(member graph.Member) aclRule {
	node := member.Node
	rule := aclRule{node: node, number: -1, action: Unknown, doubt: existence(member), traffic: newTraffic(node)}
	if number, ok := node.Value("rule_number").Number(); ok {
		rule.number = number
	} else {
		rule.doubt = orElse(rule.doubt, node.Value("rule_number").Reason(), "it does not say its number")
	}
	direction, doubt := text(node, "direction")
	rule.direction, rule.doubt = direction, orElse(rule.doubt, doubt)
	switch action, doubt := text(node, "action"); action {
	case "allow":
		rule.action = Allow
	case "deny":
		rule.action = Deny
	default:
		rule.doubt = orElse(rule.doubt, doubt, "it does not say whether it allows")
	}
	for _, name := range []string{"cidr_block", "ipv6_cidr_block"} {
		if value := node.Value(name); !value.IsAbsent() {
			blocks, more := cidrs(value)
			for _, block := range blocks {
				block.six = name == "ipv6_cidr_block"
				rule.blocks = append(rule.blocks, block)
			}
			if more != "" {
				rule.blocks = append(rule.blocks, cidr{doubt: more})
			}
		}
	}
	return rule
}

// pass is one question to a network ACL: may this protocol travel in a direction, to or from a space,
// with all of these ports as its destination.
type pass struct {
	direction string
	side      space
	protocol  string
	ports     interval
}

// segment is a run of ports that fared alike.
type segment struct {
	ports    interval
	verdict  Verdict
	rule     *aclRule // that decided; nil for the implicit denial at the end
	mayAllow bool     // an earlier rule, which may apply, allows
	mayDeny  bool     // an earlier rule, which may apply, denies
	doubt    string

	// parts are the blocks, by what earlier rules do to them, that surely fare so and are a part of the space.
	parts map[Verdict][]cidr
}

// evaluate walks the rules from the lowest number on; the first that applies to a port decides on it, and
// what none applies to is denied ("Network ACL rules", Amazon VPC User Guide).
func (n *Network) evaluate(acl *networkACL, question pass) []segment {
	start := segment{ports: question.ports}
	if acl.doubt != "" {
		start.mayAllow, start.mayDeny, start.doubt = true, true, acl.doubt
	}
	pending, decided := []segment{start}, []segment(nil)
	for i := range acl.rules {
		rule := &acl.rules[i]
		if rule.direction != question.direction && rule.direction != "" {
			continue
		}
		applies, doubt := n.applies(rule, question)
		if applies == no {
			continue
		}
		var left []segment
		for _, part := range pending {
			kept, settled := part.meet(rule, applies, doubt)
			if applies == maybe && rule.isSure(question.protocol) {
				kept, settled = n.joinParts(rule, question, kept)
			}
			left, decided = append(left, kept...), append(decided, settled...)
		}
		pending = left
	}
	for _, part := range pending {
		decided = append(decided, part.settle(Deny, nil))
	}
	sort.Slice(decided, func(i, j int) bool { return decided[i].ports.from < decided[j].ports.from })
	return decided
}

// applies tells whether a rule is about the protocol and the space of a question; its ports are left to
// meet. An address that the rule covers in part is a doubt.
func (n *Network) applies(rule *aclRule, question pass) (match, string) {
	about, doubt := rule.traffic.speaksOf(question.protocol)
	if about == no {
		return no, ""
	}
	sided, why := no, ""
	for _, block := range rule.blocks {
		if result, reason := n.covers(block, question.side); result > sided {
			sided, why = result, reason
		}
	}
	doubt = orElse(rule.doubt, doubt, rule.traffic.doubt, why)
	return min(about, sided).doubtful(doubt), doubt
}

// meet lets a rule decide on the ports that it shares with the segment. It returns what is still open
// and what is settled.
func (s segment) meet(rule *aclRule, applies match, doubt string) (open, settled []segment) {
	ports := rule.traffic.ports
	if rule.traffic.anyPort || rule.traffic.doubt != "" {
		ports = s.ports
	}
	shared, rest, overlap := s.ports.cut(ports)
	if !overlap {
		return []segment{s}, nil
	}
	for _, left := range rest {
		kept := s
		kept.ports = left
		open = append(open, kept)
	}
	s.ports = shared
	if applies == yes {
		return open, []segment{s.settle(rule.action, rule)}
	}
	s.mayAllow = s.mayAllow || rule.action != Deny
	s.mayDeny = s.mayDeny || rule.action != Allow
	s.doubt = orElse(s.doubt, doubt)
	return append(open, s), nil
}

// settle decides on a segment, unless an earlier rule that may apply decides otherwise.
func (s segment) settle(action Verdict, rule *aclRule) segment {
	s.verdict, s.rule = action, rule
	if action == Allow && s.mayDeny || action == Deny && s.mayAllow || action == Unknown {
		s.verdict = Unknown
	}
	return s
}

// summary is how a network ACL treats all ports of a question.
type summary struct {
	verdict Verdict
	doubt   string
	decider *aclRule   // of the first segment that is not allowed, or of the first one
	denied  []interval // ports that are surely denied
	bare    []interval // those of them that no rule speaks of
}

func summarize(segments []segment) summary {
	result := summary{verdict: Allow, decider: segments[0].rule}
	for _, part := range segments {
		if part.verdict == Deny {
			result.denied = append(result.denied, part.ports)
			if part.rule == nil {
				result.bare = append(result.bare, part.ports)
			}
		}
		if part.verdict != Allow && result.verdict == Allow {
			result.verdict, result.decider, result.doubt = Unknown, part.rule, part.doubt
		}
	}
	if !slices.ContainsFunc(segments, func(part segment) bool { return part.verdict != Deny }) {
		result.verdict, result.decider = Deny, segments[0].rule
	}
	return result
}
