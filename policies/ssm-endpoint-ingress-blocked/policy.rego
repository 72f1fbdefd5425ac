# METADATA
# title: Systems Manager endpoint lets nobody in
# description: >-
#   The security groups of an interface endpoint for Systems Manager do not let HTTPS in from the instances
#   that are led to it, or from anybody.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
#     description: Access an AWS service using an interface VPC endpoint
#   - ref: https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html
#     description: Improve the security of EC2 instances by using VPC endpoints for Systems Manager
# custom:
#   severity: error
#   category: systems-manager
#   precision: high
package policies["ssm-endpoint-ingress-blocked"]

import data.lib.computers
import data.lib.evidence
import data.lib.managed
import data.lib.mend
import data.lib.sealed_endpoints
import data.lib.services
import data.lib.text

fail contains managed.reasoned(finding) if {
	some [_, attribute], at_place in evidence.by_block(blocked)
	subjects := evidence.subjects(at_place)
	first := evidence.one([fact | some fact in at_place; fact.subject == subjects[0]])
	finding := {
		"node": subjects[0],
		"attribute": attribute,
		"level": evidence.level(at_place),
		"message": $"{closed(subjects[0])} from the instances that are led there{evidence.hint(at_place)}{text.also(subjects)}.",
		"remedy": "Let tcp/443 in to the endpoints from the security group of the instances, or from the addresses of their subnets.",
		"affected": evidence.families(at_place),
		"path": network.ingress(first.endpoint, first.computer, "tcp", 443).path,
		"mend": mends(subjects[0], at_place),
	}
}

review contains finding if {
	some [subject, attribute], at_place in evidence.by_place(undecided)
	first := evidence.one(at_place)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"It is undecided whether {text.list(endpoints(at_place))} {text.plural(endpoints(at_place), "lets", "let")} tcp/443 in from the instances that are led there.",
		"remedy": "Let tcp/443 in to the endpoints from the security group of the instances, or from the addresses of their subnets.",
		"reason": evidence.why(at_place),
		"affected": evidence.families(at_place),
		"path": network.ingress(first.endpoint, first.computer, "tcp", 443).path,
	}
}

# A group of another VPC is no good to the endpoint, whatever it lets in.
mends(subject, facts) := mend.own_group(subject) if {
	is_given_none(subject)
} else := [] if {
	some fact in facts
	some group in mend.groups_at(subject)
	input.nodes.vpc_endpoint[fact.endpoint].vpc != input.nodes.security_group[group].vpc
} else := mend.https(subject, "ingress", [{"networks": vpcs}]) if {
	vpcs := sort({fact.vpc | some fact in facts; fact.vpc != input.nodes.vpc_endpoint[fact.endpoint].vpc})
	count(vpcs) > 0
} else := mend.https(subject, "ingress", mend.groups_or_networks(mend.computers_of(evidence.computers(facts))))

# An endpoint is at fault itself where it wears the group that AWS made along with the VPC: nobody wrote that group, and
# what has to change is in the block of each endpoint.
closed(subject) := $"{subject} is given no security group, and the default one of its VPC does not let tcp/443 in" if {
	is_given_none(subject)
} else := $"{subject} does not let tcp/443 in" if {
	input.nodes.vpc_endpoint[subject]
} else := $"{subject} does not let tcp/443 in to the Systems Manager endpoints"

# An endpoint that a condition gives one of several groups is at fault itself as well.
is_given_none(endpoint) if {
	every group in input.nodes.vpc_endpoint[endpoint].security_groups {
		input.nodes.security_group[group].default
	}
}

endpoints(facts) := sort({fact.endpoint | some fact in facts})

# What lets nobody in at all is at fault whoever is to come, and the instances may be a matter of another configuration.
fail contains finding if {
	some [subject, ""], at_place in evidence.grouped(sealed, ["subject", "doubt"])
	finding := object.union(to_nobody(subject, at_place), {
		"level": evidence.level(at_place),
		"message": $"{subject} does not let tcp/443 in from anybody, so that nothing can use {text.list(endpoints(at_place))}.",
		"mend": [change |
			some vpc in {fact.vpc | some fact in at_place}
			input.nodes.vpc[vpc]
			some change in mend.https(subject, "ingress", [{"networks": [vpc]}])
		],
	})
}

review contains finding if {
	some [subject, doubt], at_place in evidence.grouped(sealed, ["subject", "doubt"])
	doubt != ""
	finding := object.union(to_nobody(subject, at_place), {
		"message": $"It is undecided whether {text.list(endpoints(at_place))} {text.plural(endpoints(at_place), "lets", "let")} tcp/443 in from anybody.",
		"reason": doubt,
	})
}

to_nobody(subject, facts) := {
	"node": subject,
	"attribute": "rules",
	"remedy": "Let tcp/443 in to the endpoints from the security group of the instances, or from the addresses of their subnets.",
	"affected": endpoints(facts),
	"path": [{"node": subject, "attribute": "rules", "text": $"no rule of {subject} lets tcp 443 in", "verdict": "deny"}],
}

blocked := {fact |
	some fact in led
	fact.verdict == "deny"
}

undecided := {fact |
	some fact in led
	fact.verdict == "unknown"
}

facts := led | sealed

# sealed are the facts about endpoints that let nobody in, but for those that computers of another VPC are led to.
sealed := {object.union(fact, {"level": services.wanted(input.nodes.vpc_endpoint[fact.endpoint])[fact.service]}) |
	some fact in sealed_endpoints.facts
	not fact.endpoint in {other.endpoint | some other in led}
}

led := {fact |
	some address, by_service in managed.hindered
	some service, connection in by_service
	endpoint := connection.destination
	input.nodes.vpc_endpoint[endpoint]
	answer := network.ingress(endpoint, address, "tcp", 443)
	answer.verdict != "allow"
	fact := object.union(evidence.fact(address, answer, connection.doubt), {
		"endpoint": endpoint,
		"service": service,
		"vpc": object.get(computers.all[address], "vpc", ""),
		"level": connection.level,
	})
}
