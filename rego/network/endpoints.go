package network

import (
	"regexp"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// isGatewayEndpoint tells whether the node surely is a gateway endpoint, the default of both languages.
func isGatewayEndpoint(node *graph.Node) bool {
	if node.Kind != "vpc_endpoint" {
		return false
	}
	kind, doubt := text(node, "endpoint_type")
	return doubt == "" && (kind == "Gateway" || kind == "")
}

// isInterface tells whether an endpoint is an interface endpoint.
func isInterface(endpoint *graph.Node) match {
	kind, doubt := text(endpoint, "endpoint_type")
	switch {
	case kind == "Interface":
		return yes
	case doubt != "":
		return maybe
	}
	return no
}

type serviceKey struct {
	vpc     *graph.Node
	service string
}

// Endpoints lists the interface endpoints of a VPC for a service, such as "ssm": those whose service name
// is com.amazonaws.<region>.<service>, in China with the prefix cn. Endpoints of the FIPS variant serve
// only clients that ask for it by its own name, so they are among those that may.
func (n *Network) Endpoints(vpc, service string) EndpointList {
	node := n.graph.Node(vpc)
	if node == nil {
		return EndpointList{Has: []string{}, May: []string{}, Open: "nothing has the address " + quote(vpc)}
	}
	return n.endpointsOf(node, service).list
}

// candidates are the endpoints of a VPC for a service.
type candidates struct {
	list    EndpointList
	has     []*graph.Node // interface endpoints that surely are there
	may     []candidate   // that may be
	gateway []candidate   // gateway endpoints
}

type candidate struct {
	node  *graph.Node
	doubt string // why it may not serve; "" for a gateway endpoint that surely does
	fips  bool
}

func (n *Network) endpointsOf(vpc *graph.Node, service string) *candidates {
	return n.serviceEndpoints.get(serviceKey{vpc, service}, func() *candidates {
		found := &candidates{list: EndpointList{Has: []string{}, May: []string{}}}
		set := vpc.Set("endpoints")
		for _, member := range set.Members {
			if member.Node == nil {
				found.list.Open = orElse(found.list.Open, outside(member.Text))
				continue
			}
			found.add(member, service)
		}
		if n.assumedComplete(vpc) {
			found.dropUnproven()
			return found
		}
		if len(set.Open) > 0 {
			found.list.Open = orElse(found.list.Open, set.Open[0])
		}
		found.list.Open = orElse(found.list.Open, vpc.External)
		return found
	})
}

// assumedComplete tells whether the user vouches that a VPC has the endpoints that the source proves, and no others.
func (n *Network) assumedComplete(vpc *graph.Node) bool {
	return slices.Contains(n.options.AssumeComplete, vpc.Address)
}

// dropUnproven leaves only what surely is there, and what serves the FIPS variant.
func (c *candidates) dropUnproven() {
	c.may = slices.DeleteFunc(c.may, func(may candidate) bool { return !may.fips })
	c.gateway = slices.DeleteFunc(c.gateway, func(gateway candidate) bool { return gateway.doubt != "" })
	c.list.Open, c.list.May = "", []string{}
	for _, may := range c.may {
		c.list.May = append(c.list.May, may.node.Address)
	}
}

func (c *candidates) add(member graph.Member, service string) {
	endpoint := member.Node
	serves, doubt, fips := servesService(endpoint, service)
	if serves == no {
		return
	}
	doubt = orElse(existence(member), doubt)
	switch kind := isInterface(endpoint); {
	case kind == no:
		if isGatewayEndpoint(endpoint) {
			c.gateway = append(c.gateway, candidate{node: endpoint, doubt: doubt})
		}
	case kind == yes && doubt == "":
		c.has = append(c.has, endpoint)
		c.list.Has = append(c.list.Has, endpoint.Address)
	default:
		doubt = orElse(doubt, "the type of "+endpoint.Address+" is not known")
		c.may = append(c.may, candidate{endpoint, doubt, fips})
		c.list.May = append(c.list.May, endpoint.Address)
	}
}

// wildcard stands for a reference inside of a text that is matched.
const wildcard = "\x00"

var reverseDomain = regexp.MustCompile(`^(?:(?:cn\.)?com\.amazonaws|` + wildcard + `)\.[^.]+\.(.+)$`)

// servesService matches an endpoint's service name ("AWS services that integrate with AWS PrivateLink"). One that
// is undecided serves where each of its alternatives does, as those of a mapping by Region do.
func servesService(endpoint *graph.Node, service string) (match, string, bool) {
	value := endpoint.Value("service_name")
	alternatives := value.Alternatives()
	serves, doubt, fips := namesService(endpoint, alternatives[0], service)
	for _, alternative := range alternatives[1:] {
		if other, _, _ := namesService(endpoint, alternative, service); other != serves {
			return maybe, value.Reason(), false
		}
	}
	return serves, doubt, fips
}

// namesService matches one service name. The region may be a reference; what is not known otherwise leaves a doubt.
func namesService(endpoint *graph.Node, value graph.Value, service string) (match, string, bool) {
	raw, ok := value.RawText()
	if !ok {
		if value.IsAbsent() && endpoint.External == "" && isInterface(endpoint) == no {
			return no, "", false // such as a resource endpoint, which names no service
		}
		return maybe, orElse(value.Reason(), endpoint.External, "the service of "+endpoint.Address+" is not known"), false
	}
	name := masked(raw)
	named := ""
	if found := reverseDomain.FindStringSubmatch(name); found != nil {
		named = found[1]
	}
	switch {
	case named == service:
		return yes, "", false
	case named == service+"-fips":
		return maybe, endpoint.Address + " serves the FIPS variant of the service only", true
	case !strings.Contains(name, wildcard):
		return no, "", false
	case named != "" && !strings.Contains(named, wildcard):
		return no, "", false // another service; only its region is not known
	case !mayEqual(name, service):
		return no, "", false
	}
	return maybe, orElse(whyUnnamed(raw), value.Reason(), "its service name is not known"), false
}

// whyUnnamed returns why the last open part of a service name, which names the service, is not known. What
// stands before it is the region.
func whyUnnamed(raw string) string {
	reason := ""
	for _, part := range graph.SplitText(raw) {
		if part.Reference != nil {
			reason = part.Reference.Reason
		}
	}
	return reason
}

// masked returns a text with a wildcard for each reference in it.
func masked(raw string) string {
	if !graph.HasToken(raw) {
		return raw
	}
	var plain strings.Builder
	for _, part := range graph.SplitText(raw) {
		if part.Reference != nil {
			plain.WriteString(wildcard)
			continue
		}
		plain.WriteString(part.Text)
	}
	return plain.String()
}

// mayEqual tells whether a masked service name may turn out to name the service: what follows its last
// reference must end like it.
func mayEqual(name, service string) bool {
	rest := name[strings.LastIndex(name, wildcard)+1:]
	return strings.HasSuffix("."+service, rest) || strings.HasSuffix(rest, "."+service)
}

// PrivateDNS tells whether the public name of an endpoint's service resolves to the endpoint inside its
// VPC: it is an interface endpoint with private DNS names, and the VPC has DNS support and DNS hostnames
// ("Access an AWS service using an interface VPC endpoint", AWS PrivateLink Guide). What the computers of
// the VPC ask for names is for Resolver to say.
func (n *Network) PrivateDNS(endpoint string) Answer {
	node := n.graph.Node(endpoint)
	if node == nil {
		return missing(endpoint)
	}
	return certainly(node, n.privateDNS(node))
}

func (n *Network) privateDNS(endpoint *graph.Node) Answer {
	return n.privateNames.get(endpoint, func() Answer {
		address := endpoint.Address
		kind, doubt := text(endpoint, "endpoint_type")
		switch {
		case doubt != "":
			return unknownAt(address, "endpoint_type", doubt)
		case kind != "Interface":
			return denial(address, "endpoint_type", address+" is a "+orElse(kind, "Gateway")+" endpoint, and only interface endpoints have private DNS names")
		}
		enabled, doubt := boolean(endpoint, "private_dns_enabled", false)
		switch {
		case doubt != "":
			return unknownAt(address, "private_dns_enabled", doubt)
		case !enabled:
			return denial(address, "private_dns_enabled", address+" has no private DNS names, so the service's name leads to its public addresses")
		}
		vpc, reason := one(endpoint, "vpc")
		if vpc == nil {
			return unknownAt(address, "vpc", orElse(reason, "the VPC of "+address+" is not known"))
		}
		hop := Hop{address, "private_dns_enabled", address + " has private DNS names", Allow}
		return resolvesIn(vpc, hop)
	})
}

func resolvesIn(vpc *graph.Node, before Hop) Answer {
	answer := Answer{Verdict: Allow, Path: []Hop{before}}
	for _, name := range []string{"enable_dns_support", "enable_dns_hostnames"} {
		enabled, doubt := boolean(vpc, name, name == "enable_dns_support")
		switch {
		case doubt != "":
			return unknownAt(vpc.Address, name, doubt, answer.Path...)
		case !enabled:
			denied := denial(vpc.Address, name, vpc.Address+" has "+name+" off, which private DNS names need")
			denied.Path = append(answer.Path, denied.Path...)
			if vpc.Maybe != "" {
				denied.Verdict, denied.Reason = Unknown, vpc.Maybe
			}
			return denied
		}
		answer.Path = append(answer.Path, Hop{vpc.Address, name, vpc.Address + " has " + name + " on", Allow})
	}
	return answer
}
