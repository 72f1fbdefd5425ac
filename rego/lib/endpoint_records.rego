# Records of private zones for the names of Systems Manager that do not lead to an endpoint of the service.
package lib.endpoint_records

import data.lib.computers
import data.lib.reasons
import data.lib.unusable

# facts are the records for a zone's own name that lead elsewhere, or that cannot be created.
facts := {fact |
	some zone, service in zones
	some record in input.nodes.hosted_zone[zone].records
	node := input.nodes.dns_record[record]
	is_at_apex(node, input.nodes.hosted_zone[zone])
	some fault in faults(record, node, service)
	fact := object.union(fault, {
		"record": record,
		"zone": zone,
		"service": service,
		"doubt": reasons.first([
			computers.doubt(input.nodes.hosted_zone[zone]),
			computers.doubt(node),
			object.get(node, ["open", "vpc_endpoint"], ""),
		]),
	})
}

# zones[zone] is the service for whose own name a zone in view is.
zones := {zone: service |
	some zone, node in input.nodes.hosted_zone
	not node.external
	labels := split(name_of(node), ".")
	service := unusable.services[labels[0]]
	array.slice(labels, 2, count(labels)) in [["amazonaws", "com"], ["amazonaws", "com", "cn"]]
}

name_of(zone) := lower(trim_suffix(zone.domain_name, "."))

# A record without a name is one for the zone's own name.
is_at_apex(record, _) if {
	object.get(record, "record_name", "") == ""
	not record.unknown.record_name
}

is_at_apex(record, zone) if lower(trim_suffix(record.record_name, ".")) == name_of(zone)

# An endpoint answers for its own service alone: it has no certificate for another one's name. For the name of a zone
# itself Route 53 refuses CNAME records ("Choosing between alias and non-alias records", Amazon Route 53 Developer Guide).
faults(record, node, service) := {{
	"kind": "elsewhere",
	"attribute": "vpc_endpoint",
	"endpoint": node.vpc_endpoint,
	"text": $"{record} leads to {node.vpc_endpoint}, which is an endpoint for {served}",
}} if {
	served := trim_suffix(unusable.labels[node.vpc_endpoint], "-fips")
	unusable.services[served]
	served != service
} else := {{
	"kind": "cname",
	"attribute": "record_type",
	"text": $"{record} is a CNAME record for the name of {node.hosted_zone} itself",
}} if {
	node.record_type == "CNAME"
} else := set()

# misleads holds where a VPC is surely led elsewhere for a service.
misleads(vpc, service) if service in misled[vpc]

# misled[vpc] are the services whose names a zone surely leads elsewhere in a VPC.
misled[vpc] contains fact.service if {
	some fact in facts
	fact.doubt == ""
	some vpc in input.nodes.hosted_zone[fact.zone].vpcs
}
