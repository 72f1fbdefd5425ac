package network

// Allows tells whether a role may do an action such as "ssm:UpdateInstanceInformation".
func (n *Network) Allows(role, action string) Answer { return notYet() }

// Trusts tells whether a role's trust policy lets a service such as "ec2.amazonaws.com" assume it.
func (n *Network) Trusts(role, service string) Answer { return notYet() }

func notYet() Answer { return Answer{Verdict: Unknown, Reason: "this is not evaluated yet"} }
