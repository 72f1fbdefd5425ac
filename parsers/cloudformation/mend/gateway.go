package mend

import (
	"slices"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

const gatewayAttachmentType = "AWS::EC2::VPCGatewayAttachment"

// gatewayProperties name a gateway in its attachment.
var gatewayProperties = map[string]string{"internet_gateway": "InternetGatewayId", "vpn_gateway": "VpnGatewayId"}

// awaiting are the types of what cannot be made before a gateway is attached: what names the gateway, and for an
// internet gateway the addresses ("DependsOn attribute", "VPC-gateway attachment", AWS CloudFormation Template
// Reference).
var awaiting = []string{routeType, "AWS::EC2::VPNGatewayRoutePropagation", "AWS::EC2::EIP"}

// attach writes the attachment of a gateway to a VPC behind the gateway, and lets wait for it what has to.
func (m *mender) attach(gateway, vpc string) bool {
	at, ok := m.spot(gateway)
	if !ok || m.stacks(at) > 1 || m.isConditional(at, []string{gateway, vpc}) {
		return false
	}
	property := gatewayProperties[m.nodes.Node(gateway).Kind]
	self, local := m.reference(at, graph.Reference{Address: gateway, Attribute: "id"})
	to, known := m.reference(at, graph.Reference{Address: vpc, Attribute: "id"})
	id := at.freeID(localName(gateway)+"Attachment", localName(gateway)+"To"+localName(vpc))
	if property == "" || !local || !known || id == "" {
		return false
	}
	at.addResource(at.slot(), id, at.resource(gatewayAttachmentType, []part{{"VpcId", raw(to)}, {property, raw(self)}}))
	for _, resource := range m.configuration.Resources {
		if !slices.Contains(awaiting, resource.Type) {
			continue
		}
		each, ok := m.declaration(resource.Address, resource.Region, resource.Range)
		if !ok || each.template != at.template || each.prefix != at.prefix {
			continue
		}
		isNamed := slices.ContainsFunc(resource.Properties.References(), func(reference graph.Reference) bool { return reference.Address == gateway })
		isAddress := resource.Type == "AWS::EC2::EIP" && property == "InternetGatewayId"
		if (isNamed || isAddress) && !each.waitFor(id) {
			return false
		}
	}
	return true
}

// waitFor lets a resource be made after another one.
func (s spot) waitFor(id string) bool {
	name := raw(s.quoted(id))
	found, waits := s.find(s.body, "DependsOn")
	switch {
	case !waits:
		kind, ok := s.find(s.body, "Type")
		if ok {
			s.addBehind(kind, part{"DependsOn", name})
		}
		return ok
	case found.value.Kind == syntax.Sequence:
		return s.addItem(found, name)
	case found.value.Kind == syntax.Scalar:
		s.replaceValue(found, draft{items: []draft{raw(s.quoted(found.value.Text)), name}})
		return true
	}
	return false
}
