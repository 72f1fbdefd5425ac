package mend

import "github.com/reachlint/reachlint/parsers/graph"

// The types of what connects an attachment with a route table of its transit gateway.
const (
	propagation      = "aws_ec2_transit_gateway_route_table_propagation"
	tableAssociation = "aws_ec2_transit_gateway_route_table_association"
)

// connectTable writes a resource that connects an attachment with a route table of its transit gateway, behind another
// such resource of the module or else behind the table.
func (e *mender) connectTable(kind, tableAddress, attachmentAddress string) bool {
	table, attachment := e.nodes.Node(tableAddress), e.nodes.Node(attachmentAddress)
	if table == nil || attachment == nil || table.Resource == nil || table.Resource.Address != table.Address {
		return false
	}
	at := siteOf(table.Resource)
	source, block := e.block(table.Resource)
	if sibling := e.lastOf(at, kind); sibling != nil {
		source, block = e.block(sibling)
	}
	to, local := e.reference(at, graph.Reference{Address: tableAddress, Attribute: "id"})
	from, known := e.reference(at, graph.Reference{Address: attachmentAddress, Attribute: "id"})
	if block == nil || !local || !known || e.callers(at.directory) > 1 || e.isChosen(at, []string{tableAddress, attachmentAddress}) {
		return false
	}
	label := labelOf(attachment.Resource)
	name := e.freeName(at, kind, label, label+"_to_"+labelOf(table.Resource))
	arguments := []argument{{"transit_gateway_attachment_id", from}, {"transit_gateway_route_table_id", to}}
	if block.Labels[0] == kind {
		arguments = inOrderOf(block, arguments)
	}
	source.addBehind(block, resourceText(kind, name, arguments))
	return name != ""
}

// lastOf returns the last resource of a type that a module writes; nil where it has none.
func (e *mender) lastOf(at site, kind string) *graph.Resource {
	var last *graph.Resource
	for _, resource := range e.configuration.Resources {
		if resource.Type == kind && siteOf(resource).prefix == at.prefix {
			last = resource
		}
	}
	return last
}
