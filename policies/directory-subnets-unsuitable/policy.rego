# METADATA
# title: Directory without subnets in two Availability Zones
# description: >-
#   A directory of AWS Directory Service has one subnet, or two of one Availability Zone. It has a server in each of two
#   zones, so that AWS does not create it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/directoryservice/latest/devguide/API_DirectoryVpcSettings.html
#     description: DirectoryVpcSettings
#   - ref: https://docs.aws.amazon.com/directoryservice/latest/admin-guide/ms_ad_getting_started.html
#     description: Getting started with AWS Managed Microsoft AD
# custom:
#   severity: error
#   category: active-directory
#   precision: high
package policies["directory-subnets-unsuitable"]

import data.lib.computers
import data.lib.reasons
import data.lib.text

fail contains finding if {
	some fact in facts
	fact.doubt == ""
	finding := object.union(of(fact, "deny"), {"message": $"{fact.fault}, and a directory needs subnets in two Availability Zones, so AWS does not create it."})
}

review contains finding if {
	some fact in facts
	fact.doubt != ""
	finding := object.union(of(fact, "unknown"), {
		"message": $"It is undecided whether {fact.directory} has subnets in two Availability Zones.",
		"reason": fact.doubt,
	})
}

of(fact, verdict) := {
	"node": fact.directory,
	"attribute": "subnets",
	"remedy": $"Give {fact.directory} two subnets of its VPC in different Availability Zones.",
	"path": [{"node": fact.directory, "attribute": "subnets", "text": fact.fault, "verdict": verdict}],
}

facts := single | neighbours

single := {fact |
	some address, directory in candidates
	count(directory.subnets) == 1
	fact := {
		"directory": address,
		"fault": $"{address} stands in {directory.subnets[0]} alone",
		"doubt": computers.doubt(directory),
	}
}

neighbours := {fact |
	some address, directory in candidates
	count(directory.subnets) == 2
	[one, other] := [input.nodes.subnet[subnet] | some subnet in directory.subnets]
	one.availability_zone == other.availability_zone
	is_one_zone(one.availability_zone)
	fact := {
		"directory": address,
		"fault": $"{address} stands in {text.list(directory.subnets)}, which are both in {one.availability_zone}",
		"doubt": reasons.first([computers.doubt(directory), computers.doubt(one), computers.doubt(other)]),
	}
}

# candidates are the directories that are made here, and whose subnets are all in view. An AD Connector has settings of
# its own.
candidates := {address: directory |
	some address, directory in input.nodes.directory
	not directory.external
	not directory.open.subnets
	directory.type in {"MicrosoftAD", "SimpleAD"}
}

# is_one_zone holds for the name of a zone, also behind that of the Region, and for one item of a list of zones. What is
# chosen when it is deployed may be another one each time.
is_one_zone(zone) if {
	zone != ""
	not contains(zone, "${")
}

is_one_zone(zone) if regex.match(`^\$\{(AWS::Region\}[a-z]|[^{}]*\[\d+\]\})$`, zone)
