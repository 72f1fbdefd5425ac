package graph

import (
	"cmp"
	"maps"
)

// Type says how the resources of one provider type become part of the graph. A language's types are a
// table that reads down a column; Build does the rest.
type Type struct {
	Kind      string         // of the node; empty for a resource that only adds to others
	Constant  map[string]any // values that every node of the type has
	Values    []Name         // properties that become values; of two with one name the first one written wins
	Links     []Name         // properties that hold ids or names of other resources, and become sets
	Unused    []Unused       // properties that others take the place of, so that they are no links
	Orders    []Name         // properties whose blocks stand in the order of a number in each, with its name
	Exclusive []Name         // properties that list all there is where they are written, and the values that are true then
	Blocks    []Block        // nested blocks that become nodes of their own
	Joins     []Join         // sets of other nodes that the resource adds to
	Settings  []Setting      // values of other nodes that the resource sets
	Openings  []Opening      // sets that others add to, out of sight
	Default   map[string]any // values that AWS or the provider assumes where nobody wrote one
	Adopts    *Adoption      // the part of another node that the resource takes over
	Existing  string         // why a node of this type existed before; its sets are then open

	// GroupsElsewhere tells why the security groups are not known of what nobody gives any: a service launches it with
	// groups of its own. Empty where it gets the default group of its VPC.
	GroupsElsewhere string

	// DefaultEgress says that a security group without any egress rule lets everything out.
	DefaultEgress bool
}

// MergeTypes returns one table of the types of several, which have no name in common.
func MergeTypes(tables ...map[string]Type) map[string]Type {
	merged := map[string]Type{}
	for _, table := range tables {
		maps.Copy(merged, table)
	}
	return merged
}

// ValueProperty returns the property that becomes the value of that name; "" where none does.
func (t Type) ValueProperty(name string) string { return propertyOf(t.Values, name) }

// Property returns the property that becomes the value or the set of that name; "" where none does.
func (t Type) Property(name string) string {
	return cmp.Or(t.ValueProperty(name), propertyOf(t.Links, name))
}

func propertyOf(names []Name, name string) string {
	for _, each := range names {
		if each.name() == name {
			return each.property()
		}
	}
	return ""
}

// Name maps a property, the first text, to a name of the vocabulary, the second. The property is a dotted
// path through nested blocks; a step such as filter{name=product-code} takes only the blocks in which name
// has that value.
type Name [2]string

func (n Name) property() string { return n[0] }
func (n Name) name() string     { return n[1] }

// Unused says that a property is not used where every block of another one has its own.
type Unused struct {
	Property string
	Blocks   string // by their dotted path
	Own      string // what each of them has then
}

// Block maps the blocks of one property to nodes in the given set of the resource's node.
type Block struct {
	Property string // subblocks are reached by a dotted path; empty for what AWS makes along with the resource
	Set      string
	Kind     string
	Constant map[string]any
	Values   []Name
	Links    []Name
	Shared   []Name // links that the resource has for all of its blocks but those that have their own

	// Exclusive names a value of the owner that is true where the property is written, for it then lists all
	// that is in the set, and what others add is removed. Empty where both may add to it.
	Exclusive string
}

// Join adds to a set of other nodes: Member, or the resource's own node where Member is empty, joins the
// Set of every node that the property Owner names.
type Join struct {
	Owner     string // property with the ids or names of the owners
	OwnerKind string
	Set       string
	Member    string // property with the ids of what joins; empty for the resource itself

	// Replaces is the property that, where it is true, makes the member take the place of the default that AWS
	// linked when it made the owner; otherwise both stay. Empty where no default stays, or where it always Stays.
	Replaces string
	Stays    bool // the default stays in any case

	// Needed says that AWS refuses the resource without a member, so that one joins though the source does not
	// say which.
	Needed bool
}

// Setting sets values of another node, as the standalone resource for an endpoint's policy does.
type Setting struct {
	Owner     string
	OwnerKind string
	Values    []Name
	Append    bool // the values are lists, which grow
}

// Opening says that a set grows in ways that no source shows, as a route table does to which a VPN gateway
// propagates its routes.
type Opening struct {
	Owner     string // property with the ids or names of the owners; empty for the resource's own node
	OwnerKind string
	Set       string
	When      string // property that must have an item; empty for always
	Reason    string
}

// Adoption takes over a part that AWS makes along with its owner, such as a VPC's default group.
type Adoption struct {
	Owner string // property that names the owner, or the part itself
	Part  string // by its name in the vocabulary: default_security_group
}
