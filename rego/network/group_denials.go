package network

import (
	"slices"
	"strconv"
	"strings"

	"github.com/agext/levenshtein"

	"github.com/reachlint/reachlint/parsers/graph"
)

// nearMiss is a rule that does not let the traffic through, and what keeps it from doing so.
type nearMiss struct {
	group     *graph.Node
	rule      *groupRule
	attribute string // to change, so that it would; "" when more than one thing differs
	rank      int    // lower is nearer
}

const (
	wrongSide = iota // the right port, but towards somebody else
	wrongProtocol
	wrongPort
	farOff
)

// miss says how near a rule comes.
func (n *Network) miss(question flow, group *graph.Node, rule *groupRule) nearMiss {
	result := nearMiss{group: group, rule: rule, rank: farOff}
	if rule.doubt != "" || strings.HasSuffix(group.Address, unmanagedGroup) {
		return result
	}
	sided := yes
	for _, at := range question.end.spaces.spaces {
		reached, _, _ := n.reaches(rule, group, question.end, at)
		sided = min(sided, reached)
	}
	passes, _ := rule.traffic.passes(question.protocol, question.port)
	about, _ := rule.traffic.speaksOf(question.protocol)
	traffic := rule.traffic
	switch {
	case sided != yes && passes == yes && !traffic.anyPort:
		result.attribute = rule.sideAttribute()
		if result.attribute != "" {
			result.rank = wrongSide
		}
	case sided == yes && about == no && traffic.doubt == "" && !traffic.anyPort && traffic.ports.has(question.port):
		result.rank, result.attribute = wrongProtocol, "protocol"
	case sided == yes && about == yes && traffic.doubt == "" && isSlip(traffic.ports, question.port):
		result.rank, result.attribute = wrongPort, "to_port"
		if question.port < traffic.ports.from {
			result.attribute = "from_port"
		}
	}
	return result
}

// isSlip tells whether a rule may be meant for the wanted port: a range that is too narrow, 0 for any, HTTP
// for HTTPS, or a digit more, less or other. Any other port is meant for a service of its own.
func isSlip(ports interval, wanted int) bool {
	switch {
	case ports.from != ports.to, ports.from == 0, ports.from == 80 && wanted == 443:
		return true
	}
	return levenshtein.Distance(strconv.Itoa(ports.from), strconv.Itoa(wanted), nil) == 1
}

// sideAttribute is the vocabulary name of where a rule names its other side. A rule for a prefix list is
// meant for a service of its own and one for the group's own members for these, so they are no near misses.
func (r *groupRule) sideAttribute() string {
	for _, name := range []string{"cidr_blocks", "ipv6_cidr_blocks"} {
		if items, ok := r.node.Value(name).Items(); ok && len(items) > 0 {
			return name
		}
	}
	if len(r.groups.Members) > 0 && r.self == no {
		return "groups"
	}
	return ""
}

// nearest picks the rule to change. A rule for another port is meant for something else, unless it is
// the only one.
func nearest(misses []nearMiss) (nearMiss, bool) {
	best := nearMiss{rank: farOff}
	for _, candidate := range misses {
		if candidate.rank == wrongPort && len(misses) > 1 {
			continue
		}
		if candidate.rank < best.rank {
			best = candidate
		}
	}
	return best, best.rank != farOff
}

// denied says what the groups let through instead to or from whom, and what to change.
func (n *Network) denied(question flow, misses []nearMiss, whom string) Answer {
	groups := question.certainGroups()
	what := portName(question.protocol, question.port)
	answer := Answer{Verdict: Deny, Subject: question.firstGroup(), Attribute: "rules"}
	lets := " lets "
	if len(groups) > 1 {
		lets = " let "
	}
	if len(misses) == 0 {
		way := " in"
		if question.direction == egress {
			way = " out"
		}
		answer.Reason = names(groups, "and") + lets + "nothing" + way
	} else {
		answer.Reason = names(groups, "and") + lets + "no " + what + toward(question.direction) + whom
	}
	ofGroup := map[string][]nearMiss{}
	for _, miss := range misses {
		ofGroup[miss.group.Address] = append(ofGroup[miss.group.Address], miss)
	}
	for _, group := range groups {
		answer.Path = append(answer.Path, Hop{group, "rules", instead(group, question.direction, ofGroup[group]), Deny})
	}
	if question.namesInVain(misses) {
		answer.Reason += "; " + question.end.nameless
	}
	if near, ok := nearest(misses); ok {
		answer.Subject, answer.Attribute = near.rule.node.Address, near.attribute
		text := near.rule.node.Address + " is for " + near.rule.traffic.String() + toward(question.direction) +
			near.rule.otherSide() + ", not for " + what + toward(question.direction) + whom
		answer.Path = append(answer.Path, Hop{near.rule.node.Address, near.attribute, text, Deny})
	} else if question.direction == ingress {
		if rule := n.outward(question); rule != nil {
			answer.Reason += "; " + rule.node.Address + " opens the port outward only"
		}
	}
	return answer
}

// namesInVain tells whether a rule names a group of the other side that no rule can name.
func (f flow) namesInVain(misses []nearMiss) bool {
	return f.end.nameless != "" && slices.ContainsFunc(misses, func(miss nearMiss) bool {
		return slices.ContainsFunc(f.end.groups.members, func(member graph.Member) bool {
			return member.Node != nil && miss.rule.groups.Has(member.Node)
		})
	})
}

func (f flow) certainGroups() []string {
	var groups []string
	seen := map[*graph.Node]bool{}
	for _, member := range f.groups.members {
		if member.Node != nil && !seen[member.Node] {
			seen[member.Node] = true
			groups = append(groups, member.Node.Address)
		}
	}
	return groups
}

// instead says what a group lets through, by those of its rules that do not fit.
func instead(group, direction string, misses []nearMiss) string {
	const most = 3
	var lets []string
	for _, miss := range misses {
		what := miss.rule.traffic.String() + toward(direction) + miss.rule.otherSide()
		if !slices.Contains(lets, what) {
			lets = append(lets, what)
		}
		if len(lets) > most {
			lets = append(lets[:most-1], "more of the kind")
			break
		}
	}
	way := " out"
	if direction == ingress {
		way = " in"
	}
	if len(lets) == 0 {
		return group + " lets nothing" + way
	}
	return group + " lets " + names(lets, "and")
}

// outward returns a rule that opens exactly the asked port in the other direction: a common slip.
func (n *Network) outward(question flow) *groupRule {
	for _, member := range question.groups.members {
		group := n.securityGroup(member.Node)
		for i := range group.rules {
			rule := &group.rules[i]
			exact := interval{question.port, question.port}
			if rule.direction == egress && rule.traffic.protocol == question.protocol && rule.traffic.doubt == "" && rule.traffic.ports == exact {
				return rule
			}
		}
	}
	return nil
}
