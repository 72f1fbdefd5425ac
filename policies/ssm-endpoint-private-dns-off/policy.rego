# METADATA
# title: Private DNS off for a Systems Manager endpoint
# description: >-
#   A VPC has an interface endpoint for Systems Manager, but the service's name does not lead to it, because
#   private DNS names are off or the VPC lacks the DNS attributes that they need.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
#     description: Access an AWS service using an interface VPC endpoint
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
#     description: DNS attributes for your VPC
# custom:
#   severity: error
#   category: systems-manager
#   precision: high
package policies["ssm-endpoint-private-dns-off"]

import data.lib.computers
import data.lib.dns_support
import data.lib.evidence
import data.lib.managed
import data.lib.mend
import data.lib.reasons
import data.lib.services
import data.lib.text

fail contains finding if {
	some [_, attribute], at_place in evidence.by_block(off)
	subjects := evidence.subjects(at_place)
	first := evidence.one([fact | some fact in at_place; fact.subject == subjects[0]])
	finding := {
		"node": subjects[0],
		"attribute": attribute,
		"level": evidence.level(at_place),
		"message": $"{message(subjects[0], attribute, at_place)}{text.also(subjects)}.",
		"remedy": remedy(subjects, attribute),
		"affected": evidence.families(at_place),
		"path": path(first),
		"mend": [change |
			some subject in subjects
			may_be_led(subject)
			some change in mend.private_dns(subject, attribute, endpoints(at_place), managed.residents(first.vpc))
		],
	}
}

review contains finding if {
	some [subject, attribute], at_place in evidence.by_place(undecided)
	first := evidence.one(at_place)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"It is undecided whether the service's name leads to {text.list(endpoints(at_place))} in {text.plural(endpoints(at_place), "its", "their")} VPC.",
		"remedy": "Switch private DNS names on for the endpoint, and DNS support and DNS hostnames for its VPC.",
		"reason": evidence.why(at_place),
		"affected": evidence.families(at_place),
		"path": path(first),
	}
}

path(fact) := network.private_dns(fact.endpoint).path if {
	fact.zone == ""
} else := managed.ways[computers.elder(fact.computer)][fact.service].path

message(subject, attribute, facts) := $"{subject} has {setting(attribute)} off, which {text.list(zones)} {text.plural(zones, "needs", "need")}, so the service's name does not lead to {text.list(endpoints(facts))}, and the instances of {subject} have no other way" if {
	zones := sort({fact.zone | some fact in facts; fact.zone != ""})
	count(zones) > 0
} else := $"{subject} has {setting(attribute)} off, which the private DNS names of {text.list(endpoints(facts))} need: AWS refuses to create {text.plural(endpoints(facts), "it", "them")}" if {
	input.nodes.vpc[subject]
} else := $"{subject} has no private DNS names, so it is paid for and not used: the service's name leads to public addresses" if {
	every fact in facts { fact.spare }
} else := $"{subject} has no private DNS names, so the service's name leads to public addresses, which {sufferers(facts)} of its VPC cannot reach"

# Agents from 3.3.40.0 on prefer ssmmessages ("Reference: ec2messages, ssmmessages, and other API operations", AWS
# Systems Manager User Guide).
sufferers(facts) := "SSM Agent before 3.3.40.0 on the instances" if {
	every fact in facts { fact.service == "ec2messages" }
} else := "the instances"

remedy(subjects, attribute) := $"Switch {setting(attribute)} on for {subjects[0]}." if {
	input.nodes.vpc[subjects[0]]
} else := $"Switch private DNS names on for {text.list(subjects)}, and DNS support and DNS hostnames for {text.plural(subjects, "its", "their")} VPC." if {
	may_lack_names(object.get(input.nodes, ["vpc", input.nodes.vpc_endpoint[subjects[0]].vpc], {}))
} else := $"Switch private DNS names on for {text.list(subjects)}."

setting("enable_dns_hostnames") := "DNS hostnames"

setting("enable_dns_support") := "DNS support"

endpoints(facts) := sort({fact.endpoint | some fact in facts})

off := {fact |
	some fact in facts
	fact.verdict == "deny"
	not spared(fact)
}

undecided := {fact |
	some fact in facts
	fact.verdict == "unknown"
}

# may_be_led holds where names lead to endpoints once they are there, and no policy of theirs is a second obstacle:
# all DNS servers know them.
may_be_led(subject) if {
	not input.nodes.vpc_endpoint[subject].policy
	vpc := object.get(input.nodes.vpc_endpoint, [subject, "vpc"], subject)
	every server in network.resolver(vpc).servers {
		knows(server, vpc)
	}
}

# A directory asks Amazon's DNS server of the VPC that it is in.
knows(server, _) if server.kind == "amazon"

knows(server, vpc) if {
	server.kind == "directory"
	input.nodes.directory[server.node].vpc == vpc
}

# That an endpoint is not used matters only where nobody misses it.
spared(fact) if {
	fact.spare
	some other in facts
	other.endpoint == fact.endpoint
	not other.spare
}

# An endpoint that nobody is led to matters where somebody has no other way.
facts contains fact if {
	some address, ways in managed.astray
	some service, way in ways
	not dns_support.cut_off(address, way)
	computer := computers.all[address]
	some endpoint in network.endpoints(computer.vpc, service).has
	answer := network.private_dns(endpoint)
	answer.verdict != "allow"
	fact := object.union(evidence.fact(address, answer, reasons.first([managed.needs[address].doubt, unproven(way)])), {
		"endpoint": endpoint,
		"service": service,
		"vpc": computer.vpc,
		"level": services.wanted(computer)[service],
		"spare": false,
		"zone": "",
	})
}

# Where the way leads over the internet, it only costs money.
facts contains fact if {
	some address, ways in managed.ways
	some service, way in ways
	way.way == "internet"
	computer := computers.all[address]
	some endpoint in network.endpoints(computer.vpc, service).has
	answer := network.private_dns(endpoint)
	answer.verdict == "deny"
	not input.nodes.vpc[answer.subject]
	fact := object.union(evidence.fact(address, answer, managed.needs[address].doubt), {
		"endpoint": endpoint,
		"service": service,
		"vpc": computer.vpc,
		"level": "warning",
		"spare": true,
		"zone": "",
	})
}

# Private DNS names in a VPC without the attributes that they need are refused, whoever is in it.
facts contains fact if {
	some vpc, node in input.nodes.vpc
	may_lack_names(node)
	some service, level in services.wanted(node)
	some endpoint in network.endpoints(vpc, service).has
	answer := network.private_dns(endpoint)
	answer.verdict == "deny"
	input.nodes.vpc[answer.subject]
	fact := object.union(evidence.fact(endpoint, answer, ""), {
		"endpoint": endpoint,
		"service": service,
		"vpc": vpc,
		"level": level,
		"spare": false,
		"zone": "",
	})
}

# So they are where one of the VPCs that an endpoint may be in lacks them.
facts contains fact if {
	some vpc, node in input.nodes.vpc
	may_lack_names(node)
	some service, level in services.wanted(node)
	some endpoint in network.endpoints(vpc, service).may
	answer := network.private_dns(endpoint)
	answer.verdict == "unknown"
	answer.attribute == "vpc"
	lacking := {"verdict": "unknown", "reason": answer.reason, "subject": vpc, "attribute": lacked_by(node)}
	fact := object.union(evidence.fact(endpoint, lacking, ""), {
		"endpoint": endpoint,
		"service": service,
		"vpc": vpc,
		"level": level,
		"spare": false,
		"zone": "",
	})
}

# A private hosted zone that leads to an endpoint needs both attributes as well ("DNS attributes for your VPC", Amazon VPC
# User Guide).
facts contains fact if {
	some address, ways in managed.astray
	some service, way in ways
	hop := dns_support.cut_off(address, way)
	computer := computers.all[address]
	answer := {"verdict": "deny", "reason": way.reason, "subject": hop.node, "attribute": hop.attribute}
	fact := object.union(evidence.fact(address, answer, managed.needs[address].doubt), {
		"endpoint": way.endpoint,
		"service": service,
		"vpc": computer.vpc,
		"level": services.wanted(computer)[service],
		"spare": false,
		"zone": way.path[0].node,
	})
}

# may_lack_names holds for a VPC whose attributes do not both stand on: hostnames are off unless it says otherwise.
may_lack_names(vpc) if object.get(vpc, "enable_dns_support", true) != true

may_lack_names(vpc) if object.get(vpc, "enable_dns_hostnames", false) != true

lacked_by(vpc) := "enable_dns_support" if {
	object.get(vpc, "enable_dns_support", true) != true
} else := "enable_dns_hostnames"

unproven(way) := way.reason if {
	way.way == "unknown"
} else := ""
