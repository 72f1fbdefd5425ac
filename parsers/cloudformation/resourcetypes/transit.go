package resourcetypes

import "github.com/reachlint/reachlint/parsers/graph"

// transitTypes are transit gateways with their attachments and route tables.
var transitTypes = map[string]graph.Type{
	"AWS::EC2::TransitGateway": {
		Kind: "transit_gateway",
		Values: names{
			{"DefaultRouteTableAssociation", "default_route_table_association"},
			{"DefaultRouteTablePropagation", "default_route_table_propagation"},
			{"SecurityGroupReferencingSupport", "security_group_referencing"},
		},
		Links: names{
			{"AssociationDefaultRouteTableId", "association_default_route_table"},
			{"PropagationDefaultRouteTableId", "propagation_default_route_table"},
		},
	},
	"AWS::EC2::TransitGatewayAttachment":    transitAttachment,
	"AWS::EC2::TransitGatewayVpcAttachment": transitAttachment,
	"AWS::EC2::TransitGatewayRouteTable": {
		Kind:  "transit_gateway_route_table",
		Links: names{{"TransitGatewayId", "transit_gateway"}},
	},
	"AWS::EC2::TransitGatewayRoute": {
		Kind:   "transit_gateway_route",
		Values: names{{"DestinationCidrBlock", "destination"}, {"Blackhole", "blackhole"}},
		Links:  names{{"TransitGatewayAttachmentId", "attachment"}},
		Joins: []graph.Join{{
			Owner: "TransitGatewayRouteTableId", OwnerKind: "transit_gateway_route_table", Set: "routes",
		}},
		Default: constant{"blackhole": false},
	},
	"AWS::EC2::TransitGatewayRouteTableAssociation": {
		Joins: []graph.Join{{
			Owner: "TransitGatewayAttachmentId", OwnerKind: "transit_gateway_attachment",
			Set: "associated_route_table", Member: "TransitGatewayRouteTableId",
		}},
	},
	"AWS::EC2::TransitGatewayRouteTablePropagation": {
		Joins: []graph.Join{{
			Owner: "TransitGatewayAttachmentId", OwnerKind: "transit_gateway_attachment",
			Set: "propagated_route_tables", Member: "TransitGatewayRouteTableId",
		}},
	},
}

var transitAttachment = graph.Type{
	Kind:   "transit_gateway_attachment",
	Values: names{{"Options.SecurityGroupReferencingSupport", "security_group_referencing"}},
	Links:  names{{"VpcId", "vpc"}, {"SubnetIds", "subnets"}, {"TransitGatewayId", "transit_gateway"}},
}
