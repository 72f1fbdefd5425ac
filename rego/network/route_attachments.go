package network

import (
	"slices"

	"github.com/reachlint/reachlint/parsers/graph"
)

// elsewhere tells that the target of a route surely stands in another VPC than the route's table, which leads
// to targets of its own VPC alone ("Route table concepts", Amazon VPC User Guide).
func elsewhere(table, route, target *graph.Node) string {
	here, _ := one(table, "vpc")
	there := homeOf(target)
	if here == nil || there == nil || here == there || here.External != "" || there.External != "" {
		return ""
	}
	return route.Address + " leads from " + here.Address + " to " + target.Address + ", which stands in " + there.Address
}

// standing are the kinds of targets that stand in a VPC, and are not attached to one.
var standing = []string{"nat_gateway", "instance", "network_interface", "vpc_endpoint"}

// homeOf is the VPC that a target stands in; nil where it is not known, or where it stands in none.
func homeOf(target *graph.Node) *graph.Node {
	if target == nil || !slices.Contains(standing, target.Kind) {
		return nil
	}
	at := target
	for _, name := range []string{"subnet", "subnets"} {
		if subnet, _ := one(target, name); subnet != nil {
			at = subnet
		}
	}
	vpc, _ := one(at, "vpc")
	return vpc
}

// attached tells whether a gateway is attached to the VPC of a route table.
func attached(table, gateway *graph.Node) Answer {
	vpc, reason := one(gateway, "vpc")
	here, _ := one(table, "vpc")
	address := gateway.Address
	hop := Hop{address, "vpc", address + " is the gateway of its VPC", Allow}
	if gateway.Kind == "internet_gateway" {
		hop.Text = address + " leads to the internet"
	}
	switch {
	case vpc != nil && here != nil && vpc != here && vpc.External == "" && here.External == "":
		hop.Text, hop.Verdict = address+" is attached to "+vpc.Address+", not to "+here.Address, Deny
	case vpc != nil || gateway.External != "":
	case reason != "":
		// A route to a gateway that is not attached to its VPC is refused, so it will be attached.
	default:
		hop.Text, hop.Verdict = address+" is attached to no VPC", Deny
	}
	answer := Answer{Verdict: hop.Verdict, Path: []Hop{hop}}
	if hop.Verdict == Deny {
		answer.Reason, answer.Subject, answer.Attribute = hop.Text, address, "vpc"
	}
	return answer
}

// besideOwn tells why a gateway that is named by its id may not be there: its VPC is given one that the unit
// makes, and has room for one alone ("Amazon VPC quotas", Amazon VPC User Guide).
func besideOwn(table *graph.Node, id string) string {
	vpc, _ := one(table, "vpc")
	if vpc == nil {
		return ""
	}
	for _, own := range vpc.Set("internet_gateways").Members {
		if own.Node != nil && own.Node.External == "" && existence(own) == "" {
			return vpc.Address + " has " + own.Node.Address + " for its one internet gateway, and whether " + id + " is that one is not known"
		}
	}
	return ""
}

// unattached tells that a route leads to a transit gateway that the VPC of its table surely is not attached to: such a
// route is refused, as if there were no such gateway, or drops what it takes ("Amazon VPC attachments in AWS Transit
// Gateway", AWS Transit Gateway; "Error codes for the Amazon EC2 API", InvalidTransitGatewayID.NotFound).
func unattached(table, route *graph.Node) string {
	set := route.Set("transit_gateway")
	gateway, _ := one(route, "transit_gateway")
	here, _ := one(table, "vpc")
	if gateway == nil || gateway.External != "" || here == nil || here.External != "" || doubtful(set) != "" {
		return ""
	}
	attachments := here.Set("transit_gateway_attachments")
	if len(attachments.Open) > 0 {
		return ""
	}
	for _, member := range attachments.Members {
		if member.Node == nil {
			return ""
		}
		if to, reason := one(member.Node, "transit_gateway"); to == gateway || to == nil || reason != "" || to.External != "" {
			return ""
		}
	}
	return route.Address + " leads to " + gateway.Address + ", which " + here.Address + " is not attached to"
}
