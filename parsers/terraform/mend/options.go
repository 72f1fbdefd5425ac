package mend

import (
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/language"
)

const (
	optionsType     = "aws_vpc_dhcp_options"
	associationType = "aws_vpc_dhcp_options_association"
)

// associate writes the association of an option set with a VPC, behind the set or else behind the VPC. Where the VPC is
// taken back to the default options, it is that association which changes.
func (e *mender) associate(change graph.Associate) bool {
	if existing := e.associationOf(change.VPC); existing != nil {
		return e.reassociate(existing, change.Options)
	}
	for _, address := range []string{change.Options, change.VPC} {
		node := e.nodes.Node(address)
		if node == nil || node.Resource == nil {
			return false
		}
		source, block := e.block(node.Resource)
		at := siteOf(node.Resource)
		if block == nil || block.Body.Attributes["for_each"] != nil || e.callers(at.directory) > 1 {
			continue
		}
		options, known := e.reference(at, graph.Reference{Address: change.Options, Attribute: "id"})
		vpc, ok := e.reference(at, graph.Reference{Address: change.VPC, Attribute: "id"})
		if !known || !ok || e.isChosen(at, []string{change.Options, change.VPC}) {
			continue
		}
		if e.isSwitchedOff(associationType, "dhcp_options_id", options) {
			return false
		}
		label := labelOf(e.nodes.Node(change.Options).Resource)
		name := e.freeName(at, associationType, label, label+"_"+labelOf(e.nodes.Node(change.VPC).Resource))
		source.addBehind(block, resourceText(associationType, name, []argument{
			{"vpc_id", vpc}, {"dhcp_options_id", options},
		}))
		return name != ""
	}
	return false
}

// associationOf returns what gives a VPC its option set.
func (e *mender) associationOf(vpc string) *graph.Resource {
	for _, resource := range e.configuration.Resources {
		if resource.Type != associationType {
			continue
		}
		if reference, ok := resource.Properties.Entry("vpc_id").Reference(); ok && reference.Address == vpc {
			return resource
		}
	}
	return nil
}

func (e *mender) reassociate(association *graph.Resource, options string) bool {
	source, block := e.block(association)
	if block == nil || e.callers(siteOf(association).directory) > 1 {
		return false
	}
	id, known := e.reference(siteOf(association), graph.Reference{Address: options, Attribute: "id"})
	given := block.Body.Attributes["dhcp_options_id"]
	if !known || given == nil {
		return false
	}
	if text, ok := language.LiteralText(given.Expr); !ok || text != "default" {
		return false
	}
	source.replace(given.Expr.Range(), id)
	return true
}

// addOptions writes an option set for a directory, and its association, behind the directory.
func (e *mender) addOptions(change graph.AddOptions) bool {
	directory := e.nodes.Node(change.Directory)
	if directory == nil || directory.Resource == nil {
		return false
	}
	source, block := e.block(directory.Resource)
	if block == nil || block.Body.Attributes["for_each"] != nil {
		return false
	}
	at := siteOf(directory.Resource)
	self, known := e.reference(at, graph.Reference{Address: directory.Address, Attribute: "dns_ip_addresses"})
	vpc, ok := e.reference(at, graph.Reference{Address: change.VPC, Attribute: "id"})
	name := labelOf(directory.Resource)
	if !known || !ok || e.callers(at.directory) > 1 || e.isDeclared(at.directory, optionsType, name) || e.isDeclared(at.directory, associationType, name) {
		return false
	}
	domain := strings.TrimSuffix(self, "dns_ip_addresses") + "name"
	source.addBehind(block, resourceText(optionsType, name, []argument{
		{"domain_name", domain}, {"domain_name_servers", self},
	})+resourceText(associationType, name, []argument{
		{"vpc_id", vpc}, {"dhcp_options_id", optionsType + "." + name + ".id"},
	}))
	return true
}
