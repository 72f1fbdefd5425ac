package network

import (
	"fmt"
	"slices"

	"github.com/reachlint/reachlint/parsers/graph"
)

// crossing is a connection between two ends, as network ACLs see it. They filter at the edge of a subnet
// and keep no state, so the return needs rules of its own ("Network ACLs", Amazon VPC User Guide).
type crossing struct {
	protocol string
	port     int
	system   string // operating system of the client: "windows", "linux" or ""
}

type aclKey struct {
	from, to *spaceSet
	each     bool
	crossing
}

// ACL tells whether the network ACLs pass a connection from a computer to a destination (the address of
// a node or a CIDR block; "0.0.0.0/0" stands for the internet), and what comes back to the ports that the
// client's operating system takes. Between hosts of one subnet no network ACL is asked. On the way to the
// internet through a NAT gateway its subnet is crossed as well.
func (n *Network) ACL(computer, destination, protocol string, port int) Answer {
	node, problem := n.computer(computer)
	if node == nil {
		return problem
	}
	from, to := n.partyAt(computer), n.partyAt(destination)
	if to == nil {
		return missing(destination)
	}
	question := crossing{protocol: protocol, port: port}
	question.system = n.systems.get(node, func() string { return operatingSystem(node) })
	key := aclKey{from: from.spaces, to: to.spaces, each: from.each, crossing: question}
	answer := n.aclAnswers.get(key, func() Answer { return n.crossAll(key) })
	if answer.Verdict == Unknown && answer.Subject == "" && to.node != nil && to.node.Kind == "vpc_endpoint" && !from.spaces.lacksPlace() {
		answer.Subject, answer.Attribute = to.node.Address, "subnets" // whose subnet is not known
	}
	if node.Maybe != "" || node.External != "" {
		answer.Part, answer.Share = "", ""
	}
	return certainly(node, answer)
}

// lacksPlace tells whether it is not known of one of the spaces where it is.
func (s *spaceSet) lacksPlace() bool {
	return slices.ContainsFunc(s.spaces, space.lacksPlace)
}

// crossAll combines the pairs of subnets: a computer of a group stands in each of its subnets, and any
// interface of the destination may be the one that answers.
func (n *Network) crossAll(key aclKey) Answer {
	var answers []Answer
	for _, from := range key.from.spaces {
		var each []Answer
		for _, to := range key.to.spaces {
			each = append(each, n.cross(from, to, key))
		}
		answers = append(answers, anyOf(each))
	}
	answer := allOf(answers)
	if key.to.lacksPlace() {
		answer.Share = "" // how many network interfaces there are is not known
	}
	return answer
}

// anyOf combines what happens on ways of which one is taken, nobody knows which. Where it is known of each of them, so is
// the share of connections that is lost.
func anyOf(answers []Answer) Answer {
	if slices.ContainsFunc(answers, func(answer Answer) bool { return answer.Part == "" }) {
		answers = slices.Clone(answers)
		for i := range answers {
			answers[i].Part = ""
		}
	}
	for _, answer := range answers {
		if answer.Verdict == answers[0].Verdict {
			continue
		}
		result := answers[0]
		if answer.Verdict != Allow {
			result = answer
		}
		if result.Verdict == Deny {
			result.Verdict, result.Share = Unknown, share(answers)
			result.Reason = "only on a part of the ways " + result.Reason
		}
		return result
	}
	return answers[0]
}

// share tells how many of several ways are denied; "" where that is not known of one of them.
func share(answers []Answer) string {
	denied := 0
	for _, answer := range answers {
		switch answer.Verdict {
		case Unknown:
			return ""
		case Deny:
			denied++
		}
	}
	return fmt.Sprintf("%d of %d", denied, len(answers))
}

// allOf combines what happens on ways that are all taken: one that is denied is a fault.
func allOf(answers []Answer) Answer {
	result := answers[0]
	for _, answer := range answers[1:] {
		switch {
		case result.Verdict == Deny:
			return result
		case answer.Verdict == Deny, answer.Verdict == Unknown && result.Verdict == Allow:
			result = answer
		case answer.Verdict == Allow && result.Verdict == Allow:
			result.Path = append(result.Path[:len(result.Path):len(result.Path)], answer.Path...)
		}
	}
	return result
}

// cross walks the network ACLs between two spaces.
func (n *Network) cross(from, to space, key aclKey) Answer {
	if from.subnet != nil && from.subnet == to.subnet {
		text := "inside of " + from.subnet.Address + " no network ACL is asked"
		return Answer{Verdict: Allow, Path: []Hop{{from.subnet.Address, "network_acl", text, Allow}}}
	}
	client := []interval{windowsPorts, linuxPorts}
	switch key.system {
	case "windows":
		client = client[:1]
	case "linux":
		client = client[1:]
	}
	there := []interval{{key.port, key.port}}
	checks := []check{
		{from, egress, to, there}, {to, ingress, from, there},
		{to, egress, from, client}, {from, ingress, to, client},
	}
	checks = append(checks, n.throughNAT(from, to, there, client)...)
	answer := Answer{Verdict: Allow}
	for _, each := range checks {
		answer = then(answer, n.check(each, key.protocol))
		if answer.Verdict == Deny {
			break
		}
	}
	return answer
}

// throughNAT returns the looks at the subnet of the NAT gateway that is passed on the way to the internet.
// "NAT gateways use ports 1024-65535" ("Troubleshoot NAT gateways", Amazon VPC User Guide).
func (n *Network) throughNAT(from, to space, there, client []interval) []check {
	if !to.world || from.subnet == nil {
		return nil
	}
	gateway := n.wayOf(from.subnet).nat
	if gateway == nil {
		return nil
	}
	subnet, _ := one(gateway, "subnet")
	if subnet == nil || subnet == from.subnet {
		return nil
	}
	between, own := subnetSpace(subnet), []interval{{1024, 65535}}
	return []check{
		{between, ingress, from, there}, {between, egress, to, there},
		{between, ingress, to, own}, {between, egress, from, client},
	}
}

// then goes on after what was passed so far. A denial on the way is certain even behind an unknown. What is not known
// twice for one reason is told once.
func then(before, next Answer) Answer {
	path := before.Path[:len(before.Path):len(before.Path)]
	for _, hop := range next.Path {
		if hop.Verdict != Unknown || !slices.Contains(path, hop) {
			path = append(path, hop)
		}
	}
	if next.Verdict == Deny || before.Verdict == Allow {
		next.Path = path
		return next
	}
	before.Path = path
	return before
}

// lacksPlace tells whether neither the subnet nor the block of a space is known.
func (s space) lacksPlace() bool { return !s.world && s.subnet == nil && !s.prefix.IsValid() }

// check is one look at the edge of a subnet. The ports are those that the client may use, one interval for
// each operating system that it may run.
type check struct {
	at        space
	direction string
	side      space
	ports     []interval
}

func (n *Network) check(each check, protocol string) Answer {
	acl, reason := n.aclAt(each.at)
	switch {
	case acl == nil && each.at.lacksPlace():
		return unknownAt("", "", each.at.doubt)
	case acl == nil && (each.at.world || each.at.subnet == nil):
		return Answer{Verdict: Allow} // no network ACL of this unit stands there
	case acl == nil:
		return unknownAt(each.at.subnet.Address, "network_acl", reason)
	}
	var answers []Answer
	for _, ports := range each.ports {
		question := pass{each.direction, each.side, protocol, ports}
		answers = append(answers, aclAnswer(acl.node, question, summarize(n.evaluate(acl, question))))
	}
	return ofSystems(acl.node, answers)
}

// ofSystems combines what holds for each operating system that the client may run. What stops all connections
// of one and a part of those of the other stops a part in either case.
func ofSystems(acl *graph.Node, answers []Answer) Answer {
	if len(answers) == 1 || answers[0].Verdict == answers[1].Verdict && (answers[0].Part == "") == (answers[1].Part == "") {
		return answers[0]
	}
	for i, answer := range answers {
		if answer.Part != "" && answers[1-i].Verdict == Deny {
			return answer
		}
	}
	reason := "it depends on the operating system whether " + orElse(answers[0].Reason, answers[1].Reason)
	return unknownAt(acl.Address, "rules", reason)
}

func aclAnswer(acl *graph.Node, question pass, result summary) Answer {
	what := question.protocol
	if question.protocol == "tcp" || question.protocol == "udp" {
		what += " " + question.ports.String()
	}
	way := toward(question.direction) + question.side.label
	hop := Hop{Node: acl.Address, Attribute: "rules", Verdict: result.verdict}
	answer := Answer{Verdict: result.verdict, Subject: acl.Address, Attribute: "rules"}
	if result.decider != nil && result.verdict != Unknown {
		hop.Node, hop.Attribute = result.decider.node.Address, "action"
		answer.Subject, answer.Attribute = result.decider.node.Address, "action"
	}
	switch {
	case result.verdict == Allow:
		hop.Text = acl.Address + " passes " + what + way
		answer.Subject, answer.Attribute = "", ""
	case result.verdict == Deny && result.decider != nil:
		hop.Text = result.decider.node.Address + " denies " + what + way
		answer.Reason = hop.Text
	case result.verdict == Deny:
		hop.Text = acl.Address + " has no rule that allows " + what + way
		answer.Reason = hop.Text
	case len(result.denied) > 0:
		hop.Text = acl.Address + " stops " + question.protocol + " " + portList(result.denied) + way + ", a part of " + question.ports.String()
		answer.Reason = hop.Text
		if len(result.bare) > 0 {
			answer.Part = portList(result.bare)
		}
	default:
		answer.Reason = result.doubt
		hop.Text = acl.Address + " may stop " + what + way + ": " + result.doubt
	}
	answer.Path = []Hop{hop}
	return answer
}

func portList(ports []interval) string {
	var list []string
	for i := 0; i < len(ports); i++ {
		run := ports[i]
		for i+1 < len(ports) && ports[i+1].from == run.to+1 {
			i++
			run.to = ports[i].to
		}
		list = append(list, run.String())
	}
	return names(list, "and")
}
