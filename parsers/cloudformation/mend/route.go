package mend

import (
	"github.com/reachlint/reachlint/parsers/cloudformation/resourcetypes"
	"github.com/reachlint/reachlint/parsers/graph"
)

const routeType = "AWS::EC2::Route"

// addRoute writes a route to another VPC behind the last one of its route table, or one through the same target, or
// else behind the table.
func (m *mender) addRoute(change graph.AddRoute) bool {
	at, ok := m.spot(change.Table)
	property := resourcetypes.Table[routeType].Property(change.Attribute)
	if !ok || property == "" || m.stacks(at) > 1 || m.isConditional(at, []string{change.Table, change.VPC, change.To}) {
		return false
	}
	self, local := m.reference(at, graph.Reference{Address: change.Table, Attribute: "id"})
	destination, known := m.network(at, change.VPC)
	target, named := m.reference(at, graph.Reference{Address: change.To, Attribute: "id"})
	if !local || !known || !named {
		return false
	}
	properties := []part{{"RouteTableId", raw(self)}, {"DestinationCidrBlock", raw(destination)}, {property, raw(target)}}
	sibling := at.slot()
	if beside, ok := m.siblingRoute(at, change); ok {
		sibling, properties = beside.slot(), inOrderOf(beside.body.Find("Properties"), properties)
	}
	id := at.freeID(localName(change.Table) + "To" + localName(change.VPC))
	body := at.resource(routeType, properties)
	if attachment, ok := m.inStack(at, change.After); ok {
		body.parts = append(body.parts[:1:1], part{"DependsOn", raw(at.quoted(attachment))}, body.parts[1])
	}
	at.addResource(sibling, id, body)
	return id != ""
}

func (m *mender) siblingRoute(at spot, change graph.AddRoute) (last spot, found bool) {
	consider := func(route *graph.Node) {
		if beside, ok := m.spot(route.Address); ok && beside.template == at.template && beside.prefix == at.prefix {
			last, found = beside, true
		}
	}
	for _, route := range m.nodes.Node(change.Table).Set("routes").Nodes() {
		consider(route)
	}
	if found {
		return last, true
	}
	target := m.nodes.Node(change.To)
	for _, route := range m.nodes.OfKind("route") {
		if route.Set(change.Attribute).Has(target) {
			consider(route)
		}
	}
	return last, found
}
