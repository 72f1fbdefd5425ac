# METADATA
# title: Directory beside endpoints that it does not work with
# description: >-
#   A Simple AD or an AD Connector is made in a VPC where names of AWS services lead to private addresses. Its
#   prerequisites rule that out: the servers of the directory may not reach what they need, so that it is not created.
# related_resources:
#   - ref: https://docs.aws.amazon.com/directoryservice/latest/admin-guide/simple_ad_getting_started.html
#     description: Getting started with Simple AD
#   - ref: https://docs.aws.amazon.com/directoryservice/latest/admin-guide/ad_connector_getting_started.html
#     description: Getting started with AD Connector
# custom:
#   severity: warning
#   category: active-directory
#   precision: low
package policies["directory-endpoints-unsupported"]

import data.lib.computers
import data.lib.reasons
import data.lib.text

fail contains finding if {
	some address in directories
	surely := {name | some obstacle in obstacles[address]; obstacle.doubt == ""; name := obstacle.name}
	count(surely) > 0
	finding := object.union(of(address), {"message": $"{address} is {kinds[input.nodes.directory[address].type]} in {vpc_of(address)}, where {text.list(sort(surely))} {text.plural(surely, "leads", "lead")} names of AWS services to private addresses, which AWS {documented[input.nodes.directory[address].type]}."})
}

review contains finding if {
	some address in directories
	every obstacle in obstacles[address] {
		obstacle.doubt != ""
	}
	finding := object.union(of(address), {
		"message": $"It is undecided whether {address} is made where names of AWS services lead to private addresses, which a Simple AD or an AD Connector does not support.",
		"reason": reasons.first([obstacle.doubt | some obstacle in obstacles[address]]),
	})
}

directories := {address | some address, _ in obstacles}

of(address) := {
	"node": address,
	"attribute": "vpc",
	"remedy": $"Make {address} in a VPC without these, or use an AWS Managed Microsoft AD.",
	"path": [hop |
		some obstacle in obstacles[address]
		hop := {"node": obstacle.name, "attribute": "", "text": $"{obstacle.name} leads names of AWS services to private addresses in {vpc_of(address)}", "verdict": "deny"}
	],
}

vpc_of(address) := input.nodes.directory[address].vpc

kinds := {"SimpleAD": "a Simple AD", "ADConnector": "an AD Connector"}

documented := {"SimpleAD": "documents as not supported", "ADConnector": "documented as not supported until 2023"}

# obstacles[directory] are the endpoints and zones beside a directory, with the doubt whether they stand in its way.
obstacles[address] contains {"name": name, "doubt": doubt} if {
	some address, directory in input.nodes.directory
	not directory.external
	vpc := input.nodes.vpc[directory.vpc]
	unsure := kind_doubt(directory)
	some [name, uncertain] in overrides(vpc)
	doubt := reasons.first([unsure, uncertain, computers.doubt(directory), computers.doubt(vpc), object.get(directory, ["open", "vpc"], "")])
}

# kind_doubt is undefined for a Microsoft AD, which works beside all of them.
kind_doubt(directory) := "" if {
	kinds[directory.type]
} else := directory.unknown.type

overrides(vpc) := endpoints(vpc) | zones(vpc)

# Until 2023 the prerequisites of both ruled out endpoints for CloudWatch, Systems Manager and the Security Token
# Service, and those of Simple AD still rule out what leads *.amazonaws.com to addresses that are not public ("Simple AD
# prerequisites" and "AD Connector prerequisites", AWS Directory Service Administration Guide).
services := ["monitoring", "ssm", "sts"]

endpoints(vpc) := {[endpoint, doubt] |
	some service in services
	list := network.endpoints(vpc.address, service)
	some endpoint in array.concat(list.has, list.may)
	names := network.private_dns(endpoint)
	names.verdict != "deny"
	doubt := reasons.first([names.reason, may(endpoint, list)])
}

may(endpoint, list) := reasons.first([computers.doubt(input.nodes.vpc_endpoint[endpoint]), list.open, $"what {endpoint} is for is not known"]) if {
	endpoint in list.may
} else := ""

zones(vpc) := {[zone, doubt] |
	some set, kind in {"hosted_zones": "hosted_zone", "resolver_rules": "resolver_rule"}
	some zone in vpc[set]
	node := input.nodes[kind][zone]
	regex.match(`(?i)(^|\.)amazonaws\.com\.?$`, node.domain_name)
	object.get(node, "rule_type", "FORWARD") == "FORWARD"
	doubt := reasons.first([computers.doubt(node), object.get(node, ["open", "vpcs"], "")])
}
