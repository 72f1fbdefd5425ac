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
