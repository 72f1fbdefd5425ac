package lint

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/rego/network"
)

// The kinds of what a computer has to reach.
const (
	WayToService    = "service"    // of Systems Manager
	WayToDirectory  = "directory"  // or a domain controller
	WayToActivation = "activation" // of licensed software
)

// Way is how a computer gets to one thing that it has to reach.
type Way struct {
	Computer string // address
	Kind     string
	Target   string // the service's name, or the directory's address
	Why      string // it has to; "" when nothing shows that it has to
	Doubt    string // why it may not have to; "" when it surely has
	Steps    []Step // the first is the computer, the last is the target
}

// The stages of a way.
const (
	StageComputer   = "computer"
	StageNames      = "names"
	StageGroups     = "security groups"
	StageNetworkACL = "network ACLs"
	StageEndpoint   = "endpoint"
	StageRoute      = "route"
	StageGateway    = "gateway"
	StageEntrance   = "security groups of the target"
	StageTarget     = "target"
)

// Step is one thing that a way leads through.
type Step struct {
	Stage   string
	Nodes   []string // addresses of what stands there; none where something is missing
	Range   graph.Range
	Text    string // what holds there, one sentence; may be empty
	Broken  bool   // the way surely ends there
	Unclear bool   // the source does not say whether it goes on there

	Subject, Attribute string // the node and its value or set that decide, where somebody may say that it ends there
}

// State returns the first step that surely breaks, or else the first that is unclear, or nil.
func (w Way) State() *Step {
	for _, bad := range []func(Step) bool{
		func(step Step) bool { return step.Broken },
		func(step Step) bool { return step.Unclear },
	} {
		if i := slices.IndexFunc(w.Steps, bad); i >= 0 {
			return &w.Steps[i]
		}
	}
	return nil
}

// Computers returns the addresses of all computers that stand for their twins, sorted.
func (u *UnitGraph) Computers() []string { return slices.Sorted(maps.Keys(u.needs)) }

// Ways returns how a computer gets to everything that it has to reach: first to Systems Manager, then to its
// directories, then to the activation servers. It returns none for what is no computer.
func (u *UnitGraph) Ways(computer string) []Way {
	needs, known := u.needs[u.Elder(computer)]
	if !known {
		return nil
	}
	var ways []Way
	for _, service := range needs.Services {
		ways = append(ways, Way{
			Kind: WayToService, Target: service, Why: needs.Managed.Why, Doubt: needs.Managed.Doubt,
			Steps: slices.Concat(u.answersFrom(computer, needs), u.filtered(needs, service), u.toService(computer, service, needs.Actions[service])),
		})
	}
	for _, target := range slices.Sorted(maps.Keys(needs.Directory.Targets)) {
		ways = append(ways, Way{
			Kind: WayToDirectory, Target: target, Why: needs.Directory.Why, Doubt: needs.Directory.Doubt,
			Steps: u.toDirectory(computer, target, needs.Directory),
		})
	}
	if need := needs.Activation; need.Why != "" {
		ways = append(ways, Way{
			Kind: WayToActivation, Target: "License Manager's activation servers", Why: need.Why, Doubt: need.Doubt,
			Steps: u.toActivation(computer, need),
		})
	}
	for i := range ways {
		ways[i].Computer = computer
		ways[i].Steps = append([]Step{u.step(StageComputer, "", computer)}, ways[i].Steps...)
		for j := range ways[i].Steps {
			u.place(&ways[i].Steps[j])
		}
	}
	return ways
}

const (
	secureWeb = 443
	internet  = "0.0.0.0/0"
)

// toService follows the connections to a service of AWS, of which the computer asks some actions.
func (u *UnitGraph) toService(computer, service string, actions []string) []Step {
	way := u.network.ServiceWay(computer, service)
	target := Step{Stage: StageTarget, Text: service}
	switch {
	case way.Endpoint != "" && way.Way != network.WayInternet:
		steps := u.out(computer, way.Endpoint, "tcp", secureWeb)
		steps = append(steps, u.between(computer, way.Endpoint)...)
		steps = append(steps, u.atEndpoint(way, actions), u.entrance(way.Endpoint, computer, "tcp", secureWeb))
		return append(steps, target)
	case way.Way == network.WayInternet:
		steps := u.out(computer, internet, "tcp", secureWeb)
		return append(append(steps, u.along(way.Path)...), target)
	case way.Way == network.WayNone:
		return append(u.nowhere(way), target)
	}
	step := u.step(StageRoute, cmp.Or(way.Reason, "which way the connections take is not known"), lastNode(way.Path))
	step.Unclear = true
	step.decidedBy(way.Path)
	return append(u.anyWayOut(computer), step, target)
}

// anyWayOut is a computer's groups where it is not known which way its connections take, and the groups may let none
// out by any.
func (u *UnitGraph) anyWayOut(computer string) []Step {
	groups := u.answered(StageGroups, u.network.Egress(computer, "anywhere", "tcp", secureWeb), u.linked(computer, "security_groups"))
	if !groups.Broken {
		return nil
	}
	groups.Broken, groups.Unclear = false, true // a rule for addresses may let out what is meant for a proxy
	return []Step{groups}
}

// out asks who lets a computer's connections out: its groups, and the network ACLs on the way.
func (u *UnitGraph) out(computer, destination, protocol string, port int) []Step {
	return []Step{
		u.answered(StageGroups, u.network.Egress(computer, destination, protocol, port), u.linked(computer, "security_groups")),
		u.answered(StageNetworkACL, u.network.ACL(computer, destination, protocol, port), u.networkACLs(computer)),
	}
}

func (u *UnitGraph) entrance(target, computer, protocol string, port int) Step {
	return u.answered(StageEntrance, u.network.Ingress(target, computer, protocol, port), u.linked(target, "security_groups"))
}

// between are the routes to what stands in another VPC, where they do not surely lead there and back.
func (u *UnitGraph) between(computer, target string) []Step {
	answer := u.network.Reaches(computer, target)
	if answer.Verdict == network.Allow {
		return nil
	}
	return []Step{u.answered(StageRoute, answer, nil)}
}

// atEndpoint tells whether the endpoint itself works, takes the name of its service, and lets the actions through.
func (u *UnitGraph) atEndpoint(way network.ServiceWay, actions []string) Step {
	faults := u.network.EndpointFaults(way.Endpoint)
	for _, action := range actions {
		faults = append(faults[:len(faults):len(faults)], u.network.Passes(way.Endpoint, action))
	}
	for _, verdict := range []network.Verdict{network.Deny, network.Unknown} {
		for _, fault := range faults {
			if fault.Verdict == verdict {
				return u.answered(StageEndpoint, fault, []string{way.Endpoint})
			}
		}
	}
	step := u.step(StageEndpoint, lastText(way.Path), way.Endpoint)
	if way.Way != network.WayEndpoint {
		step.Unclear, step.Text = true, way.Reason
		step.decidedBy(way.Path)
	}
	return step
}

// nowhere is where the ways end to a service that nothing leads to: there is no endpoint, and the routes do not
// lead to the internet.
func (u *UnitGraph) nowhere(way network.ServiceWay) []Step {
	missing := Step{Stage: StageEndpoint}
	var rest []network.Hop
	for _, hop := range way.Path {
		if node := u.Nodes.Node(hop.Node); node != nil && (node.Kind == "vpc" || node.Kind == "vpc_endpoint") && len(rest) == 0 {
			missing.Nodes = appendNew(missing.Nodes, hop.Node)
			missing.Text, missing.Broken = hop.Text, hop.Verdict == network.Deny
			missing.Subject, missing.Attribute = hop.Node, hop.Attribute
			continue
		}
		rest = append(rest, hop)
	}
	steps := []Step{}
	if missing.Text != "" {
		steps = append(steps, missing)
	}
	return append(steps, u.along(rest)...)
}

// along makes steps of the hops of a route: the routes of one subnet are one step, and so is every gateway.
func (u *UnitGraph) along(path []network.Hop) []Step {
	var steps []Step
	for _, hop := range path {
		node := u.Nodes.Node(hop.Node)
		if node != nil && (node.Kind == "vpc" || node.Kind == "vpc_endpoint") {
			continue // why no endpoint takes the connections
		}
		stage, owner := StageRoute, hop.Node
		if node != nil && strings.HasSuffix(node.Kind, "gateway") || strings.HasPrefix(hop.Node, "igw-") {
			stage = StageGateway
		}
		last := len(steps) - 1
		if last < 0 || steps[last].Stage != stage || stage == StageGateway && !slices.Contains(steps[last].Nodes, owner) {
			steps = append(steps, Step{Stage: stage})
			last++
		}
		step := &steps[last]
		step.Nodes = appendNew(step.Nodes, owner)
		if !step.Broken {
			step.Text, step.Broken, step.Unclear = hop.Text, hop.Verdict == network.Deny, hop.Verdict == network.Unknown
			step.Subject, step.Attribute = hop.Node, hop.Attribute
		}
	}
	return steps
}
