# METADATA
# title: Systems Manager endpoint cannot work
# description: >-
#   An endpoint for Systems Manager is of the wrong type, for a misspelt service or another Region, stands in
#   no subnet, or in subnets and groups that do not fit its VPC, so AWS refuses to create it or nobody reaches it; or it
#   has IPv4 addresses only, which instances in IPv6-only subnets do not reach.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
#     description: Access an AWS service using an interface VPC endpoint
#   - ref: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
#     description: Gateway endpoints
# custom:
#   severity: error
#   category: systems-manager
#   precision: high
package policies["ssm-endpoint-unusable"]

import data.lib.evidence
import data.lib.managed
import data.lib.mend
import data.lib.reasons
import data.lib.services
import data.lib.text
import data.lib.unusable

fail contains finding if {
	some at_place in evidence.by_block(with_verdict("deny"))
	endpoints := evidence.subjects(at_place)
	first := about(endpoints[0], at_place)
	finding := object.union(of(first), {
		"level": level(at_place),
		"message": said_of(endpoints, message(first)),
		"mend": [change | some endpoint in endpoints; some change in mends(about(endpoint, at_place))],
	})
}

review contains finding if {
	some at_place in evidence.by_block(with_verdict("unknown"))
	endpoints := evidence.subjects(at_place)
	first := about(endpoints[0], at_place)
	finding := object.union(of(first), {
		"message": said_of(endpoints, $"It is undecided whether {first.endpoint} can work as the endpoint for {first.service}."),
		"reason": first.reason,
	})
}

# with_verdict are the faults of endpoints, of which a loop makes several at one place.
with_verdict(verdict) := {object.union(fact, {"subject": fact.endpoint}) |
	some fact in unusable.facts
	fact.verdict == verdict
}

about(endpoint, facts) := [fact | some fact in facts; fact.endpoint == endpoint][0]

# said_of is what is said of the first of some endpoints, for all of them.
said_of(endpoints, sentence) := sentence if {
	count(endpoints) == 1
} else := $"{substring(sentence, 0, count(sentence) - 1)}{text.also(endpoints)}."

of(fact) := {
	"node": fact.endpoint,
	"attribute": fact.attribute,
	"remedy": remedy(fact),
	"affected": managed.residents(fact.vpc),
	"path": fact.path,
}

# Endpoints and computers that have no kind of address in common.
fail contains managed.reasoned(finding) if {
	some at_place in evidence.by_block(missing_each_other("deny"))
	endpoints := evidence.subjects(at_place)
	sufferers := evidence.families(at_place)
	finding := object.union(missed(at_place), {
		"level": gravest(at_place),
		"message": $"{text.list(endpoints)} {text.plural(endpoints, "has", "have")} IPv4 addresses only, so {text.list(sufferers)}, which {text.plural(sufferers, "has", "have")} only those of IPv6, cannot connect to {text.plural(endpoints, "it", "them")}.",
	})
}

review contains finding if {
	some at_place in evidence.by_block(missing_each_other("unknown"))
	sufferers := evidence.families(at_place)
	finding := object.union(missed(at_place), {
		"message": $"It is undecided whether {text.list(sufferers)}, which {text.plural(sufferers, "has", "have")} only IPv6 addresses, can do without {text.list(evidence.subjects(at_place))}.",
		"reason": evidence.one(at_place).reason,
	})
}

missing_each_other(verdict) := {fact | some fact in apart; fact.verdict == verdict}

gravest(facts) := "error" if {
	some fact in facts
	fact.service in services.required
} else := "warning"

missed(facts) := {
	"node": evidence.subjects(facts)[0],
	"attribute": "ip_address_type",
	"remedy": $"Make {text.list(evidence.subjects(facts))} dual-stack, in subnets that have IPv6 blocks, or give the instances a subnet with IPv4.",
	"affected": evidence.families(facts),
	"path": managed.ways[evidence.one(facts).computer][evidence.one(facts).service].path,
}

# apart are the ways that end for want of a kind of address that both ends have. SSM Agent can be told to use the
# dual-stack names of Systems Manager, which are reached over the internet ("Configuring SSM Agent to use dual-stack
# endpoints", AWS Systems Manager User Guide).
apart := {fact |
	some address, by_service in managed.astray
	some service, way in by_service
	hop := way.path[count(way.path) - 1]
	hop.attribute == "ip_address_type"
	answer := {
		"verdict": hop.verdict,
		"reason": hop.text,
		"subject": way.endpoint,
		"attribute": "ip_address_type",
	}
	doubt := reasons.first([managed.needs[address].doubt, way_round(address)])
	fact := object.union(evidence.fact(address, answer, doubt), {"service": service})
}

# way_round tells why a computer may do without the endpoint.
way_round(address) := "" if {
	network.way_out(address).verdict == "deny"
} else := "SSM Agent may be told to use the dual-stack names of Systems Manager over the internet"

message(fact) := $"{fact.fault}, so nothing in its VPC can connect to it." if {
	stands_nowhere(fact)
} else := fact.fault if {
	endswith(fact.fault, "?")
} else := $"{fact.fault}, so AWS refuses to create it."

stands_nowhere(fact) if endswith(fact.fault, "stands in no subnet")

# What AWS refuses to create stops everything; what nobody reaches, only those who need it.
level(facts) := "warning" if {
	every fact in facts {
		fact.service == "ec2messages"
		stands_nowhere(fact)
	}
} else := "error"

remedy(fact) := $"Make {fact.endpoint} an interface endpoint, with subnets, a security group and private DNS names." if {
	fact.attribute == "endpoint_type"
} else := $"Give {fact.endpoint} one subnet of its VPC in each Availability Zone that it is to serve." if {
	fact.attribute == "subnets"
} else := $"Give {fact.endpoint} security groups of its own VPC." if {
	fact.attribute == "security_groups"
} else := $"Name {fact.service} in the Region of {fact.endpoint}, or say in which other Region it is meant to be."

# A misspelt service is corrected, and an endpoint that has all that an interface endpoint needs is made one.
mends(fact) := [{"change": "replace", "node": fact.endpoint, "attribute": "service_name", "from": last, "to": fact.service}] if {
	fact.attribute == "service_name"
	startswith(service_name(fact), "com.amazonaws.")
	parts := split(service_name(fact), ".")
	last := parts[count(parts) - 1]
	last != fact.service
} else := [{"change": "replace", "node": fact.endpoint, "attribute": "service_name", "from": parts[2], "to": region}] if {
	fact.attribute == "service_name"
	startswith(service_name(fact), "com.amazonaws.")
	parts := split(service_name(fact), ".")
	count(parts) == 4
	region := object.get(input.nodes.vpc_endpoint[fact.endpoint], "region", "")
	region != ""
	region != parts[2]
} else := mend.set_value(fact.endpoint, "service_name", $"com.amazonaws.{region}.{fact.service}") if {
	fact.attribute == "service_name"
	region := regex.find_all_string_submatch_n(`^[a-z0-9]+\.([a-z0-9-]+)\.amazonaws\.com$`, service_name(fact), 1)[0][1]
} else := mend.set_value(fact.endpoint, "endpoint_type", "Interface") if {
	fact.attribute == "endpoint_type"
	endpoint := input.nodes.vpc_endpoint[fact.endpoint]
	count(endpoint.subnets) > 0
	count(endpoint.security_groups) > 0
	endpoint.private_dns_enabled == true
} else := array.concat(mend.set_value(fact.endpoint, "endpoint_type", "Interface"), likeness) if {
	fact.attribute == "endpoint_type"
	likeness := mend.like_model(fact.endpoint, ["subnets", "security_groups", "private_dns_enabled"], ["route_tables"])
	count(likeness) > 0
} else := mend.like_model(fact.endpoint, ["subnets"], []) if {
	stands_nowhere(fact)
} else := [{"change": "remove", "node": fact.endpoint, "attribute": "subnets", "items": superfluous}] if {
	superfluous := seconds(fact.endpoint)
	fact.attribute == "subnets"
	count(superfluous) > 0
} else := mend.like_model(fact.endpoint, [fact.attribute], []) if {
	fact.attribute in {"subnets", "security_groups"}
} else := []

# seconds are the subnets of an endpoint that stand in the Availability Zone of another one before them.
seconds(endpoint) := [later |
	subnets := input.nodes.vpc_endpoint[endpoint].subnets
	some i, later in subnets
	zone := input.nodes.subnet[later].availability_zone
	some j, earlier in subnets
	j < i
	input.nodes.subnet[earlier].availability_zone == zone
]

service_name(fact) := input.nodes.vpc_endpoint[fact.endpoint].service_name
