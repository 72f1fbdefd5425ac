package network

// Verdict is the outcome of a question.
type Verdict string

// The verdicts. Allow and Deny are proven; Unknown says that the source does not decide.
const (
	Allow   Verdict = "allow"
	Deny    Verdict = "deny"
	Unknown Verdict = "unknown"
)

// Answer is a verdict with its evidence.
type Answer struct {
	Verdict   Verdict
	Reason    string // one clause: why it is denied, or why it is unknown
	Subject   string // address of the node to change (deny), or of what stays open (unknown)
	Attribute string // vocabulary name of the value or set on Subject to change; may be empty
	Path      []Hop  // every step walked, in order; the last one decides

	// Part says of an unknown passage of network ACLs which ports of the client surely are allowed by no rule,
	// while others of them are: some connections come about and some do not. "" for every other answer.
	Part string

	// Share says of an unknown passage of network ACLs how many of its ways they surely stop ("2 of 3"), where they
	// surely let all others pass. "" for every other answer.
	Share string
}

// Hop is one step of a path.
type Hop struct {
	Node      string // address of the node that was looked at
	Attribute string // vocabulary name of the value or set that was read; may be empty
	Text      string // one short sentence with real addresses
	Verdict   Verdict
}

// EndpointList says which interface endpoints of a VPC serve a service.
type EndpointList struct {
	Has  []string // addresses of those that surely do
	May  []string // addresses of those that may
	Open string   // why the VPC may have more of them; "" when it surely has not
}

// The ways to a service.
const (
	WayEndpoint = "endpoint"
	WayInternet = "internet"
	WayNone     = "none"
	WayUnknown  = "unknown"
)

// ServiceWay says how a computer's connections to an AWS service travel.
type ServiceWay struct {
	Way      string // "endpoint", "internet", "none" or "unknown"
	Endpoint string // address of the endpoint that captures them, or ""
	Reason   string // one clause: why there is no way, or why it is unknown
	Path     []Hop
}

// Destination is what the connections go to, as far as is known: the address of an endpoint, "0.0.0.0/0" for the
// internet, or "". Where the way is unknown, they only may go there.
func (w ServiceWay) Destination() string {
	if w.Way == WayInternet {
		return "0.0.0.0/0"
	}
	return w.Endpoint
}

// Resolver says which DNS servers a VPC hands to its computers.
type Resolver struct {
	Kind    string      // "amazon", "custom", "mixed", "none" or "unknown"
	Options string      // address of the VPC's dhcp_options, or ""
	Reason  string      // one clause: why it is unknown or none
	Servers []Server    // in the order in which they are handed out
	Sets    []OptionSet // all that the source associates with the VPC
}

// OptionSet is a DHCP option set that a VPC is associated with: a VPC has one at a time, and a source may name more.
type OptionSet struct {
	Text   string // address of the dhcp_options, or what is written
	Reason string // why the VPC may not be associated with it; "" where it surely is
}

// The kinds of DNS servers, and of resolvers. A resolver is amazon or custom when all its servers are
// Amazon's or none of them is, and mixed when there are both.
const (
	KindAmazon    = "amazon"
	KindCustom    = "custom"
	KindMixed     = "mixed"
	KindNone      = "none"
	KindUnknown   = "unknown"
	KindDirectory = "directory"
	KindInstance  = "instance"
	KindAddress   = "address"
)

// Server is one DNS server of a VPC.
type Server struct {
	Kind string // "amazon", "directory" (or a declared domain controller), "instance", "address" or "unknown"
	Node string // address of the directory or instance, or ""
	Text string // what is written, readable
}
