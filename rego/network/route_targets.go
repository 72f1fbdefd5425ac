package network

import (
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// leavingTargets are the targets of routes whose further way is not a matter of this VPC.
var leavingTargets = []struct{ set, name string }{
	{"transit_gateway", "a transit gateway"},
	{"virtual_private_gateway", "a virtual private gateway"},
	{"core_network", "a core network"},
	{"local_gateway", "a local gateway"},
	{"carrier_gateway", "a carrier gateway"},
	{"vpc_endpoint", "a Gateway Load Balancer endpoint"},
}

// follow goes on from a default route.
func (n *Network) follow(table, route *graph.Node, walked []*graph.Node) *way {
	for _, target := range []string{"gateway", "nat_gateway", "instance", "network_interface"} {
		set := route.Set(target)
		if members := named(set); len(members) > 0 || len(set.Open) > 0 {
			return n.towards(table, route, set, target, walked)
		}
	}
	if set := route.Set("vpc_peering_connection"); len(named(set)) > 0 {
		return &way{answer: peered(route, set)}
	}
	if leaving := n.leave(table, route, walked); leaving != nil {
		return leaving
	}
	if set := route.Set("egress_only_internet_gateway"); len(named(set)) > 0 {
		return &way{answer: unknownAt(route.Address, "egress_only_internet_gateway", "an egress-only internet gateway passes IPv6 only")}
	}
	return &way{answer: unknownAt(route.Address, "", "the target of "+route.Address+" is not known")}
}

// leave answers for a route to what leads out of the VPC, and mostly of sight; nil when it has no such target.
func (n *Network) leave(table, route *graph.Node, walked []*graph.Node) *way {
	for _, target := range leavingTargets {
		set := route.Set(target.set)
		members := named(set)
		if len(members) == 0 && len(set.Open) == 0 {
			continue
		}
		reason := "the way leaves this VPC through " + target.name
		if len(members) > 0 {
			reason += " (" + nameOf(members[0]) + ")"
		}
		if len(members) == 1 && existence(members[0]) == "" {
			stranger := elsewhere(table, route, n.behind(members[0]))
			if target.set == "transit_gateway" {
				stranger = unattached(table, route)
			}
			if stranger != "" {
				return &way{answer: denial(route.Address, target.set, stranger)}
			}
			if target.set == "transit_gateway" {
				if lost := n.lostBehindTransit(table, route, members[0], walked); lost != nil {
					return &way{answer: *lost}
				}
			}
		}
		return &way{answer: unknownAt(route.Address, target.set, reason)}
	}
	return nil
}

// named returns the members of a set without those that an author wrote as empty texts, as routes of
// older configurations have them.
func named(set *graph.Set) []graph.Member {
	return slices.DeleteFunc(slices.Clone(set.Members), func(member graph.Member) bool {
		return member.Node == nil && member.Text == ""
	})
}

func nameOf(member graph.Member) string {
	if member.Node != nil {
		return member.Node.Address
	}
	return member.Text
}

// towards goes on at a route's target: an internet gateway, a NAT gateway or a machine.
func (n *Network) towards(table, route *graph.Node, set *graph.Set, name string, walked []*graph.Node) *way {
	members := named(set)
	if len(members) == 0 {
		return &way{answer: unknownAt(route.Address, name, set.Open[0])}
	}
	member := members[0]
	target, double := n.behind(member), ""
	if target == nil && strings.HasPrefix(member.Text, "igw-") {
		// An id tells enough: it is an internet gateway, and a route can only name that of its own VPC.
		target = &graph.Node{Address: member.Text, Kind: "internet_gateway", External: outside(member.Text)}
		double = besideOwn(table, member.Text)
	}
	if doubt := existence(member); doubt != "" {
		return &way{answer: unknownAt(route.Address, name, doubt)}
	}
	if len(members) > 1 {
		return &way{answer: unknownAt(route.Address, name, "it depends on a condition that the source does not decide")}
	}
	if target == nil || double != "" {
		return &way{answer: unknownAt(route.Address, name, orElse(double, outside(member.Text)))}
	}
	hop := Hop{route.Address, name, table.Address + " sends " + destinationName(route) + " to " + target.Address, Allow}
	result := n.beyond(table, route, target, name, walked)
	result.answer.Path = append([]Hop{hop}, result.answer.Path...)
	return result
}

// beyond goes on behind the target of a route.
func (n *Network) beyond(table, route, target *graph.Node, name string, walked []*graph.Node) *way {
	if stranger := elsewhere(table, route, target); stranger != "" {
		return &way{answer: denial(route.Address, name, stranger)}
	}
	switch target.Kind {
	case "internet_gateway":
		return &way{answer: attached(table, target), gateway: target}
	case "nat_gateway":
		return &way{answer: n.translated(target, walked), nat: target}
	case "instance", "network_interface":
		return &way{answer: n.forwarded(target, walked), forwarder: target}
	}
	leaving := unknownAt(target.Address, "", "the way leaves this VPC through "+target.Address)
	if target.Kind == "vpn_gateway" {
		if answer := attached(table, target); answer.Verdict == Deny {
			leaving = answer
		}
	}
	return &way{answer: leaving}
}

// translated goes on behind a NAT gateway ("NAT gateways", Amazon VPC User Guide): a public one needs a
// subnet that routes to an internet gateway; a private one translates to private addresses only; a
// regional one has no subnet and routes by itself.
func (n *Network) translated(gateway *graph.Node, walked []*graph.Node) Answer {
	address := gateway.Address
	connectivity, doubt := text(gateway, "connectivity_type")
	mode, modeDoubt := text(gateway, "availability_mode")
	if doubt != "" && gateway.External == "" {
		return unknownAt(address, "connectivity_type", doubt)
	}
	if mode == "regional" {
		return regional(gateway)
	}
	subnet, reason := one(gateway, "subnet")
	if subnet == nil {
		return unknownAt(address, "subnet", orElse(reason, modeDoubt, "the subnet of "+address+" is not known"))
	}
	hop := Hop{address, "subnet", address + " stands in " + subnet.Address, Allow}
	beyond := n.wayOf(subnet, walked...)
	if n.leadsBack(subnet, gateway) {
		beyond = &way{answer: denial(subnet.Address, "route_table", subnet.Address+" sends what is meant for the internet back to "+address)}
	}
	answer := beyond.answer
	private := connectivity == "private"
	switch {
	case private && beyond.gateway != nil && answer.Verdict == Allow:
		answer = denial(address, "connectivity_type", address+" is a private NAT gateway, which an internet gateway does not serve")
	case private && beyond.gateway == nil:
		// Its subnet may still lead to something that translates to public addresses.
	case !private && beyond.gateway == nil && answer.Verdict == Allow:
		answer = denial(address, "subnet", address+" stands in "+subnet.Address+", whose default route leads to no internet gateway")
	case answer.Verdict == Deny && (answer.Attribute == "routes" || answer.Attribute == "route_table"):
		path := answer.Path
		answer = denial(address, "subnet", address+" stands in "+subnet.Address+", which has no route to an internet gateway")
		answer.Path = append(path[:len(path):len(path)], answer.Path...)
	}
	answer.Path = append([]Hop{hop}, answer.Path...)
	return answer
}

// regional answers for a NAT gateway whose route table AWS makes, with a route to the internet gateway of its VPC. Without
// one a NAT gateway is not created ("Troubleshoot NAT gateways", Amazon VPC User Guide).
func regional(gateway *graph.Node) Answer {
	address := gateway.Address
	if vpc, _ := one(gateway, "vpc"); vpc != nil && vpc.External == "" && gateway.External == "" {
		if gateways := vpc.Set("internet_gateways"); len(gateways.Members)+len(gateways.Open) == 0 {
			return denial(address, "availability_mode", address+" is a NAT gateway of "+vpc.Address+", which has no internet gateway")
		}
	}
	return Answer{Verdict: Allow, Path: []Hop{{address, "availability_mode", address + " is a regional NAT gateway", Allow}}}
}

// leadsBack tells whether the default route of the subnet that a NAT gateway stands in surely leads to that gateway.
func (n *Network) leadsBack(subnet, gateway *graph.Node) bool {
	table, _ := one(subnet, "route_table")
	if table == nil {
		return false
	}
	found := n.defaultRoutes.get(table, func() defaultRoute { return n.defaultRoute(table) })
	if len(found.routes) != 1 {
		return false
	}
	next, _ := one(found.routes[0], "nat_gateway")
	return next == gateway
}

func denial(subject, attribute, reason string) Answer {
	hop := Hop{subject, attribute, reason, Deny}
	return Answer{Verdict: Deny, Reason: reason, Subject: subject, Attribute: attribute, Path: []Hop{hop}}
}

// peered answers for a default route to a peering connection: "If VPC A has an internet gateway, resources
// in VPC B can't use" it ("VPC peering limitations", Amazon VPC Peering Guide).
func peered(route *graph.Node, set *graph.Set) Answer {
	if doubt := doubtful(set); doubt != "" {
		return unknownAt(route.Address, "vpc_peering_connection", doubt)
	}
	connection := nameOf(named(set)[0])
	return denial(route.Address, "vpc_peering_connection",
		"peering connection "+connection+" does not pass traffic on to the internet gateway or NAT gateway of its other VPC")
}

// doubtful tells why it is not sure that a set has its members. A literal id is as sure as a node.
func doubtful(set *graph.Set) string {
	for _, member := range set.Members {
		if doubt := existence(member); doubt != "" {
			return doubt
		}
	}
	return ""
}

// forwarded goes on behind a machine that forwards packets: one that translates addresses itself ("NAT
// instances", Amazon VPC User Guide), which needs its source/destination check off.
func (n *Network) forwarded(machine *graph.Node, walked []*graph.Node) Answer {
	address := machine.Address
	instance := machine
	if machine.Kind == "network_interface" {
		instance, _ = one(machine, "instance")
	}
	checks, doubt, where := sourceDestinationCheck(machine, instance)
	switch {
	case doubt != "":
		return unknownAt(where, "source_dest_check", doubt)
	case checks:
		return denial(where, "source_dest_check", where+" drops what is not meant for itself, as its source/destination check is on")
	case instance == nil:
		return unknownAt(address, "", "the way leaves the graph through the network interface "+address)
	}
	subnet, reason := one(machine, "subnet")
	if subnet == nil && reason == "" {
		subnet, reason = one(machine, "subnets")
	}
	if subnet == nil {
		return unknownAt(address, "subnets", orElse(reason, "the subnet of "+address+" is not known"))
	}
	answer := n.forwardedFrom(where, instance, subnet, walked)
	for _, other := range instance.Set("subnets").Nodes() {
		// What comes in through one of its network interfaces may leave through another.
		if answer.Verdict != Allow && other != subnet {
			if through := n.forwardedFrom(where, instance, other, walked); through.Verdict != Deny {
				answer = through
			}
		}
	}
	if answer.Verdict == Deny && len(instance.Set("network_interfaces").Members) > 1 {
		return unknownAt(instance.Address, "", instance.Address+" may forward packets through another of its network interfaces", answer.Path...)
	}
	return answer
}

// forwardedFrom goes on from one of the subnets that an instance stands in.
func (n *Network) forwardedFrom(where string, instance, subnet *graph.Node, walked []*graph.Node) Answer {
	hop := Hop{where, "source_dest_check", where + " forwards packets from " + subnet.Address, Allow}
	beyond := n.wayOf(subnet, walked...)
	answer := beyond.answer
	if answer.Verdict == Allow && beyond.gateway != nil {
		answer = n.withAddress(answer, instance, subnet, beyond.gateway)
	}
	if answer.Verdict == Allow {
		answer = n.letsOut(answer, instance)
	}
	answer.Path = append([]Hop{hop}, answer.Path...)
	return answer
}

// sourceDestinationCheck reads the check from the interface or the instance. An interface whose instance
// is not known belongs to an appliance, which may switch the check off itself, as user data can.
func sourceDestinationCheck(machine, instance *graph.Node) (on bool, doubt, where string) {
	candidates := []*graph.Node{machine}
	if instance != nil {
		candidates = append(candidates, instance)
		if own := instance.Set("network_interfaces").Nodes(); len(own) == 1 {
			candidates = append(candidates, own[0])
		}
	}
	for _, node := range candidates {
		if node.Value("source_dest_check").IsAbsent() {
			continue
		}
		on, doubt = boolean(node, "source_dest_check", true)
		return on, doubt, node.Address
	}
	switch {
	case instance == nil:
		return false, "", machine.Address
	case strings.Contains(strings.ToLower(userData(instance)), "source-dest-check"):
		return false, "its user data speaks of the source/destination check", instance.Address
	}
	return true, orElse(machine.External, machine.Maybe, hiddenUserData(instance)), machine.Address
}
