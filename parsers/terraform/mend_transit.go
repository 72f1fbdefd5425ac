package terraform

import "github.com/reachlint/reachlint/parsers/graph"

const propagationType = "aws_ec2_transit_gateway_route_table_propagation"

// propagate writes that an attachment propagates its routes to a route table of its transit gateway, behind another such
// resource of the module or else behind the table.
func (e *mender) propagate(change graph.Propagate) bool {
	table, attachment := e.nodes.Node(change.Table), e.nodes.Node(change.Attachment)
	if table == nil || attachment == nil || table.Resource == nil || table.Resource.Address != table.Address {
		return false
	}
	at := siteOf(table.Resource)
	source, block := e.block(table.Resource)
	if sibling := e.propagationIn(at); sibling != nil {
		source, block = e.block(sibling)
	}
	to, local := e.reference(at, graph.Reference{Address: change.Table, Attribute: "id"})
	from, known := e.reference(at, graph.Reference{Address: change.Attachment, Attribute: "id"})
	if block == nil || !local || !known || e.callers(at.directory) > 1 || e.isChosen(at, []string{change.Table, change.Attachment}) {
		return false
	}
	label := labelOf(attachment.Resource)
	name := e.freeName(at, propagationType, label, label+"_to_"+labelOf(table.Resource))
	arguments := []argument{{"transit_gateway_attachment_id", from}, {"transit_gateway_route_table_id", to}}
	if block.Labels[0] == propagationType {
		arguments = inOrderOf(block, arguments)
	}
	source.addBehind(block, resourceText(propagationType, name, arguments))
	return name != ""
}

// propagationIn returns the last propagation that a module writes; nil where it has none.
func (e *mender) propagationIn(at site) *graph.Resource {
	var last *graph.Resource
	for _, resource := range e.configuration.Resources {
		if resource.Type == propagationType && siteOf(resource).prefix == at.prefix {
			last = resource
		}
	}
	return last
}
