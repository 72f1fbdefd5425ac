package network

import "github.com/reachlint/reachlint/parsers/graph"

// speaksIPv6 tells whether a node may have IPv6 addresses. An endpoint has none unless it asks for them ("Access an
// AWS service using an interface VPC endpoint", AWS PrivateLink Guide: IP address type); all else may have them in
// a subnet that has.
func speaksIPv6(node *graph.Node) bool {
	if node.Kind == "vpc_endpoint" {
		kind := node.Value("ip_address_type")
		written, _ := kind.RawText()
		return isWritten(kind) && written != "ipv4"
	}
	for _, name := range []string{"subnets", "subnet"} {
		for _, subnet := range node.Set(name).Nodes() {
			if isWritten(subnet.Value("ipv6_cidr_block")) {
				return true
			}
		}
	}
	return false
}

// speaksOnlyIPv6 tells whether a computer surely has no IPv4 address: its subnets have none to give ("Subnet types",
// Amazon VPC User Guide: IPv6-only).
func speaksOnlyIPv6(computer *graph.Node) bool {
	subnets := computer.Set("subnets")
	for _, subnet := range subnets.Nodes() {
		if native, doubt := boolean(subnet, "ipv6_native", false); !native || doubt != "" {
			return false
		}
	}
	return len(subnets.Members) > 0 && subnets.WhyUncertain() == "" && len(subnets.Nodes()) == len(subnets.Members)
}

// apart returns the hop at which a computer without IPv4 addresses and an endpoint without IPv6 addresses miss each
// other. Behind DNS64 a NAT gateway may translate between them ("DNS64 and NAT64", Amazon VPC User Guide).
func apart(computer, endpoint *graph.Node) (Hop, bool) {
	kind := endpoint.Value("ip_address_type")
	if speaksIPv6(endpoint) || isWritten(kind) && kind.Reason() != "" || !speaksOnlyIPv6(computer) {
		return Hop{}, false
	}
	hop := Hop{
		endpoint.Address, "ip_address_type",
		endpoint.Address + " has IPv4 addresses only, and " + computer.Address + " has only those of IPv6", Deny,
	}
	for _, subnet := range computer.Set("subnets").Nodes() {
		if translated, doubt := boolean(subnet, "enable_dns64", false); translated || doubt != "" {
			hop.Verdict, hop.Text = Unknown, "a NAT gateway may translate between "+computer.Address+" and "+endpoint.Address
		}
	}
	return hop, true
}
