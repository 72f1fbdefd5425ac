# METADATA
# title: Role cannot be assumed by EC2
# description: >-
#   The role behind an instance's profile does not trust ec2.amazonaws.com, so the instance gets no
#   credentials and SSM Agent cannot register it; or the role of Default Host Management does not trust
#   ssm.amazonaws.com.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html
#     description: IAM roles for Amazon EC2
#   - ref: https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-instance-permissions.html
#     description: Configure instance permissions required for Systems Manager
# custom:
#   severity: error
#   category: systems-manager
#   precision: high
package policies["ssm-role-trust-missing"]

import data.lib.computers
import data.lib.evidence
import data.lib.identity
import data.lib.managed
import data.lib.mend
import data.lib.reasons
import data.lib.text

fail contains managed.reasoned(finding) if {
	some [subject, attribute], at_place in evidence.by_place(distrusted)
	first := evidence.one(at_place)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"{subject} does not trust ec2.amazonaws.com, so {text.list(evidence.families(at_place))} {text.plural(evidence.families(at_place), "gets", "get")} no credentials for Systems Manager.",
		"remedy": $"Let the service ec2.amazonaws.com assume {subject} (sts:AssumeRole) in its trust policy.",
		"affected": evidence.families(at_place),
		"path": iam.trusts(first.role, "ec2.amazonaws.com").path,
		"mend": mend.trusted(subject, "ec2.amazonaws.com"),
	}
}

review contains finding if {
	some [subject, attribute], at_place in evidence.by_place(undecided)
	first := evidence.one(at_place)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"It is undecided whether {subject} trusts ec2.amazonaws.com.",
		"remedy": $"Let the service ec2.amazonaws.com assume {subject} (sts:AssumeRole) in its trust policy.",
		"reason": evidence.why(at_place),
		"affected": evidence.families(at_place),
		"path": iam.trusts(first.role, "ec2.amazonaws.com").path,
	}
}

# The role of Default Host Management is assumed by Systems Manager, which hands it on to the instances.
fail contains finding if {
	some role, answer in management_trust
	answer.verdict == "deny"
	finding := {
		"node": role,
		"attribute": "trust_policy",
		"message": $"{role} does not trust ssm.amazonaws.com, so Default Host Management gives no instance its credentials.",
		"remedy": $"Let the service ssm.amazonaws.com assume {role} (sts:AssumeRole) in its trust policy.",
		"affected": [],
		"path": answer.path,
		"mend": mend.trusted(role, "ssm.amazonaws.com"),
	}
}

review contains finding if {
	some role, answer in management_trust
	answer.verdict == "unknown"
	finding := {
		"node": role,
		"attribute": "trust_policy",
		"message": $"It is undecided whether {role} trusts ssm.amazonaws.com, as Default Host Management needs.",
		"remedy": $"Let the service ssm.amazonaws.com assume {role} (sts:AssumeRole) in its trust policy.",
		"reason": answer.reason,
		"affected": [],
		"path": answer.path,
	}
}

management_trust[role] := iam.trusts(role, "ssm.amazonaws.com") if {
	some setting in identity.settings
	computers.surely(setting)
	role := setting.role
	input.nodes.role[role]
}

distrusted := {fact |
	some fact in instance_facts
	fact.verdict == "deny"
}

undecided := {fact |
	some fact in instance_facts
	fact.verdict == "unknown"
}

instance_facts := {fact |
	some address, need in managed.needs
	role := identity.role(computers.all[address])
	answer := trust[role.address]
	doubt := reasons.first([need.doubt, computers.doubt(role)])
	fact := object.union(evidence.fact(address, answer, doubt), {"role": role.address})
}

# trust[role] is the answer for each role that EC2 may not surely assume. In China the service may go by
# another name.
trust[role] := object.union(answer, {"subject": role, "attribute": "trust_policy"}) if {
	some role, _ in input.nodes.role
	answer := iam.trusts(role, "ec2.amazonaws.com")
	answer.verdict != "allow"
	iam.trusts(role, "ec2.amazonaws.com.cn").verdict != "allow"
}
