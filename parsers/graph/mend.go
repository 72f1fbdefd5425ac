package graph

// Change is one step in which a fault is mended, in the words of the graph: what must hold afterwards. How that
// is written is the business of each language. It is one of SetValue, ReplaceWord, RemoveItems, AddLike,
// CopyValues, Allow, AttachPolicy, Trust, Associate, AddOptions, AddEndpoints,
// AddGroup, Link, Rename, AddRoute, Propagate, AssociateTable and AddItems.
type Change interface{ change() }

// SetValue gives a node's value another content.
type SetValue struct {
	Node      string
	Attribute string // of the vocabulary
	Value     Value  // its texts may be references to other nodes
}

// ReplaceWord corrects one word of a text, such as the service in the name of an endpoint's service.
type ReplaceWord struct {
	Node      string
	Attribute string
	From, To  string
}

// RemoveItems takes some texts out of a list of a node, or some nodes out of a set.
type RemoveItems struct {
	Node      string
	Attribute string
	Items     []string // texts, or addresses
}

// AddLike adds a node that differs from another one in one word of a value, such as the endpoint of another
// service beside its sibling.
type AddLike struct {
	Node      string // the sibling
	Attribute string // the value that tells them apart
	From, To  string // the word in the sibling's value, and what the new node has instead
}

// CopyValues gives a node values and links of a sibling, and takes others away.
type CopyValues struct {
	Node, Like string
	Attributes []string // of the vocabulary
	Drop       []string
}

// Allow adds a rule to a security group, or corrects one that is surely meant for it.
type Allow struct {
	Group     string
	Direction string // ingress or egress
	Ports     []Ports
	Peers     []Peers // from the best to the last resort; the first that can be written is taken
	Corrects  string  // a rule that is right but for its port, which is one; "" where there is none
}

// Ports are what a rule lets through.
type Ports struct {
	Protocol string
	From, To int
}

// Peers are who a rule is about: groups, networks by the nodes that have the address blocks, or the blocks
// themselves.
type Peers struct {
	Groups   []string
	Networks []string
	Blocks   []string
}

// AttachPolicy gives a role one of the policies that AWS manages.
type AttachPolicy struct {
	Role   string
	Policy string // its name, with its path: service-role/AmazonEC2RoleforSSM
}

// Trust lets one service more assume a role, beside another one that may.
type Trust struct {
	Role    string
	Service string // such as ec2.amazonaws.com
}

// AddOptions gives a VPC a DHCP option set with the DNS addresses and the domain of a directory.
type AddOptions struct {
	VPC       string
	Directory string
}

// Associate makes a DHCP option set that of a VPC.
type Associate struct {
	Options string
	VPC     string
}

// AddEndpoints gives a VPC its first interface endpoints, with private DNS names and a security group that lets in what
// is in the VPC.
type AddEndpoints struct {
	VPC       string
	Services  []string // such as ssm
	Subnets   []string // one in each Availability Zone
	Group     string   // a security group that is there for them; "" where one has to be made
	Computers []string // that need them
}

// AddGroup gives an endpoint a security group of its own that lets in what is in its VPC.
type AddGroup struct {
	Endpoint string
}

// Link makes a node name another one where it names none, such as a computer its instance profile.
type Link struct {
	Node      string
	Attribute string // the set of the vocabulary: instance_profile, role
	To        string
}

// Rename writes a value of a node as another one, such as an id that was written for a name.
type Rename struct {
	Node     string
	From, To string // of the vocabulary
}

// AddRoute gives a route table a route to another VPC through what connects the two.
type AddRoute struct {
	Table     string
	VPC       string // where the route leads to
	Attribute string // the set of a route that names the target: vpc_peering_connection, transit_gateway
	To        string // the target
	After     string // what has to be there before, as the attachment of the table's VPC; "" where nothing has
}

// Propagate lets an attachment propagate its routes to a route table of its transit gateway.
type Propagate struct {
	Table      string
	Attachment string
}

// AssociateTable makes a route table of a transit gateway that of what comes from an attachment.
type AssociateTable struct {
	Table      string
	Attachment string
}

// AddItems puts some more nodes into a set of a node that lists them one by one.
type AddItems struct {
	Node      string
	Attribute string
	Items     []string // addresses
}

func (SetValue) change()       {}
func (ReplaceWord) change()    {}
func (RemoveItems) change()    {}
func (AddLike) change()        {}
func (Allow) change()          {}
func (AttachPolicy) change()   {}
func (CopyValues) change()     {}
func (Trust) change()          {}
func (AddOptions) change()     {}
func (Associate) change()      {}
func (AddEndpoints) change()   {}
func (AddGroup) change()       {}
func (Link) change()           {}
func (Rename) change()         {}
func (AddRoute) change()       {}
func (Propagate) change()      {}
func (AssociateTable) change() {}
func (AddItems) change()       {}

// Edit replaces a stretch of a source file by a text. An empty range inserts.
type Edit struct {
	Range Range
	Text  string
}
