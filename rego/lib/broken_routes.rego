# Ways to the internet that somebody laid for computers, and that break before they get there.
package lib.broken_routes

import data.lib.computers
import data.lib.managed

# ways[address][service] is the answer about the way out of a computer that would need it for a service, as
# its VPC has no endpoint for that. A VPC that is given endpoints for sessions or commands is meant to do without a way
# out.
ways := {address: broken |
	some address, by_service in managed.astray
	computer := computers.all[address]
	lost := [service | some service, _ in by_service; not has_endpoint(computer, service)]
	count(lost) > 0
	not computer.vpc in (managed.equipped - managed.undedicated)
	answer := network.way_out(address)
	broken := {service: answer |
		some service in lost
		breaks(by_service[service], answer)
	}
	count(broken) > 0
}

has_endpoint(computer, service) if count(network.endpoints(computer.vpc, service).has) > 0

# Where no route leads out at all, nobody laid a way: then an endpoint is missing.
breaks(way, answer) if {
	way.way == "none"
	answer.verdict == "deny"
	not is_unlaid(answer)
}

# An endpoint that may be there, and a way that leaves the network, are other questions.
breaks(way, answer) if {
	way.way == "unknown"
	answer.verdict == "unknown"
	way.reason == answer.reason
	answer.attribute in ({"connectivity_type", "source_dest_check", "associate_public_ip_address", "map_public_ip_on_launch", "mode"} | of_groups)
}

# A computer that may not exist has a way that surely breaks.
breaks(way, answer) if {
	way.way == "unknown"
	answer.verdict == "unknown"
	way.reason == answer.reason
	answer.path[count(answer.path) - 1].verdict == "deny"
	not is_unlaid(answer)
}

# is_unlaid holds where the VPC itself has no route to the internet, and no other one behind a transit gateway lacks it.
is_unlaid(answer) if {
	answer.attribute in {"routes", "route_table"}
	not leaves(answer)
}

leaves(answer) if {
	some hop in answer.path
	hop.attribute == "transit_gateway"
	hop.verdict == "allow"
}

# of_groups are what decides whether the security groups of a NAT instance let HTTPS through.
of_groups := {
	"security_groups", "rules", "protocol", "from_port", "to_port",
	"cidr_blocks", "ipv6_cidr_blocks", "groups", "self", "prefix_lists",
}
