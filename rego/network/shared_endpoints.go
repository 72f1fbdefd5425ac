package network

import (
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// throughZone answers where a private hosted zone for a service's own name leads the connections of a VPC to an
// endpoint, as with endpoints that several VPCs share ("Centralized access to VPC private endpoints", AWS Whitepaper
// on a scalable and secure multi-VPC network). Without such a zone it has no way. What the zone holds and this
// cannot follow leaves the answer to the question whether something answers privately.
func (n *Network) throughZone(computer, vpc *graph.Node, service string) ServiceWay {
	domain := n.serviceDomain(vpc, service)
	zone, path := zoneFor(vpc, domain)
	if zone == nil || n.forwards(vpc, domain).Verdict != Deny {
		return ServiceWay{} // a rule for the same name comes before a zone
	}
	endpoint := targetOf(zone)
	if endpoint == nil || isInterface(endpoint) != yes {
		return ServiceWay{}
	}
	if serves, _, _ := servesService(endpoint, service); serves != yes {
		return ServiceWay{}
	}
	path = append(path, Hop{zone.Address, "records", zone.Address + " leads to " + endpoint.Address, Allow})
	// "Considerations when working with a private hosted zone", Amazon Route 53 Developer Guide.
	if answer := resolvesIn(vpc, path[0]); answer.Verdict != Allow {
		return ServiceWay{Way: WayUnknown, Endpoint: endpoint.Address, Reason: answer.Reason, Path: answer.Path}
	}
	return n.throughEndpoint(computer, vpc, capture{endpoint, path})
}

// zoneFor returns the private hosted zone for exactly a domain that surely is associated with a VPC, also by way of a
// Route 53 Profile, and how it is.
func zoneFor(vpc *graph.Node, domain string) (*graph.Node, []Hop) {
	if zone := zoneAmong(vpc.Set("hosted_zones"), domain); zone != nil {
		text := zone.Address + " answers for " + readableDomain(domain) + " in " + vpc.Address
		return zone, []Hop{{zone.Address, "domain_name", text, Allow}}
	}
	for _, member := range vpc.Set("resolver_profiles").Members {
		if member.Node == nil || existence(member) != "" {
			continue
		}
		if zone := zoneAmong(member.Node.Set("resources"), domain); zone != nil {
			text := zone.Address + " answers for " + readableDomain(domain) + " in " + vpc.Address + ", by way of " + member.Node.Address
			return zone, []Hop{{zone.Address, "domain_name", text, Allow}}
		}
	}
	return nil, nil
}

func zoneAmong(members *graph.Set, domain string) *graph.Node {
	for _, member := range members.Members {
		zone := member.Node
		if zone == nil || zone.Kind != "hosted_zone" || existence(member) != "" || zone.External != "" {
			continue
		}
		private, _ := isPrivateZone(zone)
		if private == yes && isFor(domainOf(zone), domain) {
			return zone
		}
	}
	return nil
}

// isFor tells whether a name surely is a domain itself, and none above it.
func isFor(name, domain string) bool {
	return domainCovers(name, domain) == yes && strings.Count(name, ".") == strings.Count(domain, ".")
}

// targetOf returns the endpoint that all records for a zone's own name lead to, or nil.
func targetOf(zone *graph.Node) *graph.Node {
	var target *graph.Node
	for _, member := range zone.Set("records").Members {
		record := member.Node
		if record == nil || existence(member) != "" {
			return nil
		}
		switch isNamedLike(record, zone) {
		case no:
			continue
		case maybe:
			return nil
		}
		endpoint, reason := one(record, "vpc_endpoint")
		if endpoint == nil || reason != "" || record.Set("vpc_endpoint").WhyUncertain() != "" || target != nil && target != endpoint {
			return nil
		}
		target = endpoint
	}
	return target
}

// isNamedLike tells whether a record is for the name of its zone itself, and not for one below it. A record without a
// name is.
func isNamedLike(record, zone *graph.Node) match {
	value := record.Value("record_name")
	raw, ok := value.RawText()
	domain, _ := zone.Value("domain_name").RawText()
	name := plainDomain(masked(raw))
	switch {
	case value.IsAbsent(), ok && (raw == "" || raw == domain || isFor(name, domainOf(zone))):
		return yes
	case !ok, strings.Contains(name, wildcard):
		return maybe
	}
	return no
}
