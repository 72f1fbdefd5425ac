package network

import (
	"regexp"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// gatewayServices are the services that have gateway endpoints ("Gateway endpoints", AWS PrivateLink Guide).
var gatewayServices = map[string]bool{"s3": true, "dynamodb": true, "s3express": true}

// endpointTypes are all there are ("CreateVpcEndpoint", Amazon EC2 API Reference, VpcEndpointType).
var endpointTypes = []string{"Interface", "Gateway", "GatewayLoadBalancer", "Resource", "ServiceNetwork"}

// EndpointFaults tells what keeps a VPC endpoint from being created, or from being reached by anybody, as it
// is written: its type, the Region in its service's name, its subnets and its security groups ("Access an
// AWS service using an interface VPC endpoint", AWS PrivateLink Guide). What is allowed is left out.
func (n *Network) EndpointFaults(endpoint string) []Answer {
	node := n.graph.Node(endpoint)
	if node == nil {
		return []Answer{missing(endpoint)}
	}
	if node.External != "" {
		return nil // it is there already
	}
	faults := n.endpointFaults(node)
	for i := range faults {
		faults[i] = certainly(node, faults[i])
	}
	return faults
}

func (n *Network) endpointFaults(endpoint *graph.Node) []Answer {
	region, service := serviceOf(endpoint)
	if isGatewayEndpoint(endpoint) && service != "" && !gatewayServices[service] {
		return []Answer{denial(endpoint.Address, "endpoint_type", endpoint.Address+" is a Gateway endpoint, and "+service+" has interface endpoints only")}
	}
	if kind, doubt := text(endpoint, "endpoint_type"); doubt == "" && kind != "" && !slices.Contains(endpointTypes, kind) {
		return []Answer{denial(endpoint.Address, "endpoint_type", endpoint.Address+" has the type "+quote(kind)+", and there is none that is written so")}
	}
	if isInterface(endpoint) != yes {
		return nil
	}
	var faults []Answer
	if here := n.regionAround(endpoint); region != "" && here != "" && region != here && endpoint.Value("service_region").IsAbsent() {
		faults = append(faults, denial(endpoint.Address, "service_name", endpoint.Address+" is created in "+here+" and names the service of "+region))
	}
	subnets := endpoint.Set("subnets")
	switch {
	case len(subnets.Members) == 0 && len(subnets.Open) > 0:
		faults = append(faults, unknownAt(endpoint.Address, "subnets", subnets.Open[0]))
	case len(subnets.Members) == 0:
		faults = append(faults, denial(endpoint.Address, "subnets", endpoint.Address+" stands in no subnet"))
	}
	faults = append(faults, strangers(endpoint, "subnets")...)
	faults = append(faults, strangers(endpoint, "security_groups")...)
	return append(faults, neighbours(endpoint)...)
}

var regionForm = regexp.MustCompile(`^[a-z]{2,4}(-[a-z]+)+-\d+$`)

// serviceOf reads an endpoint's service name. The Region is empty where it is a reference.
func serviceOf(endpoint *graph.Node) (region, service string) {
	raw, _ := endpoint.Value("service_name").RawText()
	name := masked(raw)
	found := reverseDomain.FindStringSubmatch(name)
	if found == nil || strings.Contains(found[1], wildcard) {
		return "", ""
	}
	labels := strings.Split(name, ".")
	if at := len(labels) - 2 - strings.Count(found[1], "."); at >= 0 && regionForm.MatchString(labels[at]) {
		region = labels[at]
	}
	return region, found[1]
}

// regionAround is where a node is deployed; "" where nobody knows.
func (n *Network) regionAround(node *graph.Node) string {
	region := orElse(regionOf(node), n.options.Region)
	if graph.HasToken(region) {
		return ""
	}
	return region
}

// strangers are the members of a set that surely belong to another VPC than the endpoint.
func strangers(endpoint *graph.Node, set string) []Answer {
	vpc, _ := one(endpoint, "vpc")
	if vpc == nil || vpc.External != "" {
		return nil
	}
	var faults []Answer
	for _, member := range endpoint.Set(set).Members {
		if member.Node == nil || existence(member) != "" {
			continue
		}
		// A group can be associated with several VPCs ("Associate security groups with multiple VPCs", Amazon VPC User
		// Guide).
		homes := member.Node.Set("vpc")
		of, _ := one(member.Node, "vpc")
		if of == nil || of.External != "" || homes.WhyUncertain() != "" || slices.Contains(homes.Nodes(), vpc) {
			continue
		}
		reason := endpoint.Address + " is created in " + vpc.Address + ", but " + member.Node.Address + " belongs to " + of.Address
		faults = append(faults, denial(endpoint.Address, set, reason))
	}
	return faults
}

// neighbours are subnets of an endpoint that stand in one Availability Zone, of which it can have one only.
func neighbours(endpoint *graph.Node) []Answer {
	first := map[string]*graph.Node{}
	for _, member := range endpoint.Set("subnets").Members {
		if member.Node == nil || existence(member) != "" {
			continue
		}
		zone := zoneOf(member.Node)
		other := first[zone]
		if zone == "" || other == member.Node {
			continue
		}
		if other != nil {
			reason := endpoint.Address + " stands in " + other.Address + " and " + member.Node.Address + ", which are both in " + graph.Readable(zone)
			return []Answer{denial(endpoint.Address, "subnets", reason)}
		}
		first[zone] = member.Node
	}
	return nil
}

// zoneOf is a subnet's Availability Zone where it is written in full, but for the name of the Region, or by its place
// in a list that only the deployment knows.
func zoneOf(subnet *graph.Node) string {
	raw, ok := subnet.Value("availability_zone").RawText()
	if !ok {
		return ""
	}
	for _, part := range graph.SplitText(raw) {
		if part.Reference != nil && part.Reference.Address != "AWS::Region" && !isItem(*part.Reference) {
			return ""
		}
	}
	return raw
}

// isItem tells whether a reference names one item of a list: that is the same one wherever it is named so.
func isItem(reference graph.Reference) bool {
	return reference.IsOne() && strings.HasSuffix(reference.String(), "]")
}
