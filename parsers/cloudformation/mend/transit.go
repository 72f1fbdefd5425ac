package mend

import "github.com/reachlint/reachlint/parsers/graph"

// connection is what connects an attachment with a route table of its transit gateway.
type connection struct{ kind, name string }

var (
	propagation      = connection{"AWS::EC2::TransitGatewayRouteTablePropagation", "Propagation"}
	tableAssociation = connection{"AWS::EC2::TransitGatewayRouteTableAssociation", "Association"}
)

// connectTable writes a resource that connects an attachment with a route table of its transit gateway, behind another
// such resource of the stack or else behind the table.
func (m *mender) connectTable(by connection, table, attachment string) bool {
	at, ok := m.spot(table)
	if !ok || m.stacks(at) > 1 || m.isConditional(at, []string{table, attachment}) {
		return false
	}
	to, local := m.reference(at, graph.Reference{Address: table, Attribute: "id"})
	from, known := m.reference(at, graph.Reference{Address: attachment, Attribute: "id"})
	if !local || !known {
		return false
	}
	properties := []part{{"TransitGatewayAttachmentId", raw(from)}, {"TransitGatewayRouteTableId", raw(to)}}
	sibling := at.slot()
	for _, resource := range m.configuration.Resources {
		if resource.Type != by.kind {
			continue
		}
		beside, ok := m.declaration(resource.Address, resource.Region, resource.Range)
		if ok && beside.template == at.template && beside.prefix == at.prefix {
			sibling, properties = beside.slot(), inOrderOf(beside.body.Find("Properties"), properties)
		}
	}
	name := localName(attachment)
	id := at.freeID(name+by.name, name+"To"+localName(table))
	at.addResource(sibling, id, at.resource(by.kind, properties))
	return id != ""
}
