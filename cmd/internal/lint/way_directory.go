package lint

import (
	"cmp"

	"github.com/reachlint/reachlint/rego"
	"github.com/reachlint/reachlint/rego/network"
)

// toDirectory follows the names and the connections to a directory. Of its ports the first one that is closed
// decides.
func (u *UnitGraph) toDirectory(computer, target string, need rego.DirectoryNeed) []Step {
	steps := []Step{u.names(computer, target, need)}
	asked := []Step{}
	for _, port := range need.Targets[target] {
		here := append(u.out(computer, target, port.Protocol, port.Number), u.entrance(target, computer, port.Protocol, port.Number))
		if len(asked) == 0 {
			asked = here
			continue
		}
		for i := range here {
			if here[i].Broken && !asked[i].Broken || here[i].Unclear && !asked[i].Broken && !asked[i].Unclear {
				asked[i] = here[i]
			}
		}
	}
	if len(asked) > 0 {
		steps = append(steps, asked[:2]...)
	}
	steps = append(steps, u.between(computer, target)...)
	if len(asked) > 0 {
		steps = append(steps, asked[2])
	}
	return append(steps, u.step(StageTarget, "", target))
}

// names tells whether the DNS servers of a computer's VPC find its directory.
func (u *UnitGraph) names(computer, target string, need rego.DirectoryNeed) Step {
	vpc := u.linked(computer, "vpc")
	if len(vpc) == 0 {
		vpc = []string{""}
	}
	resolver := u.network.Resolver(vpc[0])
	node := cmp.Or(resolver.Options, vpc[0])
	if need.Names.Verdict != "" {
		return u.answered(StageNames, need.Names, []string{node})
	}
	step := u.step(StageNames, node+" hands out the DNS servers of "+target, node)
	step.Subject, step.Attribute = node, "domain_name_servers"
	switch {
	case need.AskedInVain:
		amazonFirst := len(resolver.Servers) > 0 && resolver.Servers[0].Kind == network.KindAmazon
		step.Broken, step.Unclear = amazonFirst, !amazonFirst
		step.Text = node + " hands out Amazon's DNS server beside that of the directory"
	case resolver.Kind == network.KindUnknown:
		step.Unclear, step.Text = true, resolver.Reason
	case resolver.Kind == network.KindAmazon:
		step.Text = "a resolver rule forwards the names of " + target
	}
	return step
}

// answersFrom tells whether the DNS servers of a computer's VPC may answer it at all; there is no step where they do.
func (u *UnitGraph) answersFrom(computer string, needs rego.Needs) []Step {
	vpc := u.linked(computer, "vpc")
	if len(vpc) == 0 {
		return nil
	}
	resolver := u.network.Resolver(vpc[0])
	node := cmp.Or(resolver.Options, vpc[0])
	if resolver.Kind == network.KindNone {
		step := u.step(StageNames, resolver.Reason, node)
		step.Broken, step.Subject, step.Attribute = true, node, "domain_name_servers"
		return []Step{step}
	}
	if needs.Names.Verdict == "" {
		return nil
	}
	return []Step{u.answered(StageNames, needs.Names, []string{node})}
}

// filtered tells whether DNS Firewall keeps the name of a service from a computer; there is no step where it does not.
func (u *UnitGraph) filtered(needs rego.Needs, service string) []Step {
	answer, blocked := needs.Filtered[service]
	if !blocked {
		return nil
	}
	return []Step{u.answered(StageNames, answer, nil)}
}

// toActivation follows the connections to the activation servers, to whichever of their places lets most through.
func (u *UnitGraph) toActivation(computer string, need rego.ActivationNeed) []Step {
	var answers, filtered []network.Answer
	for _, destination := range need.Destinations {
		answers = append(answers, u.network.Egress(computer, destination, "tcp", need.Port))
	}
	for _, vpc := range need.Filtered {
		filtered = append(filtered, u.network.ACL(computer, vpc, "tcp", need.Port))
	}
	steps := []Step{}
	if len(answers) > 0 {
		steps = append(steps, u.answered(StageGroups, best(answers), u.linked(computer, "security_groups")))
	}
	if len(filtered) > 0 {
		steps = append(steps, u.answered(StageNetworkACL, best(filtered), u.networkACLs(computer)))
	}
	return append(steps, Step{Stage: StageTarget, Text: "activation on tcp/1688"})
}

// best is the answer that lets most through.
func best(answers []network.Answer) network.Answer {
	for _, verdict := range []network.Verdict{network.Allow, network.Unknown} {
		for _, answer := range answers {
			if answer.Verdict == verdict {
				return answer
			}
		}
	}
	return answers[0]
}
