package network

import (
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// match tells whether something applies. An uncertain match can never prove anything.
type match int8

const (
	no match = iota
	maybe
	yes
)

func (m match) String() string { return [...]string{"no", "maybe", "yes"}[m] }

// doubtful turns a certain match into an uncertain one where there is a doubt.
func (m match) doubtful(doubt string) match {
	if doubt != "" && m == yes {
		return maybe
	}
	return m
}

// existence returns why a member may not be there; "" when it surely is.
func existence(member graph.Member) string {
	if member.Maybe != "" {
		return member.Maybe
	}
	if member.Node != nil {
		return member.Node.Maybe
	}
	return ""
}

// one returns the single node that surely is linked under a name, or the reason why it is not known.
// Both are empty when there surely is none.
func one(node *graph.Node, set string) (*graph.Node, string) {
	found, reason := node.One(set)
	if found != nil && found.Maybe != "" {
		return nil, found.Maybe
	}
	return found, reason
}

// boolean reads a truth value. The doubt tells why it is not known.
func boolean(node *graph.Node, name string, otherwise bool) (truth bool, doubt string) {
	value := node.Value(name)
	if value.IsAbsent() {
		return otherwise, node.External
	}
	for i, alternative := range value.Alternatives() {
		candidate, ok := alternative.Boolean()
		if alternative.IsAbsent() {
			candidate, ok = otherwise, true
		}
		if !ok || i > 0 && candidate != truth {
			return otherwise, orElse(value.Reason(), "its value is neither true nor false")
		}
		truth = candidate
	}
	return truth, ""
}

// text reads a text. Both results are empty when nobody wrote it.
func text(node *graph.Node, name string) (written, doubt string) {
	value := node.Value(name)
	if value.IsAbsent() {
		return "", node.External
	}
	written, ok := value.Text()
	if !ok {
		return "", orElse(value.Reason(), "its value is no text")
	}
	return written, ""
}

// item is one entry of a list; the doubt tells why it may not be in it.
type item struct {
	value graph.Value
	doubt string
}

// flatten returns the items of a list, or a text as its only item. The doubt tells why there may be others.
func flatten(value graph.Value) (items []item, doubt string) {
	if value.IsAbsent() {
		return nil, ""
	}
	if alternatives := value.Alternatives(); len(alternatives) > 1 {
		for _, alternative := range alternatives {
			more, reason := flatten(alternative)
			for _, candidate := range more {
				items = append(items, item{candidate.value, value.Reason()})
			}
			doubt = orElse(doubt, reason)
		}
		return items, doubt
	}
	list, ok := value.Items()
	if !ok {
		if _, isText := value.RawText(); isText {
			return []item{{value: value}}, ""
		}
		return nil, orElse(value.Reason(), "its value is no list")
	}
	for _, entry := range list {
		more, reason := flatten(entry)
		items = append(items, more...)
		doubt = orElse(doubt, reason)
	}
	return items, doubt
}

// orElse returns the first text that is not empty.
func orElse(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

// outside says that something stands outside of the unit.
func outside(text string) string { return text + " is not part of this configuration" }

// names joins what a sentence lists: "a", "a and b", "a, b and c".
func names(list []string, conjunction string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	last := len(list) - 1
	return strings.Join(list[:last], ", ") + " " + conjunction + " " + list[last]
}

// behind returns the node that an unresolved reference such as ${aws_instance.nat.primary_network_interface_id}
// leads to, or nil.
func (n *Network) behind(member graph.Member) *graph.Node {
	if member.Node != nil {
		return member.Node
	}
	reference, ok := strings.CutPrefix(member.Text, "${")
	if !ok || !strings.HasSuffix(reference, "}") {
		return nil
	}
	reference = strings.TrimSuffix(reference, "}")
	for {
		dot := strings.LastIndexByte(reference, '.')
		if dot < 0 {
			return nil
		}
		reference = reference[:dot]
		if node := n.graph.Node(reference); node != nil {
			return node
		}
	}
}

// missing answers a question about an address that nothing has.
func missing(address string) Answer {
	return Answer{Verdict: Unknown, Reason: "nothing has the address " + quote(address), Subject: address}
}

func quote(text string) string { return "\"" + text + "\"" }

// certainly weakens a denial about a node that may not exist, or whose contents are only looked up.
func certainly(node *graph.Node, answer Answer) Answer {
	if doubt := orElse(node.Maybe, node.External); answer.Verdict == Deny && doubt != "" {
		answer.Verdict, answer.Reason = Unknown, doubt
	}
	return answer
}

// unknownAt is an answer that ends at a node, for a reason.
func unknownAt(subject, attribute, reason string, path ...Hop) Answer {
	hop := Hop{Node: subject, Attribute: attribute, Text: reason, Verdict: Unknown}
	if subject != "" {
		hop.Text = "undetermined for " + subject + ": " + reason
	}
	return Answer{Verdict: Unknown, Reason: reason, Subject: subject, Attribute: attribute, Path: append(path[:len(path):len(path)], hop)}
}

// isComputer tells whether the node stands for machines that are launched as it says.
func isComputer(node *graph.Node) bool {
	return node.Kind == "instance" || node.Kind == "autoscaling_group"
}

// computer finds the node of an instance or Auto Scaling group, or answers why there is none.
func (n *Network) computer(address string) (*graph.Node, Answer) {
	node := n.graph.Node(address)
	switch {
	case node == nil:
		return nil, missing(address)
	case node.Kind == "launch_template":
		return nil, unknownAt(address, "", "where it launches instances is not decided by the launch template")
	}
	return node, Answer{}
}
