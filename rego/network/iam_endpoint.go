package network

import "github.com/reachlint/reachlint/parsers/graph"

// Passes tells whether the policy of a VPC endpoint lets an action through. Without a policy everything is
// let through ("Control access to VPC endpoints using endpoint policies", AWS PrivateLink Guide). Whom the
// caller is, conditions and single resources are not evaluated, they leave the answer unknown.
func (n *Network) Passes(endpoint, action string) Answer {
	return n.passages.get(actionKey{endpoint, action, ""}, func() Answer {
		node := n.graph.Node(endpoint)
		if node == nil {
			return missing(endpoint)
		}
		return certainly(node, n.passes(node, action))
	})
}

func (n *Network) passes(endpoint *graph.Node, action string) Answer {
	address := endpoint.Address
	value := endpoint.Value("policy")
	switch {
	case !isWritten(value) && endpoint.External != "":
		return unknownAt(address, "policy", endpoint.External)
	case !isWritten(value):
		return Answer{Verdict: Allow, Path: []Hop{{address, "policy", address + " has no policy of its own, so everything passes", Allow}}}
	}
	read := n.documents.get(documentKey{endpoint, "policy"}, func() document { return readDocument(value) })
	result := read.grants(action, "")
	switch {
	case result.denies == yes:
		return denial(address, "policy", "the policy of "+address+" denies "+action)
	case result.allows == no:
		return denial(address, "policy", "the policy of "+address+" does not allow "+action)
	case result.allows == maybe || result.denies == maybe:
		return unknownAt(address, "policy", orElse(result.doubt, "the source does not say"))
	}
	return Answer{Verdict: Allow, Path: []Hop{{address, "policy", "the policy of " + address + " allows " + action, Allow}}}
}
