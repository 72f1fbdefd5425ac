package graph

// reverseAll gives both sides of a link its set: a subnet's vpc makes it one of the VPC's subnets. A node
// whose link is not known may be in the set of any node of that kind.
func (b *builder) reverseAll() {
	uncertain := reasons{}
	for _, node := range b.graph.All() {
		for _, name := range sortedKeys(vocabulary[node.Kind].reverse) {
			set, ok := node.Sets[name]
			if !ok {
				continue
			}
			reverse := vocabulary[node.Kind].reverse[name]
			for _, member := range set.Members {
				if member.Node != nil {
					other := member.Node.set(reverse)
					other.Members = append(other.Members, Member{Node: node, Range: nonZero(member.Range, node.Range), Maybe: member.Maybe})
				}
			}
			if len(set.Open) > 0 && (len(set.Members) == 0 || !IsSingle(name)) {
				for _, kind := range kindsOf[name] {
					uncertain.note(kind, reverse, node.Address+" may belong to it: "+set.Open[0])
				}
			}
		}
	}
	for set, reason := range uncertain {
		for _, node := range b.graph.OfKind(set.kind) {
			node.set(set.name).open(reason)
		}
	}
}

// openOpaque opens every set that a part of the unit which cannot be seen into could have added to: those
// of the nodes that it was given, and of the VPCs that they stand in.
func (b *builder) openOpaque(opaque []Opaque) {
	for _, hidden := range opaque {
		for _, reference := range hidden.Received {
			node := b.referenced(reference)
			if node == nil {
				continue
			}
			reason := hidden.Address + " is given " + node.Address + " and may add to it, but cannot be seen into: " + hidden.Reason
			openGrowing(node, reason)
			if vpc, _ := node.One("vpc"); vpc != nil {
				openGrowing(vpc, reason)
			}
		}
	}
}

func openGrowing(node *Node, reason string) {
	for _, set := range vocabulary[node.Kind].grows {
		node.set(set).open(reason)
	}
}

// openExternal opens all sets of what is only looked up.
func (b *builder) openExternal() {
	for _, node := range b.graph.All() {
		if node.External == "" {
			continue
		}
		for name, set := range node.Sets {
			if !IsSingle(name) || len(set.Members) == 0 {
				set.open(node.External)
			}
		}
	}
}
