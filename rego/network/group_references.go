package network

import "github.com/reachlint/reachlint/parsers/graph"

// seenFrom returns an end as rules of a group in another VPC see it, those for one direction: whether they can name its
// groups depends on what connects the two VPCs.
func (n *Network) seenFrom(node *graph.Node, end *party, direction string) *party {
	if end == nil || end.node == nil {
		return end
	}
	here, _ := one(node, "vpc")
	there, _ := one(end.node, "vpc")
	if here == nil || there == nil || here == there {
		return end
	}
	seenBy := view{here, there, direction == egress, node.Kind == "vpc_endpoint"}
	named := n.references.get(seenBy, func() reference { return n.namesGroupsOf(seenBy) })
	seen := *end
	if named.match == no {
		seen.nameless = named.reason
	} else {
		seen.strange = named.reason
	}
	return &seen
}

// view is how rules in one VPC see another one.
type view struct {
	here, there *graph.Node
	outward     bool // the rules let something out
	ofEndpoint  bool // the rules are those of an endpoint
}

// reference tells whether rules in one VPC can name the groups of another.
type reference struct {
	match  match
	reason string // why they cannot, or why that is not known
}

// namesGroupsOf tells whether a rule in one VPC can name a security group of another. Over a peering connection within a
// Region it can ("Update your security groups to reference peer security groups", Amazon VPC Peering Guide); over a
// transit gateway only where that says so.
func (n *Network) namesGroupsOf(seenBy view) reference {
	here, there := seenBy.here, seenBy.there
	if one, other := regionOf(here), regionOf(there); one != "" && other != "" && one != other {
		return reference{no, "no rule can name a group in another Region"}
	}
	peered, gateway := n.isPeered(here, there), n.sharedGateway(here, there)
	unseen := orElse(here.Set("peering_connections").WhyUncertain(), there.Set("peering_connections").WhyUncertain())
	switch {
	case peered && gateway == nil:
		return reference{match: yes}
	case peered:
		return reference{maybe, "whether the way leads over a peering connection, where a rule can name the group, or over " + gateway.Address + " is left to the routes"}
	case gateway == nil || unseen != "":
		return reference{maybe, orElse(unseen, "what connects "+here.Address+" and "+there.Address+" is not known")}
	}
	return n.namesOverTransit(gateway, seenBy)
}

// namesOverTransit tells whether a rule can name a group over a transit gateway: not one for what goes out, not one of
// an endpoint, and others where the gateway and the attachments of both VPCs support it. A gateway does when somebody
// says so, an attachment unless somebody says otherwise ("Security group referencing", AWS Transit Gateway;
// "CreateTransitGatewayVpcAttachmentRequestOptions", Amazon EC2 API Reference).
func (n *Network) namesOverTransit(gateway *graph.Node, seenBy view) reference {
	over := " can name a group of another VPC over " + gateway.Address
	switch {
	case seenBy.outward:
		return reference{no, "no rule for what goes out" + over}
	case seenBy.ofEndpoint:
		return reference{no, "no rule of an endpoint" + over}
	case gateway.Value("security_group_referencing").IsAbsent():
		return reference{no, "no rule" + over + ", which does not support that"}
	}
	result := reference{match: yes}
	for _, node := range []*graph.Node{gateway, n.attachmentOf(seenBy.here, gateway), n.attachmentOf(seenBy.there, gateway)} {
		supports := node.Value("security_group_referencing")
		written, known := supports.Text()
		switch {
		case written == "disable":
			return reference{no, "no rule" + over + ", as " + node.Address + " does not support that"}
		case !supports.IsAbsent() && !known:
			result = reference{maybe, orElse(supports.Reason(), "whether "+node.Address+" supports references to security groups is not known")}
		}
	}
	return result
}

func (n *Network) isPeered(here, there *graph.Node) bool {
	for _, connection := range n.graph.OfKind("vpc_peering_connection") {
		one, other := connection.Set("vpc"), connection.Set("peer_vpc")
		if connection.Maybe == "" && (one.Has(here) && other.Has(there) || one.Has(there) && other.Has(here)) {
			return true
		}
	}
	return false
}

// sharedGateway returns a transit gateway of the unit that both VPCs are attached to, or nil.
func (n *Network) sharedGateway(here, there *graph.Node) *graph.Node {
	sides := map[*graph.Node][2]bool{}
	for _, attachment := range n.graph.OfKind("transit_gateway_attachment") {
		gateway, _ := one(attachment, "transit_gateway")
		vpc, _ := one(attachment, "vpc")
		if gateway == nil || gateway.External != "" || attachment.Maybe != "" || attachment.External != "" {
			continue
		}
		side := sides[gateway]
		side[0], side[1] = side[0] || vpc == here, side[1] || vpc == there
		if sides[gateway] = side; side[0] && side[1] {
			return gateway
		}
	}
	return nil
}
