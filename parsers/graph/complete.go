package graph

import (
	"maps"
	"slices"
)

// reverseRest gives every link its other side but for the kinds that reverse did before.
func (b *builder) reverseRest() {
	var kinds []string
	for _, kind := range slices.Sorted(maps.Keys(vocabulary)) {
		if kind != "elastic_ip" && kind != "network_interface" {
			kinds = append(kinds, kind)
		}
	}
	b.reverse(kinds...)
}

// reverse gives the links of the kinds their other side: a subnet's vpc makes it one of the VPC's
// subnets. A node whose link is not known may be in the set of any node of that kind.
func (b *builder) reverse(kinds ...string) {
	r := reversal{uncertain: reasons{}, landed: reasons{}, mutual: map[link]bool{}}
	for _, kind := range kinds {
		for _, name := range slices.Sorted(maps.Keys(vocabulary[kind].reverse)) {
			for node := range until(b.ctx, b.graph.OfKind(kind)) {
				if set, ok := node.Sets.Get(name); ok {
					r.link(node, name, set)
				}
			}
		}
	}
	for set, reason := range r.uncertain {
		for _, node := range b.graph.OfKind(set.kind) {
			node.set(set.name).open(reason)
		}
	}
	for set, reason := range r.landed {
		for _, node := range b.graph.OfKind(set.kind) {
			if node.External != "" {
				node.set(set.name).open(reason)
			}
		}
	}
}

// link is a link from one node to another.
type link struct{ from, to *Node }

// reversal is what comes up while links are given their other side.
type reversal struct {
	uncertain reasons       // why nodes of a kind may have more members, by their set
	landed    reasons       // the same for nodes outside: one of them may be the default VPC, which the unit does not create
	mutual    map[link]bool // what kinds may write on either side, so that it is not reversed again
}

// link gives one set its other side.
func (r *reversal) link(node *Node, name string, set *Set) {
	reverse := vocabulary[node.Kind].reverse[name]
	for _, member := range set.Members {
		if member.Node != nil {
			other := member.Node.set(reverse)
			if vocabulary[member.Node.Kind].reverse[reverse] == name {
				if r.mutual[link{node, member.Node}] {
					continue // it is itself the other side of what was written there
				}
				r.mutual[link{member.Node, node}] = true
			}
			other.add(Member{Node: node, Range: nonZero(member.Range, node.Range), Maybe: member.Maybe})
		}
	}
	if len(set.Open) > 0 && (len(set.Members) == 0 || !IsSingle(name)) {
		noted := r.uncertain
		if set.Open[0] == inDefaultVPC {
			noted = r.landed
		}
		for _, kind := range kindsOf[name] {
			noted.note(kind, reverse, node.Address+" may belong to it: "+set.Open[0])
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
			reason := hidden.name() + " is given " + node.Address + " and may add to it, but cannot be seen into: " + hidden.Reason
			hidden.open(node, reason)
			if vpc, _ := node.One("vpc"); vpc != nil {
				hidden.open(vpc, reason)
			}
		}
	}
}

func (o Opaque) name() string {
	if o.Part == "" {
		return o.Address
	}
	return o.Part + " of " + o.Address
}

// open opens what the part may add to a node.
func (o Opaque) open(node *Node, reason string) {
	if o.Adds == nil {
		openGrowing(node, reason)
	}
	for _, addition := range o.Adds {
		if addition.Kind != node.Kind {
			continue
		}
		for _, set := range addition.Sets {
			node.set(set).open(reason)
		}
		for _, value := range addition.Values {
			node.Values.Put(value, Unknown(reason, node.Range))
		}
	}
}

// openHanded opens the sets that those may add to whom the unit hands a node by an output.
func (b *builder) openHanded(outputs []Handed) {
	for _, output := range outputs {
		for _, reference := range output.References {
			node := b.referenced(reference)
			if node == nil {
				continue
			}
			for _, set := range vocabulary[node.Kind].handed {
				node.set(set).open(output.Address + " hands it to others, who may use it")
			}
		}
	}
}

// openExisting opens the sets of what the unit does not create but takes over: it keeps what others added.
// The rules of a group that are written inline replace all others.
func (b *builder) openExisting() {
	for _, entry := range b.mapped {
		if reason := entry.resource.Existing; reason != "" && entry.node != nil && !hasAllRulesInline(entry.node) {
			openGrowing(entry.node, reason)
		}
	}
}

func hasAllRulesInline(group *Node) bool {
	inline := map[string]bool{}
	for _, rule := range group.Set("rules").Nodes() {
		if direction, ok := rule.Value("direction").Text(); ok && rule.Resource == group.Resource {
			inline[direction] = true
		}
	}
	return inline["ingress"] && inline["egress"]
}

func openGrowing(node *Node, reason string) {
	for _, set := range vocabulary[node.Kind].grows {
		node.set(set).open(reason)
	}
	for _, name := range vocabulary[node.Kind].extends {
		node.extend(name, []Value{Unknown(reason, node.Range)}, node.Range)
	}
}

// openExternal opens all sets of what is only looked up.
func (b *builder) openExternal() {
	for _, node := range b.graph.All() {
		if node.External == "" {
			continue
		}
		for name, set := range node.Sets.All() {
			if !IsSingle(name) || len(set.Members) == 0 {
				set.open(node.External)
			}
		}
	}
}
