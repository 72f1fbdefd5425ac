# METADATA
# title: Way to Systems Manager breaks
# description: >-
#   The way by which instances are to reach Systems Manager, over the internet or to endpoints in another VPC, ends
#   before it gets there: at an internet gateway without a public address, at a NAT gateway that has no way out itself,
#   at a NAT instance that forwards nothing, in a peering, at a transit gateway that the VPC is not attached to, or in the
#   VPC behind that.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
#     description: NAT gateways
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
#     description: Enable internet access for a VPC using an internet gateway
#   - ref: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
#     description: How VPC peering connections work
# custom:
#   severity: error
#   category: systems-manager
#   precision: high
package policies["ssm-route-broken"]

import data.lib.broken_routes
import data.lib.computers
import data.lib.evidence
import data.lib.managed
import data.lib.mend
import data.lib.mend_gateways
import data.lib.mend_nat
import data.lib.services
import data.lib.text
import data.lib.transit

fail contains managed.reasoned(finding) if {
	some [subject, attribute], at_place in evidence.by_place(broken)
	first := evidence.one(at_place)
	sufferers := evidence.computers(at_place)
	finding := {
		"node": subject,
		"attribute": attribute,
		"level": evidence.level(at_place),
		"message": $"{first.reason}, so {text.list(sufferers)} cannot reach {text.list(services_of(at_place))}, for which the VPC has no endpoints.",
		"remedy": remedy(subject, attribute),
		"affected": sufferers,
		"path": network.way_out(first.computer).path,
		"mend": mends(subject, attribute, sufferers),
	}
}

review contains finding if {
	some [subject, attribute], at_place in evidence.by_place(undecided)
	first := evidence.one(at_place)
	sufferers := evidence.computers(at_place)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"It is undecided whether the routes of {text.list(sufferers)} lead to {text.list(services_of(at_place))}.",
		"remedy": remedy(subject, attribute),
		"reason": first.reason,
		"affected": sufferers,
		"path": network.way_out(first.computer).path,
	}
}

# Endpoints are as good as the routes to them, and back.
fail contains managed.reasoned(finding) if {
	some [subject, attribute], at_place in evidence.by_place(severed)
	finding := object.union(to_endpoints(subject, attribute, at_place), {
		"level": evidence.level(at_place),
		"message": $"{evidence.why(at_place)}, so {text.list(evidence.families(at_place))} cannot reach {text.list(endpoints_of(at_place))}, where the connections to Systems Manager are led.",
		"mend": routes_to(subject, attribute, at_place),
	})
}

review contains finding if {
	some [subject, attribute], at_place in evidence.by_place(unfollowed)
	finding := object.union(to_endpoints(subject, attribute, at_place), {
		"message": $"It is undecided whether the routes lead from {text.list(evidence.families(at_place))} to {text.list(endpoints_of(at_place))} and back, where the connections to Systems Manager are led.",
		"reason": evidence.why(at_place),
	})
}

to_endpoints(subject, attribute, facts) := {
	"node": subject,
	"attribute": attribute,
	"remedy": to_hub(subject, attribute, text.list(endpoints_of(facts))),
	"affected": evidence.families(facts),
	"path": network.reaches(evidence.one(facts).computer, evidence.one(facts).endpoint).path,
}

routes_to(subject, attribute, facts) := mend_gateways.between(subject, attribute, {[computers.all[fact.computer], input.nodes.vpc_endpoint[fact.endpoint]] | some fact in facts})

to_hub(subject, attribute, endpoints) := transit.remedy(subject, attribute) if {
	true
} else := $"Give the subnets of the instances a route to the VPC of {endpoints}, and its subnets a route back."

endpoints_of(facts) := sort({fact.endpoint | some fact in facts})

services_of(facts) := [service |
	named := {fact.service | some fact in facts}
	some service in ["ssm", "ssmmessages", "ec2messages"]
	service in named
]

remedy(subject, attribute) := $"{repair(subject, attribute)}, or add interface endpoints for Systems Manager to the VPC."

repair(subject, "subnet") := $"Place {subject} in a subnet whose default route leads to an internet gateway"

repair(subject, "availability_mode") := $"Attach an internet gateway to the VPC of {subject}"

repair(subject, "connectivity_type") := $"Make {subject} a public NAT gateway in a subnet whose default route leads to an internet gateway"

repair(subject, "vpc") := $"Attach {subject} to the VPC whose routes lead to it"

repair(subject, "source_dest_check") := $"Switch the source/destination check of {subject} off"

repair(subject, attribute) := $"Send {subject} to a target in its own VPC" if {
	attribute in {"nat_gateway", "instance", "network_interface", "vpc_endpoint"}
}

repair(subject, "vpc_peering_connection") := $"Send {subject} to a NAT gateway of the same VPC"

repair(subject, attribute) := trim_suffix(transit.remedy(subject, attribute), ".") if {
	attribute in {"transit_gateway", "associated_route_table", "subnets", "blackhole"}
}

repair(subject, attribute) := trim_suffix(transit.remedy(subject, attribute), ".") if {
	attribute in {"routes", "route_table"}
} else := $"Give {subject} the route that it lacks" if {
	attribute in {"routes", "route_table"}
}

repair(subject, "mode") := $"Exclude the VPC from {subject}"

repair(subject, attribute) := $"Give {subject} a public address, or send its subnet's default route to a NAT gateway" if {
	attribute in {"associate_public_ip_address", "map_public_ip_on_launch", "public_addresses"}
}

repair(subject, "security_groups") := $"Give {subject} a security group that lets tcp/443 in from the instances and out to the internet"

repair(subject, attribute) := $"{opening(subject)} in {subject}" if {
	attribute in (broken_routes.of_groups - {"security_groups"})
}

mends(subject, attribute, sufferers) := mend_nat.through_groups(subject, sufferers) if {
	attribute in broken_routes.of_groups
	mend.group_of(subject)
} else := mend.set_value(subject, attribute, false) if {
	attribute == "source_dest_check"
} else := mend_gateways.attached(subject) if {
	attribute == "vpc"
} else := []

# opening is what a rule of a NAT instance has to let through, or the rules of a group together.
opening(subject) := "Let tcp/443 in from the instances" if {
	input.nodes.security_group_rule[subject].direction == "ingress"
} else := "Let tcp/443 out to the internet" if {
	input.nodes.security_group_rule[subject].direction == "egress"
} else := "Let tcp/443 in from the instances and out to the internet"

broken := evidence.spread({fact |
	some fact in ways_out
	fact.verdict == "deny"
})

undecided := evidence.spread({fact |
	some fact in ways_out
	fact.verdict == "unknown"
})

severed := {fact |
	some fact in ways_to_endpoints
	fact.verdict == "deny"
}

unfollowed := {fact |
	some fact in ways_to_endpoints
	fact.verdict == "unknown"
}

ways_to_endpoints := {fact |
	some address, by_service in managed.hindered
	some connection in by_service
	endpoint := input.nodes.vpc_endpoint[connection.destination]
	input.nodes.vpc[endpoint.vpc]
	not endpoint.open.vpc
	answer := network.reaches(address, connection.destination)
	answer.verdict != "allow"
	fact := object.union(evidence.fact(address, answer, connection.doubt), {
		"endpoint": connection.destination,
		"level": connection.level,
	})
}

facts := ways_out | ways_to_endpoints

ways_out := {fact |
	some address, by_service in broken_routes.ways
	some service, answer in by_service
	fact := object.union(evidence.fact(address, answer, managed.needs[address].doubt), {
		"service": service,
		"level": services.wanted(computers.all[address])[service],
	})
}
