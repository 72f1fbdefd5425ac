# What keeps a computer from an AWS service that it needs beside Systems Manager.
package lib.service_paths

import data.lib.broken_routes
import data.lib.computers
import data.lib.managed
import data.lib.services

# gaps returns what surely or possibly keeps a computer from a service: answers with the kind of the gap. What
# keeps it from Systems Manager as well is the fault of another rule, and said there.
gaps(computer, service, action) := missing(computer, service, way) | blocked(computer, way, action) if {
	way := network.service_way(computer.address, service)
}

missing(computer, service, way) := {object.union(answer, {"kind": kind}) |
	not broken_routes.ways[computer.address]
	some [kind, answer] in [lack(computer, service, way)]
	not is_said(computer, answer)
}

# lack is the endpoint that is missing, or the one that is there and that does not take the connections. It is
# undefined where the service is reached.
lack(computer, service, way) := ["vpc", {"verdict": "unknown", "reason": way.reason, "subject": computer.address, "attribute": "vpc", "path": way.path}] if {
	way.way == "unknown"
	not computers.vpc(computer)
} else := ["endpoint", {"verdict": "unknown", "reason": way.reason, "subject": computer.vpc, "attribute": "endpoints", "path": way.path}] if {
	way.way == "unknown"
} else := ["private_dns", [answer |
	some endpoint in network.endpoints(computer.vpc, service).has
	answer := network.private_dns(endpoint)
][0]] if {
	way.way == "none"
} else := ["route_table", {"verdict": "deny", "reason": reason, "subject": gateway, "attribute": "route_tables", "path": way.path}] if {
	way.way == "none"
	gateway := gateways(computer, service)[0]
	reason := $"{gateway} is not in the route tables of {concat(" and ", computer.subnets)}"
} else := ["endpoint", {"verdict": "deny", "reason": way.reason, "subject": computer.vpc, "attribute": "endpoints", "path": way.path}] if {
	way.way == "none"
}

gateways(computer, service) := [address |
	some address in input.nodes.vpc[computer.vpc].endpoints
	endpoint := input.nodes.vpc_endpoint[address]
	endpoint.endpoint_type == "Gateway"
	endswith(endpoint.service_name, concat("", [".", service]))
]

# is_said holds for the DNS attributes of a VPC that has endpoints for Systems Manager: these need them too.
is_said(computer, answer) if {
	answer.subject == computer.vpc
	answer.attribute in {"enable_dns_support", "enable_dns_hostnames"}
	computer.vpc in managed.equipped
}

# blocked are the questions about the way to a service that are not answered with yes.
blocked(computer, way, action) := filtered(computer, way) | unpassed(way, action)

filtered(computer, way) := {object.union(answer, {"kind": question}) |
	some question in ["egress", "ingress", "acl"]
	answer := ask(question, computer.address, way)
	answer.verdict != "allow"
	not blocks_more(question, computer, answer)
}

unpassed(way, action) := {object.union(answer, {"kind": "policy"}) |
	way.way == "endpoint"
	answer := iam.passes(way.endpoint, action)
	answer.verdict != "allow"
}

ask("egress", computer, way) := network.egress(computer, destination(way), "tcp", 443)

ask("ingress", computer, way) := network.ingress(way.endpoint, computer, "tcp", 443) if {
	way.way == "endpoint"
}

ask("acl", computer, way) := network.acl(computer, destination(way), "tcp", 443)

# destination is where the connections to a service go; undefined where that is not known.
destination(way) := way.endpoint if {
	way.way == "endpoint"
} else := "0.0.0.0/0" if {
	way.way == "internet"
}

# blocks_more holds where the same place keeps the computer from Systems Manager.
blocks_more(question, computer, answer) if {
	some service in services.required
	other := ask(question, computer.address, network.service_way(computer.address, service))
	other.verdict == answer.verdict
	same_place(question, other, answer)
}

same_place(question, _, _) if question in {"egress", "acl"}

same_place("ingress", other, answer) if other.subject == answer.subject

# obstacle says what is in the way of a fact that gaps gave the kind.
obstacle(fact, about) := $"{fact.subject} has no endpoint for {about.service} and its instances have no other way to {about.name}" if {
	fact.kind == "endpoint"
} else := $"{fact.reason}, and {fact.computer} has no other way to {about.name}" if {
	fact.kind in {"private_dns", "route_table"}
} else := $"The policy of {fact.subject} does not let {about.action} through" if {
	fact.kind == "policy"
} else := $"{fact.subject} does not let tcp/443 out to {about.name}" if {
	fact.kind == "egress"
} else := $"{fact.subject} does not let tcp/443 in to the endpoint for {about.service} from the instances that are led there" if {
	fact.kind == "ingress"
} else := $"{fact.subject} stops tcp/443 between the instances and {about.name}"

remedy(fact, about) := $"Add an interface endpoint for com.amazonaws.{region(fact)}.{about.service} to {fact.subject}, with private DNS names and a security group that lets tcp/443 in from the instances; or give their subnets a way to the internet." if {
	fact.kind in {"endpoint", "vpc"}
} else := $"Turn private DNS names on for the endpoint for {about.service}; or give the subnets of the instances a way to the internet." if {
	fact.kind == "private_dns"
} else := $"Associate {fact.subject} with the route tables of the instances' subnets." if {
	fact.kind == "route_table"
} else := $"Allow {about.action} in the policy of {fact.subject}." if {
	fact.kind == "policy"
} else := $"Let tcp/443 pass between the instances and {about.name} in {fact.subject}."

region(fact) := found if {
	found := services.region(input.nodes.vpc[fact.subject])
	found != ""
} else := "<region>"

# path is the way that was walked for a fact.
path(computer, fact, about) := [gap.path |
	some gap in gaps(computer, about.service, about.action)
	gap.kind == fact.kind
	gap.attribute == fact.attribute
][0]
