package network

import (
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// WayOut tells whether the routes of a computer (the address of an instance or autoscaling_group) lead to
// the internet, where the public addresses of AWS services are: through an internet gateway with a public
// address of its own, a public NAT gateway whose subnet routes to an internet gateway, or a NAT instance whose
// security groups let HTTPS through.
// What leaves the graph, such as a transit gateway, is unknown. An Auto Scaling group launches into all of
// its subnets, so one that has no way out is enough to deny.
func (n *Network) WayOut(computer string) Answer {
	return n.waysOut.get(computer, func() Answer {
		node, problem := n.computer(computer)
		if node == nil {
			return problem
		}
		return certainly(node, n.wayOut(node))
	})
}

func (n *Network) wayOut(computer *graph.Node) Answer {
	set := computer.Set("subnets")
	var answers []Answer
	for _, member := range set.Members {
		if member.Node == nil {
			answers = append(answers, unknownAt(computer.Address, "subnets", outside(member.Text)))
			continue
		}
		answer := n.wayFrom(computer, member.Node)
		if doubt := existence(member); doubt != "" && answer.Verdict == Deny {
			answer.Verdict, answer.Reason = Unknown, doubt
		}
		answers = append(answers, answer)
	}
	switch {
	case len(set.Open) > 0:
		answers = append(answers, unknownAt(computer.Address, "subnets", set.Open[0]))
	case len(answers) == 0:
		reason := orElse(computer.External, noSubnet(computer))
		answers = append(answers, unknownAt(computer.Address, "subnets", reason))
	}
	answer := allOf(answers)
	if computer.Kind == "instance" && doubtful(set) == "" {
		answer = firstOf(computer, answers)
	}
	if answer.Verdict == Deny {
		if hint := detour(computer); hint != "" {
			return unknownAt(computer.Address, "user_data", hint, answer.Path...)
		}
	}
	return answer
}

// firstOf combines the ways of an instance that has network interfaces in several subnets. It goes by the primary
// one, unless its system is told otherwise ("Elastic network interfaces", Amazon EC2 User Guide).
func firstOf(instance *graph.Node, answers []Answer) Answer {
	for _, answer := range answers[1:] {
		if answers[0].Verdict == Deny && answer.Verdict != Deny {
			return unknownAt(instance.Address, "subnets", "which of its network interfaces it goes by is not known", answers[0].Path...)
		}
	}
	return answers[0]
}

// wayFrom answers for one subnet of a computer.
func (n *Network) wayFrom(computer, subnet *graph.Node) Answer {
	from := n.wayOf(subnet)
	answer := from.answer
	if answer.Verdict == Allow && from.gateway != nil {
		answer = n.withAddress(answer, computer, subnet, from.gateway)
	}
	if answer.Verdict == Allow && from.forwarder != nil {
		answer = n.letsIn(answer, from.forwarder, computer, subnet)
	}
	if answer.Verdict == Allow {
		answer = n.unblocked(answer, subnet, from)
	}
	return answer
}

// detour tells why user data may give a computer a way that its routes do not show.
func detour(computer *graph.Node) string {
	if hint := ownEndpoint(computer); hint != "" {
		return hint
	}
	if strings.Contains(strings.ToLower(userData(computer)), "proxy") {
		return "its user data speaks of a proxy"
	}
	return hiddenUserData(computer)
}

// ownEndpoint tells why user data may lead SSM Agent to an endpoint by another name than its service's.
func ownEndpoint(computer *graph.Node) string {
	words := strings.ToLower(userData(computer))
	switch {
	case strings.Contains(words, ".vpce.amazonaws.com"):
		return "its user data names an endpoint"
	case strings.Contains(words, "amazon-ssm-agent.json"):
		return "its user data configures SSM Agent, which can be given other endpoints"
	}
	return ""
}

// ownAddress tells why a computer may give itself a public address when it starts: the AWS CLI says associate-address,
// and the AWS SDK for Python associate_address.
func ownAddress(computer *graph.Node) string {
	words := strings.ToLower(userData(computer))
	if strings.Contains(words, "associate-address") || strings.Contains(words, "associate_address") {
		return "its user data associates an Elastic IP address"
	}
	return hiddenUserData(computer)
}

// withAddress asks for the public address that an internet gateway needs ("Enable internet access for a
// VPC using an internet gateway", Amazon VPC User Guide).
func (n *Network) withAddress(answer Answer, computer, subnet, gateway *graph.Node) Answer {
	has, doubt, hop := publicAddress(computer, subnet)
	path := append(answer.Path[:len(answer.Path):len(answer.Path)], hop)
	switch {
	case has:
		return Answer{Verdict: Allow, Path: path}
	case doubt != "":
		return Answer{Verdict: Unknown, Reason: doubt, Subject: hop.Node, Attribute: hop.Attribute, Path: path}
	}
	reason := computer.Address + " has no public address, and " + gateway.Address + " serves none but public ones"
	path[len(path)-1].Text = reason
	return Answer{Verdict: Deny, Reason: reason, Subject: hop.Node, Attribute: hop.Attribute, Path: path}
}

// publicAddress tells whether a computer has a public IPv4 address in a subnet: an Elastic IP address, its
// own setting, or else that of the subnet.
func publicAddress(computer, subnet *graph.Node) (has bool, doubt string, hop Hop) {
	address := computer.Address
	addresses := computer.Set("public_addresses")
	for _, member := range addresses.Members {
		if existence(member) == "" {
			return true, "", Hop{address, "public_addresses", address + " has the public address " + nameOf(member), Allow}
		}
	}
	setting, settingDoubt := boolean(computer, "associate_public_ip_address", false)
	hop = Hop{address, "associate_public_ip_address", address + " is given a public address", Allow}
	written := !computer.Value("associate_public_ip_address").IsAbsent()
	if !written && computer.External == "" {
		setting, settingDoubt = mapsPublic(subnet)
		hop.Text = subnet.Address + " gives public addresses to what is launched in it"
		if setting {
			hop.Node, hop.Attribute = subnet.Address, "map_public_ip_on_launch"
		}
	}
	if setting && settingDoubt == "" {
		return true, "", hop
	}
	doubt = orElse(settingDoubt, addresses.WhyUncertain(), ownAddress(computer))
	hop.Text, hop.Verdict = address+" has no public address", Deny
	if doubt != "" {
		hop.Text, hop.Verdict = "it is not known whether "+address+" has a public address: "+doubt, Unknown
	}
	return false, doubt, hop
}

// mapsPublic tells whether a subnet gives public addresses. Those of a default VPC do by default.
func mapsPublic(subnet *graph.Node) (bool, string) {
	byDefault := subnet.Resource != nil && subnet.Resource.Type == "aws_default_subnet"
	return boolean(subnet, "map_public_ip_on_launch", byDefault)
}

// regionOf returns where a node is deployed, as far as the source says.
func regionOf(node *graph.Node) string {
	if node.Resource == nil {
		return ""
	}
	return node.Resource.Region
}
