# Names of Systems Manager that Route 53 Resolver DNS Firewall does not let a VPC ask Amazon's DNS server for, those of
# VPC endpoints included ("Using DNS Firewall to filter outbound DNS traffic", Amazon Route 53 Developer Guide).
package lib.dns_firewall

import data.lib.computers
import data.lib.directories
import data.lib.evidence
import data.lib.managed
import data.lib.reasons
import data.lib.services

# facts are about the computers that are meant to be managed and ask that server, for each service.
facts := {fact |
	some vpc, by_service in blocked
	some address in computers.in_vpc[vpc]
	doubt := reasons.first([managed.needs[address].doubt, doubts[vpc], directories.own_dns(computers.all[address])])
	some service, level in services.wanted(computers.all[address])
	fact := object.union(
		evidence.fact(address, by_service[service], doubt),
		{"vpc": vpc, "service": service, "name": name(vpc, service), "level": level},
	)
}

# answers[address][service] is why DNS Firewall keeps the name of a service from a computer, or may.
answers := {address: {fact.service: object.union(answer(fact), {"verdict": fact.verdict, "reason": fact.reason}) |
	some fact in about
} |
	some [address], about in evidence.grouped(facts, ["computer"])
}

# answer is what a fact was made of.
answer(fact) := blocked[fact.vpc][fact.service]

# blocked[vpc] are the answers for the services whose names do not surely pass.
blocked := {vpc: by_service |
	some vpc, _ in doubts
	by_service := {service: found |
		some service in services.all
		found := network.dns_firewall(vpc, name(vpc, service))
		found.verdict != "allow"
	}
	by_service != {}
}

name(vpc, service) := services.public_name(service, input.nodes.vpc[vpc])

# doubts[vpc] tells for a VPC with rule groups of DNS Firewall why its computers may ask others than Amazon's DNS server,
# which alone is filtered. It is undefined where they surely do.
doubts := {vpc: doubt |
	some vpc in filtered
	resolver := network.resolver(vpc)
	doubt := {
		"amazon": "",
		"mixed": $"{vpc} hands out other DNS servers as well",
		"unknown": resolver.reason,
	}[resolver.kind]
}

# hosts is the answer for the hosts of a domain, where their names do not surely pass.
hosts(vpc, domain) := found if {
	vpc in filtered
	found := network.dns_firewall(vpc, $"*.{domain}")
	found.verdict != "allow"
}

# filtered are the VPCs with rule groups in view whose DNS server may answer at all.
filtered := {vpc | some vpc in guarded; not input.nodes.vpc[vpc].enable_dns_support == false}

guarded contains vpc if {
	count(input.nodes.dns_firewall_association) > 0
	some vpc, node in input.nodes.vpc
	count(node.dns_firewall_associations) > 0
}

# A Route 53 Profile brings rule groups to its VPCs ("What are Amazon Route 53 Profiles?", Amazon Route 53 Developer
# Guide).
guarded contains vpc if {
	count(input.nodes.dns_firewall_rule_group) > 0
	some vpc, node in input.nodes.vpc
	some profile in node.resolver_profiles
	some group in input.nodes.resolver_profile[profile].resources
	input.nodes.dns_firewall_rule_group[group]
}
