package network

// Endpoints lists the interface endpoints of a VPC for a service, such as "ssm".
func (n *Network) Endpoints(vpc, service string) EndpointList { return EndpointList{} }

// PrivateDNS tells whether the public name of an endpoint's service resolves to the endpoint inside its VPC.
func (n *Network) PrivateDNS(endpoint string) Answer { return notYet() }

// PrivateZone tells whether something associated with a VPC answers for a domain privately: a private
// hosted zone for it or a parent, a Route 53 Profile, or a resolver rule.
func (n *Network) PrivateZone(vpc, domain string) Answer { return notYet() }

// ServiceWay tells how a computer's connections to an AWS service, such as "ssm", travel.
func (n *Network) ServiceWay(computer, service string) ServiceWay { return ServiceWay{Way: WayUnknown} }

// Resolver tells which DNS servers a VPC hands to its computers.
func (n *Network) Resolver(vpc string) Resolver { return Resolver{Kind: KindUnknown} }

// Forwards tells whether a forwarding resolver rule for a domain or a parent of it is associated with a VPC.
func (n *Network) Forwards(vpc, domain string) Answer { return notYet() }

// Allows tells whether a role may do an action such as "ssm:UpdateInstanceInformation".
func (n *Network) Allows(role, action string) Answer { return notYet() }

// Trusts tells whether a role's trust policy lets a service such as "ec2.amazonaws.com" assume it.
func (n *Network) Trusts(role, service string) Answer { return notYet() }

func notYet() Answer { return Answer{Verdict: Unknown, Reason: "this is not evaluated yet"} }
