package lint

import (
	"cmp"
	"slices"

	"github.com/reachlint/reachlint/rego/network"
)

// answered makes a step of an answer. It stands at the nodes that were asked; where there are none, at the subject.
func (u *UnitGraph) answered(stage string, answer network.Answer, nodes []string) Step {
	step := u.step(stage, lastText(answer.Path), nodes...)
	step.Broken, step.Unclear = answer.Verdict == network.Deny, answer.Verdict == network.Unknown
	if step.Broken || step.Unclear {
		step.Text = cmp.Or(answer.Reason, step.Text)
		step.Subject, step.Attribute = answer.Subject, answer.Attribute
	}
	if len(nodes) == 0 && u.Nodes.Node(answer.Subject) != nil {
		step.Nodes = []string{answer.Subject}
	}
	if node := u.Nodes.Node(answer.Subject); node != nil && step.Broken {
		step.Range = placeOf(u.loaded, node, answer.Attribute)
	}
	return step
}

func (u *UnitGraph) step(stage, text string, nodes ...string) Step {
	step := Step{Stage: stage, Text: text}
	for _, node := range nodes {
		if node != "" {
			step.Nodes = append(step.Nodes, node)
		}
	}
	return step
}

// decidedBy notes where a path ends.
func (s *Step) decidedBy(path []network.Hop) {
	if len(path) > 0 {
		last := path[len(path)-1]
		s.Subject, s.Attribute = last.Node, last.Attribute
	}
}

// place gives a step the place of its first node.
func (u *UnitGraph) place(step *Step) {
	if step.Range.IsZero() && len(step.Nodes) > 0 {
		if node := u.Nodes.Node(step.Nodes[0]); node != nil {
			step.Range = placeOf(u.loaded, node, "")
		}
	}
}

// linked returns the addresses of the nodes in a set of the node at an address.
func (u *UnitGraph) linked(address, set string) []string {
	var addresses []string
	if node := u.Nodes.Node(address); node != nil {
		for _, member := range node.Set(set).Nodes() {
			addresses = append(addresses, member.Address)
		}
	}
	return addresses
}

func (u *UnitGraph) networkACLs(computer string) []string {
	var acls []string
	for _, subnet := range u.linked(computer, "subnets") {
		for _, acl := range u.linked(subnet, "network_acl") {
			acls = appendNew(acls, acl)
		}
	}
	return acls
}

func appendNew(list []string, text string) []string {
	if text == "" || slices.Contains(list, text) {
		return list
	}
	return append(list, text)
}

func lastText(path []network.Hop) string {
	if len(path) == 0 {
		return ""
	}
	return path[len(path)-1].Text
}

func lastNode(path []network.Hop) string {
	if len(path) == 0 {
		return ""
	}
	return path[len(path)-1].Node
}
