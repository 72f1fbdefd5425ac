package graph

// Graph holds the nodes of one unit, indexed. It is never changed after Build, so that rules can read
// it side by side.
type Graph struct {
	nodes     []*Node
	byAddress map[string]*Node
	byKind    map[string][]*Node
}

// All returns every node, in the order of the resources that declare them.
func (g *Graph) All() []*Node { return g.nodes }

// OfKind returns the nodes of one kind, in the order of the resources that declare them.
func (g *Graph) OfKind(kind string) []*Node { return g.byKind[kind] }

// Node returns the node at the address, or nil.
func (g *Graph) Node(address string) *Node { return g.byAddress[address] }

func (g *Graph) add(node *Node) {
	if g.byAddress[node.Address] != nil {
		return // an address stands for one node; a duplicate is the parser's to report
	}
	g.nodes = append(g.nodes, node)
	g.byAddress[node.Address] = node
	g.byKind[node.Kind] = append(g.byKind[node.Kind], node)
}
