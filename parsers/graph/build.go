package graph

import (
	"context"
	"iter"
	"runtime"
	"slices"
	"strconv"

	"github.com/sourcegraph/conc"
)

// Build folds the resources of a configuration into a graph. Types is the language's table, by the
// provider's name for each type; data sources are looked up with the prefix "data." first. Resources
// of other types are left out. When the context ends first, the graph is empty, for what is half built
// would be wrong.
func Build(ctx context.Context, configuration Configuration, types map[string]Type) *Graph {
	b := &builder{ctx: ctx, graph: New(nil), types: types, parts: map[partKey]*Node{}}
	b.addResources(configuration.Resources)
	b.addParts()
	b.indexNames()
	b.link()
	b.joinAll()
	b.openOpaque(configuration.Opaque)
	b.openHanded(configuration.Handed)
	b.openExisting()
	b.fillDefaults()
	b.fillTransit()
	b.reverse("elastic_ip", "network_interface")
	b.inherit()
	b.reverseRest()
	b.openExternal()
	if ctx.Err() != nil {
		return New(nil)
	}
	return b.graph
}

// until yields the items, as long as the context lasts.
func until[T any](ctx context.Context, items []T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, item := range items {
			if ctx.Err() != nil || !yield(item) {
				return
			}
		}
	}
}

type builder struct {
	ctx    context.Context
	graph  *Graph
	types  map[string]Type
	mapped []mapped
	parts  map[partKey]*Node             // parts that AWS makes or that a resource adopts
	names  map[string]map[string][]*Node // kind, then identity → nodes
}

// mapped is a resource with its type and the node that it became, if any.
type mapped struct {
	resource *Resource
	mapping  Type
	node     *Node
	blocks   []mappedBlock
}

// mappedBlock is a nested block with the node that it became.
type mappedBlock struct {
	mapping    Block
	properties Value
	node       *Node
}

type partKey struct {
	owner *Node
	set   string
}

func (b *builder) typeOf(resource *Resource) (Type, bool) {
	if resource.Lookup {
		if mapping, ok := b.types["data."+resource.Type]; ok {
			return mapping, true
		}
	}
	mapping, ok := b.types[resource.Type]
	if ok && resource.Lookup {
		// A look-up creates nothing: it neither joins nor sets, and has none of the defaults.
		mapping = Type{Kind: mapping.Kind, Constant: mapping.Constant, Values: mapping.Values, Links: mapping.Links}
	}
	return mapping, ok
}

// addResources adds the nodes of all resources, which are made on all processors.
func (b *builder) addResources(resources []*Resource) {
	const worthSharing = 1000 // resources, which take some milliseconds
	entries := make([]mapped, len(resources))
	share := len(resources)
	if share > worthSharing {
		share = (share + runtime.GOMAXPROCS(0) - 1) / runtime.GOMAXPROCS(0)
	}
	var workers conc.WaitGroup
	for first := 0; first < len(resources); first += share {
		some := resources[first:min(first+share, len(resources))]
		workers.Go(func() {
			for i, resource := range some {
				if b.ctx.Err() != nil {
					return
				}
				entries[first+i] = b.mapResource(resource)
			}
		})
	}
	workers.Wait()
	b.mapped = slices.DeleteFunc(entries, func(entry mapped) bool { return entry.resource == nil })
	for _, entry := range b.mapped {
		if entry.node == nil {
			continue
		}
		b.graph.add(entry.node)
		for _, block := range entry.blocks {
			b.graph.add(block.node)
		}
	}
}

// mapResource returns a resource with its nodes, and nothing for one of a type that the graph does not know.
func (b *builder) mapResource(resource *Resource) mapped {
	mapping, ok := b.typeOf(resource)
	if !ok {
		return mapped{}
	}
	resource = inOrder(resource, mapping.Orders)
	entry := mapped{resource: resource, mapping: mapping}
	if mapping.Kind == "" {
		return entry
	}
	entry.node = newNode(resource, resource.Address, mapping.Kind, resource.Range)
	entry.node.External = mapping.Existing
	if resource.Lookup {
		entry.node.External = resource.Address + " is looked up when the configuration is planned"
	}
	setValues(entry.node, resource.Properties, mapping.Values, mapping.Constant)
	setExclusive(entry.node, mapping.Exclusive)
	for _, block := range mapping.Blocks {
		entry.blocks = append(entry.blocks, mapBlocks(entry.node, block, resource.Properties)...)
	}
	return entry
}

func newNode(resource *Resource, address, kind string, at Range) *Node {
	return &Node{
		Address: address, Kind: kind, Resource: resource, Range: at, Maybe: resource.Maybe,
	}
}

// addNode adds a node that a resource implies.
func (b *builder) addNode(resource *Resource, address, kind string, at Range) *Node {
	node := newNode(resource, address, kind, at)
	b.graph.add(node)
	return node
}

// mapBlocks makes a node of every block of one property and puts it into the owner's set.
func mapBlocks(owner *Node, mapping Block, properties Value) []mappedBlock {
	var made []mappedBlock
	set := owner.set(mapping.Set)
	index := 0
	eachItem(properties, mapping.Property, func(block Value, maybe string) {
		if _, ok := block.Entries(); !ok {
			set.open(block.reasonOr("some of its " + mapping.Property + " blocks are not known"))
			return
		}
		if saysNothing(block) {
			return // as inline_policy {} does, by which a role says that it has none
		}
		address := owner.Address + "." + mapping.Property + "[" + strconv.Itoa(index) + "]"
		index++
		if mapping.Property == "" {
			address = owner.Address + "." + mapping.Set
		}
		node := newNode(owner.Resource, address, mapping.Kind, nonZero(block.Range, owner.Range))
		if maybe != "" {
			node.Maybe = maybe
		}
		setValues(node, block, mapping.Values, mapping.Constant)
		set.add(Member{Node: node, Range: node.Range, Maybe: maybe})
		made = append(made, mappedBlock{mapping, block, node})
	})
	if value := properties.Path(mapping.Property); mapping.Exclusive != "" && !owner.Resource.filled(mapping.Property) && !value.IsAbsent() {
		owner.Values.Put(mapping.Exclusive, exclusive(value))
	}
	return made
}

// saysNothing tells whether nothing is written in a block.
func saysNothing(block Value) bool {
	entries, _ := block.Entries()
	return !slices.ContainsFunc(entries, func(entry Entry) bool {
		text, isText := entry.Value.RawText()
		return !entry.Value.IsAbsent() && !(isText && text == "")
	})
}

// set returns the node's set of that name, to be changed while the graph is built.
func (n *Node) set(name string) *Set {
	set, ok := n.Sets.Get(name)
	if !ok {
		set = &Set{}
		n.Sets.Put(name, set)
	}
	return set
}

func (v Value) reasonOr(otherwise string) string {
	if reason := v.Reason(); reason != "" {
		return reason
	}
	return otherwise
}
