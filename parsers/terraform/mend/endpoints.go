package mend

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/graph"
)

const (
	endpointType = "aws_vpc_endpoint"
	groupType    = "aws_security_group"
)

// addEndpoints writes the first endpoints of a VPC, one resource that goes over the services, and their security
// group. They stand in the first module in which all that they need has a name: that of the VPC, of its subnets, or of
// the computers.
func (e *mender) addEndpoints(change graph.AddEndpoints) bool {
	vpc := e.nodes.Node(change.VPC)
	if vpc == nil || vpc.Resource == nil || e.isSwitchedOff(endpointType, "vpc_endpoint_type", "Interface") {
		return false
	}
	for _, address := range append(append([]string{change.VPC}, change.Subnets...), change.Computers...) {
		node := e.nodes.Node(address)
		if node == nil || node.Resource == nil || node.Resource.Lookup {
			continue
		}
		at := siteOf(node.Resource)
		if e.callers(at.directory) > 1 || !e.isWhole(at.directory) {
			continue
		}
		if text, ok := e.endpoints(at, vpc, change); ok {
			source, block := e.placeFor(at, change, node)
			if block == nil {
				return false
			}
			source.addBehind(block, text)
			return true
		}
	}
	return false
}

// endpoints returns the text of the resources as a module would write them.
func (e *mender) endpoints(at site, vpc *graph.Node, change graph.AddEndpoints) (string, bool) {
	id, known := e.reference(at, graph.Reference{Address: vpc.Address, Attribute: "id"})
	network, ok := e.network(at, vpc.Address)
	subnets, named := e.subnetIDs(at, change.Subnets)
	if !known || !ok || !named || e.isChosen(at, append([]string{change.VPC}, change.Subnets...)) {
		return "", false
	}
	group, rules, grouped := e.groupFor(at, vpc, change.Group, id, network)
	word := "ssm"
	if len(change.Services) == 1 {
		word = strings.ReplaceAll(change.Services[0], ".", "_")
	}
	name := e.freeName(at, endpointType, e.namesFor(at, vpc, word)...)
	service, source := e.serviceName(at, vpc.Resource.Region, change.Services)
	if !grouped || name == "" || service == "" {
		return "", false
	}
	return source + rules + endpointText(name, change.Services, []argument{
		{"vpc_id", id},
		{"service_name", service},
		{"vpc_endpoint_type", `"Interface"`},
		{"subnet_ids", subnets},
		{"security_group_ids", list([]string{group})},
		{"private_dns_enabled", "true"},
	}), true
}

// groupFor returns the expression for the group of new endpoints, with the text of the group where it is new.
func (e *mender) groupFor(at site, vpc *graph.Node, given, id, network string) (reference, text string, ok bool) {
	if given != "" {
		reference, ok = e.reference(at, graph.Reference{Address: given, Attribute: "id"})
		return reference, "", ok
	}
	name := e.groupName(at, vpc)
	if name == "" {
		return "", "", false
	}
	text, ok = e.endpointGroup(at, name, id, network)
	return groupType + "." + name + ".id", text, ok
}

// endpointText is the resource of several endpoints, or of one.
func endpointText(name string, services []string, arguments []argument) string {
	if len(services) == 1 {
		return resourceText(endpointType, name, arguments)
	}
	items := make([]string, len(services))
	for i, service := range services {
		items[i] = strconv.Quote(service)
	}
	forEach := fmt.Sprintf("  for_each = toset(%s)\n\n", list(items))
	return fmt.Sprintf("\n\nresource %q %q {\n%s%s}", endpointType, name, forEach, lines(arguments, "  "))
}

// endpointGroup is a security group that lets HTTPS in from a network, by a block or by a resource of its own as the
// groups beside it have their rules.
func (e *mender) endpointGroup(at site, name, vpc, network string) (string, bool) {
	arguments := []argument{
		{"name_prefix", strconv.Quote(strings.ReplaceAll(name, "_", "-") + "-")},
		{"description", `"HTTPS to VPC endpoints"`},
		{"vpc_id", vpc},
	}
	who := peer{blocks: []string{network}}
	ports := graph.Ports{Protocol: "tcp", From: 443, To: 443}
	if kind := e.ruleTypeOf(at, "ingress"); kind != "" {
		label := e.freeName(at, kind, name+"_https", name+"_https_in")
		rule := ruleArguments(kind, groupType+"."+name+".id", "ingress", ports, who)
		return resourceText(groupType, name, arguments) + resourceText(kind, label, rule), label != ""
	}
	block := "\n  ingress {\n" + lines([]argument{
		{"from_port", "443"}, {"to_port", "443"}, {"protocol", `"tcp"`}, {"cidr_blocks", list(who.blocks)},
	}, "    ") + "  }\n"
	return strings.TrimSuffix(resourceText(groupType, name, arguments), "}") + block + "}", true
}

// addGroup writes a security group behind an endpoint that is given none, and gives it that.
func (e *mender) addGroup(change graph.AddGroup) bool {
	endpoint := e.nodes.Node(change.Endpoint)
	if endpoint == nil || endpoint.Resource == nil {
		return false
	}
	source, block := e.block(endpoint.Resource)
	vpc, _ := endpoint.One("vpc")
	if block == nil || vpc == nil || block.Body.Attributes["security_group_ids"] != nil {
		return false
	}
	at := siteOf(endpoint.Resource)
	id, known := e.reference(at, graph.Reference{Address: vpc.Address, Attribute: "id"})
	network, ok := e.network(at, vpc.Address)
	group := e.groupName(at, vpc)
	if !known || !ok || group == "" || e.callers(at.directory) > 1 || e.isChosen(at, []string{change.Endpoint, vpc.Address}) {
		return false
	}
	text, ok := e.endpointGroup(at, group, id, network)
	place, first := e.firstEndpoint(at, vpc, source, block)
	place.addBehind(first, text)
	return ok && source.addArgument(block, "security_group_ids", list([]string{groupType + "." + group + ".id"}))
}

// firstEndpoint returns the first endpoint of a VPC in the module, so that a group for several has one place.
func (e *mender) firstEndpoint(at site, vpc *graph.Node, source *written, block *hclsyntax.Block) (*written, *hclsyntax.Block) {
	for _, member := range vpc.Set("endpoints").Nodes() {
		if !e.isLocal(at, member.Address) {
			continue
		}
		other, own := e.block(member.Resource)
		if own != nil && (other.name < source.name || other == source && own.TypeRange.Start.Byte < block.TypeRange.Start.Byte) {
			source, block = other, own
		}
	}
	return source, block
}

func (e *mender) groupName(at site, vpc *graph.Node) string {
	return e.freeName(at, groupType, e.namesFor(at, vpc, "vpc_endpoints")...)
}

// namesFor are names for what belongs to a VPC: plain where the module has no other one, else with that of the VPC.
func (e *mender) namesFor(at site, vpc *graph.Node, word string) []string {
	own := 0
	for _, each := range e.nodes.OfKind("vpc") {
		if e.isLocal(at, each.Address) {
			own++
		}
	}
	named := labelOf(vpc.Resource) + "_" + word
	if own > 1 {
		return []string{named}
	}
	return []string{word, named}
}

// ruleTypeOf returns the type of resource in which a module writes the rules of its groups; "" for blocks.
func (e *mender) ruleTypeOf(at site, direction string) string {
	for _, resource := range e.configuration.Resources {
		if !resource.Lookup && isRule(resource.Type) && path.Dir(resource.Range.File) == at.directory {
			return ruleType(resource.Type, direction)
		}
	}
	return ""
}

// placeFor returns the block that the endpoints are written behind: the last of other endpoints of the VPC, or of the
// subnets, or what the module was chosen for.
func (e *mender) placeFor(at site, change graph.AddEndpoints, chosen *graph.Node) (*written, *hclsyntax.Block) {
	var addresses []string
	for _, member := range e.nodes.Node(change.VPC).Set("endpoints").Nodes() {
		addresses = append(addresses, member.Address)
	}
	if len(addresses) == 0 {
		addresses = change.Subnets
	}
	source, last := e.block(chosen.Resource)
	found := false
	for _, address := range addresses {
		if !e.isLocal(at, address) {
			continue
		}
		other, block := e.block(e.nodes.Node(address).Resource)
		if block != nil && (!found || other == source && block.TypeRange.Start.Byte > last.TypeRange.Start.Byte) {
			source, last, found = other, block, true
		}
	}
	return source, last
}
