package network

import "slices"

// Hindrances tells what keeps a connection from a computer to a destination (the address of a node or a CIDR block;
// "0.0.0.0/0" stands for the internet) from surely coming about: the answers of [Network.Egress] and [Network.ACL] that
// are not Allow, and where the destination is a node, those of [Network.Reaches] and [Network.Ingress], in that order.
// There are none where the connection passes them all.
func (n *Network) Hindrances(computer, destination, protocol string, port int) []Answer {
	answers := []Answer{
		n.Egress(computer, destination, protocol, port),
		n.ACL(computer, destination, protocol, port),
	}
	if n.graph.Node(destination) != nil {
		answers = append(answers, n.Reaches(computer, destination), n.Ingress(destination, computer, protocol, port))
	}
	return slices.DeleteFunc(answers, func(answer Answer) bool { return answer.Verdict == Allow })
}
