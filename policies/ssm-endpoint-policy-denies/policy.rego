# METADATA
# title: Endpoint policy stops Systems Manager
# description: >-
#   The policy of an interface endpoint for Systems Manager does not let through the actions with which SSM
#   Agent registers the instance and keeps its channels open.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
#     description: Control access to VPC endpoints using endpoint policies
#   - ref: https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html
#     description: ec2messages, ssmmessages, and other API operations
# custom:
#   severity: error
#   category: systems-manager
#   precision: high
package policies["ssm-endpoint-policy-denies"]

import data.lib.evidence
import data.lib.managed
import data.lib.services
import data.lib.text
import data.lib.unusable

fail contains managed.reasoned(finding) if {
	some at_place in evidence.by_block({fact | some fact in facts; fact.verdict == "deny"})
	endpoints := evidence.subjects(at_place)
	lacking := actions_of(at_place)
	finding := {
		"node": endpoints[0],
		"attribute": "policy",
		"level": evidence.level(at_place),
		"message": $"The policy of {text.list(endpoints)} does not let {concat(", ", lacking)} through, so {consequence(lacking)} where its connections lead there.",
		"remedy": remedy(endpoints, lacking),
		"affected": evidence.families(at_place),
		"path": iam.passes(endpoints[0], lacking[0]).path,
	}
}

# One policy of several endpoints leaves one thing undecided, though each service has actions of its own: the message
# is the same for all of them.
review contains finding if {
	some ["unknown", endpoint], at_place in evidence.grouped(facts, ["verdict", "subject"])
	open := actions_of(at_place)
	finding := {
		"node": endpoint,
		"attribute": "policy",
		"message": $"It is undecided whether the policy of {endpoint} lets the requests of SSM Agent through.",
		"remedy": remedy([endpoint], open),
		"reason": evidence.why(at_place),
		"affected": evidence.families(at_place),
		"path": iam.passes(endpoint, open[0]).path,
	}
}

consequence(lacking) := "SSM Agent cannot register an instance" if {
	"ssm:UpdateInstanceInformation" in lacking
} else := "SSM Agent before 3.3.40.0 gets no commands" if {
	"ec2messages:GetMessages" in lacking
} else := "SSM Agent opens no session"

remedy(endpoints, lacking) := $"Allow {concat(", ", lacking)} in the policy of {text.list(endpoints)}, or leave the policy out and let those of the roles decide."

# actions_of are the actions that facts are about, in the order of the services.
actions_of(facts) := [action |
	some service in services.all
	some action in sort({action | some fact in facts; fact.service == service; some action in fact.actions})
]

# refusals[endpoint] are what the policy of an endpoint does not surely let through, by verdict.
refusals := {address: found |
	some address, endpoint in input.nodes.vpc_endpoint
	has_policy(endpoint)
	service := unusable.services[unusable.labels[address]]
	found := {verdict: refused |
		some verdict in ["deny", "unknown"]
		refused := [action | some action in services.actions[service]; iam.passes(address, action).verdict == verdict]
		count(refused) > 0
	}
	count(found) > 0
}

has_policy(endpoint) if endpoint.policy

has_policy(endpoint) if endpoint.unknown.policy

# What surely is refused needs no second word about what may be.
facts := {fact |
	count(refusals) > 0
	some address, by_service in managed.connections
	some service, connection in by_service
	endpoint := connection.destination
	verdict := worst(refusals[endpoint])
	refused := refusals[endpoint][verdict]
	answer := {"verdict": verdict, "reason": iam.passes(endpoint, refused[0]).reason, "subject": endpoint, "attribute": "policy"}
	fact := object.union(evidence.fact(address, answer, connection.doubt), {
		"service": service,
		"actions": refused,
		"level": connection.level,
	})
}

worst(refused) := "deny" if {
	refused.deny
} else := "unknown"
