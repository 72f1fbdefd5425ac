package network

import "github.com/reachlint/reachlint/parsers/graph"

// letsOut asks whether the groups of a NAT instance let out what it forwards. It takes the packets for its own and
// sends them from its own address, so its group has to let them out as if they were ("NAT instances", Amazon VPC User
// Guide, "Create a security group for the NAT instance"). The groups are those of all its interfaces, as the source
// does not say through which of them they leave.
func (n *Network) letsOut(answer Answer, instance *graph.Node) Answer {
	return n.guarded(answer, instance, flow{n.groupsOf(instance), n.partyAt(allIPv4.String()), egress, "tcp", https})
}

// letsIn asks whether the groups of a NAT instance, or of its interface that a route names, let in what a computer in
// a subnet sends through it. A group there may name the computer's addresses or its groups.
func (n *Network) letsIn(answer Answer, machine, computer, subnet *graph.Node) Answer {
	client := *n.partyAt(computer.Address)
	client.spaces = n.internSpaces([]space{subnetSpace(subnet)})
	client.shared = sharedName(&client)
	client.label = client.spaces.label
	if groups := client.groups.names(); groups != "" {
		client.label = groups + " in " + client.label
	}
	return n.guarded(answer, machine, flow{n.groupsOf(machine), &client, ingress, "tcp", https})
}

// https is the port of the public addresses of AWS services.
const https = 443

// guarded goes on through the groups of a machine that forwards packets.
func (n *Network) guarded(answer Answer, machine *graph.Node, question flow) Answer {
	if len(question.groups.members) == 0 && question.groups.doubt == "" {
		return answer
	}
	name := question.end.label
	if question.end.each {
		name = question.end.shared
	}
	key := flowKey{groups: question.groups, end: name, direction: question.direction, protocol: question.protocol, port: question.port}
	passage := onNode(machine, n.flows.get(key, func() Answer { return n.judge(question) }))
	passage.Path = append(answer.Path[:len(answer.Path):len(answer.Path)], passage.Path...)
	if passage.Verdict == Deny {
		passage.Reason = machine.Address + " forwards no HTTPS, as " + passage.Reason
	}
	if passage.Verdict == Unknown && passage.Subject == "" {
		// None of its groups is in view.
		passage.Subject, passage.Attribute = machine.Address, "security_groups"
	}
	return passage
}
