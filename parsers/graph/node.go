package graph

// Node is one thing in AWS, in the vocabulary that both languages share: a VPC, a rule of a security
// group, an instance. ARCHITECTURE.md lists the kinds with their values and sets.
type Node struct {
	Address  string    // the resource's address; parts of it add a suffix: aws_security_group.app.ingress[0]
	Kind     string    // vpc, security_group_rule, …
	Resource *Resource // the resource that declares it; for a default that AWS makes, the resource it comes with
	Range    Range     // where it is declared

	// Maybe tells why the node may not exist, or may exist several times; "" when it surely exists once.
	Maybe string

	// External tells why nothing is known about the node's contents but what its values say: it is looked
	// up, not created here. All its sets are open. "" for what the unit creates.
	External string

	Values Named[Value] // by vocabulary name: private_dns_enabled, cidr_block, …
	Sets   Named[*Set]  // by vocabulary name: security_groups, rules, …
}

// Set is what a node is linked to, or consists of, under one name. A link to one thing is a set as well.
type Set struct {
	Members []Member
	Range   Range // of the attribute that lists the members; zero when nobody wrote one

	// Open holds the reasons why the set may have members that are not listed. When it is empty the set
	// is complete: what is not in it does not exist.
	Open []string

	index index // of Members, while the graph is built
	oneOf bool  // one of the members surely is one, though nobody knows which
	given bool  // what is written for it surely names something, whatever is open
}

// Member is one entry of a set.
type Member struct {
	Node  *Node  // nil for something that stands outside of the unit, such as a literal id
	Text  string // what was written for it where Node is nil, readable
	Range Range  // where the membership is written
	Maybe string // why it may not be a member; "" when it surely is, if Node exists

	beside besideDefault
}

// besideDefault tells of a member that joined from the outside whether the default that AWS linked when
// it made the owner stays.
type besideDefault struct {
	stays  bool
	unsure string // why that is not known; "" when it is
}

var emptySet = &Set{}

// Value returns the node's value of that vocabulary name; the zero Value when there is none.
func (n *Node) Value(name string) Value {
	value, _ := n.Values.Get(name)
	return value
}

// Set returns the node's set of that vocabulary name, never nil. Without one it is empty: complete when
// the unit creates the node, open when the node is looked up.
func (n *Node) Set(name string) *Set {
	if set, ok := n.Sets.Get(name); ok {
		return set
	}
	if n.External != "" {
		return &Set{Open: []string{n.External}}
	}
	return emptySet
}

// One returns the single node that the node links to under name. Without one it returns nil, and the
// reason when the source does not tell; the reason is "" when there surely is none.
func (n *Node) One(name string) (*Node, string) {
	set := n.Set(name)
	for _, member := range set.Members {
		if member.Node != nil && member.Maybe == "" {
			return member.Node, ""
		}
	}
	return nil, set.WhyUncertain()
}

// RangeOf returns where the value or set of that name is written. It falls back to the node itself.
func (n *Node) RangeOf(name string) Range {
	if value, ok := n.Values.Get(name); ok && !value.Range.IsZero() {
		return value.Range
	}
	if set, ok := n.Sets.Get(name); ok && !set.Range.IsZero() {
		return set.Range
	}
	return n.Range
}

// WhyUncertain returns why a node that is not surely in the set may still belong to it: the set's first
// reason to be open, or that of a member outside of the unit or that may not exist. It is "" when the
// set is wholly known.
func (s *Set) WhyUncertain() string {
	if len(s.Open) > 0 {
		return s.Open[0]
	}
	for _, member := range s.Members {
		switch {
		case member.Maybe != "":
			return member.Maybe
		case member.Node == nil:
			return member.Text + " is not part of this configuration"
		case member.Node.Maybe != "":
			return member.Node.Maybe
		}
	}
	return ""
}

// Nodes returns the members that are nodes of the unit, also those that may not exist.
func (s *Set) Nodes() []*Node {
	nodes := make([]*Node, 0, len(s.Members))
	for _, member := range s.Members {
		if member.Node != nil {
			nodes = append(nodes, member.Node)
		}
	}
	return nodes
}

// Has tells whether the node surely is a member.
func (s *Set) Has(node *Node) bool {
	for _, member := range s.Members {
		if member.Node == node && member.Maybe == "" && node.Maybe == "" {
			return true
		}
	}
	return false
}
