# Endpoints for Systems Manager that cannot be created, or that nobody reaches, as they are written.
package lib.unusable

import data.lib.computers
import data.lib.reasons

# facts are the faults of endpoints: each with the endpoint, its VPC, the service that it is meant for, and
# an answer about the value to change.
facts := faults_of_endpoints | misspellings

faults_of_endpoints := {fact |
	some address, service in serving
	some answer in network.endpoint_faults(address)
	fact := {
		"endpoint": address,
		"vpc": object.get(input.nodes.vpc_endpoint[address], "vpc", ""),
		"service": service,
		"attribute": answer.attribute,
		"verdict": answer.verdict,
		"reason": answer.reason,
		"fault": answer.path[count(answer.path) - 1].text,
		"path": answer.path,
	}
}

misspellings := {fact |
	some address, label in object.remove(labels, object.keys(serving))
	endpoint := input.nodes.vpc_endpoint[address]
	not endpoint.external
	service := meant(endpoint, label)
	fault := $"{address} asks for {endpoint.service_name}, and no service has that name: did you mean {right(endpoint, service)}?"
	doubt := computers.doubt(endpoint)
	fact := {
		"endpoint": address,
		"vpc": object.get(endpoint, "vpc", ""),
		"service": service,
		"attribute": "service_name",
		"verdict": verdict(doubt),
		"reason": reasons.first([doubt, fault]),
		"fault": fault,
		"path": [{"node": address, "attribute": "service_name", "text": fault, "verdict": verdict(doubt)}],
	}
}

verdict("") := "deny"

verdict(doubt) := "unknown" if doubt != ""

# stands_for holds when a VPC has something that surely is meant to be its endpoint for a service, and that
# is none: then the endpoint is not missing, it is wrong.
stands_for(vpc, service) if [vpc, service] in substitutes

substitutes := {[fact.vpc, fact.service] |
	some fact in facts
	fact.verdict == "deny"
	fact.attribute in {"endpoint_type", "service_name"}
}

# nowhere are the endpoints that surely stand in no subnet.
nowhere contains fact.endpoint if {
	some fact in facts
	fact.verdict == "deny"
	endswith(fact.fault, "stands in no subnet")
}

services := {"ssm": "ssm", "ssmmessages": "ssmmessages", "ec2messages": "ec2messages"}

# labels[endpoint] is the last part of an endpoint's service name.
labels := {address: regex.replace(endpoint.service_name, `.*\.`, "") |
	some address, endpoint in input.nodes.vpc_endpoint
}

# serving[endpoint] is the service of Systems Manager that an endpoint is for.
serving := {address: service |
	some address, label in labels
	service := services[trim_suffix(label, "-fips")]
}

# meant is the service that a misspelt name is meant for.
meant(endpoint, label) := service if {
	some service, form in slips
	regex.match(form, label)
} else := services[name] if {
	name := trim_prefix(endpoint.service_name, "com.amazonaws.")
} else := services[name] if {
	regex.match(`\.amazonaws\.com(\.cn)?$`, endpoint.service_name)
	name := split(endpoint.service_name, ".")[0]
}

slips := {
	"ssm": `^(smm|systems?-?manager|session-?manager)$`,
	"ssmmessages": `^ss?m[-_]?m?ess?ages?$`,
	"ec2messages": `^ec2[-_]?mess?ages?$`,
}

right(endpoint, service) := $"{concat(".", array.slice(parts, 0, count(parts) - 1))}.{service}" if {
	parts := split(endpoint.service_name, ".")
	count(parts) > 3
	startswith(endpoint.service_name, "com.amazonaws.")
} else := $"com.amazonaws.<region>.{service}"
