# METADATA
# title: Directory that licensed software cannot use
# description: >-
#   Users of Microsoft Office and Visual Studio from License Manager come from an AWS Managed Microsoft AD.
#   Simple AD and AD Connector cannot be registered.
# related_resources:
#   - ref: https://docs.aws.amazon.com/license-manager/latest/userguide/user-based-subscriptions.html
#     description: User-based subscriptions in License Manager
#   - ref: https://docs.aws.amazon.com/license-manager/latest/userguide/license-cross-account.html
#     description: Cross-account License Manager with a shared AWS Managed Microsoft AD
# custom:
#   severity: error
#   category: license-manager
#   precision: high
package policies["licensed-directory-type"]

import data.lib.computers
import data.lib.evidence
import data.lib.licensed
import data.lib.reasons
import data.lib.text

fail contains finding if {
	some [subject, attribute], at_place in evidence.by_place(unfit)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"{subject} is {names[input.nodes.directory[subject].type]}, and the users of the licensed software on {text.list(evidence.families(at_place))} must come from an AWS Managed Microsoft AD.",
		"remedy": remedy(subject),
		"affected": evidence.families(at_place),
		"path": path(evidence.one(at_place)),
	}
}

review contains finding if {
	some [subject, attribute], at_place in evidence.by_place(undecided)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"It is undecided whether the users of the licensed software on {text.list(evidence.families(at_place))} come from an AWS Managed Microsoft AD.",
		"remedy": "Register an AWS Managed Microsoft AD with License Manager.",
		"reason": evidence.why(at_place),
		"affected": evidence.families(at_place),
		"path": path(evidence.one(at_place)),
	}
}

names := {"SimpleAD": "a Simple AD", "ADConnector": "an AD Connector"}

remedy(subject) := $"Set type = \"MicrosoftAD\" in {subject}; left out, it is SimpleAD." if {
	input.nodes.directory[subject].resource_type == "aws_directory_service_directory"
} else := $"Replace {subject} by an AWS::DirectoryService::MicrosoftAD."

path(fact) := [
	{"node": fact.computer, "attribute": "image", "text": $"{fact.computer} counts as licensed, because {licensed.signals[computers.elder(fact.computer)].text}", "verdict": "allow"},
	{"node": fact.subject, "attribute": fact.attribute, "text": sees(fact), "verdict": fact.verdict},
]

sees(fact) := fact.reason if {
	fact.verdict == "unknown"
} else := $"{fact.subject} is {names[input.nodes.directory[fact.subject].type]}"

unfit := {fact |
	some fact in facts
	fact.verdict == "deny"
}

undecided := {fact |
	some fact in facts
	fact.verdict == "unknown"
}

# A managed directory anywhere in view is what the instances are meant for; which of several they use is the
# concern of another rule.
facts := set() if {
	some directory in input.nodes.directory
	licensed.is_managed(directory)
} else := set() if {
	# Only an AWS Managed Microsoft AD can be shared ("Share your AWS Managed Microsoft AD", AWS Directory
	# Service Administration Guide).
	some directory in input.nodes.shared_directory
	not directory.maybe
} else := {fact |
	some address, computer in licensed.elders
	some answer in answers(computer)
	fact := evidence.fact(address, answer, reasons.first([computers.doubt(computer), hidden(computer)]))
}

# hidden tells why there may be a managed directory that is not in view.
hidden(computer) := [reason |
	some directory in array.concat(
		[one | some one in input.nodes.directory],
		[one | some one in input.nodes.shared_directory],
	)
	reason := licensed.may_be_managed(directory)
][0] if {
	true
} else := computer.open.vpc if {
	true
} else := input.nodes.vpc[computer.vpc].open.directories if {
	true
} else := ""

answers(computer) := found if {
	found := [{"verdict": "deny", "reason": "", "subject": address, "attribute": "type"} |
		some address, directory in licensed.near[computer.vpc]
		names[directory.type]
	]
	count(found) > 0
} else := [{"verdict": "unknown", "reason": reason, "subject": computer.address, "attribute": "vpc"}] if {
	reason := reasons.first([computers.doubt(computer), hidden(computer), unseen])
}

unseen := "no directory is part of this configuration" if {
	count(object.get(input.nodes, "directory", {})) == 0
} else := "no directory that its VPC is connected with is part of this configuration"
