# METADATA
# title: Two answers for one name of Systems Manager
# description: >-
#   In one VPC two things claim the name of a service of Systems Manager: two endpoints with private DNS names,
#   or such an endpoint and a private hosted zone. AWS refuses to create the second one.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
#     description: Access an AWS service using an interface VPC endpoint
#   - ref: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
#     description: Considerations when working with a private hosted zone
# custom:
#   severity: error
#   category: systems-manager
#   precision: high
package policies["ssm-endpoint-dns-conflict"]

import data.lib.computers
import data.lib.managed
import data.lib.reasons
import data.lib.unusable

fail contains finding if {
	some fact in facts
	fact.doubt == ""
	finding := object.union(of(fact), {"message": $"{fact.endpoint} and {fact.other} both answer for {fact.name} in {fact.vpc}, so AWS refuses to create the second of them."})
}

review contains finding if {
	some fact in facts
	fact.doubt != ""
	finding := object.union(of(fact), {
		"message": $"It is undecided whether {fact.endpoint} and {fact.other} both answer for {fact.name} in {fact.vpc}.",
		"reason": fact.doubt,
	})
}

of(fact) := {
	"node": fact.endpoint,
	"attribute": "private_dns_enabled",
	"remedy": fact.remedy,
	"affected": managed.residents(fact.vpc),
	"path": [
		{"node": fact.other, "attribute": fact.attribute, "text": $"{fact.other} answers for {fact.name} in {fact.vpc}", "verdict": "allow"},
		{"node": fact.endpoint, "attribute": "private_dns_enabled", "text": $"{fact.endpoint} answers for it too", "verdict": "deny"},
	],
}

facts := twice | beside_zones

# may_be_several tells at a glance, as most VPCs have one.
may_be_several(list) if list.has[1]

may_be_several(list) if list.may[0]

# twice are endpoints with private DNS names for a service that an endpoint before them serves with such.
twice := {fact |
	some vpc, _ in input.nodes.vpc
	some service, _ in unusable.services
	list := network.endpoints(vpc, service)
	may_be_several(list)
	endpoints := [endpoint | some endpoint in array.concat(list.has, list.may); unusable.labels[endpoint] == service]
	count(endpoints) > 1
	naming := [endpoint | some endpoint in endpoints; network.private_dns(endpoint).verdict != "deny"]
	some place, endpoint in naming
	place > 0
	fact := {
		"endpoint": endpoint,
		"other": naming[0],
		"vpc": vpc,
		"attribute": "private_dns_enabled",
		"name": service,
		"doubt": reasons.first([
			existence(naming[0]), existence(endpoint),
			unproven(naming[0]), unproven(endpoint), unlike(naming[0], endpoint),
		]),
		"remedy": $"Keep one endpoint for {service} in {vpc}, or switch the private DNS names of {endpoint} off.",
	}
}

existence(endpoint) := computers.doubt(input.nodes.vpc_endpoint[endpoint])

unproven(endpoint) := network.private_dns(endpoint).reason

# unlike tells why endpoints for a service may be for those of different Regions; it is undefined where they
# surely are.
unlike(one, other) := "" if {
	place(one) == place(other)
} else := "whether they serve the same Region is not known" if {
	some text in array.concat(place(one), place(other))
	contains(text, "${")
}

place(endpoint) := [node.service_name, object.get(node, "service_region", "")] if {
	node := input.nodes.vpc_endpoint[endpoint]
}

# beside_zones are endpoints with private DNS names in a VPC that has a private hosted zone for the same name.
beside_zones := {fact |
	some vpc, node in input.nodes.vpc
	some address in node.hosted_zones
	zone := input.nodes.hosted_zone[address]
	domain := lower(trim_suffix(zone.domain_name, "."))
	service := unusable.services[split(domain, ".")[0]]
	list := network.endpoints(vpc, service)
	some endpoint in array.concat(list.has, list.may)
	network.private_dns(endpoint).verdict != "deny"
	fact := {
		"endpoint": endpoint,
		"other": address,
		"vpc": vpc,
		"attribute": "domain_name",
		"name": trim_suffix(zone.domain_name, "."),
		"doubt": reasons.first([
			same(domain, service, endpoint),
			computers.doubt(zone), object.get(node, ["open", "hosted_zones"], ""),
			existence(endpoint), unproven(endpoint),
		]),
		"remedy": $"Let {address} answer alone, with the private DNS names of {endpoint} switched off; or remove {address}.",
	}
}

# same tells why a domain may not be an endpoint's; "" where it surely is. It is undefined where it is not.
same(domain, service, endpoint) := "" if {
	domain in {lower($"{service}.{region}.{suffix}") |
		some region in regions(endpoint)
		some suffix in ["amazonaws.com", "amazonaws.com.cn"]
	}
} else := "whether it is for the same Region is not known" if {
	regex.match(`\.amazonaws\.com(\.cn)?$`, domain)
	some text in [domain, input.nodes.vpc_endpoint[endpoint].service_name]
	contains(text, "${")
}

# regions are how an endpoint's Region is written: in its service's name, or where it is deployed.
regions(endpoint) := {region |
	node := input.nodes.vpc_endpoint[endpoint]
	written := regex.replace(node.service_name, `^(cn\.)?com\.amazonaws\.(.*)\.[^.]+$`, "$2")
	some region in [written, here(written, node)]
	region != ""
}

# A reference in the place of the Region is the Region that the endpoint is deployed in.
here(written, node) := object.get(node, "region", input.region) if {
	contains(written, "${")
} else := ""
