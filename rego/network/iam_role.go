package network

import (
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

type actionKey struct{ role, action, resource string }

// Allows tells whether a role may do an action such as "ssm:UpdateInstanceInformation", on any resource:
// one of its policies allows it, none denies it, and its permissions boundary allows it too ("Policy
// evaluation logic", AWS Identity and Access Management User Guide). Conditions are not evaluated, they
// leave the answer unknown; service control policies are not in view.
func (n *Network) Allows(role, action string) Answer { return n.AllowsOn(role, action, "") }

// Refusals returns those of some actions that a role does not surely allow, each with what [Network.Allows] answers.
func (n *Network) Refusals(role string, actions []string) map[string]Answer {
	refusals := map[string]Answer{}
	for _, action := range actions {
		if answer := n.Allows(role, action); answer.Verdict != Allow {
			refusals[action] = answer
		}
	}
	return refusals
}

// AllowsOn tells whether a role may do an action on one resource: the address of a node, or an ARN as its author
// writes it. Policies are compared with just that; which others an ARN with a wildcard means is not evaluated.
func (n *Network) AllowsOn(role, action, resource string) Answer {
	return n.permissions.get(actionKey{role, action, resource}, func() Answer {
		node := n.graph.Node(role)
		if node == nil {
			return missing(role)
		}
		return certainly(node, n.allows(node, action, resource))
	})
}

func (n *Network) allows(role *graph.Node, action, resource string) Answer {
	total, subject, path := n.attached(role, action, resource)
	address := role.Address
	if total.denies == yes {
		text := total.by + " denies " + action + " to " + address
		return Answer{Verdict: Deny, Reason: text, Subject: subject, Attribute: "document",
			Path: append(path, Hop{subject, "document", text, Deny})}
	}
	boundary := n.boundary(role, action, resource)
	switch {
	case boundary.denies == yes || boundary.allows == no:
		denied := denial(address, "permissions_boundary", "the permissions boundary of "+address+" does not allow "+action)
		denied.Path = append(path, denied.Path...)
		return denied
	case total.allows == no:
		denied := denial(address, "policies", "no policy of "+address+" allows "+action)
		denied.Path = append(path, denied.Path...)
		return denied
	case total.allows == maybe || total.denies == maybe:
		return unknownAt(subject, "document", orElse(total.doubt, "the source does not say"), path...)
	case boundary.allows == maybe || boundary.denies == maybe:
		return unknownAt(address, "permissions_boundary", boundary.doubt, path...)
	}
	text := total.by + " allows " + action + " to " + address
	return Answer{Verdict: Allow, Path: append(path, Hop{subject, "document", text, Allow})}
}

// attached sums up the policies of a role. It returns the policy that decides.
func (n *Network) attached(role *graph.Node, action, resource string) (total grant, subject string, path []Hop) {
	subject = role.Address
	set := role.Set("policies")
	for _, member := range set.Members {
		each, at := n.policyGrant(member, action, resource)
		if doubt := existence(member); doubt != "" {
			each.allows, each.denies = each.allows.doubtful(doubt), each.denies.doubtful(doubt)
			each.doubt = orElse(each.doubt, doubt)
		}
		if each.allows == no && each.denies == no {
			path = append(path, Hop{orElse(at, role.Address), "document", each.by + " says nothing of " + action, Deny})
			continue
		}
		better := each.denies > total.denies || each.allows > total.allows && total.denies == no
		total.allows, total.denies = max(total.allows, each.allows), max(total.denies, each.denies)
		if better {
			total.by, total.doubt, subject = each.by, orElse(each.doubt, total.doubt), orElse(at, role.Address)
		}
	}
	if len(set.Open) > 0 || role.External != "" {
		// A policy that is not in view may allow, and may deny.
		total.allows, total.denies = max(total.allows, maybe), max(total.denies, maybe)
		reason := role.External
		if len(set.Open) > 0 {
			reason = set.Open[0]
		}
		total.doubt = orElse(total.doubt, reason)
	}
	return total, subject, path
}

// policyGrant evaluates one policy of a role: one that the unit writes, or one that AWS publishes.
func (n *Network) policyGrant(member graph.Member, action, resource string) (result grant, address string) {
	if member.Node == nil {
		result = n.managedGrant(member.Text, "", action)
		return result, ""
	}
	policy := member.Node
	arn, _ := policy.Value("arn").RawText()
	name, _ := policy.Value("name").Text()
	if value := policy.Value("document"); !value.IsAbsent() {
		read := n.documents.get(documentKey{policy, "document"}, func() document { return readDocument(value) })
		result = read.grants(action, resource)
		result.by = policy.Address
		return result, policy.Address
	}
	if arn == "" && policy.External == "" {
		doubt := "the document of " + policy.Address + " is not known"
		return grant{allows: maybe, denies: maybe, doubt: doubt, by: policy.Address}, policy.Address
	}
	result = n.managedGrant(graph.Readable(arn), name, action)
	if result.doubt != "" && policy.External != "" {
		result.doubt = policy.External
	}
	return result, policy.Address
}

type documentKey struct {
	node *graph.Node
	name string
}

// boundary evaluates the permissions boundary of a role; without one everything is within bounds.
func (n *Network) boundary(role *graph.Node, action, resource string) grant {
	value := role.Value("permissions_boundary")
	if !isWritten(value) {
		return grant{allows: yes}
	}
	raw, ok := value.RawText()
	if !ok {
		return grant{allows: maybe, doubt: orElse(value.Reason(), "the permissions boundary is not known")}
	}
	if reference, ok := value.Reference(); ok {
		if policy := n.graph.Node(reference.Address); policy != nil {
			result, _ := n.policyGrant(graph.Member{Node: policy}, action, resource)
			if policy.Maybe != "" {
				return grant{allows: maybe, doubt: policy.Maybe}
			}
			return result
		}
	}
	return n.managedGrant(graph.Readable(raw), "", action)
}

// managedName returns the name of the policy that AWS publishes under an ARN, in any partition.
func managedName(arn string) (string, bool) {
	_, path, found := strings.Cut(arn, ":iam::aws:policy/")
	if !found {
		return "", false
	}
	return path[strings.LastIndexByte(path, '/')+1:], true
}
