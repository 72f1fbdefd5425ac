package network

import (
	"github.com/reachlint/reachlint/parsers/graph"
)

type wayKey struct{ computer, service string }

// ServiceWay tells how a computer's connections to an AWS service, such as "ssm", travel.
//
// An interface endpoint with private DNS names captures the service's name for the whole VPC, so then
// nothing else is the way. Without one, a gateway endpoint in the subnet's route table, an endpoint that a private
// hosted zone leads to, or else the routes to the internet are. Where it is not certain which of two ways is
// taken, the way is unknown; where only one is left, it is that one.
func (n *Network) ServiceWay(computer, service string) ServiceWay {
	return n.serviceWays.get(wayKey{computer, service}, func() ServiceWay {
		node, problem := n.computer(computer)
		if node == nil {
			return ServiceWay{Way: WayUnknown, Reason: problem.Reason, Path: problem.Path}
		}
		vpc, reason := one(node, "vpc")
		if vpc == nil {
			reason = orElse(reason, node.External, "the VPC of "+computer+" is not known")
			return ServiceWay{Way: WayUnknown, Reason: reason, Path: unknownAt(computer, "vpc", reason).Path}
		}
		return n.serviceWay(node, vpc, service)
	})
}

func (n *Network) serviceWay(computer, vpc *graph.Node, service string) ServiceWay {
	found := n.endpointsOf(vpc, service)
	if capture := n.captured(found); capture.endpoint != nil {
		return n.throughEndpoint(computer, vpc, capture)
	}
	if gateway := n.gatewayWay(computer, found); gateway.Way != "" {
		return gateway
	}
	if shared := n.throughZone(computer, vpc, service); shared.Way != "" {
		return shared
	}
	path := n.withoutCapture(vpc, found, service)
	unsure := ""
	for _, may := range found.may {
		if !may.fips && n.privateDNS(may.node).Verdict != Deny {
			unsure = orElse(unsure, may.doubt)
		}
	}
	unsure = orElse(unsure, n.undecided(found), found.list.Open)
	zone := n.privateZone(vpc, n.serviceDomain(vpc, service))
	if unsure == "" && zone.Verdict != Deny && !(n.assumedComplete(vpc) && namesNothing(vpc)) {
		unsure = orElse(zone.Reason, zone.Path[len(zone.Path)-1].Text)
		path = append(path, zone.Path...)
	}
	if unsure != "" {
		return ServiceWay{Way: WayUnknown, Endpoint: anyEndpoint(found), Reason: unsure, Path: append(path, unknownHop(vpc, unsure))}
	}
	return n.throughRoutes(computer, found, path)
}

// namesNothing tells whether nothing in view gives a VPC private names.
func namesNothing(vpc *graph.Node) bool {
	return len(vpc.Set("hosted_zones").Members)+len(vpc.Set("resolver_rules").Members)+len(vpc.Set("resolver_profiles").Members) == 0
}

// capture is the endpoint that takes all connections to a service.
type capture struct {
	endpoint *graph.Node
	path     []Hop
}

// captured returns the first endpoint that surely has private DNS names.
func (n *Network) captured(found *candidates) capture {
	for _, endpoint := range found.has {
		if answer := n.privateDNS(endpoint); answer.Verdict == Allow {
			return capture{endpoint, answer.Path}
		}
	}
	return capture{}
}

// undecided tells why an endpoint that is there may have private DNS names.
func (n *Network) undecided(found *candidates) string {
	for _, endpoint := range found.has {
		if answer := n.privateDNS(endpoint); answer.Verdict == Unknown {
			return answer.Reason
		}
	}
	return ""
}

func anyEndpoint(found *candidates) string {
	for _, list := range [][]string{found.list.Has, found.list.May} {
		if len(list) > 0 {
			return list[0]
		}
	}
	return ""
}

func unknownHop(vpc *graph.Node, reason string) Hop {
	return Hop{vpc.Address, "endpoints", "undetermined for " + vpc.Address + ": " + reason, Unknown}
}

// throughEndpoint asks who resolves names: the endpoint's name is only known to the VPC's own resolver. A
// directory in the VPC forwards to that ("What gets created with your AWS Managed Microsoft AD", AWS
// Directory Service Administration Guide). With other servers it is not certain, unless there is no other
// way in any case. Nor is it for a computer that has only IPv6 addresses, where the endpoint has none: its agent may
// be told to use others.
func (n *Network) throughEndpoint(computer, vpc *graph.Node, found capture) ServiceWay {
	asked := n.askedBy(vpc)
	path := append(append([]Hop{}, asked...), found.path...)
	through := ServiceWay{Way: WayEndpoint, Endpoint: found.endpoint.Address, Path: path}
	if hop, apart := apart(computer, found.endpoint); apart {
		return ServiceWay{Way: WayUnknown, Endpoint: through.Endpoint, Reason: hop.Text, Path: append(path, hop)}
	}
	doubt := asked[len(asked)-1]
	if doubt.Verdict == Allow || n.WayOut(computer.Address).Verdict == Deny {
		return through
	}
	through.Way, through.Reason = WayUnknown, doubt.Text
	return through
}

// askedBy tells whether the computers of a VPC get the answers of its own resolver.
func (n *Network) askedBy(vpc *graph.Node) []Hop {
	resolver := n.resolver(vpc)
	subject := orElse(resolver.Options, vpc.Address)
	if resolver.Kind == KindAmazon {
		return []Hop{{subject, "domain_name_servers", vpc.Address + " resolves names through Amazon's DNS server", Allow}}
	}
	local := len(resolver.Servers) > 0
	for _, server := range resolver.Servers {
		local = local && (server.Kind == KindAmazon || n.isDirectoryIn(server, vpc))
	}
	if local {
		text := "the directory that " + vpc.Address + " asks for names forwards to Amazon's DNS server of the VPC"
		return []Hop{{subject, "domain_name_servers", text, Allow}}
	}
	text := "whether the DNS servers of " + vpc.Address + " forward to Amazon's DNS server is not known"
	if resolver.Kind == KindNone || resolver.Kind == KindUnknown {
		text = orElse(resolver.Reason, text)
	}
	return []Hop{{subject, "domain_name_servers", text, Unknown}}
}

func (n *Network) isDirectoryIn(server Server, vpc *graph.Node) bool {
	directory := n.graph.Node(server.Node)
	if directory == nil || directory.Kind != "directory" {
		return false
	}
	// Behind a connector stand servers of a network elsewhere.
	kind, doubt := text(directory, "type")
	of, _ := one(directory, "vpc")
	return of == vpc && kind != "ADConnector" && (doubt == "" || directory.External != "")
}

// gatewayWay answers for the services with gateway endpoints: these put a route to the service's public
// addresses into their route tables ("Gateway endpoints", AWS PrivateLink Guide).
func (n *Network) gatewayWay(computer *graph.Node, found *candidates) ServiceWay {
	for _, gateway := range found.gateway {
		tables := gateway.node.Set("route_tables")
		served, doubt := yes, gateway.doubt
		for _, subnet := range computer.Set("subnets").Nodes() {
			table, _ := tableOf(subnet)
			switch {
			case table != nil && tables.Has(table):
			case tables.WhyUncertain() != "" || table == nil:
				served, doubt = min(served, maybe), orElse(doubt, tables.WhyUncertain(), "the route table of "+subnet.Address+" is not known")
			default:
				served = no
			}
		}
		address := gateway.node.Address
		hop := Hop{address, "route_tables", address + " is in the route table of " + computer.Address, Allow}
		switch {
		case served == no || len(computer.Set("subnets").Members) == 0:
			continue
		case served == maybe || doubt != "":
			hop.Text, hop.Verdict = "undetermined for "+address+": "+doubt, Unknown
			return ServiceWay{Way: WayUnknown, Endpoint: address, Reason: doubt, Path: []Hop{hop}}
		}
		return ServiceWay{Way: WayEndpoint, Endpoint: address, Path: []Hop{hop}}
	}
	return ServiceWay{}
}

// withoutCapture tells why no endpoint takes the connections.
func (n *Network) withoutCapture(vpc *graph.Node, found *candidates, service string) []Hop {
	if len(found.has) == 0 && len(found.may) == 0 && found.list.Open == "" {
		text := vpc.Address + " has no interface endpoint for " + service
		return []Hop{{vpc.Address, "endpoints", text, Deny}}
	}
	var path []Hop
	for _, endpoint := range found.has {
		answer := n.privateDNS(endpoint)
		path = append(path, answer.Path...)
	}
	return path
}

// throughRoutes answers when no endpoint and no private zone stands in the way of the public addresses.
// An endpoint for FIPS alone is a way for those who ask for it, so it keeps the answer from being none.
func (n *Network) throughRoutes(computer *graph.Node, found *candidates, path []Hop) ServiceWay {
	out := n.WayOut(computer.Address)
	path = append(path, out.Path...)
	if endpoint := anyEndpoint(found); endpoint != "" && out.Verdict == Allow {
		if hint := ownEndpoint(computer); hint != "" {
			hop := Hop{computer.Address, "user_data", hint, Unknown}
			return ServiceWay{Way: WayUnknown, Endpoint: endpoint, Reason: hint, Path: append(path, hop)}
		}
	}
	switch {
	case out.Verdict == Allow:
		return ServiceWay{Way: WayInternet, Path: path}
	case out.Verdict == Unknown:
		return ServiceWay{Way: WayUnknown, Endpoint: anyEndpoint(found), Reason: out.Reason, Path: path}
	case len(found.may) > 0:
		doubt := found.may[0].doubt
		hop := Hop{found.may[0].node.Address, "service_name", doubt, Unknown}
		return ServiceWay{Way: WayUnknown, Endpoint: found.may[0].node.Address, Reason: doubt, Path: append(path, hop)}
	}
	return ServiceWay{Way: WayNone, Reason: out.Reason, Path: path}
}

// serviceDomain is the public name of a service; a wildcard stands for a region that is not known.
func (n *Network) serviceDomain(vpc *graph.Node, service string) string {
	region := orElse(regionOf(vpc), n.options.Region)
	return service + "." + orElse(region, wildcard) + "." + graph.PartitionOf(region).Suffix
}
