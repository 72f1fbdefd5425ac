# METADATA
# title: DNS servers hide the endpoints
# description: >-
#   A VPC has endpoints for Systems Manager and hands out DNS servers that do not know them, so the instances are
#   led to public addresses, and the endpoints are of no use; or it hands out none, so that no name is found.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
#     description: Access an AWS service using an interface VPC endpoint
#   - ref: https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html
#     description: Improve the security of EC2 instances by using VPC endpoints for Systems Manager
# custom:
#   severity: warning
#   category: active-directory
#   precision: high
package policies["ad-dns-hides-endpoints"]

import data.lib.computers
import data.lib.directories
import data.lib.managed
import data.lib.option_sets
import data.lib.reasons
import data.lib.services

fail contains finding if {
	some fact in facts
	fact.doubt == ""
	finding := object.union(of(fact), {"message": message(fact)})
}

message(fact) := $"{fact.fault}, so the instances of {fact.vpc} find no name at all, that of Systems Manager included." if {
	fact.level == "error"
} else := $"{fact.fault}, so the instances of {fact.vpc} are not led to its endpoints for Systems Manager."

review contains finding if {
	some fact in facts
	fact.doubt != ""
	finding := object.union(of(fact), {
		"message": question(fact),
		"reason": fact.doubt,
	})
}

question(fact) := $"It is undecided whether the instances of {fact.vpc} find the names of Systems Manager." if {
	fact.level == "error"
} else := $"It is undecided whether the DNS servers of {fact.vpc} lead its instances to its endpoints for Systems Manager."

of(fact) := {
	"node": fact.subject,
	"attribute": fact.attribute,
	"level": fact.level,
	"remedy": remedy(fact),
	"affected": fact.affected,
	"path": [{"node": fact.subject, "attribute": fact.attribute, "text": fact.fault, "verdict": "deny"}],
}

remedy(fact) := $"Forward no names of endpoints with {fact.subject}, or to servers that ask Amazon's DNS server of {fact.vpc} for them." if {
	input.nodes.resolver_rule[fact.subject]
} else := $"Hand out DNS servers that forward amazonaws.com to Amazon's DNS server of {fact.vpc} (the base of its CIDR block plus two), or AmazonProvidedDNS."

facts := of_servers | of_rules

# A resolver rule for the very name of an endpoint goes before the private zone that AWS makes for it ("How can I use and
# override reverse DNS rules with Route 53 Resolver?", AWS re:Post; "Using rules to control which queries are forwarded to
# your network", Amazon Route 53 Developer Guide). One for a domain above it does not.
of_rules := {fact |
	some address, forwarding in input.nodes.resolver_rule
	forwarding.rule_type == "FORWARD"
	parts := split(lower(trim_suffix(forwarding.domain_name, ".")), ".")
	parts[0] in services.required
	array.slice(parts, count(parts) - 2, count(parts)) in [["amazonaws", "com"], ["com", "cn"]]
	some vpc in forwarding.vpcs
	network.resolver(vpc).kind == "amazon"
	not is_for_another_region(parts, vpc)
	some endpoint in network.endpoints(vpc, parts[0]).has
	network.private_dns(endpoint).verdict == "allow"
	affected := managed.residents(vpc)
	count(affected) > 0
	fault := $"{address} forwards {forwarding.domain_name}"
	fact := {
		"subject": address,
		"attribute": "domain_name",
		"vpc": vpc,
		"level": "warning",
		"fault": fault,
		"affected": affected,
		"doubt": $"{fault}, and whether it leads to {endpoint} from there the source does not say",
	}
}

is_for_another_region(parts, vpc) if {
	region := services.region(input.nodes.vpc[vpc])
	regex.match(`^[a-z]+(-[a-z]+)+-[0-9]$`, parts[1])
	not region in {"", parts[1]}
}

of_servers := {fact |
	some vpc, _ in input.nodes.vpc
	resolver := network.resolver(vpc)
	finds_others(vpc, resolver)
	affected := managed.residents(vpc)
	count(affected) > 0
	hidden := view(vpc, resolver)
	not repeats(vpc, hidden)
	fact := object.union(place(vpc, resolver), {
		"vpc": vpc,
		"level": level(resolver),
		"fault": hidden.fault,
		"affected": affected,
		"doubt": reasons.first([hidden.doubt, existence(resolver), computers.doubt(input.nodes.vpc[vpc])]),
	})
}

# repeats holds where another rule tells why nobody knows the DNS servers of a VPC.
repeats(vpc, hidden) if {
	hidden.doubt != ""
	vpc in option_sets.blamed
}

# finds_others holds where something may hide the endpoints of a VPC. Without any DNS server, the public addresses
# are hidden too.
finds_others(_, resolver) if resolver.kind == "none"

finds_others(vpc, resolver) if {
	vpc in managed.equipped
	resolver.kind in {"custom", "unknown"}
	has_names(vpc)
}

# Without any DNS server no name is found at all; servers elsewhere may lead to public addresses.
level(resolver) := "error" if {
	resolver.kind == "none"
} else := "warning"

# has_names holds where at least one endpoint has private DNS names that could be hidden.
has_names(vpc) if {
	some service in services.required
	some endpoint in network.endpoints(vpc, service).has
	network.private_dns(endpoint).verdict == "allow"
}

place(vpc, resolver) := {"subject": resolver.options, "attribute": "domain_name_servers"} if {
	input.nodes.dhcp_options[resolver.options]
} else := {"subject": vpc, "attribute": "dhcp_options"}

existence(resolver) := computers.doubt(input.nodes.dhcp_options[resolver.options]) if {
	true
} else := ""

# view is what hides the endpoints of a VPC; it is undefined where nothing does. A directory asks Amazon's DNS
# server of the VPC that it is in ("What gets created with your AWS Managed Microsoft AD", AWS Directory
# Service Administration Guide).
view(vpc, resolver) := {"fault": resolver.reason, "doubt": own_dns(vpc)} if {
	resolver.kind == "none"
	not vpc in directories.asking_vpcs # there the directory is missed before
} else := {"fault": "the DNS servers are not known", "doubt": resolver.reason} if {
	resolver.kind == "unknown"
} else := {"fault": $"{elsewhere[0].server} answers as Amazon's DNS server of {elsewhere[0].vpc} does, where it stands", "doubt": elsewhere[0].doubt} if {
	elsewhere := [{"server": server.node, "vpc": directory.vpc, "doubt": knows(directory)} |
		some server in resolver.servers
		server.kind == "directory"
		directory := input.nodes.directory[server.node]
		directory.vpc != vpc
	]
	count(elsewhere) > 0
} else := {"fault": $"{strangers[0].text} may not ask Amazon", "doubt": $"whether {strangers[0].text} forwards amazonaws.com to Amazon's DNS server of the VPC the source does not say"} if {
	strangers := [server |
		some server in resolver.servers
		asks_others(server)
	]
	count(strangers) > 0
}

# asks_others holds for servers that may not ask Amazon's. A connector passes questions on to those of its network.
asks_others(server) if not server.kind in {"amazon", "directory"}

asks_others(server) if object.get(input.nodes.directory, [server.node, "type"], "") == "ADConnector"

# own_dns tells why the computers of a VPC may do without its servers.
own_dns(vpc) := [reason |
	some address in computers.in_vpc[vpc]
	managed.needs[address]
	reason := directories.own_dns(computers.all[address])
	reason != ""
][0] if {
	true
} else := ""

# knows tells why a directory elsewhere may know endpoints after all: its VPC may have some of its own, or a
# private zone for them, or it stands for servers of another network.
knows(directory) := "the directory passes questions on to servers of another network" if {
	object.get(directory, "type", "") == "ADConnector"
} else := $"{directory.vpc} is not part of this configuration" if {
	not is_ours(directory.vpc)
} else := $"{directory.vpc} may have answers for Systems Manager itself" if {
	some service in services.required
	answers_for(directory.vpc, service)
} else := ""

is_ours(vpc) if not input.nodes.vpc[vpc].external

answers_for(vpc, service) if {
	list := network.endpoints(vpc, service)
	count(list.has) + count(list.may) > 0
}

answers_for(vpc, service) if network.endpoints(vpc, service).open != ""

answers_for(vpc, service) if {
	node := input.nodes.vpc[vpc]
	services.region(node)
	network.private_zone(vpc, services.public_name(service, node)).verdict != "deny"
}

# Where the Region is not known, any zone of Amazon's names counts.
answers_for(vpc, _) if {
	some zone in input.nodes.vpc[vpc].hosted_zones
	contains(input.nodes.hosted_zone[zone].domain_name, "amazonaws")
}
