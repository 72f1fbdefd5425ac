# What helps where one VPC does not get through to another, and none of their route tables lacks a route.
package lib.transit

# remedy says it in one sentence. It is undefined for a place that is neither a transit gateway's nor a VPC's.
remedy(subject, attribute) := $"Associate {subject} with a route table of its transit gateway." if {
	attribute == "associated_route_table"
} else := $"Give {subject} a subnet in every Availability Zone from which something is sent through it." if {
	attribute == "subnets"
	input.nodes.transit_gateway_attachment[subject]
} else := $"Give {subject} a CIDR block that does not overlap with that of the other VPC." if {
	attribute == "cidr_block"
	input.nodes.vpc[subject]
} else := $"Let what {subject} leads to pass the connections on, in both directions, or remove the route." if {
	attribute == "destination"
} else := $"Attach the VPC of {subject} to its transit gateway." if {
	attribute == "transit_gateway"
} else := $"Send {subject} to the attachment of the other VPC." if {
	attribute == "blackhole"
} else := $"Give {subject} a route to the attachment of the other VPC, or let that propagate its routes to it." if {
	input.nodes.transit_gateway_route_table[subject]
}
