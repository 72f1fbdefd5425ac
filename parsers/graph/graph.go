package graph

// Graph holds the nodes of one unit, indexed. It is never changed after Build, so that rules can read
// it side by side.
type Graph struct {
	nodes     []*Node
	byAddress map[string]*Node
	byKind    map[string][]*Node
}

// New returns a graph of the nodes, in their order. Of two nodes with one address the first is kept: a
// duplicate is the parser's to report.
func New(nodes []*Node) *Graph {
	graph := &Graph{byAddress: make(map[string]*Node, len(nodes)), byKind: map[string][]*Node{}}
	for _, node := range nodes {
		graph.add(node)
	}
	return graph
}

// All returns every node, in the order of the resources that declare them.
func (g *Graph) All() []*Node { return g.nodes }

// OfKind returns the nodes of one kind, in the order of the resources that declare them.
func (g *Graph) OfKind(kind string) []*Node { return g.byKind[kind] }

// Node returns the node at the address, or nil.
func (g *Graph) Node(address string) *Node { return g.byAddress[address] }

func (g *Graph) add(node *Node) {
	if g.byAddress[node.Address] != nil {
		return
	}
	g.nodes = append(g.nodes, node)
	g.byAddress[node.Address] = node
	g.byKind[node.Kind] = append(g.byKind[node.Kind], node)
}

// DependsOn tells whether the resource of the node at address needs the one at other before it can be created: it
// refers to it, itself or through others.
func (g *Graph) DependsOn(address, other string) bool {
	seen := map[string]bool{}
	pending := []string{address}
	for len(pending) > 0 {
		next := pending[len(pending)-1]
		pending = pending[:len(pending)-1]
		if next == other {
			return true
		}
		node := g.Node(next)
		if seen[next] || node == nil || node.Resource == nil {
			continue
		}
		seen[next] = true
		for _, reference := range node.Resource.Properties.References() {
			pending = append(pending, reference.Address)
		}
	}
	return false
}
