package network

import "fmt"

// Place tells where a value or set of a node is written, as file:line:column, or else the node itself. Nodes that a
// loop makes of one block have the same place, and what nobody wrote has none.
func (n *Network) Place(address, attribute string) string {
	node := n.graph.Node(address)
	if node == nil {
		return ""
	}
	at := node.RangeOf(attribute)
	if at.IsZero() && node.Resource != nil {
		at = node.Resource.Range
	}
	if at.IsZero() {
		return ""
	}
	return fmt.Sprintf("%s:%d:%d", at.File, at.Start.Line, at.Start.Column)
}
