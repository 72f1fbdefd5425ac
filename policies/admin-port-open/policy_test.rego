package policies["admin-port-open_test"]

import data.policies["admin-port-open"] as rule

configuration(computer) := {"nodes": {"instance": {computer.address: computer}}}

instance := {"address": "aws_instance.jump"}

opened(_, port) := [{
	"verdict": "allow",
	"reason": "",
	"subject": "aws_security_group.jump.ingress[0]",
	"attribute": "cidr_blocks",
	"path": [{"node": "aws_security_group.jump.ingress[0]", "attribute": "cidr_blocks", "text": $"it lets 0.0.0.0/0 in on port {port}", "verdict": "allow"}],
}]

closed(_, _) := []

undecided(_, _) := [{
	"verdict": "unknown",
	"reason": "variable \"cidr\" has no default",
	"subject": "aws_security_group.jump.ingress[0]",
	"attribute": "cidr_blocks",
	"path": [],
}]

ssh_only(computer, port) := opened(computer, port) if {
	port == 22
} else := closed(computer, port)

# One rule that opens both ports is one fault.
test_fail_once_for_both_ports if {
	some finding in rule.fail with input as configuration(instance) with network.open_to_world as opened
	count(rule.fail) == 1 with input as configuration(instance) with network.open_to_world as opened
	finding.node == "aws_security_group.jump.ingress[0]"
	finding.attribute == "cidr_blocks"
	finding.affected == ["aws_instance.jump"]
	finding.message == "aws_security_group.jump.ingress[0] lets everybody on the internet connect to tcp/22 (SSH) and tcp/3389 (Remote Desktop)."
}

test_fail_names_the_open_port_only if {
	some finding in rule.fail with input as configuration(instance) with network.open_to_world as ssh_only
	endswith(finding.message, "connect to tcp/22 (SSH).")
}

placed := object.union(instance, {"vpc": "aws_vpc.main", "subnets": ["aws_subnet.private"]})

in_vpc(vpc, computer) := object.union(configuration(computer), {"nodes": {
	"vpc": {"aws_vpc.main": object.union({"address": "aws_vpc.main"}, vpc)},
	"subnet": {"aws_subnet.private": {"address": "aws_subnet.private", "resource_type": "aws_subnet"}},
}})

with_gateway := {"internet_gateways": ["aws_internet_gateway.main"]}

test_fail_without_gateway_notes if {
	some finding in rule.fail with input as in_vpc({}, placed) with network.open_to_world as ssh_only
	finding.level == "note"
	finding.message == "aws_security_group.jump.ingress[0] lets everybody connect to tcp/22 (SSH), and only that aws_vpc.main has no internet gateway keeps the internet out."
}

test_fail_without_address if {
	some finding in rule.fail with input as in_vpc(with_gateway, placed) with network.open_to_world as ssh_only
	finding.level == "warning"
	endswith(finding.message, "and only that aws_instance.jump has no public address keeps the internet from connecting directly.")
}

test_fail_that_may_have_an_address[name] if {
	some name, more in {
		"a public address": {"public_addresses": ["aws_eip.jump"]},
		"one that may be given": {"open": {"public_addresses": "module.edge is given it"}},
		"a setting": {"associate_public_ip_address": true},
		"a setting that is not known": {"unknown": {"associate_public_ip_address": "a variable"}},
		"user data": {"user_data": "aws ec2 associate-address"},
	}
	some finding in rule.fail with input as in_vpc(with_gateway, object.union(placed, more)) with network.open_to_world as ssh_only
	endswith(finding.message, "lets everybody on the internet connect to tcp/22 (SSH).")
}

test_fail_with_a_gateway_that_may_be_there if {
	perhaps := {"open": {"internet_gateways": "module.edge is given it"}}
	some finding in rule.fail with input as in_vpc(perhaps, placed) with network.open_to_world as ssh_only
	finding.level == "warning"
}

test_pass_closed if {
	count(rule.fail) == 0 with input as configuration(instance) with network.open_to_world as closed
	count(rule.review) == 0 with input as configuration(instance) with network.open_to_world as closed
}

test_review_unknown_addresses if {
	count(rule.fail) == 0 with input as configuration(instance) with network.open_to_world as undecided
	some finding in rule.review with input as configuration(instance) with network.open_to_world as undecided
	finding.reason == "variable \"cidr\" has no default"
}

# Each rule that stands open is a fault of its own: who mends or accepts one wants to know of the other.
test_fail_every_rule if {
	both := object.union(opened("", 22)[0], {"subject": "aws_security_group.support.ingress[0]"})
	count(rule.fail) == 2 with input as configuration(instance) with network.open_to_world as array.concat(opened("", 22), [both])
}

# An instance that may not exist proves nothing.
test_review_instance_may_not_exist if {
	perhaps := object.union(instance, {"maybe": "its count is unknown"})
	count(rule.fail) == 0 with input as configuration(perhaps) with network.open_to_world as opened
	some finding in rule.review with input as configuration(perhaps) with network.open_to_world as opened
	finding.reason == "its count is unknown"
}

# A launch template starts nothing by itself.
test_trap_launch_template if {
	template := {"nodes": {"launch_template": {"aws_launch_template.jump": instance}}}
	count(rule.fail) == 0 with input as template with network.open_to_world as opened
}
