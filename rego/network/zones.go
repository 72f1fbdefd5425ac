package network

import (
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

type domainKey struct {
	vpc    *graph.Node
	domain string
}

// PrivateZone tells whether something associated with a VPC answers for a domain privately: a private
// hosted zone for it or a parent, or a resolver rule that forwards it ("Working with private hosted zones"
// and "Forwarding outbound DNS queries", Amazon Route 53 Developer Guide), also by way of a Route 53 Profile.
func (n *Network) PrivateZone(vpc, domain string) Answer {
	node := n.graph.Node(vpc)
	if node == nil {
		return missing(vpc)
	}
	return certainly(node, n.privateZone(node, domain))
}

func (n *Network) privateZone(vpc *graph.Node, domain string) Answer {
	return n.zones.get(domainKey{vpc, domain}, func() Answer {
		zone := covering(vpc, "hosted_zones", domain, isPrivateZone)
		if zone.Verdict == Deny {
			zone = inProfiles(vpc, domain, answersInProfile)
		}
		if zone.Verdict == Allow {
			return zone
		}
		rule := n.forwards(vpc, domain)
		if rule.Verdict == Allow || rule.Verdict == Unknown && zone.Verdict == Deny {
			return rule
		}
		if zone.Verdict == Unknown {
			return zone
		}
		answer := denial(vpc.Address, "hosted_zones", "nothing associated with "+vpc.Address+" answers for "+readableDomain(domain)+" privately")
		return answer
	})
}

// isPrivateZone tells whether a hosted zone answers within VPCs.
func isPrivateZone(zone *graph.Node) (match, string) {
	if private, doubt := boolean(zone, "private", true); doubt != "" {
		return maybe, doubt
	} else if !private {
		return no, ""
	}
	return yes, ""
}

// Forwards tells whether a forwarding resolver rule for a domain or a parent of it is associated with a
// VPC. Of several rules the one for the longest domain counts, and one of type SYSTEM undoes forwarding
// ("Rules", Amazon Route 53 Developer Guide).
func (n *Network) Forwards(vpc, domain string) Answer {
	node := n.graph.Node(vpc)
	if node == nil {
		return missing(vpc)
	}
	return certainly(node, n.forwards(node, domain))
}

func (n *Network) forwards(vpc *graph.Node, domain string) Answer {
	return n.forwardings.get(domainKey{vpc, domain}, func() Answer {
		longest := longestRule(vpc, domain)
		forwarding := func(rule *graph.Node) (match, string) {
			kind, doubt := text(rule, "rule_type")
			switch {
			case rule.Kind != "resolver_rule":
				return no, ""
			case doubt != "":
				return maybe, doubt
			case kind != "FORWARD" || len(domainOf(rule)) < longest:
				return no, ""
			}
			return yes, ""
		}
		answer := covering(vpc, "resolver_rules", domain, forwarding)
		if profiles := vpc.Set("resolver_profiles"); answer.Verdict != Deny || len(profiles.Members) == 0 && len(profiles.Open) == 0 {
			return answer
		}
		return inProfiles(vpc, domain, func(rule *graph.Node) (match, string) {
			if longest > 0 && len(domainOf(rule)) <= longest {
				return no, "" // what is associated with the VPC itself comes first
			}
			return forwarding(rule)
		})
	})
}

// longestRule is the length of the longest domain that a certain rule for the domain has.
func longestRule(vpc *graph.Node, domain string) int {
	longest := 0
	for _, member := range vpc.Set("resolver_rules").Members {
		if member.Node == nil || existence(member) != "" {
			continue
		}
		if of := domainOf(member.Node); domainCovers(of, domain) == yes {
			longest = max(longest, len(of))
		}
	}
	return longest
}

// covering looks in a set of the VPC for something that is for the domain, and that counts.
func covering(vpc *graph.Node, set, domain string, counts func(*graph.Node) (match, string)) Answer {
	unsure, subject := "", vpc.Address
	members := vpc.Set(set)
	for _, member := range members.Members {
		if member.Node == nil {
			unsure = orElse(unsure, outside(member.Text))
			continue
		}
		counted, doubt := counts(member.Node)
		result := min(counted, domainCovers(domainOf(member.Node), domain))
		if result == no {
			continue
		}
		doubt = orElse(existence(member), doubt)
		if result == yes && doubt == "" {
			text := member.Node.Address + " answers for " + readableDomain(domain) + " in " + vpc.Address
			hop := Hop{member.Node.Address, "domain_name", text, Allow}
			return Answer{Verdict: Allow, Path: []Hop{hop}}
		}
		subject = member.Node.Address
		unsure = orElse(doubt, unsure, "the domain of "+member.Node.Address+" is not known")
	}
	if unsure == "" && len(members.Open) > 0 {
		unsure = members.Open[0]
	}
	if unsure = orElse(unsure, vpc.External); unsure != "" {
		return unknownAt(subject, set, unsure)
	}
	return denial(vpc.Address, set, "none of the "+strings.ReplaceAll(set, "_", " ")+" of "+vpc.Address+" is for "+readableDomain(domain))
}

// domainOf is the domain of a zone or rule, with wildcards for references; a wildcard alone when it is
// not known.
func domainOf(node *graph.Node) string {
	raw, ok := node.Value("domain_name").RawText()
	if !ok {
		return wildcard
	}
	return plainDomain(masked(raw))
}

func plainDomain(domain string) string {
	if domain == "." {
		return domain
	}
	return strings.ToLower(strings.TrimSuffix(domain, "."))
}

func readableDomain(domain string) string { return strings.ReplaceAll(domain, wildcard, "*") }

// domainCovers tells whether a zone or rule for one domain is for another: the same one or one below it.
// A reference in the middle stands for any label, such as a region.
func domainCovers(of, domain string) match {
	of, domain = plainDomain(of), plainDomain(masked(domain))
	switch {
	case of == ".":
		return yes
	case of == wildcard || of == "" || domain == "" || domain == wildcard:
		return maybe
	}
	labels, wanted := strings.Split(of, "."), strings.Split(domain, ".")
	if len(labels) > len(wanted) {
		if strings.Contains(domain, wildcard) {
			return maybe
		}
		return no
	}
	wanted = wanted[len(wanted)-len(labels):]
	result := yes
	for i, label := range labels {
		same := sameLabel(label, wanted[i])
		if i == 0 && label == wildcard {
			same = maybe // it may be any name
		}
		result = min(result, same)
	}
	if result == no && strings.HasPrefix(of, wildcard) {
		return mayShare(of, domain)
	}
	return result
}

func sameLabel(one, other string) match {
	switch {
	case one == other, one == wildcard, other == wildcard:
		return yes
	case strings.Contains(one, wildcard), strings.Contains(other, wildcard):
		return maybe
	}
	return no
}

// mayShare compares only what follows the first reference, which may stand for several labels.
func mayShare(of, domain string) match {
	rest := of[strings.LastIndex(of, wildcard)+1:]
	if rest != "" && strings.HasSuffix(domain, rest) {
		return maybe
	}
	return no
}
