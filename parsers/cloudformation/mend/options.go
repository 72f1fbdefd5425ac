package mend

import (
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

const (
	optionsType     = "AWS::EC2::DHCPOptions"
	associationType = "AWS::EC2::VPCDHCPOptionsAssociation"
)

// associate writes the association of an option set with a VPC, behind the set or else behind the VPC. Where the VPC is
// taken back to the default options, it is that association which changes.
func (m *mender) associate(change graph.Associate) bool {
	if existing := m.associationOf(change.VPC); existing != nil {
		return m.reassociate(existing, change.Options)
	}
	for _, address := range []string{change.Options, change.VPC} {
		at, ok := m.spot(address)
		if !ok || m.stacks(at) > 1 {
			continue
		}
		options, known := m.reference(at, graph.Reference{Address: change.Options, Attribute: "id"})
		vpc, ok := m.reference(at, graph.Reference{Address: change.VPC, Attribute: "id"})
		if !known || !ok || m.isConditional(at, []string{change.Options, change.VPC}) || at.hasConditional(associationType) {
			continue
		}
		id := at.freeID(localName(change.Options)+"Association", localName(change.Options)+localName(change.VPC)+"Association")
		at.addResource(at.slot(), id, at.resource(associationType, []part{{"VpcId", raw(vpc)}, {"DhcpOptionsId", raw(options)}}))
		return id != ""
	}
	return false
}

// associationOf returns what gives a VPC its option set.
func (m *mender) associationOf(vpc string) *graph.Resource {
	for _, resource := range m.configuration.Resources {
		if resource.Type != associationType {
			continue
		}
		if reference, ok := resource.Properties.Entry("VpcId").Reference(); ok && reference.Address == vpc {
			return resource
		}
	}
	return nil
}

func (m *mender) reassociate(association *graph.Resource, options string) bool {
	at, ok := m.declaration(association.Address, association.Region, association.Range)
	if !ok || m.stacks(at) > 1 {
		return false
	}
	id, known := m.reference(at, graph.Reference{Address: options, Attribute: "id"})
	given, ok := at.find(at.body.Find("Properties"), "DhcpOptionsId")
	if !known || !ok || given.value.Kind != syntax.Scalar || given.value.Text != "default" {
		return false
	}
	at.replaceValue(given, raw(id))
	return true
}

// addOptions writes an option set for a directory, and its association, behind the directory.
func (m *mender) addOptions(change graph.AddOptions) bool {
	at, ok := m.spot(change.Directory)
	if !ok || m.stacks(at) > 1 {
		return false
	}
	servers, known := m.reference(at, graph.Reference{Address: change.Directory, Attribute: "dns_ip_addresses"})
	vpc, ok := m.reference(at, graph.Reference{Address: change.VPC, Attribute: "id"})
	domain, named := at.find(at.body.Find("Properties"), "Name")
	sibling := at.slot()
	id := sibling.id.Text + "Options"
	if !known || !ok || !named || strings.Contains(at.raw(domain), "\n") || at.isDeclared(id) || at.isDeclared(id+"Association") {
		return false
	}
	at.addResource(sibling, id, at.resource(optionsType, []part{
		{"DomainName", raw(at.raw(domain))}, {"DomainNameServers", raw(servers)},
	}))
	at.addResource(sibling, id+"Association", at.resource(associationType, []part{
		{"VpcId", raw(vpc)}, {"DhcpOptionsId", raw(at.call("Ref", id, ""))},
	}))
	return true
}
