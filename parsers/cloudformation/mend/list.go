package mend

import (
	"slices"

	"github.com/reachlint/reachlint/parsers/cloudformation/resourcetypes"
	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// remove takes items out of a list that is written as such.
func (m *mender) remove(change graph.RemoveItems) bool {
	at, ok := m.spot(change.Node)
	if !ok {
		return false
	}
	resource := m.nodes.Node(change.Node).Resource
	property := resourcetypes.Table[resource.Type].Property(change.Attribute)
	found, ok := at.find(at.body.Find("Properties"), property)
	if !ok || found.value.Kind != syntax.Sequence {
		return false
	}
	named, _ := resource.Properties.Entry(property).Items()
	items, removed := found.value.Items, 0
	for i := range items {
		isText := items[i].Kind == syntax.Scalar && slices.Contains(change.Items, items[i].Text)
		if !isText && !(len(named) == len(items) && refersTo(named[i], change.Items)) {
			continue
		}
		removed++
		if !at.removeItem(found, i) {
			return false
		}
	}
	return removed > 0 && removed < len(items)
}

// addItems writes references to nodes at the end of a list. Some types are replaced when a list of theirs changes, and
// a VPC cannot be attached a second time before the first attachment goes ("AWS::EC2::TransitGatewayVpcAttachment",
// SubnetIds, AWS CloudFormation Template Reference).
func (m *mender) addItems(change graph.AddItems) bool {
	at, ok := m.spot(change.Node)
	if !ok || m.stacks(at) > 1 || m.isConditional(at, change.Items) {
		return false
	}
	resource := m.nodes.Node(change.Node).Resource
	found, ok := at.find(at.body.Find("Properties"), resourcetypes.Table[resource.Type].Property(change.Attribute))
	if !ok || resource.Type == "AWS::EC2::TransitGatewayVpcAttachment" {
		return false
	}
	for _, item := range change.Items {
		text, known := m.reference(at, graph.Reference{Address: item, Attribute: "id"})
		if !known || !at.addItem(found, raw(text)) {
			return false
		}
	}
	return true
}

func refersTo(value graph.Value, addresses []string) bool {
	reference, ok := value.Reference()
	return ok && slices.Contains(addresses, reference.Address)
}
