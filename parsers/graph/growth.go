package graph

import (
	"cmp"
	"slices"
)

// index finds members in a set that is large: a group can have thousands of rules, each added alone.
type index struct {
	members map[identity]bool
	size    int // how many of the members it holds
}

// identity is what makes two members of a set the same.
type identity struct {
	node  *Node
	text  string // where there is no node
	maybe string
}

// indexedFrom is the size from which a set is indexed.
const indexedFrom = 16

func (m Member) identity() identity {
	if m.Node != nil {
		return identity{node: m.Node, maybe: m.Maybe}
	}
	return identity{text: m.Text, maybe: m.Maybe}
}

// add puts a member into the set, unless it is there for the same reason already.
func (s *Set) add(member Member) {
	if !s.holds(member.identity()) {
		s.Members = append(s.Members, member)
	}
}

func (s *Set) holds(wanted identity) bool {
	if len(s.Members) < indexedFrom {
		return slices.ContainsFunc(s.Members, func(known Member) bool { return known.identity() == wanted })
	}
	if s.index.members == nil {
		s.index = index{members: make(map[identity]bool, 2*len(s.Members))}
	}
	for ; s.index.size < len(s.Members); s.index.size++ {
		s.index.members[s.Members[s.index.size].identity()] = true
	}
	return s.index.members[wanted]
}

// open adds a reason why the set may have more members. A thousand hidden modules may all have been given the
// set's owner: the first reasons say enough.
func (s *Set) open(reason string) {
	const most = 100
	if len(s.Open) < most && !slices.Contains(s.Open, reason) {
		s.Open = append(s.Open, reason)
	}
}

// giveWay makes room for what takes the place of a part that AWS made: another main route table. What may
// not exist leaves both in question.
func (s *Set) giveWay(joined *Set, maybe string) {
	s.index = index{}
	reason := cmp.Or(maybe, joined.WhyUncertain())
	if len(joined.Members) > 0 && reason == "" {
		s.Members = nil
		return
	}
	for i := range s.Members {
		s.Members[i].Maybe = cmp.Or(s.Members[i].Maybe, reason)
	}
}

// growth gathers what resources append to values of other nodes, to write each value once.
type growth struct {
	lists     map[valueOf]Value
	uncertain reasons // why the values of that name may have more items, for all nodes of a kind
}

type valueOf struct {
	node *Node
	name string
}

func newGrowth() *growth { return &growth{map[valueOf]Value{}, reasons{}} }

// add notes the items of a list for the value of that name. They may not be there for a reason other than "".
func (g *growth) add(node *Node, name string, list Value, maybe string) {
	at := valueOf{node, name}
	items, _ := g.lists[at].Items()
	added, _ := list.Items()
	for _, item := range added {
		if maybe != "" {
			item = Value{Range: item.Range, content: either{alternatives: []Value{item, {}}, reason: maybe}}
		}
		items = append(items, item)
	}
	g.lists[at] = List(items, list.Range)
}

// note tells that a resource adds to nobody knows which node of a kind.
func (g *growth) note(setting Setting, reason string) {
	for _, name := range setting.Values {
		g.uncertain.note(setting.OwnerKind, name.name(), reason)
	}
}

// write appends what was gathered.
func (g *growth) write(graph *Graph) {
	for at, list := range g.lists {
		added, _ := list.Items()
		at.node.extend(at.name, added, list.Range)
	}
	for set, reason := range g.uncertain {
		for _, node := range graph.OfKind(set.kind) {
			node.extend(set.name, []Value{Unknown(reason, node.Range)}, node.Range)
		}
	}
}

// extend appends items to a value that is a list.
func (n *Node) extend(name string, added []Value, at Range) {
	before, _ := n.Value(name).Items()
	n.Values.Put(name, List(slices.Concat(before, added), at))
}
