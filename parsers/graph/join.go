package graph

import "cmp"

// joinAll adds standalone resources to the nodes they belong to: rules to groups, policies to roles,
// associations to both of their sides.
func (b *builder) joinAll() {
	uncertain, grown := reasons{}, newGrowth()
	for entry := range until(b.ctx, b.mapped) {
		for _, join := range entry.mapping.Joins {
			b.join(entry, join, uncertain)
		}
		for _, setting := range entry.mapping.Settings {
			b.apply(entry, setting, grown)
		}
		for _, opening := range entry.mapping.Openings {
			b.openOutside(entry, opening)
		}
	}
	grown.write(b.graph)
	// A resource that joins nobody knows what may join any node of that kind.
	for set, reason := range uncertain {
		for _, node := range b.graph.OfKind(set.kind) {
			node.set(set.name).open(reason)
		}
	}
}

// reasons holds the first reason why the sets of one name may hold more, for all nodes of a kind.
type reasons map[kindSet]string

type kindSet struct{ kind, name string }

func (r reasons) note(kind, name, reason string) {
	if _, known := r[kindSet{kind, name}]; !known {
		r[kindSet{kind, name}] = reason
	}
}

func (b *builder) join(entry mapped, join Join, uncertain reasons) {
	properties := entry.resource.Properties
	eachItem(properties, join.Owner, func(item Value, maybe string) {
		owner, reason := b.resolve(item, []string{join.OwnerKind})
		if reason != "" {
			uncertain.note(join.OwnerKind, join.Set, entry.resource.Address+" may belong to it: "+reason)
		}
		maybe = cmp.Or(maybe, owner.Maybe, entry.resource.Maybe)
		if owner.Node == nil {
			b.joinOutside(properties, join, item, maybe)
			return
		}
		set := owner.Node.set(join.Set)
		if join.Member == "" {
			set.add(Member{Node: entry.node, Range: entry.resource.Range, Maybe: maybe})
			return
		}
		joined := &Set{}
		b.members(properties, join.Member, join.Set, joined)
		if join.Needed && len(joined.Members) == 0 && len(joined.Open) > 0 {
			joined = &Set{Members: []Member{{Text: "${" + entry.resource.Address + "." + join.Member + "}", Range: entry.resource.Range}}}
		}
		if _, isPart := vocabulary[owner.Node.Kind].parts[join.Set]; isPart && IsSingle(join.Set) {
			set.giveWay(joined, maybe)
		}
		beside := join.besideDefault(properties)
		for _, member := range joined.Members {
			member.Maybe, member.beside = cmp.Or(maybe, member.Maybe), beside
			set.add(member)
		}
		for _, reason := range joined.Open {
			set.open(reason)
		}
	})
}

// besideDefault tells whether what joins leaves the owner's default in place.
func (j Join) besideDefault(properties Value) besideDefault {
	if j.Replaces == "" {
		return besideDefault{stays: j.Stays}
	}
	value := properties.Path(j.Replaces)
	replaces, known := value.Boolean()
	return besideDefault{stays: !replaces, unsure: unlessKnown(value, known)}
}

// unlessKnown is why a value that is written is not known.
func unlessKnown(value Value, known bool) string {
	if known || value.IsAbsent() {
		return ""
	}
	return value.reasonOr("its value is not known")
}

// openOutside opens the sets that others add to.
func (b *builder) openOutside(entry mapped, opening Opening) {
	properties := entry.resource.Properties
	if opening.When != "" {
		written := false
		eachItem(properties, opening.When, func(Value, string) { written = true })
		if !written {
			return
		}
	}
	if opening.Owner == "" {
		entry.node.set(opening.Set).open(opening.Reason)
		return
	}
	eachItem(properties, opening.Owner, func(item Value, _ string) {
		if owner, _ := b.resolve(item, []string{opening.OwnerKind}); owner.Node != nil {
			owner.Node.set(opening.Set).open(opening.Reason)
		}
	})
}

// joinOutside tells what joins that it has an owner all the same, though not which: an option set that is
// associated with somebody else's VPC is in use.
func (b *builder) joinOutside(properties Value, join Join, item Value, maybe string) {
	reverse := vocabulary[join.OwnerKind].reverse[join.Set]
	if reverse == "" || join.Member == "" {
		return
	}
	if reference, ok := item.Reference(); ok && b.graph.Node(reference.Address) != nil {
		return // a node of another kind: another join of the resource is about it
	}
	text, _ := item.RawText()
	joined := &Set{}
	b.members(properties, join.Member, join.Set, joined)
	for _, member := range joined.Members {
		if member.Node != nil {
			outside := Member{Text: cmp.Or(Readable(text), "${"+join.Owner+"}"), Range: item.Range, Maybe: cmp.Or(maybe, member.Maybe)}
			member.Node.set(reverse).add(outside)
		}
	}
}

// apply sets values of the nodes that a resource configures from the outside.
func (b *builder) apply(entry mapped, setting Setting, grown *growth) {
	properties := entry.resource.Properties
	eachItem(properties, setting.Owner, func(item Value, maybe string) {
		owner, reason := b.resolve(item, []string{setting.OwnerKind})
		if reason != "" && setting.Append {
			grown.note(setting, entry.resource.Address+" may belong to it: "+reason)
		}
		if reason != "" || owner.Node == nil {
			return
		}
		maybe = cmp.Or(maybe, owner.Maybe, entry.resource.Maybe)
		for _, name := range setting.Values {
			value := property(properties, name)
			if value.IsAbsent() {
				continue
			}
			switch {
			case setting.Append:
				grown.add(owner.Node, name.name(), value, maybe)
				continue
			case maybe != "":
				value = Either([]Value{owner.Node.Value(name.name()), value}, value.Range)
			}
			owner.Node.Values.Put(name.name(), value)
		}
	})
}
