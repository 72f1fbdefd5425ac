package network

import (
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// Egress tells whether a computer's security groups let it connect to a destination: the address of a
// node (an endpoint, instance, directory …) or a CIDR block; "0.0.0.0/0" stands for the internet. The
// protocol is "tcp", "udp", "icmp", a number or "all".
//
// The groups of an instance are one list: what one of them lets through passes ("Security group rules",
// Amazon VPC User Guide). What comes back needs no rule.
func (n *Network) Egress(computer, destination, protocol string, port int) Answer {
	node, problem := n.computer(computer)
	if node == nil {
		return problem
	}
	return certainly(node, n.throughGroups(node, destination, egress, protocol, port))
}

// Ingress tells whether the security groups of a target (an endpoint, instance …) let a source connect:
// the address of a computer or a CIDR block. A computer is known by its groups and by the addresses of
// its subnets; an Auto Scaling group stands in all of its subnets.
func (n *Network) Ingress(target, source, protocol string, port int) Answer {
	node := n.graph.Node(target)
	if node == nil {
		return missing(target)
	}
	answer := certainly(node, n.throughGroups(node, source, ingress, protocol, port))
	if from := n.graph.Node(source); from != nil && from.Maybe != "" && answer.Verdict == Deny {
		answer.Verdict, answer.Reason = Unknown, from.Maybe
	}
	return answer
}

type flowKey struct {
	groups                   *groupSet
	end, direction, protocol string
	port                     int
	six                      bool
	nameless                 string
}

func (n *Network) throughGroups(node *graph.Node, other, direction, protocol string, port int) Answer {
	end := n.seenFrom(node, n.partyAt(other), direction)
	own := n.partyAt(node.Address)
	if node.Kind == "directory" && direction == ingress && end != nil {
		if answer := n.throughAddedRules(node, end, protocol, port); answer.Verdict == Allow {
			return answer
		}
	}
	if isGatewayEndpoint(node) || len(own.groups.members) == 0 && own.groups.doubt == "" {
		return n.withoutGroups(own, end, direction)
	}
	name := other
	if end != nil && direction == ingress && end.each {
		// Computers with the same groups and subnets share their answer.
		name = end.shared
	}
	six := end != nil && own.dual && end.dual
	nameless := ""
	if end != nil {
		nameless = end.nameless
	}
	answer := n.flows.get(flowKey{own.groups, name, direction, protocol, port, six, nameless}, func() Answer {
		other := nowhere(name)
		if end != nil {
			named := *end
			named.six = six
			if end.node != nil && direction == egress {
				named.label = end.node.Address
			}
			other = &named
		}
		return n.judge(flow{own.groups, other, direction, protocol, port})
	})
	if end == nil && answer.Verdict == Allow {
		return missing(other)
	}
	return onChoice(node, own.groups, onNode(node, answer))
}

// throughAddedRules asks the rules that the unit adds to the group that Directory Service makes for a directory.
func (n *Network) throughAddedRules(directory *graph.Node, end *party, protocol string, port int) Answer {
	if len(directory.Set("rules").Members) == 0 {
		return Answer{Verdict: Unknown}
	}
	group := &groupSet{members: []graph.Member{{Node: directory}}}
	return n.judge(flow{group, end, ingress, protocol, port})
}

// nowhere stands for a destination that is not known. Groups that let nothing out refuse it all the same.
func nowhere(address string) *party {
	doubt := "nothing has the address " + quote(address)
	unknown := space{doubt: doubt, label: "a destination that is not known"}
	return &party{
		groups: &groupSet{doubt: doubt},
		spaces: &spaceSet{spaces: []space{unknown}, label: unknown.label},
		label:  unknown.label,
	}
}

// onNode moves an answer about the group that AWS made along with the VPC, which nobody wrote, to the node
// that was given no other, or none that is known.
func onNode(node *graph.Node, answer Answer) Answer {
	ofGroup := strings.HasSuffix(answer.Subject, unmanagedGroup) || strings.Contains(answer.Subject, unmanagedGroup+".")
	if answer.Verdict != Allow && ofGroup && node.Kind != "security_group" {
		answer.Subject, answer.Attribute = node.Address, "security_groups"
	}
	return answer
}

// onChoice moves a denial to the node for which a condition chooses between groups, where none of them will do: to
// change one of the groups would mend one outcome alone.
func onChoice(node *graph.Node, groups *groupSet, answer Answer) Answer {
	if choices := groups.choices(); answer.Verdict == Deny && len(choices) > 1 {
		answer.Reason, _, _ = strings.Cut(answer.Reason, "; ")
		answer.Reason += "; whether it has " + names(choices, "or")
		answer.Subject, answer.Attribute = node.Address, "security_groups"
	}
	return answer
}

// unmanagedGroup ends the address of a default group that no resource adopts.
const unmanagedGroup = ".default_security_group"

// withoutGroups answers for a node that has no security groups.
func (n *Network) withoutGroups(own, end *party, direction string) Answer {
	address := own.node.Address
	switch {
	case own.node.Kind == "nat_gateway", isGatewayEndpoint(own.node), own.node.Kind == "internet_gateway":
		return Answer{Verdict: Allow, Path: []Hop{{address, "", address + " has no security groups", Allow}}}
	case own.node.Kind == "directory" && direction == ingress && end != nil && end.node != nil:
		here, _ := one(own.node, "vpc")
		there, _ := one(end.node, "vpc")
		if here != nil && here == there {
			// "What gets created with your AWS Managed Microsoft AD", AWS Directory Service Administration
			// Guide: the group of the domain controllers is open to the directory's VPC.
			hop := Hop{address, "", "Directory Service opens the group of " + address + " to " + here.Address, Allow}
			return Answer{Verdict: Allow, Path: []Hop{hop}}
		}
		return unknownAt(address, "", "Directory Service opens the group of "+address+" to its own VPC alone, and who opened it to others the source does not say")
	}
	return unknownAt(address, "security_groups", "no security group of "+address+" is known")
}
