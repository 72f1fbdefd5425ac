package network

import "github.com/reachlint/reachlint/parsers/graph"

// isGatewayEndpoint tells whether the node surely is a gateway endpoint, the default of both languages.
func isGatewayEndpoint(node *graph.Node) bool {
	if node.Kind != "vpc_endpoint" {
		return false
	}
	kind, doubt := text(node, "endpoint_type")
	return doubt == "" && (kind == "Gateway" || kind == "")
}
