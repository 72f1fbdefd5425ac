package network

import (
	"slices"

	"github.com/reachlint/reachlint/parsers/graph"
)

// ForeignGroups tells what in a VPC, of computers and their network interfaces, is given a security group of another VPC.
// A group can be used in its own VPC and in those that it is associated with ("Associate security groups with multiple
// VPCs", Amazon VPC User Guide).
func (n *Network) ForeignGroups(vpc string) []Answer {
	here := n.graph.Node(vpc)
	if here == nil {
		return []Answer{missing(vpc)}
	}
	if here.External != "" {
		return nil
	}
	var answers []Answer
	for _, computer := range here.Set("instances").Nodes() {
		if !isComputer(computer) || computer.External != "" {
			continue
		}
		ofInterfaces := []*graph.Node{}
		for _, member := range computer.Set("network_interfaces").Members {
			if member.Node == nil || member.Node.Kind != "network_interface" {
				continue
			}
			// The computer has the groups of its interfaces as well.
			ofInterfaces = append(ofInterfaces, member.Node.Set("security_groups").Nodes()...)
			if member.Node.External == "" {
				answers = append(answers, foreignGroups(member.Node, here, nil)...)
			}
		}
		answers = append(answers, foreignGroups(computer, here, ofInterfaces)...)
	}
	return answers
}

// foreignGroups are the groups of a node in a VPC that belong to another one, but for those that are told of already.
func foreignGroups(node, here *graph.Node, told []*graph.Node) []Answer {
	var answers []Answer
	for _, member := range node.Set("security_groups").Members {
		group := member.Node
		if group == nil || group.External != "" || slices.Contains(told, group) {
			continue
		}
		home, _ := one(group, "vpc")
		if home == nil || home == here || home.External != "" || !standsIn(node, here) {
			continue
		}
		homes := group.Set("vpc")
		if slices.ContainsFunc(homes.Members, func(of graph.Member) bool { return of.Node == here && existence(of) == "" }) {
			continue
		}
		reason := node.Address + " stands in " + here.Address + " and is given " + group.Address + ", which belongs to " + home.Address
		answer := denial(node.Address, "security_groups", reason)
		if doubt := orElse(existence(member), node.Maybe, homes.WhyUncertain()); doubt != "" {
			answer = unknownAt(node.Address, "security_groups", doubt)
		}
		answers = append(answers, answer)
	}
	return answers
}

// standsIn tells whether a node surely stands in a VPC, and nothing but its groups says so.
func standsIn(node, vpc *graph.Node) bool {
	found := false
	for _, name := range []string{"subnet", "subnets"} {
		set := node.Set(name)
		if set.WhyUncertain() != "" {
			return false
		}
		for _, subnet := range set.Nodes() {
			if of, _ := one(subnet, "vpc"); of != vpc {
				return false
			}
			found = true
		}
	}
	return found
}
