# What helps where a transit gateway does not pass on what comes from one VPC to another.
package lib.transit

# remedy says it in one sentence. It is undefined for a place that is not a transit gateway's.
remedy(subject, attribute) := $"Associate {subject} with a route table of its transit gateway." if {
	attribute == "associated_route_table"
} else := $"Give {subject} a subnet in every Availability Zone from which something is sent through it." if {
	attribute == "subnets"
	input.nodes.transit_gateway_attachment[subject]
} else := $"Send {subject} to the attachment of the other VPC." if {
	attribute == "blackhole"
} else := $"Give {subject} a route to the attachment of the other VPC, or let that propagate its routes to it." if {
	input.nodes.transit_gateway_route_table[subject]
}
