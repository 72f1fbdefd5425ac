package network

import "github.com/reachlint/reachlint/parsers/graph"

// Trusts tells whether a role's trust policy lets a service such as "ec2.amazonaws.com" assume it ("AWS
// service principals", AWS Identity and Access Management User Guide). The names of China and references
// for the domain's suffix count as the same service.
func (n *Network) Trusts(role, service string) Answer {
	return n.trusted.get(actionKey{role, service, ""}, func() Answer {
		node := n.graph.Node(role)
		if node == nil {
			return missing(role)
		}
		return certainly(node, n.trusts(node, service))
	})
}

func (n *Network) trusts(role *graph.Node, service string) Answer {
	address := role.Address
	value := role.Value("trust_policy")
	if value.IsAbsent() {
		return unknownAt(address, "trust_policy", orElse(role.External, "the trust policy of "+address+" is not known"))
	}
	read := n.documents.get(documentKey{role, "trust_policy"}, func() document { return readDocument(value) })
	allows, denies, doubt := no, no, read.doubt
	if doubt != "" {
		allows, denies = maybe, maybe
	}
	for _, each := range read.statements {
		lets, why := each.lets(service)
		if lets == no {
			continue
		}
		doubt = orElse(doubt, why)
		if each.effect != Deny {
			allows = max(allows, lets)
		}
		if each.effect != Allow {
			denies = max(denies, lets)
		}
	}
	switch {
	case denies == yes:
		return denial(address, "trust_policy", "the trust policy of "+address+" denies "+service+" to assume it")
	case allows == no:
		return denial(address, "trust_policy", "the trust policy of "+address+" does not let "+service+" assume it")
	case allows == maybe || denies == maybe:
		return unknownAt(address, "trust_policy", orElse(doubt, "the source does not say"))
	}
	text := service + " may assume " + address
	return Answer{Verdict: Allow, Path: []Hop{{address, "trust_policy", text, Allow}}}
}

// lets tells whether a statement of a trust policy is about a service that assumes the role.
func (s statement) lets(service string) (match, string) {
	named := no
	for _, principal := range s.services {
		named = max(named, sameService(principal, service))
	}
	assumes := anyPattern(s.actions, "sts:AssumeRole")
	if len(s.notActions) > 0 {
		assumes = yes - anyPattern(s.notActions, "sts:AssumeRole")
	}
	switch result := min(named, assumes); {
	case result != yes && s.doubt != "":
		return maybe, s.doubt
	case result == no:
		return no, ""
	case result == maybe:
		return maybe, orElse(whyOpen(s.services), whyOpen(s.actions), "the trust policy is for everybody (*)")
	case s.conditional:
		return maybe, "the trust policy has a condition"
	case s.doubt != "" || s.effect == Unknown:
		return maybe, orElse(s.doubt, "the effect of a statement is not known")
	}
	return yes, ""
}
