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

import data.lib.broken_routes
import data.lib.computers
import data.lib.endpoint_records
import data.lib.evidence
import data.lib.first_endpoints
import data.lib.managed
import data.lib.mend
import data.lib.reasons
import data.lib.services
import data.lib.text
import data.lib.unusable

# The services that Session Manager needs are one fault; ec2messages, which only older agents need, is
# another one.
fail contains managed.reasoned(finding) if {
	some [vpc, kind], facts in evidence.grouped(missing, ["subject", "kind"])
	first := evidence.one(facts)
	names := services_of(facts)
	sufferers := evidence.families(facts)
	finding := {
		"node": vpc,
		"attribute": "endpoints",
		"level": services.wanted(input.nodes.vpc[vpc])[names[0]],
		"message": message(kind, {"vpc": vpc, "services": names, "sufferers": text.list(sufferers), "why": managed.why(sufferers), "because": managed.because(sufferers)}),
		"remedy": $"Add {text.plural(names, "an interface endpoint", "interface endpoints")} for {text.list(full_names(vpc, names))} to {vpc}, with private DNS names and a security group that lets tcp/443 in from the instances; or give their subnets a way to the internet.{elsewhere(vpc, names)}",
		"affected": sufferers,
		"path": managed.ways[first.computer][first.service].path,
		"mend": mends(vpc, kind, names, evidence.computers(facts)),
	}
}

review contains finding if {
	some [subject], facts in evidence.grouped(undecided, ["subject"])
	first := evidence.one(facts)
	names := services_of(facts)
	sufferers := evidence.families(facts)
	finding := {
		"node": subject,
		"attribute": first.attribute,
		"message": $"It is undecided how {text.list(sufferers)} {text.plural(sufferers, "reaches", "reach")} {text.list(names)}.",
		"remedy": $"Make sure that there is an interface endpoint for each of {text.list(names)}, or a way to the internet.",
		"reason": first.reason,
		"affected": sufferers,
		"path": managed.ways[first.computer][first.service].path,
	}
}

message("required", about) := concat("", [
	$"{about.vpc} has no interface endpoint for {text.list(about.services)} and its instances have no other way there, ",
	$"so {consequence(about)} ({about.why}).",
])

message("older agents", about) := concat("", [
	$"{about.vpc} has no interface endpoint for ec2messages and its instances have no other way there, ",
	$"so SSM Agent before 3.3.40.0 gets no commands on {about.sufferers}{about.because}; ",
	"later agents use ssmmessages instead, and newer regions do not offer ec2messages any more.",
])

# Commands and sessions both come over ssmmessages; without it an instance registers and does nothing more.
consequence(about) := $"neither Session Manager nor Run Command works on {about.sufferers}" if {
	about.services == ["ssmmessages"]
} else := $"Systems Manager cannot manage {about.sufferers}"

# elsewhere names the private zones that lead to endpoints in another VPC, and that this one is not associated with.
elsewhere(vpc, names) := $" Or associate {vpc} with {text.list(sort(zones))}, which {text.plural(zones, "leads", "lead")} to endpoints in another VPC." if {
	zones := {zone |
		some zone, node in input.nodes.hosted_zone
		some record in node.records
		endpoint := input.nodes.vpc_endpoint[input.nodes.dns_record[record].vpc_endpoint]
		endpoint.vpc != vpc
		some service in names
		startswith(node.domain_name, concat("", [service, "."]))
		not zone in object.get(input.nodes.vpc[vpc], "hosted_zones", [])
	}
	count(zones) > 0
} else := ""

# What older agents need comes beside what all need, so it waits for that. Where private zones lead to endpoints, another
# one would need a zone as well.
mends(vpc, kind, names, addresses) := [] if {
	some zone in input.nodes.vpc[vpc].hosted_zones
	some record in input.nodes.hosted_zone[zone].records
	input.nodes.dns_record[record].vpc_endpoint
} else := [] if {
	elsewhere(vpc, names) != "" # the endpoints are there already
} else := likeness if {
	likeness := mend.endpoints_like(vpc, names)
	count(likeness) > 0
} else := [] if {
	kind == "older agents"
	[vpc, "required"] in kinds_missing
} else := first_endpoints.for_services(vpc, names, addresses)

kind_of(service) := "required" if {
	service in services.required
} else := "older agents"

services_of(facts) := [service |
	named := {fact.service | some fact in facts}
	some service in ["ssm", "ssmmessages", "ec2messages"]
	service in named
]

full_names(vpc, names) := [$"com.amazonaws.{region(vpc)}.{service}" | some service in names]

region(vpc) := found if {
	found := services.region(input.nodes.vpc[vpc])
	found != ""
} else := "<region>"

missing := {fact |
	some fact in facts
	fact.verdict == "deny"
}

kinds_missing := {[fact.subject, fact.kind] | some fact in missing}

# Where it is proven for some instances of a VPC that an endpoint is missing, the others add no question about it.
undecided := {fact |
	some fact in facts
	fact.verdict == "unknown"
	not [fact.subject, fact.service] in proven
}

proven := {[fact.subject, fact.service] | some fact in missing}

facts := {fact |
	some address, ways in managed.astray
	computer := computers.all[address]
	place := place_of(computer)
	doubt := reasons.first([managed.needs[address].doubt, place.doubt])
	some service, way in ways
	not unusable.stands_for(place.at.subject, service)
	not endpoint_records.misleads(place.at.subject, service)
	not broken_routes.ways[address][service]
	answer := verdict(way, endpoints(computer, service))
	fact := object.union(
		evidence.fact(address, object.union(answer, place.at), doubt),
		{"service": service, "kind": kind_of(service)},
	)
}

# place_of says where an endpoint has to be added: to the VPC of a computer. What is unknown about a
# computer whose VPC is not in view is asked of the computer itself.
place_of(computer) := {"at": {"subject": computer.vpc, "attribute": "endpoints"}, "doubt": computers.doubt(input.nodes.vpc[computer.vpc])} if {
	true
} else := {"at": {"subject": "", "attribute": "vpc"}, "doubt": ""}

endpoints(computer, service) := network.endpoints(computer.vpc, service) if {
	input.nodes.vpc[computer.vpc]
} else := {"has": [], "may": [], "open": "its VPC is not part of this configuration"}

# verdict is deny when there surely is neither an endpoint nor another way, and undefined when there is
# either. An endpoint that is there and cannot be used is another rule's fault.
verdict(way, candidates) := {"verdict": "deny", "reason": way.reason} if {
	way.way == "none"
	count(candidates.has) + count(candidates.may) == 0
	candidates.open == ""
} else := {"verdict": "unknown", "reason": way.reason} if {
	way.way == "unknown"
	count(candidates.has) == 0
}
