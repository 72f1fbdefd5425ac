# VPCs that may have Amazon's DNS server switched off. Queries to it do not succeed then ("DNS attributes for your VPC",
# Amazon VPC User Guide).
package lib.dns_support

import data.lib.computers
import data.lib.directories
import data.lib.evidence
import data.lib.licensed
import data.lib.managed
import data.lib.reasons
import data.lib.services

# facts are about the computers that are meant to be managed and ask that server alone, where no other rule says it of
# their VPC.
facts := {object.union(evidence.fact(address, answer, doubt), {"vpc": vpc}) |
	some vpc, node in input.nodes.vpc
	answer := answer_of(node)
	network.resolver(vpc).kind == "amazon"
	not is_said(vpc)
	some address in computers.in_vpc[vpc]
	need := managed.needs[address]
	doubt := reasons.first([need.doubt, computers.doubt(node), directories.own_dns(computers.all[address])])
}

# answers[address] is why the DNS server of its VPC may not answer a computer.
answers := {fact.computer: object.union(answer, {"path": [hop]}) |
	some fact in facts
	answer := {name: fact[name] | some name in ["verdict", "reason", "subject", "attribute"]}
	hop := {"node": fact.subject, "attribute": fact.attribute, "text": fact.reason, "verdict": fact.verdict}
}

# answer_of is undefined for a VPC that has DNS support, as it has by default.
answer_of(vpc) := answer("deny", vpc, $"{vpc.address} has DNS support off") if {
	vpc.enable_dns_support == false
} else := answer("unknown", vpc, vpc.unknown.enable_dns_support)

answer(verdict, vpc, reason) := {"verdict": verdict, "reason": reason, "subject": vpc.address, "attribute": "enable_dns_support"}

is_said(vpc) if count(blamed(vpc)) > 0

is_said(vpc) if {
	some address in computers.in_vpc[vpc]
	some way in managed.ways[address]
	cut_off(address, way).node == vpc
}

# License Manager requires it of the VPC anyway.
is_said(vpc) if {
	some address, computer in licensed.elders
	computer.vpc == vpc
	reasons.first([computers.doubt(computer), licensed.activation_doubt(address)]) == ""
}

# blamed are the verdicts on the DNS attributes of a VPC that has endpoints for Systems Manager: those need them for
# their private DNS names.
blamed(vpc) := {answer.verdict |
	some service, _ in services.wanted(input.nodes.vpc[vpc])
	some endpoint in network.endpoints(vpc, service).has
	answer := network.private_dns(endpoint)
	answer.subject == vpc
}

# cut_off is the hop at which a way through a private hosted zone breaks for want of an attribute of the VPC, where the
# public addresses are out of reach too.
cut_off(address, way) := hop if {
	way.way == "unknown"
	input.nodes.hosted_zone[way.path[0].node]
	hop := way.path[count(way.path) - 1]
	input.nodes.vpc[hop.node]
	hop.attribute in {"enable_dns_support", "enable_dns_hostnames"}
	hop.verdict == "deny"
	network.resolver(hop.node).kind == "amazon"
	network.way_out(address).verdict == "deny"
}
