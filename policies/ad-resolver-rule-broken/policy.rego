# METADATA
# title: Resolver rule does not lead to the directory
# description: >-
#   A Route 53 Resolver rule forwards the domain of a directory, and the questions do not get there: its endpoint is
#   an inbound one, a security group or a missing route stops them, its targets are other servers, or the VPC that
#   needs it is not associated with it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-forwarding-outbound-queries.html
#     description: Forwarding outbound DNS queries to your network
#   - ref: https://aws.amazon.com/blogs/networking-and-content-delivery/integrating-your-directory-services-dns-resolution-with-amazon-route-53-resolvers/
#     description: Integrating your Directory Service's DNS resolution with Amazon Route 53 Resolvers
# custom:
#   severity: error
#   category: active-directory
#   precision: high
package policies["ad-resolver-rule-broken"]

import data.lib.computers
import data.lib.directories
import data.lib.evidence
import data.lib.reasons
import data.lib.text

fail contains finding if {
	some at_place in evidence.by_place(broken)
	finding := object.union(of(evidence.one(at_place)), {
		"level": level(at_place),
		"message": $"{obstacle(at_place)}, so {consequence(at_place)}.",
	})
}

review contains finding if {
	some at_place in object.remove(evidence.by_place(undecided), evidence.places(broken))
	first := evidence.one(at_place)
	finding := object.union(of(first), {
		"message": $"It is undecided whether {question(first)}.",
		"reason": first.reason,
	})
}

question(fact) := $"{text.list(affected(fact))} {text.plural(affected(fact), "finds", "find")} {text.list(sort(directories_of(fact)))} without {fact.rule}, which is not associated with {fact.target}" if {
	fact.kind == "association"
} else := $"{fact.rule} leads to {text.list(sort(directories_of(fact)))}"

of(fact) := {
	"node": fact.subject,
	"attribute": fact.attribute,
	"remedy": remedy(fact),
	"affected": affected(fact),
	"path": array.concat(
		[{"node": fact.rule, "attribute": "domain_name", "text": $"{fact.rule} forwards {input.nodes.resolver_rule[fact.rule].domain_name}", "verdict": "allow"}],
		fact.path,
	),
}

level(facts) := "error" if {
	some fact in facts
	not fact.label == "tcp/53"
} else := "warning"

obstacle(facts) := $"{first.subject} does not let {concat(" and ", sort({fact.label | some fact in facts}))} out to {text.list(sort({fact.target | some fact in facts}))}" if {
	first := evidence.one(facts)
	first.kind == "egress"
} else := evidence.why(facts)

consequence(facts) := $"{text.list(affected(first))} cannot find {text.list(sort(directories_of(first)))}" if {
	first := evidence.one(facts)
	first.kind == "association"
} else := $"the names of {text.list(sort(directories_of(first)))} are not found" if {
	first := evidence.one(facts)
	first.subject == first.rule
} else := $"{first.rule} does not lead to {text.list(sort(directories_of(first)))}" if {
	first := evidence.one(facts)
	level(facts) == "error"
} else := $"long answers of {text.list(sort(directories_of(first)))} are lost, as the list of its domain controllers may be" if {
	first := evidence.one(facts)
}

remedy(fact) := $"Give {fact.rule} an endpoint of the direction OUTBOUND." if {
	fact.kind == "direction"
} else := $"Associate {fact.rule} with {fact.target}." if {
	fact.kind == "association"
} else := $"Let udp/53 and tcp/53 out to {fact.target} in {fact.subject}." if {
	fact.kind == "egress"
} else := $"Name the DNS addresses of {text.list(sort(directories_of(fact)))} as targets of {fact.rule}." if {
	fact.kind == "target"
} else := $"Add routes between the subnets of the endpoint of {fact.rule} and those of {fact.target}, in both directions."

directories_of(fact) := directories.directories_of(input.nodes.resolver_rule[fact.rule])

# affected are the computers whose questions the rule forwards, or should.
affected(fact) := sort(directories.seekers(fact.target)) if {
	fact.kind == "association"
} else := sort({computer |
	some vpc in input.nodes.resolver_rule[fact.rule].vpcs
	some computer in directories.residents(vpc)
})

broken := {fact |
	some fact in facts
	fact.verdict == "deny"
}

undecided := {fact |
	some fact in facts
	fact.verdict == "unknown"
}

facts := ((not_outbound | stopped) | (not_routed | elsewhere)) | not_associated

fact(rule, kind, target, label, answer, doubt) := {
	"rule": rule,
	"kind": kind,
	"target": target,
	"label": label,
	"verdict": verdict(answer, doubt),
	"reason": reasons.first([doubt, answer.reason]),
	"subject": reasons.first([answer.subject, rule]),
	"attribute": answer.attribute,
	"path": answer.path,
}

verdict(answer, doubt) := "unknown" if {
	answer.verdict == "deny"
	doubt != ""
} else := answer.verdict

# doubt tells why a rule or its endpoint may not be there.
doubt(rule, endpoint) := reasons.first([
	computers.doubt(input.nodes.resolver_rule[rule]),
	computers.doubt(endpoint),
	object.get(endpoint, "external", ""),
])

# endpoints[rule] is the endpoint that a rule sends its questions from.
endpoints := {address: input.nodes.resolver_endpoint[rule.resolver_endpoint] | some address, rule in directories.forwarding_rules}

# A rule of type FORWARD takes an outbound endpoint ("Forwarding outbound DNS queries to your network", Amazon Route
# 53 Developer Guide).
not_outbound := {found |
	some rule, endpoint in endpoints
	upper(endpoint.query_direction) in {"INBOUND", "INBOUND_DELEGATION"}
	answer := denied(rule, "resolver_endpoint", $"{rule} sends its questions through {endpoint.address}, which only takes in those of others")
	found := fact(rule, "direction", endpoint.address, "", answer, doubt(rule, endpoint))
}

denied(subject, attribute, reason) := {
	"verdict": "deny",
	"reason": reason,
	"subject": subject,
	"attribute": attribute,
	"path": [{"node": subject, "attribute": attribute, "text": reason, "verdict": "deny"}],
}

stopped := {found |
	some rule, endpoint in endpoints
	some target in targets[rule]
	some protocol in ["udp", "tcp"]
	answer := network.egress(endpoint.address, target, protocol, 53)
	answer.verdict != "allow"
	whole := object.union(answer, owner(answer))
	found := fact(rule, "egress", target, $"{protocol}/53", whole, doubt(rule, endpoint))
}

# owner is the group of a rule that nearly lets the questions out: both protocols are a matter of the group.
owner(answer) := {"subject": group, "attribute": "rules"} if {
	input.nodes.security_group_rule[answer.subject]
	group := [address |
		some address, group in input.nodes.security_group
		some rule in group.rules
		rule.address == answer.subject
	][0]
} else := {}

not_routed := {found |
	some rule, endpoint in endpoints
	some target in targets[rule]
	input.nodes.directory[target]
	answer := network.reaches(endpoint.address, target)
	answer.verdict != "allow"
	not keeps_computers(answer, target)
	found := fact(rule, "route", target, "", answer, doubt(rule, endpoint))
}

# keeps_computers holds where the same routes keep computers from the directory: another rule says so.
keeps_computers(answer, target) if {
	some computer in directories.members
	other := network.reaches(computer, target)
	other.verdict == answer.verdict
	other.subject == answer.subject
}

# targets[rule] are where a rule sends its questions: the directories and domain controllers that it refers to, or
# addresses.
targets := {rule: found |
	some rule, node in directories.forwarding_rules
	found := {target |
		some written in node.target_addresses
		target := target_of(written)
	}
}

target_of(written) := referred(written) if {
	contains(written, "${")
} else := written if {
	net.cidr_is_valid(concat("", [written, "/32"]))
}

referred(written) := [address |
	some kind in ["directory", "instance"]
	some address, _ in input.nodes[kind]
	startswith(written, concat("", ["${", address, "."]))
][0]

elsewhere := {found |
	some rule, node in directories.forwarding_rules
	some written in node.target_addresses
	answer := stranger(rule, written)
	found := fact(rule, "target", written, "", answer, computers.doubt(node))
}

# stranger tells what a target is that is none of the servers of a rule's directories. Another directory may know
# them by a trust.
stranger(rule, written) := denied(rule, "target_addresses", $"{rule} sends its questions to {written}, which is {other}") if {
	other := known_strangers[written]
} else := object.union(denied(rule, "target_addresses", reason), {"verdict": "unknown"}) if {
	other := referred(written)
	directory := input.nodes.directory[other]
	directory.domain_name
	not other in directories.directories_of(input.nodes.resolver_rule[rule])
	reason := $"{other} is another directory, and knows the domain by a trust alone"
}

known_strangers := object.union(
	{address: "a public DNS server" | some address in directories.public_servers},
	{"169.254.169.253": "Amazon's DNS server"},
)

not_associated := {found |
	some vpc, rule in directories.left_out
	count(directories.seekers(vpc)) > 0
	answer := denied(rule, "vpcs", $"{rule} is not associated with {vpc}, which resolves names through Amazon alone")
	found := fact(rule, "association", vpc, "", answer, asking_doubt(vpc))
}

# asking_doubt tells why nobody may ask the DNS servers of a VPC for the directory; "" where somebody surely does.
asking_doubt(vpc) := "" if {
	some computer in directories.seekers(vpc)
	directories.asking_doubt(computers.all[computer]) == ""
} else := directories.asking_doubt(computers.all[min(directories.seekers(vpc))])
