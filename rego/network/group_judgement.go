package network

import (
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// flow is one question to a set of security groups.
type flow struct {
	groups    *groupSet
	end       *party // the other side
	direction string
	protocol  string
	port      int
}

// opening is what the rules do for one space of the other side: the best match so far.
type opening struct {
	match match
	doubt string
	hop   Hop
}

// judge walks the rules of all groups.
func (n *Network) judge(question flow) Answer {
	openings := make([]opening, len(question.end.spaces.spaces))
	var misses []nearMiss
	var all union
	doubt := n.eachRule(question, func(member graph.Member, rule *groupRule) {
		if n.open(question, member, rule, openings) == no {
			misses = append(misses, n.miss(question, member.Node, rule))
		}
		all.add(question, member, rule)
	})
	n.joinUp(question, all, openings)
	return n.conclude(question, openings, misses, doubt)
}

// eachRule visits the rules of all groups in the direction of a question, and tells why there may be others.
func (n *Network) eachRule(question flow, visit func(graph.Member, *groupRule)) (doubt string) {
	doubt = question.groups.doubt
	for _, member := range question.groups.members {
		if member.Node == nil {
			doubt = orElse(doubt, outside(member.Text))
			continue
		}
		group := n.securityGroup(member.Node)
		doubt = orElse(doubt, group.doubt)
		for i := range group.rules {
			if rule := &group.rules[i]; rule.goes(question.direction) {
				visit(member, rule)
			}
		}
	}
	return doubt
}

// open notes what a rule does for each space of the other side, and returns the least of it.
func (n *Network) open(question flow, member graph.Member, rule *groupRule, openings []opening) match {
	passes, why := rule.traffic.passes(question.protocol, question.port)
	if passes == no {
		return no
	}
	least := yes
	for i, at := range question.end.spaces.spaces {
		result, reason, attribute := n.reaches(rule, member.Node, question.end, at)
		doubt := orElse(rule.doubt, existence(member), why, reason)
		result = min(result, passes).doubtful(doubt)
		least = min(least, result)
		if result <= openings[i].match {
			continue
		}
		verdict := Allow
		if result == maybe {
			verdict = Unknown
			if rule.doubt == "" && existence(member) == "" && why != "" {
				attribute = rule.unknownTraffic(attribute)
			}
		}
		text := member.Node.Address + " lets " + rule.traffic.String() + toward(question.direction) + rule.otherSide()
		openings[i] = opening{result, doubt, Hop{rule.node.Address, attribute, text, verdict}}
	}
	return least
}

// unknownTraffic is the vocabulary name of what keeps the rule's traffic unknown.
func (r *groupRule) unknownTraffic(otherwise string) string {
	for _, name := range []string{"protocol", "from_port", "to_port"} {
		if r.node.Value(name).Reason() != "" {
			return name
		}
	}
	return otherwise
}

// conclude turns what the rules do for each space into an answer.
func (n *Network) conclude(question flow, openings []opening, misses []nearMiss, doubt string) Answer {
	answer := Answer{Verdict: Allow}
	closed, uncertain := []string(nil), opening{}
	for i, each := range openings {
		switch each.match {
		case no:
			closed = append(closed, question.end.spaces.spaces[i].label)
			continue
		case maybe:
			uncertain = each
		}
		if !slices.Contains(answer.Path, each.hop) {
			answer.Path = append(answer.Path, each.hop)
		}
	}
	first := question.firstGroup()
	switch {
	case len(closed) > 0 && doubt == "" && (len(closed) == len(openings) || question.end.each):
		whom := question.end.label
		if len(closed) < len(openings) {
			whom = names(closed, "and")
		}
		return n.denied(question, misses, whom)
	case len(closed) > 0 && doubt != "":
		return unknownAt(first, "rules", doubt, answer.Path...)
	case len(closed) > 0:
		reason := "the rules reach only a part of " + question.end.spaces.label
		return unknownAt(first, "rules", reason, answer.Path...)
	case uncertain.match == maybe:
		answer.Verdict, answer.Reason = Unknown, uncertain.doubt
		answer.Subject, answer.Attribute = uncertain.hop.Node, uncertain.hop.Attribute
		if group, ok := strings.CutSuffix(answer.Subject, unwrittenEgress); ok {
			answer.Subject, answer.Attribute = group, "rules"
		}
	}
	return answer
}

// unwrittenEgress ends the address of the rule that AWS gives to a new group.
const unwrittenEgress = ".default_egress"

func (f flow) firstGroup() string {
	for _, member := range f.groups.members {
		if member.Node != nil {
			return member.Node.Address
		}
	}
	return ""
}

func toward(direction string) string {
	if direction == egress {
		return " out to "
	}
	return " in from "
}

// otherSide says whom a rule names.
func (r *groupRule) otherSide() string {
	var named []string
	for _, block := range r.blocks {
		named = append(named, graph.Readable(block.raw))
	}
	for _, set := range []*graph.Set{r.groups, r.lists} {
		for _, member := range set.Members {
			if member.Node != nil {
				named = append(named, member.Node.Address)
			} else {
				named = append(named, member.Text)
			}
		}
	}
	if r.self != no {
		named = append(named, "its own members")
	}
	if len(named) > 4 {
		named = append(named[:3], "others")
	}
	return orElse(names(named, "and"), "nobody that is known")
}
