# Where the activation servers of licensed software may be.
package lib.licensed

import data.lib.computers

# "A security group that allows inbound TCP port 1688 communication" is what the endpoints are given
# (SecurityGroupId of Settings, License Manager User Subscriptions API Reference).
activation_port := 1688

# activation_destinations are the VPCs and groups of which a licensed computer has to reach one.
activation_destinations(computer) := array.concat(activation_vpcs(computer), destination_groups(computer))

# filtered_vpcs are those of them to which network ACLs are asked: inside of a subnet none is, so a VPC with a
# single subnet needs none.
filtered_vpcs(computer) := [vpc |
	some vpc in activation_vpcs(computer)
	not is_single(vpc)
]

is_single(vpc) if {
	count(input.nodes.vpc[vpc].subnets) == 1
	not input.nodes.vpc[vpc].open.subnets
}

# activation_vpcs are the VPCs in which the endpoints of the activation servers may stand: the computer's own,
# which comes first, and those of its directories.
activation_vpcs(computer) := array.concat([computer.vpc], sort({directory.vpc |
	some directory in near[computer.vpc]
	directory.vpc != computer.vpc
	input.nodes.vpc[directory.vpc]
}))

# destination_groups are the security groups that a computer's rules name as destinations: one of them may be that of
# the endpoints.
destination_groups(computer) := sort({target |
	some group in computer.security_groups
	some rule in input.nodes.security_group[group].rules
	rule.direction == "egress"
	some target in admitted_by(rule, group)
	input.nodes.security_group[target]
})

admitted_by(rule, group) := rule.groups if {
	count(rule.groups) > 0
} else := [group] if {
	rule.self == true
}

# lacks_activation_rules holds for a computer whose groups surely have no rule that lets anything out on the port, to
# wherever.
lacks_activation_rules(computer) if {
	count(computer.security_groups) > 0
	not computer.open.security_groups
	every group in computer.security_groups {
		node := input.nodes.security_group[group]
		computers.surely(node)
		not node.open.rules
		every rule in object.get(node, "rules", []) { is_no_activation_rule(rule) }
	}
}

is_no_activation_rule(rule) if rule.direction == "ingress"

is_no_activation_rule(rule) if {
	protocol := rule.protocol
	not protocol in {"tcp", "all"}
}

is_no_activation_rule(rule) if {
	rule.protocol == "tcp"
	rule.from_port > activation_port
}

is_no_activation_rule(rule) if {
	rule.protocol == "tcp"
	rule.to_port < activation_port
}
