package terraform

import (
	"fmt"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

const (
	optionsType     = "aws_vpc_dhcp_options"
	associationType = "aws_vpc_dhcp_options_association"
)

// associate writes the association of an option set with a VPC behind the set.
func (e *mender) associate(change graph.Associate) bool {
	options := e.nodes.Node(change.Options)
	if options == nil || options.Resource == nil {
		return false
	}
	source, block := e.block(options.Resource)
	if block == nil || block.Body.Attributes["for_each"] != nil {
		return false
	}
	at := siteOf(options.Resource)
	self, known := e.reference(at, graph.Reference{Address: options.Address, Attribute: "id"})
	vpc, ok := e.reference(at, graph.Reference{Address: change.VPC, Attribute: "id"})
	name := labelOf(options.Resource)
	if !known || !ok || e.isDeclared(at.directory, associationType, name) || e.callers(at.directory) > 1 {
		return false
	}
	source.insert(source.lineEnd(block.CloseBraceRange.End.Byte), resourceText(associationType, name, []argument{
		{"vpc_id", vpc}, {"dhcp_options_id", self},
	}))
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
	source.insert(source.lineEnd(block.CloseBraceRange.End.Byte), resourceText(optionsType, name, []argument{
		{"domain_name", domain}, {"domain_name_servers", self},
	})+resourceText(associationType, name, []argument{
		{"vpc_id", vpc}, {"dhcp_options_id", optionsType + "." + name + ".id"},
	}))
	return true
}

// resourceText is a new resource, with a free line before it.
func resourceText(kind, name string, arguments []argument) string {
	return fmt.Sprintf("\n\nresource %q %q {\n%s}", kind, name, lines(arguments, "  "))
}
