# The services that the SSM Agent talks to.
package lib.services

# required are the services without which Session Manager and Run Command do not work.
required := ["ssm", "ssmmessages"]

# all are the services that an agent of any version talks to, the most needed first.
all := ["ssm", "ssmmessages", "ec2messages"]

# actions are what SSM Agent asks of each service ("Reference: ec2messages, ssmmessages, and other API
# operations", AWS Systems Manager User Guide).
actions := {
	"ssm": ["ssm:UpdateInstanceInformation"],
	"ssmmessages": [
		"ssmmessages:CreateControlChannel",
		"ssmmessages:CreateDataChannel",
		"ssmmessages:OpenControlChannel",
		"ssmmessages:OpenDataChannel",
	],
	"ec2messages": ["ec2messages:GetMessages"],
}

# wanted returns the services that the computers of a node (a VPC, a computer) should reach, with the
# level of a finding about each.
wanted(node) := wanted_in(region(node))

wanted_in(place) := {"ssm": "error", "ssmmessages": "error", "ec2messages": ec2messages(place)} if {
	ec2messages(place)
} else := {"ssm": "error", "ssmmessages": "error"}

# Agents from 3.3.40.0 on prefer ssmmessages, so that ec2messages is a matter of older agents.
ec2messages(place) := "error" if {
	setting == "require"
	not has_no_ec2messages[place]
} else := "warning" if {
	setting != "ignore"
	not has_no_ec2messages[place]
}

setting := object.get(input.configuration.systems_manager, "ec2messages", "warn")

region(node) := object.get(node, "region", input.region)

# public_name is the name by which an agent asks for a service; * stands for a Region that is not known.
public_name(service, node) := $"{service}.*.amazonaws.com" if {
	object.get(node, "region", object.get(input, "region", "")) == ""
} else := $"{service}.{region(node)}.{suffix(region(node))}"

suffix(place) := [suffix |
	some beginning, suffix in suffixes
	startswith(place, beginning)
][0] if {
	true
} else := "amazonaws.com"

# suffixes end the names of services in other partitions than aws, by how the names of their Regions begin (AWS General
# Reference, "AWS service endpoints"; the AWS SDKs' partitions.json).
suffixes := {
	"cn-": "amazonaws.com.cn",
	"us-iso-": "c2s.ic.gov",
	"us-isob-": "sc2s.sgov.gov",
	"eu-isoe-": "cloud.adc-e.uk",
	"us-isof-": "csp.hci.ic.gov",
	"eusc-": "amazonaws.eu",
}

# Regions that opened in 2024 or later never had ec2messages ("Reference: ec2messages, ssmmessages, and
# other API operations", AWS Systems Manager User Guide).
has_no_ec2messages := {"ap-east-2", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "eusc-de-east-1", "mx-central-1"}
