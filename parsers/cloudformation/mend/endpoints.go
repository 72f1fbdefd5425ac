package mend

import (
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

const (
	endpointType = "AWS::EC2::VPCEndpoint"
	groupType    = "AWS::EC2::SecurityGroup"
)

// addEndpoints writes the first endpoints of a VPC and their security group. They stand in the first stack in which all
// that they need has a name: that of the VPC, of its subnets, or of the computers.
func (m *mender) addEndpoints(change graph.AddEndpoints) bool {
	for _, address := range append(append([]string{change.VPC}, change.Subnets...), change.Computers...) {
		at, ok := m.spot(address)
		if !ok || m.stacks(at) > 1 || at.hasConditional(endpointType) {
			continue
		}
		if entries, ok := m.endpoints(at, change); ok {
			sibling := m.placeFor(at, change)
			for _, each := range entries {
				at.addResource(sibling, each.name, each.form)
			}
			return true
		}
	}
	return false
}

// endpoints returns the resources as a stack would write them.
func (m *mender) endpoints(at spot, change graph.AddEndpoints) ([]part, bool) {
	vpc, known := m.reference(at, graph.Reference{Address: change.VPC, Attribute: "id"})
	network, ok := m.network(at, change.VPC)
	group, entries, grouped := m.groupFor(at, change.VPC, change.Group, vpc, network)
	if !known || !ok || !grouped || m.isConditional(at, append([]string{change.VPC}, change.Subnets...)) {
		return nil, false
	}
	subnets := draft{}
	for _, subnet := range change.Subnets {
		text, ok := m.reference(at, graph.Reference{Address: subnet, Attribute: "id"})
		if !ok {
			return nil, false
		}
		subnets.items = append(subnets.items, raw(text))
	}
	for _, service := range change.Services {
		id := at.freeID(m.idsFor(at, change.VPC, spellings(service)[1]+"Endpoint")...)
		if id == "" {
			return nil, false
		}
		entries = append(entries, part{id, at.resource(endpointType, []part{
			{"VpcId", raw(vpc)},
			{"VpcEndpointType", raw(at.quoted("Interface"))},
			{"ServiceName", raw(at.serviceName(service))},
			{"SubnetIds", subnets},
			{"SecurityGroupIds", draft{items: []draft{raw(group)}}},
			{"PrivateDnsEnabled", raw("true")},
		})})
	}
	return entries, true
}

// groupFor returns the expression for the group of new endpoints, with the group where it is new.
func (m *mender) groupFor(at spot, owner, given, vpc, network string) (reference string, entries []part, ok bool) {
	if given != "" {
		reference, ok = m.reference(at, graph.Reference{Address: given, Attribute: "id"})
		return reference, nil, ok
	}
	id := m.groupID(at, owner)
	return at.call("Fn::GetAtt", id, "GroupId"), []part{at.endpointGroup(id, vpc, network)}, id != ""
}

// endpointGroup is a security group that lets HTTPS in from a network.
func (s spot) endpointGroup(id, vpc, network string) part {
	rule := draft{parts: []part{
		{"IpProtocol", raw(s.quoted("tcp"))}, {"FromPort", raw("443")}, {"ToPort", raw("443")}, {"CidrIp", raw(network)},
	}}
	return part{id, s.resource(groupType, []part{
		{"GroupDescription", raw(s.quoted("HTTPS to VPC endpoints"))},
		{"VpcId", raw(vpc)},
		{"SecurityGroupIngress", draft{items: []draft{rule}}},
	})}
}

func (m *mender) groupID(at spot, vpc string) string {
	return at.freeID(m.idsFor(at, vpc, "EndpointSecurityGroup")...)
}

// idsFor are logical ids for what belongs to a VPC: plain where the stack has no other one, else with that of the VPC.
func (m *mender) idsFor(at spot, vpc, word string) []string {
	own := 0
	for _, each := range m.nodes.OfKind("vpc") {
		if _, local := m.inStack(at, each.Address); local {
			own++
		}
	}
	named := localName(vpc) + word
	if own > 1 {
		return []string{named}
	}
	return []string{word, named}
}

// addGroup writes a security group behind an endpoint that is given none, and gives it that.
func (m *mender) addGroup(change graph.AddGroup) bool {
	at, ok := m.spot(change.Endpoint)
	if !ok || m.stacks(at) > 1 {
		return false
	}
	vpc, _ := m.nodes.Node(change.Endpoint).One("vpc")
	properties := at.body.Find("Properties")
	if _, given := at.find(properties, "SecurityGroupIds"); given || vpc == nil {
		return false
	}
	id, known := m.reference(at, graph.Reference{Address: vpc.Address, Attribute: "id"})
	network, ok := m.network(at, vpc.Address)
	group := m.groupID(at, vpc.Address)
	if !known || !ok || group == "" || m.isConditional(at, []string{change.Endpoint, vpc.Address}) {
		return false
	}
	own := part{"SecurityGroupIds", draft{items: []draft{raw(at.call("Fn::GetAtt", group, "GroupId"))}}}
	if !at.addEntry(properties, own) {
		return false
	}
	added := at.endpointGroup(group, id, network)
	at.addResource(m.firstEndpoint(at, vpc), added.name, added.form)
	return true
}

// firstEndpoint returns the first endpoint of a VPC in the stack, so that a group for several has one place.
func (m *mender) firstEndpoint(at spot, vpc *graph.Node) slot {
	first := at
	for _, member := range vpc.Set("endpoints").Nodes() {
		if _, local := m.inStack(at, member.Address); !local {
			continue
		}
		if own, ok := m.spot(member.Address); ok && own.index < first.index {
			first = own
		}
	}
	return first.slot()
}

// serviceName names a service in the Region of the stack.
func (s spot) serviceName(service string) string {
	name := "com.amazonaws.${AWS::Region}." + service
	if strings.HasPrefix(s.region, "cn-") {
		name = "cn." + name
	}
	return s.substitution(name)
}

// placeFor returns the resource that the endpoints are written behind: the last of other endpoints of the VPC, or of
// the subnets, or what the stack was chosen for.
func (m *mender) placeFor(at spot, change graph.AddEndpoints) slot {
	var addresses []string
	for _, member := range m.nodes.Node(change.VPC).Set("endpoints").Nodes() {
		addresses = append(addresses, member.Address)
	}
	if len(addresses) == 0 {
		addresses = change.Subnets
	}
	last, found := at, false
	for _, address := range addresses {
		if _, local := m.inStack(at, address); !local {
			continue
		}
		if own, ok := m.spot(address); ok && (!found || own.index > last.index) {
			last, found = own, true
		}
	}
	return last.slot()
}
