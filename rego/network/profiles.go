package network

import "github.com/reachlint/reachlint/parsers/graph"

// inProfiles looks in the Route 53 Profiles of a VPC for what answers for a domain: what a profile holds works in
// every VPC that it is associated with ("What are Amazon Route 53 Profiles?", Amazon Route 53 Developer Guide). Where
// a profile is not in view, or holds what is not, the answer is unknown.
func inProfiles(vpc *graph.Node, domain string, counts func(*graph.Node) (match, string)) Answer {
	profiles := vpc.Set("resolver_profiles")
	var unsure *Answer
	for _, member := range profiles.Members {
		answer := inProfile(vpc, member, domain, counts)
		if answer.Verdict == Allow {
			return answer
		}
		if answer.Verdict == Unknown && unsure == nil {
			unsure = &answer
		}
	}
	switch {
	case unsure != nil:
		return *unsure
	case len(profiles.Open) > 0:
		return unknownAt(vpc.Address, "resolver_profiles", profiles.Open[0])
	}
	return denial(vpc.Address, "resolver_profiles", "no Route 53 Profile of "+vpc.Address+" answers for "+readableDomain(domain))
}

func inProfile(vpc *graph.Node, member graph.Member, domain string, counts func(*graph.Node) (match, string)) Answer {
	profile := member.Node
	if profile == nil || profile.External != "" {
		return unknownAt(vpc.Address, "resolver_profiles", "what the Route 53 Profile "+nameOf(member)+" brings is not in view")
	}
	answer := covering(profile, "resources", domain, counts)
	if doubt := existence(member); doubt != "" && answer.Verdict == Allow {
		return unknownAt(vpc.Address, "resolver_profiles", doubt)
	}
	return answer
}

// answersInProfile tells whether a resource of a profile answers for names itself: a rule only forwards, and the names
// of an endpoint are not written anywhere.
func answersInProfile(resource *graph.Node) (match, string) {
	switch resource.Kind {
	case "hosted_zone":
		return isPrivateZone(resource)
	case "resolver_rule", "dns_firewall_rule_group":
		return no, ""
	}
	return maybe, "for which names " + resource.Address + " answers the source does not say"
}
