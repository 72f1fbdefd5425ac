# METADATA
# title: Systems Manager endpoint missing
# description: >-
#   A VPC with instances to be managed by Systems Manager has neither an interface endpoint for one of its
#   services nor any other way to it, so Session Manager and Run Command do not work.
# related_resources:
#   - ref: https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html
#     description: Improve the security of EC2 instances by using VPC endpoints for Systems Manager
#   - ref: https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html
#     description: ec2messages, ssmmessages, and other API operations
# custom:
#   severity: error
#   category: systems-manager
#   precision: high
package policies["ssm-endpoint-missing"]

import data.lib.computers
import data.lib.evidence
import data.lib.managed
import data.lib.reasons
import data.lib.services
import data.lib.text

# The services that Session Manager needs are one fault; ec2messages, which only older agents need, is
# another one.
fail contains finding if {
	some vpc, by_kind in missing
	some kind, facts in by_kind
	finding := object.union(evidence.of(facts), {
		"node": vpc,
		"attribute": "endpoints",
		"level": evidence.level(facts),
		"message": message(kind, vpc, facts),
		"remedy": $"Add {text.plural(names(facts), "an interface endpoint", "interface endpoints")} for {text.list(full_names(vpc, facts))} to {vpc}, with private DNS names and a security group that lets tcp/443 in from the instances; or give their subnets a way to the internet.",
	})
}

review contains finding if {
	some subject, facts in undecided
	finding := object.union(evidence.of(facts), {
		"node": subject,
		"attribute": endpoints_of(subject),
		"message": $"It is undecided how {text.list(evidence.computers(facts))} {text.plural(evidence.computers(facts), "reaches", "reach")} {text.list(names(facts))}.",
		"remedy": $"Make sure that there is an interface endpoint for each of {text.list(names(facts))}, or a way to the internet.",
		"reason": evidence.why(facts),
	})
}

message("required", vpc, facts) := concat("", [
	$"{vpc} has no interface endpoint for {text.list(names(facts))}{misspelt(vpc, facts)} and its instances have no other way there, ",
	$"so Systems Manager cannot manage {text.list(evidence.computers(facts))} ({text.list(whys(facts))}).",
])

message("older agents", vpc, facts) := concat("", [
	$"{vpc} has no interface endpoint for ec2messages{misspelt(vpc, facts)} and its instances have no other way there, ",
	$"so SSM Agent before 3.3.40.0 gets no commands on {text.list(evidence.computers(facts))}; ",
	"later agents use ssmmessages instead, and newer regions do not offer ec2messages any more.",
])

kind(service) := "required" if {
	service in services.required
} else := "older agents"

names(facts) := [service |
	some service in ["ssm", "ssmmessages", "ec2messages"]
	service in {fact.service | some fact in facts}
]

full_names(vpc, facts) := [$"com.amazonaws.{region(vpc)}.{service}" | some service in names(facts)]

region(vpc) := found if {
	found := services.region(input.nodes.vpc[vpc])
	found != ""
} else := "<region>"

whys(facts) := sort({managed.needs[fact.computer].why | some fact in facts})

endpoints_of(subject) := "endpoints" if {
	input.nodes.vpc[subject]
} else := ""

missing[fact.subject][kind(fact.service)] contains fact if {
	some fact in facts
	fact.verdict == "deny"
}

# Where it is proven for some instances of a VPC that the endpoint is missing, the others add no question.
undecided[fact.subject] contains fact if {
	some fact in facts
	fact.verdict == "unknown"
	not missing[fact.subject][kind(fact.service)]
}

facts contains fact if {
	some address, ways in managed.ways
	computer := computers.all[address]
	some service, way in ways
	answer := verdict(way, network.endpoints(computer.vpc, service))
	doubt := reasons.first([managed.needs[address].doubt, computers.doubt(input.nodes.vpc[computer.vpc])])
	fact := object.union(evidence.fact(address, answer, doubt), {
		"subject": computer.vpc,
		"service": service,
		"level": services.wanted(computer)[service],
	})
}

# What is unknown about a computer whose VPC is not in view is asked of the computer itself.
facts contains fact if {
	some address, ways in managed.ways
	computer := computers.all[address]
	not computers.vpc(computer)
	some service, way in ways
	way.way == "unknown"
	answer := {"verdict": "unknown", "reason": way.reason, "subject": "", "attribute": "", "path": way.path}
	fact := object.union(evidence.fact(address, answer, ""), {"service": service})
}

# verdict is deny when there surely is neither an endpoint nor another way, and undefined when there is
# either. An endpoint that is there and cannot be used is another rule's fault.
verdict(way, endpoints) := {"verdict": "deny", "reason": way.reason, "subject": "", "attribute": "", "path": way.path} if {
	way.way == "none"
	count(endpoints.has) + count(endpoints.may) == 0
	endpoints.open == ""
} else := {"verdict": "unknown", "reason": way.reason, "subject": "", "attribute": "", "path": way.path} if {
	way.way == "unknown"
	count(endpoints.has) == 0
}

# misspelt points at an endpoint of the VPC whose service name nearly is the one that is missing.
misspelt(vpc, facts) := [hint |
	some endpoint in input.nodes.vpc[vpc].endpoints
	written := last(split(input.nodes.vpc_endpoint[endpoint].service_name, "."))
	some service in names(facts)
	written != service
	bare(written) == bare(service)
	hint := $" ({endpoint} says {written}: did you mean {service}?)"
][0] if {
	true
} else := ""

bare(service) := trim_right(regex.replace(lower(service), `[^a-z0-9]`, ""), "s")

last(parts) := parts[count(parts) - 1]
