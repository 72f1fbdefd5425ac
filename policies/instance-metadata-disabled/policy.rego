# METADATA
# title: Instance metadata switched off
# description: >-
#   The metadata service of an instance is off. SSM Agent reads from it where it runs and with which credentials,
#   so Systems Manager cannot manage the instance.
# related_resources:
#   - ref: https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html
#     description: SSM Agent technical reference
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html
#     description: Configure the instance metadata options
# custom:
#   severity: error
#   category: systems-manager
#   precision: very-high
package policies["instance-metadata-disabled"]

import data.lib.computers
import data.lib.evidence
import data.lib.managed
import data.lib.mend
import data.lib.reasons
import data.lib.text

fail contains managed.reasoned(finding) if {
	some [subject, attribute], at_place in evidence.by_place(off)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"{subject} switches the metadata service off, so SSM Agent on {text.list(evidence.computers(at_place))} gets no credentials ({managed.why(evidence.computers(at_place))}).",
		"remedy": "Leave the metadata service on; with tokens required (IMDSv2) it is as safe.",
		"affected": evidence.computers(at_place),
		"path": path(evidence.one(at_place)),
		"mend": mend.set_value(subject, attribute, "enabled"),
	}
}

review contains finding if {
	some [subject, attribute], at_place in evidence.by_place(undecided)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"It is undecided whether {text.list(evidence.computers(at_place))} {text.plural(evidence.computers(at_place), "has", "have")} the metadata service, which SSM Agent needs.",
		"remedy": "Leave the metadata service on; with tokens required (IMDSv2) it is as safe.",
		"reason": evidence.why(at_place),
		"affected": evidence.computers(at_place),
		"path": path(evidence.one(at_place)),
	}
}

path(fact) := [{"node": fact.subject, "attribute": fact.attribute, "text": sees(fact), "verdict": fact.verdict}]

sees(fact) := fact.reason if {
	fact.verdict == "unknown"
} else := $"{fact.subject} switches the metadata service off"

off := evidence.spread({fact |
	some fact in facts
	fact.verdict == "deny"
})

undecided := evidence.spread({fact |
	some fact in facts
	fact.verdict == "unknown"
})

facts := {fact |
	some address, computer in computers.elders
	answer := answer_of(computer)
	need := managed.needs[address]
	fact := evidence.fact(address, answer, need.doubt)
}

# What an instance or its launch template says goes before the account's defaults.
answer_of(computer) := at(holder(computer), "deny", "") if {
	computer.metadata_http_endpoint == "disabled"
} else := at(holder(computer), "unknown", computer.unknown.metadata_http_endpoint) if {
	true
} else := default_answer(computer) if {
	not computer.metadata_http_endpoint
}

at(subject, outcome, reason) := {"verdict": outcome, "reason": reason, "subject": subject, "attribute": "metadata_http_endpoint"}

# Defaults are those of a Region ("Resource: aws_ec2_instance_metadata_defaults", AWS provider).
default_answer(computer) := at(address, "deny", "") if {
	some address, defaults in input.nodes.instance_metadata_defaults
	computers.shares_region(defaults, computer)
	defaults.metadata_http_endpoint == "disabled"
	not defaults.maybe
} else := at(address, "unknown", reasons.first([object.get(defaults, "maybe", ""), object.get(defaults, ["unknown", "metadata_http_endpoint"], "")])) if {
	some address, defaults in input.nodes.instance_metadata_defaults
	computers.shares_region(defaults, computer)
	may_be_off(defaults)
}

may_be_off(defaults) if defaults.metadata_http_endpoint == "disabled"

may_be_off(defaults) if defaults.unknown.metadata_http_endpoint

holder(computer) := template.address if {
	template := computers.template(computer)
	object.get(template, "metadata_http_endpoint", "") == object.get(computer, "metadata_http_endpoint", "")
} else := computer.address
