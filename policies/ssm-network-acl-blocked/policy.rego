# METADATA
# title: Network ACL stops connections to Systems Manager
# description: >-
#   A network ACL on the way from an instance to Systems Manager stops HTTPS, or the answers that come back
#   to the ports that the instance's operating system takes, all of them or (a warning) a part.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
#     description: Control subnet traffic with network access control lists
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html
#     description: Custom network ACLs and ephemeral ports
# custom:
#   severity: error
#   category: systems-manager
#   precision: high
package policies["ssm-network-acl-blocked"]

import data.lib.evidence
import data.lib.managed
import data.lib.text
import data.lib.unusable

fail contains managed.reasoned(finding) if {
	some [subject, attribute], at_place in evidence.by_place(blocked)
	first := evidence.one(at_place)
	finding := {
		"node": subject,
		"attribute": attribute,
		"level": evidence.level(at_place),
		"message": $"{evidence.why(at_place)}, so the connections to Systems Manager do not come about.",
		"remedy": $"Allow tcp/443 to the endpoints or the internet in {subject}, and tcp back to ports 49152-65535 for Windows or 32768-60999 for Linux, with a lower rule number than what denies them.",
		"affected": evidence.families(at_place),
		"path": network.acl(first.computer, first.destination, "tcp", 443).path,
	}
}

# A client takes any of its ports, so that it gets through now and then.
fail contains managed.reasoned(finding) if {
	some [subject, attribute], at_place in object.remove(evidence.by_place(partial), evidence.places(blocked))
	first := evidence.one(at_place)
	finding := {
		"node": subject,
		"attribute": attribute,
		"level": "warning",
		"message": $"{evidence.why(at_place)}, so only some of the connections to Systems Manager come about.",
		"remedy": $"Allow tcp to ports {first.part} as well in {subject}.",
		"affected": evidence.families(at_place),
		"path": network.acl(first.computer, first.destination, "tcp", 443).path,
	}
}

# The name of an endpoint leads to all of its network interfaces ("CreateVpcEndpoint", PrivateDnsEnabled, Amazon EC2 API
# Reference), so that a part of the connections goes to those that cannot be reached.
fail contains managed.reasoned(finding) if {
	some [subject, attribute], at_place in object.remove(evidence.by_place(shared), evidence.places(blocked | partial))
	first := evidence.one(at_place)
	reached := endpoints({fact | some fact in at_place; fact.share == first.share})
	path := network.acl(first.computer, first.destination, "tcp", 443).path
	finding := {
		"node": subject,
		"attribute": attribute,
		"level": "warning",
		"message": $"{path[count(path) - 1].text}, so {first.share} network interfaces {text.plural(reached, "of", "each of")} {text.list(reached)} cannot be reached, and the connections to Systems Manager that are led to these time out.",
		"remedy": $"Allow tcp/443 to all subnets of the endpoints in {subject}, and tcp back to ports 49152-65535 for Windows or 32768-60999 for Linux, with a lower rule number than what denies them.",
		"affected": evidence.families(at_place),
		"path": path,
	}
}

review contains finding if {
	some [subject, attribute], at_place in evidence.by_place(undecided)
	first := evidence.one(at_place)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"It is undecided whether {filter(subject)} stops connections to Systems Manager.",
		"remedy": $"Allow tcp/443 to the endpoints or the internet in {filter(subject)}, and tcp back to ports 49152-65535 for Windows or 32768-60999 for Linux.",
		"reason": evidence.why(at_place),
		"affected": evidence.families(at_place),
		"path": network.acl(first.computer, first.destination, "tcp", 443).path,
	}
}

# filter is the network ACL that an answer is about. Where that is not known, the answer names the subnet, or
# the end of the connection whose subnet is not known.
filter(subject) := $"the network ACL of {subject}" if {
	input.nodes.subnet[subject]
} else := $"the network ACL of the subnet of {subject}" if {
	input.nodes.vpc_endpoint[subject]
} else := $"the network ACL of the subnet of {subject}" if {
	managed.connections[subject]
} else := subject

blocked := {fact |
	some fact in facts
	fact.verdict == "deny"
}

partial := {fact |
	some fact in facts
	fact.part != ""
}

# shared are the facts about endpoints of whose network interfaces some surely cannot be reached, and the others can.
shared := {fact |
	some fact in facts
	fact.share != ""
}

endpoints(facts) := sort({fact.destination | some fact in facts})

# Several endpoints whose subnet is open for one reason leave one thing undecided, which the first of them tells.
undecided := {object.union(fact, {"subject": subject}) |
	some fact in facts
	fact.verdict == "unknown"
	fact.part == ""
	fact.share == ""
	subject := first(fact)
}

first(fact) := min(alike[fact.reason]) if {
	input.nodes.vpc_endpoint[fact.subject]
} else := fact.subject

# alike are the endpoints whose subnet is open, by the reason.
alike[reason] contains fact.subject if {
	some fact in facts
	fact.verdict == "unknown"
	input.nodes.vpc_endpoint[fact.subject]
	reason := fact.reason
}

facts := {fact |
	some address, by_service in managed.hindered
	some connection in by_service
	answer := network.acl(address, connection.destination, "tcp", 443)
	answer.verdict != "allow"
	not answer.subject in unusable.nowhere # which is a fault of its own
	fact := object.union(evidence.fact(address, answer, connection.doubt), {
		"destination": connection.destination,
		"level": connection.level,
		"part": certain(answer.part, connection),
		"share": certain(answer.share, connection),
	})
}

# certain is what an answer says of a connection that surely goes there: the ports that are stopped while others of the
# client's are not, or the share of the ways.
certain(about, connection) := about if {
	connection.doubt == ""
} else := ""
