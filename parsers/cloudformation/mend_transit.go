package cloudformation

import "github.com/reachlint/reachlint/parsers/graph"

const propagationType = "AWS::EC2::TransitGatewayRouteTablePropagation"

// propagate writes that an attachment propagates its routes to a route table of its transit gateway, behind another such
// resource of the stack or else behind the table.
func (m *mender) propagate(change graph.Propagate) bool {
	at, ok := m.spot(change.Table)
	if !ok || m.stacks(at) > 1 || m.isConditional(at, []string{change.Table, change.Attachment}) {
		return false
	}
	to, local := m.reference(at, graph.Reference{Address: change.Table, Attribute: "id"})
	from, known := m.reference(at, graph.Reference{Address: change.Attachment, Attribute: "id"})
	if !local || !known {
		return false
	}
	properties := []part{{"TransitGatewayAttachmentId", raw(from)}, {"TransitGatewayRouteTableId", raw(to)}}
	sibling := at.slot()
	for _, resource := range m.configuration.Resources {
		if resource.Type != propagationType {
			continue
		}
		beside, ok := m.declaration(resource.Address, resource.Region, resource.Range)
		if ok && beside.template == at.template && beside.prefix == at.prefix {
			sibling, properties = beside.slot(), inOrderOf(beside.body.find("Properties"), properties)
		}
	}
	name := localName(change.Attachment)
	id := at.freeID(name+"Propagation", name+"To"+localName(change.Table))
	at.addResource(sibling, id, at.resource(propagationType, properties))
	return id != ""
}
