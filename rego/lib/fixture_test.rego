# Answers and nodes for the tests of policies.
package lib.fixture

# Answers of the built-ins, to be put in their place: with network.egress as fixture.allowed.
allowed := {"verdict": "allow", "reason": "", "subject": "", "attribute": "", "path": []}

denied(subject, attribute, reason) := {
	"verdict": "deny",
	"reason": reason,
	"subject": subject,
	"attribute": attribute,
	"path": [{"node": subject, "attribute": attribute, "text": reason, "verdict": "deny"}],
}

unknown(reason) := {"verdict": "unknown", "reason": reason, "subject": "", "attribute": "", "path": []}

# Ways to a service.
no_way := {"way": "none", "endpoint": "", "destination": "", "reason": "aws_route_table.private has no route to the internet", "path": []}

internet := {"way": "internet", "endpoint": "", "destination": "0.0.0.0/0", "reason": "", "path": []}

unknown_way := {"way": "unknown", "endpoint": "", "destination": "", "reason": "the way goes through a transit gateway", "path": []}

through(endpoint) := {"way": "endpoint", "endpoint": endpoint, "destination": endpoint, "reason": "", "path": []}

# The endpoints of a VPC for a service.
no_endpoints := {"has": [], "may": [], "open": ""}

# Built-ins that answer what input.answers holds for them, by the name of what they are asked about, or
# under "*" for all; otherwise that all is well. A test puts them in place of the real ones:
# with network.egress as fixture.egress.
service_way(_, service) := answer("service_way", service, internet)

way_out(computer) := answer("way_out", computer, denied("aws_route_table.private", "routes", "aws_route_table.private has no route to the internet"))

endpoints(_, service) := answer("endpoints", service, no_endpoints)

endpoint_faults(endpoint) := answer("endpoint_faults", endpoint, [])

foreign_groups(vpc) := answer("foreign_groups", vpc, [])

private_dns(endpoint) := answer("private_dns", endpoint, allowed)

private_zone(_, domain) := answer("private_zone", domain, {"verdict": "deny", "reason": "", "subject": "", "attribute": "", "path": []})

# Every node stands in a block of its own.
place(node, attribute) := concat(".", [node, attribute])

ingress(target, _, _, _) := answer("ingress", target, allowed)

egress(_, destination, _, _) := answer("egress", destination, allowed)

reaches(_, target) := answer("reaches", target, allowed)

acl(_, destination, _, _) := object.union({"part": "", "share": ""}, answer("acl", destination, allowed))

hindrances(computer, destination, protocol, port) := [answer |
	some answer in [
		egress(computer, destination, protocol, port),
		acl(computer, destination, protocol, port),
		reaches(computer, destination),
		ingress(destination, computer, protocol, port),
	]
	answer.verdict != "allow"
]

resolver(vpc) := answer("resolver", vpc, {"kind": "amazon", "options": "", "reason": "", "servers": [], "sets": []})

forwards(_, domain) := answer("forwards", domain, {"verdict": "deny", "reason": "", "subject": "", "attribute": "", "path": []})

dns_firewall(_, domain) := answer("dns_firewall", domain, allowed)

allows(_, action) := answer("allows", action, allowed)

refusals(role, actions) := {action: outcome |
	some action in actions
	outcome := allows(role, action)
	outcome.verdict != "allow"
}

allows_on(_, action, _) := answer("allows", action, allowed)

passes(_, action) := answer("passes", action, allowed)

trusts(_, service) := answer("trusts", service, allowed)

answer(question, about, _) := input.answers[question][about]

answer(question, about, _) := input.answers[question]["*"] if not input.answers[question][about]

answer(question, about, otherwise) := otherwise if {
	not input.answers[question][about]
	not input.answers[question]["*"]
}

# given returns a configuration in which the built-ins answer like that.
given(configuration, answers) := object.union_n([settings, configuration, {"answers": answers}])

settings := {
	"region": "eu-central-1",
	"configuration": {
		"licensed_amis": [],
		"directory_dns": [],
		"assume_default_host_management": false,
		"assume_complete": [],
		"systems_manager": {"ec2messages": "", "instances": ""},
	},
}

# nodes is an instance in a private subnet, with a profile and a role for Systems Manager.
nodes := {
	"vpc": {"aws_vpc.main": {"address": "aws_vpc.main", "endpoints": []}},
	"subnet": {"aws_subnet.private": {"address": "aws_subnet.private", "route_table": "aws_route_table.private", "vpc": "aws_vpc.main"}},
	"route_table": {"aws_route_table.private": {"address": "aws_route_table.private", "routes": []}},
	"security_group": {"aws_security_group.app": {"address": "aws_security_group.app", "rules": []}},
	"instance": {"aws_instance.app": {
		"address": "aws_instance.app",
		"image": "ami-1",
		"instance_profile": "aws_iam_instance_profile.app",
		"security_groups": ["aws_security_group.app"],
		"subnets": ["aws_subnet.private"],
		"vpc": "aws_vpc.main",
	}},
	"instance_profile": {"aws_iam_instance_profile.app": {"address": "aws_iam_instance_profile.app", "role": "aws_iam_role.app"}},
	"role": {"aws_iam_role.app": {
		"address": "aws_iam_role.app",
		"name": "app",
		"policies": ["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"],
	}},
}

# changed returns the input with one value of one node changed, or with a node added.
changed(kind, address, field, value) := {"nodes": object.union(nodes, {kind: {address: {"address": address, field: value}}})}

# without returns the input with one value of one node taken away.
without(kind, address, field) := {"nodes": json.remove(nodes, [concat("/", [kind, replace(address, "/", "~1"), field])])}

# The configuration as it is.
sound := {"nodes": nodes}
