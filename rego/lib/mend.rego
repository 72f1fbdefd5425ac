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

# associated makes an option set that of a VPC that has none.
associated(options, vpcs) := [{"change": "associate", "options": options, "vpc": vpc} |
	count(vpcs) == 1
	some vpc in vpcs
	node := input.nodes.vpc[vpc]
	not node.external
	is_free(node)
	is_sound(input.nodes.dhcp_options[options])
]

# is_free holds for a VPC without an option set. One that is taken back to the default ones has none.
is_free(vpc) if not vpc.dhcp_options

is_free(vpc) if vpc.dhcp_options == "default"

# homes_of are the VPCs that an option set which nobody uses may be meant for: that of the directory whose DNS servers
# it names, or else those that have none of their own.
homes_of(options) := vpcs if {
	vpcs := {directory.vpc |
		some server in options.domain_name_servers
		some address, directory in input.nodes.directory
		startswith(server, concat("", ["${", address, "."]))
	}
	count(vpcs) > 0
} else := {vpc | some vpc, node in input.nodes.vpc; is_free(node)}

# is_sound holds for an option set that has nothing to be corrected first: Amazon's DNS server knows no directory,
# and another domain name is not the directory's.
is_sound(options) if {
	not "AmazonProvidedDNS" in options.domain_name_servers
	every directory in object.get(input.nodes, "directory", {}) {
		object.get(options, "domain_name", directory.domain_name) == directory.domain_name
	}
}

# options_for gives a VPC that has none an option set for the only directory, where nobody meant to forward the
# domain instead.
options_for(vpc) := [{"change": "add_options", "vpc": vpc, "directory": directory} |
	node := input.nodes.vpc[vpc]
	not node.external
	not node.dhcp_options
	input.nodes.directory[only_directory[0]].vpc == vpc
	count(object.get(input.nodes, "dhcp_options", {})) + count(object.get(input.nodes, "resolver_rule", {})) == 0
	some directory in only_directory
]

# others_options makes the option set that has the DNS servers of the only directory that of another VPC too. There, the
# directory must not hide endpoints that it does not know.
others_options(vpc) := associated(sets[0], {vpc}) if {
	sets := [address | some address, options in input.nodes.dhcp_options; is_for_directory(options)]
	count(sets) == 1
	count(object.get(input.nodes, "resolver_rule", {})) == 0
	knows_endpoints(vpc)
} else := []

is_for_directory(options) if {
	count(options.domain_name_servers) > 0
	every server in options.domain_name_servers {
		some directory in only_directory
		startswith(server, concat("", ["${", directory, "."]))
	}
}

knows_endpoints(vpc) if input.nodes.directory[only_directory[0]].vpc == vpc

knows_endpoints(vpc) if count(object.get(input.nodes.vpc[vpc], "endpoints", [])) == 0

# idle_options gives the option set for the domain of the only directory, which nobody uses, the servers of that, and
# makes it that of the directory's VPC.
idle_options(vpc) := array.concat(directory_dns(sets[0], "domain_name_servers"), [{"change": "associate", "options": sets[0], "vpc": vpc}]) if {
	directory := input.nodes.directory[only_directory[0]]
	directory.vpc == vpc
	is_free(input.nodes.vpc[vpc])
	sets := [address |
		some address, options in input.nodes.dhcp_options
		options.domain_name == directory.domain_name
		not options.external
		not options.maybe
		not options.open.vpcs
		count(object.get(options, "vpcs", [])) == 0
	]
	count(sets) == 1
	count(input.nodes.dhcp_options) == 1
	count(object.get(input.nodes, "resolver_rule", {})) == 0
} else := []

only_directory := [address | some address in own] if {
	own := {address | some address, node in input.nodes.directory; node.type != "ADConnector"}
	count(own) == 1
	count(input.nodes.directory) == 1
} else := []

# directory_dns gives an option set the DNS addresses of the only directory.
directory_dns(options, attribute) := [change |
	attribute == "domain_name_servers"
	some directory in only_directory
	some change in set_value(options, attribute, {"reference": directory, "attribute": "dns_ip_addresses"})
]

# may_ask holds where computers get through to the only directory to ask it for names: without any answer they would
# be worse off than before.
may_ask(addresses) if {
	every address in addresses {
		every directory in only_directory {
			network.reaches(address, directory).verdict == "allow"
			network.acl(address, directory, "udp", 53).verdict == "allow"
			network.egress(address, directory, "udp", 53).verdict == "allow"
			network.egress(address, directory, "tcp", 53).verdict == "allow"
		}
	}
}

# trusted lets a service assume a role beside those that may.
trusted(role, service) := [{"change": "trust", "role": role, "service": service}]
