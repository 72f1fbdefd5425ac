package network

import (
	"net/netip"

	"github.com/reachlint/reachlint/parsers/graph"
)

// destination is what a route is for.
type destination struct {
	blocks []netip.Prefix // the fewest that hold its addresses, by address
	doubt  string         // why there may be others
	listed bool           // a prefix list holds them
}

// destinationOf reads the destination of a route, for what matters to IPv4. A route that names the block of
// something else is for a network, whichever addresses that has, and not for the internet.
func (n *Network) destinationOf(route *graph.Node) destination {
	if value := route.Value("destination"); isWritten(value) {
		block := newCIDR(value)
		switch {
		case block.doubt == "":
			return destination{blocks: []netip.Prefix{block.prefix}}
		case block.reference.Attribute != "":
			return destination{}
		}
		return destination{doubt: block.doubt}
	}
	if value := route.Value("destination_prefix_list"); isWritten(value) {
		return n.listedDestination(route, value)
	}
	if value := route.Value("destination_ipv6"); isWritten(value) {
		block := newCIDR(value)
		if block.doubt == "" && (block.prefix.Bits() > 16 || isPrivate(block.prefix)) {
			return destination{}
		}
		return destination{doubt: route.Address + " leads out over IPv6 only"}
	}
	return destination{doubt: "the destination of " + route.Address + " is not known"}
}

// listedDestination holds a route against the entries of its prefix list. The lists that AWS keeps are for the
// addresses of a single service.
func (n *Network) listedDestination(route *graph.Node, list graph.Value) destination {
	result := destination{listed: true}
	reference, ok := list.Reference()
	node := n.graph.Node(reference.Address)
	if !ok || node == nil || node.Kind != "prefix_list" {
		result.doubt = orElse(list.Reason(), route.Address+" is for a prefix list, whose addresses are not known")
		return result
	}
	if name, _ := node.Value("name").RawText(); gatewayList.MatchString(graph.Readable(name)) {
		return result
	}
	result.blocks, result.doubt = entriesOf(node)
	if result.doubt != "" {
		result.doubt = route.Address + " is for " + node.Address + ", whose addresses are not known: " + result.doubt
	}
	return result
}

// destinationName is what a route is for, as a sentence names it.
func destinationName(route *graph.Node) string {
	for _, name := range []string{"destination", "destination_prefix_list"} {
		if raw, _ := route.Value(name).RawText(); raw != "" {
			return graph.Readable(raw)
		}
	}
	return "0.0.0.0/0"
}

// isWritten tells whether somebody wrote a value, be it one that is not known. Older configurations write
// an empty text for none.
func isWritten(value graph.Value) bool {
	raw, ok := value.RawText()
	return !value.IsAbsent() && !(ok && raw == "")
}
