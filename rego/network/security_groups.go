package network

import (
	"slices"

	"github.com/reachlint/reachlint/parsers/graph"
)

// The directions of traffic, as rules name them.
const (
	egress  = "egress"
	ingress = "ingress"
)

// groupRule is a rule of a security group, read once.
type groupRule struct {
	node      *graph.Node
	direction string
	doubt     string // why the rule may not be there, or not in this direction
	traffic   traffic
	blocks    []cidr // IPv4 and IPv6
	more      string // why there may be other blocks
	self      match
	selfDoubt string
	groups    *graph.Set
	lists     *graph.Set
}

// securityGroup is a security group, read once.
type securityGroup struct {
	rules []groupRule
	doubt string // why it may have other rules
}

func (n *Network) securityGroup(node *graph.Node) *securityGroup {
	return n.securityGroups.get(node, func() *securityGroup {
		set := node.Set("rules")
		group := &securityGroup{}
		for _, member := range set.Members {
			if member.Node == nil {
				group.doubt = orElse(group.doubt, outside(member.Text))
				continue
			}
			group.rules = append(group.rules, newGroupRule(member))
		}
		if len(set.Open) > 0 {
			group.doubt = orElse(group.doubt, set.Open[0])
		}
		group.doubt = orElse(group.doubt, node.External)
		return group
	})
}

func newGroupRule(member graph.Member) groupRule {
	rule := groupRule{node: member.Node, doubt: existence(member), traffic: newTraffic(member.Node)}
	direction, doubt := text(member.Node, "direction")
	rule.direction, rule.doubt = direction, orElse(rule.doubt, doubt)
	for _, name := range []string{"cidr_blocks", "ipv6_cidr_blocks"} {
		blocks, more := cidrs(member.Node.Value(name))
		for _, block := range blocks {
			block.six = name == "ipv6_cidr_blocks"
			rule.blocks = append(rule.blocks, block)
		}
		rule.more = orElse(rule.more, more)
	}
	self, doubt := boolean(member.Node, "self", false)
	switch {
	case doubt != "":
		rule.self, rule.selfDoubt = maybe, doubt
	case self:
		rule.self = yes
	}
	rule.groups, rule.lists = member.Node.Set("groups"), member.Node.Set("prefix_lists")
	return rule
}

// goes tells whether the rule is about a direction. Where the source does not decide, it may be.
func (r *groupRule) goes(direction string) bool {
	return r.direction == direction || r.direction == ""
}

// reaches tells whether the rule's other side includes a space of an end. It returns the vocabulary name
// of what decided.
func (n *Network) reaches(rule *groupRule, group *graph.Node, end *party, at space) (match, string, string) {
	best, doubt, attribute := no, "", ""
	consider := func(result match, reason, name string) {
		if result > best {
			best, doubt, attribute = result, reason, name
		}
	}
	if rule.self != no {
		result, reason := end.groups.include(group)
		if rule.self == maybe {
			result, reason = min(result, maybe), orElse(reason, rule.selfDoubt)
		}
		consider(result, reason, "self")
	}
	result, reason := n.peers(rule.groups, end)
	consider(result, reason, "groups")
	for _, block := range rule.blocks {
		result, reason := n.covers(block, at)
		if result == no && block.six && end.six {
			result, reason = maybe, "both ends have IPv6 addresses, and which family is taken is the client's choice"
		}
		consider(result, reason, "cidr_blocks")
	}
	if nameAllControllers(rule.blocks, at) {
		consider(yes, "", "cidr_blocks")
	}
	if rule.more != "" {
		consider(maybe, rule.more, "cidr_blocks")
	}
	result, reason = n.listed(rule.lists, at, end)
	consider(result, reason, "prefix_lists")
	return best, doubt, attribute
}

// include tells whether a group is one of the set's.
func (s *groupSet) include(group *graph.Node) (match, string) {
	best, doubt := no, ""
	for _, member := range s.members {
		switch {
		case member.Node == group:
			if reason := existence(member); reason != "" {
				best, doubt = maybe, reason
				continue
			}
			return yes, ""
		case member.Node != nil && member.Node.External != "" && best == no:
			best, doubt = maybe, member.Node.External
		}
	}
	if best == no && s.doubt != "" {
		return maybe, s.doubt
	}
	return best, doubt
}

// peers tells whether one of the groups that a rule names belongs to an end ("Security group rules",
// Amazon VPC User Guide: a rule that names a group means the private addresses of its members).
func (n *Network) peers(named *graph.Set, end *party) (match, string) {
	if end.nameless != "" {
		return no, ""
	}
	best, doubt := no, ""
	for _, member := range named.Members {
		result, reason := n.peer(member, end)
		if mayNot := orElse(existence(member), end.strange); mayNot != "" && result == yes {
			result, reason = maybe, mayNot
		}
		if result > best {
			best, doubt = result, reason
		}
	}
	if best == no && len(named.Open) > 0 {
		return maybe, named.Open[0]
	}
	return best, doubt
}

func (n *Network) peer(member graph.Member, end *party) (match, string) {
	if member.Node == nil {
		return n.outsidePeer(member.Text, end.groups)
	}
	result, doubt := end.groups.include(member.Node)
	if result == no && member.Node.External != "" && len(end.groups.members) > 0 {
		// What is looked up may be a group that the end has under another address.
		return maybe, member.Node.External
	}
	return result, doubt
}

// outsidePeer compares a group that stands outside of the unit with those of an end. The id of a group
// that the unit creates is never written out, so only another outside one can be the same, or what a service makes.
func (n *Network) outsidePeer(named string, groups *groupSet) (match, string) {
	if groups.hidden != "" {
		if owner := n.behind(graph.Member{Text: named}); owner != nil && owner.Address == groups.hidden {
			return yes, ""
		}
		return maybe, "the security group of " + groups.hidden + " is made by AWS"
	}
	best, doubt := no, ""
	for _, member := range groups.members {
		switch {
		case member.Node == nil && member.Text == named:
			return yes, ""
		case member.Node == nil && !(isGroupID(named) && isGroupID(member.Text)),
			member.Node != nil && member.Node.External != "":
			best, doubt = maybe, outside(named)
		case member.Node != nil && n.isOfCluster(member.Node) && best == no:
			best, doubt = maybe, named+" may be the id of "+member.Node.Address+", which Amazon EKS makes"
		}
	}
	if best == no && groups.doubt != "" {
		return maybe, groups.doubt
	}
	return best, doubt
}

// isOfCluster tells whether a group is one that Amazon EKS makes for a cluster. Many an author looks its id up once, and
// writes it down.
func (n *Network) isOfCluster(group *graph.Node) bool {
	return slices.ContainsFunc(n.graph.OfKind("eks_cluster"), func(cluster *graph.Node) bool {
		return cluster.Set("cluster_security_group").Has(group)
	})
}

func isGroupID(text string) bool {
	return len(text) > 3 && text[:3] == "sg-" && !graph.HasToken(text)
}
