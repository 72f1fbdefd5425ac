# How faults are mended where that is mechanical: the changes of a finding's "mend", in the words of the graph.
# Where nothing mechanical helps, there is no change.
package lib.mend

import data.lib.computers

set_value(node, attribute, value) := [{"change": "set", "node": node, "attribute": attribute, "value": value}]

# endpoints_like adds endpoints for services to a VPC beside one that it has: of Systems Manager, or else of any
# other service.
endpoints_like(vpc, services) := [change |
	sibling := [model | some model in models[vpc]; not lacks_names(input.nodes.vpc_endpoint[model.address])][0]
	some service in services
	change := {
		"change": "add_like",
		"node": sibling.address,
		"attribute": "service_name",
		"from": sibling.service,
		"to": service,
	}
]

# lacks_names holds for an endpoint without private DNS names, which another one is not to be without.
lacks_names(endpoint) if {
	object.get(endpoint, "private_dns_enabled", false) == false
	not endpoint.unknown.private_dns_enabled
}

# models[vpc] are the endpoints of a VPC that another one may be copied from, the best ones first.
models := {vpc: candidates |
	some vpc, node in input.nodes.vpc
	candidates := array.concat(
		[{"address": address, "service": service} |
			some service in ["ssmmessages", "ssm", "ec2messages"]
			some address in network.endpoints(vpc, service).has
			is_model(input.nodes.vpc_endpoint[address])
		],
		[{"address": address, "service": parts[count(parts) - 1]} |
			some address in node.endpoints
			endpoint := input.nodes.vpc_endpoint[address]
			endpoint.endpoint_type == "Interface"
			endpoint.private_dns_enabled == true
			is_model(endpoint)
			parts := split(endpoint.service_name, ".")
			count(parts) == 4
		],
	)
	count(candidates) > 0
}

# like_model gives an endpoint what an interface endpoint needs as another one of its VPC has it.
like_model(endpoint, attributes, drop) := [change |
	vpc := input.nodes.vpc_endpoint[endpoint].vpc
	found := [model.address | some model in models[vpc]; model.address != endpoint]
	count(found) > 0
	change := {"change": "copy", "node": endpoint, "like": found[0], "attributes": attributes, "drop": drop}
]

# is_model holds for an endpoint that another one may be copied from: with a policy it is made for its own service,
# and one that is closed to the instances of its VPC, as the default group may be, would be a fault once more.
is_model(endpoint) if {
	not endpoint.external
	not endpoint.policy
	not endpoint.unknown.policy
	count(endpoint.subnets) > 0
	not is_closed(endpoint)
}

is_closed(endpoint) if {
	some group in endpoint.security_groups
	input.nodes.security_group[group].default
	some computer in computers.elders
	computer.vpc == endpoint.vpc
	network.ingress(endpoint.address, computer.address, "tcp", 443).verdict != "allow"
}

# private_dns switches on what the private DNS names of endpoints need, in one of them or in their VPC, and lets in who
# is then led to them.
private_dns(node, attribute, endpoints, clients) := array.flatten([
	set_value(node, attribute, true),
	[change |
		vpc := input.nodes.vpc_endpoint[node].vpc
		some change in dns_switches(vpc)
	],
	[change |
		some group in {answer.subject |
			some endpoint in endpoints
			some client in clients
			answer := network.ingress(endpoint, client, "tcp", 443)
			answer.verdict == "deny"
		}
		some change in https(group, "ingress", groups_or_networks(computers_of(clients)))
	],
])

# dns_switches turns on what private DNS names need of a VPC.
dns_switches(vpc) := [change |
	node := input.nodes.vpc[vpc]
	some needed in ["enable_dns_support", "enable_dns_hostnames"]
	node[needed] == false
	some change in set_value(vpc, needed, true)
]

# https lets tcp/443 through a group, or the group of a rule, for peers from the best to the last resort.
https(subject, direction, peers) := [object.union(change, slip(subject, direction)) |
	some change in allow(subject, direction, [{"protocol": "tcp", "from": 443, "to": 443}], peers)
]

# slip names a rule that is meant for tcp/443 and says another port: one that lets in to nothing but endpoints of AWS,
# which listen on no other, or one with a port that no service has.
slip(rule, direction) := {"corrects": rule} if {
	node := input.nodes.security_group_rule[rule]
	node.protocol == "tcp"
	node.from_port == node.to_port
	node.from_port != 443
	is_slip(node, direction, input.nodes.security_group[groups_of_rules[rule]])
} else := {}

is_slip(_, "ingress", group) if {
	count(group.endpoints) > 0
	count(object.get(group, "instances", [])) == 0
	every endpoint in group.endpoints {
		startswith(input.nodes.vpc_endpoint[endpoint].service_name, "com.amazonaws.")
	}
}

is_slip(rule, "egress", _) if rule.from_port == 433

allow(subject, direction, ports, peers) := [change |
	count(peers) > 0
	some group in groups_at(subject)
	change := {"change": "allow", "group": group, "direction": direction, "ports": ports, "peers": peers}
]

# groups_at are the groups to change: that of a rule, or each of those that a condition chooses between for a node.
groups_at(subject) := [group_of(subject)] if {
	group_of(subject)
} else := [group |
	some nodes in [object.get(input.nodes, "vpc_endpoint", {}), computers.all]
	some group in nodes[subject].security_groups
	not input.nodes.security_group[group].default
]

group_of(subject) := subject if {
	input.nodes.security_group[subject]
} else := groups_of_rules[subject]

# groups_of_rules[rule] is a group of each rule, which may be in several.
groups_of_rules := object.union_n([{rule.address: address} |
	some address, group in input.nodes.security_group
	some rule in group.rules
])

# own_group gives an endpoint that is given no security group one like that of another endpoint of its VPC, or else a
# new one.
own_group(endpoint) := likeness if {
	likeness := like_model(endpoint, ["security_groups"], [])
	count(likeness) > 0
} else := [{"change": "add_group", "endpoint": endpoint}] if {
	has_one_block(input.nodes.vpc[input.nodes.vpc_endpoint[endpoint].vpc])
} else := []

# has_one_block holds for a VPC whose addresses are known, all of them in one block.
has_one_block(vpc) if {
	vpc.cidr_block
	not vpc.unknown.cidr_block
	not vpc.unknown.secondary_cidr_blocks
	count(object.get(vpc, "secondary_cidr_blocks", [])) == 0
}

# groups_or_networks names the peers of a rule: the security groups of nodes, or else the VPC that they are in.
groups_or_networks(nodes) := array.concat(
	[{"groups": groups} |
		groups := sort({node.security_groups[0] | some node in nodes})
		count(groups) > 0
		every node in nodes {
			count(node.security_groups) > 0
		}
	],
	[{"networks": vpcs} |
		vpcs := sort({node.vpc | some node in nodes})
		count(vpcs) == 1
		every node in nodes {
			node.vpc
		}
	],
)

computers_of(addresses) := [computers.all[address] | some address in addresses]

endpoints_of(addresses) := [input.nodes.vpc_endpoint[address] | some address in addresses]

# managed_core attaches the policy with which SSM Agent works (AmazonSSMManagedInstanceCore, AWS Managed Policy
# Reference Guide) to a role that lacks it.
managed_core(role, attribute) := attached(role, attribute, "AmazonSSMManagedInstanceCore")

# directory_access attaches the policy with which instances join a domain (AmazonSSMDirectoryServiceAccess, AWS Managed
# Policy Reference Guide).
directory_access(role, attribute) := attached(role, attribute, "AmazonSSMDirectoryServiceAccess")

attached(role, attribute, policy) := [{"change": "attach_policy", "role": role, "policy": policy}] if {
	attribute == "policies"
	input.nodes.role[role]
} else := []

# trusted lets a service assume a role beside those that may.
trusted(role, service) := [{"change": "trust", "role": role, "service": service}]
