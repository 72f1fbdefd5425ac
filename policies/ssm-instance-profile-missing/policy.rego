# METADATA
# title: Instance without an instance profile
# description: >-
#   An instance that is meant to be managed by Systems Manager has no instance profile, or one without a
#   role, so SSM Agent has no credentials to register with.
# related_resources:
#   - ref: https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-instance-permissions.html
#     description: Configure instance permissions required for Systems Manager
#   - ref: https://docs.aws.amazon.com/systems-manager/latest/userguide/fleet-manager-default-host-management-configuration.html
#     description: Default Host Management Configuration
# custom:
#   severity: error
#   category: systems-manager
#   precision: high
package policies["ssm-instance-profile-missing"]

import data.lib.computers
import data.lib.evidence
import data.lib.grouping
import data.lib.identity
import data.lib.managed
import data.lib.mend
import data.lib.profiles
import data.lib.reasons
import data.lib.text

fail contains managed.reasoned(finding) if {
	some [subject, attribute], at_place in evidence.by_place(lacking)
	first := evidence.one(at_place)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": message(subject, attribute, at_place),
		"remedy": remedy(subject, first),
		"affected": evidence.computers(at_place),
		"path": gap(computers.all[first.computer]).path,
		"mend": mends(subject, attribute, evidence.computers(at_place)),
	}
}

review contains finding if {
	some [subject, attribute], at_place in evidence.by_place(undecided)
	first := evidence.one(at_place)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"It is undecided whether {text.list(evidence.computers(at_place))} {text.plural(evidence.computers(at_place), "has", "have")} credentials for Systems Manager.",
		"remedy": remedy(subject, first),
		"reason": evidence.why(at_place),
		"affected": evidence.computers(at_place),
		"path": gap(computers.all[first.computer]).path,
	}
}

mends(subject, "launch_template", _) := template_named(computers.all[subject])

mends(subject, attribute, sufferers) := mend.set_value(subject, "instance_profile_name", {"reference": profiles_of_role[0], "attribute": "id"}) if {
	attribute == "instance_profile"
	profiles_of_role := profiles_of(role_called(computers.all[subject].instance_profile))
	count(profiles_of_role) == 1
} else := profiles.given(subject, attribute, sufferers) if attribute != "launch_template"

# template_named writes an id as the id, and for a name or an ARN in that place the id of the only template that is
# meant.
template_named(computer) := [{"change": "rename", "node": computer.address, "from": "launch_template_name", "to": "launch_template_id"}] if {
	is_template(computer.launch_template_name, {"Ref", "LaunchTemplateId", "id"})
} else := mend.set_value(computer.address, "launch_template_id", {"reference": templates[0], "attribute": "id"}) if {
	templates := [address |
		some address, template in input.nodes.launch_template
		means(computer.launch_template_id, template)
	]
	count(templates) == 1
} else := mend.set_value(computer.address, "launch_template_name", {"reference": template, "attribute": "name"}) if {
	template := named_by(computer.launch_template_name, {"arn"})
	input.nodes.launch_template[template]
} else := []

means(written, template) if named_by(written, {"name", "arn"}) == template.address

means(written, template) if {
	not contains(written, "${")
	written == template.name
}

message(_, _, facts) := $"{reason}, so AWS refuses the request, and SSM Agent on {text.list(evidence.computers(facts))} gets no credentials." if {
	reason := evidence.why(facts)
	reason != ""
}

message(profile, "role", facts) := $"{profile} has no role, so SSM Agent on {text.list(evidence.computers(facts))} has no credentials for Systems Manager ({managed.why(evidence.computers(facts))})." if evidence.why(facts) == ""

message(subject, "instance_profile", facts) := $"{subject} has no instance profile, so SSM Agent has no credentials for Systems Manager ({managed.why(evidence.computers(facts))})." if evidence.why(facts) == ""

remedy(subject, fact) := $"Give {subject} its launch template by its id as the id, or by its name as the name." if {
	fact.attribute == "launch_template"
} else := $"Write the name of the role in {subject}, and not its ARN." if {
	fact.reason == role_by_arn(subject)
} else := $"Write the name of the instance profile in {subject}, and not its ARN." if {
	fact.reason == profile_by_arn(computers.all[subject])
} else := $"Give {subject} a role that has the policy AmazonSSMManagedInstanceCore." if {
	input.nodes.instance_profile[subject]
} else := $"Give {subject} an instance profile whose role has the policy AmazonSSMManagedInstanceCore. Where Default Host Management is on in the account, say so with assume_default_host_management."

lacking := evidence.spread({fact |
	some fact in facts
	fact.verdict == "deny"
})

undecided := evidence.spread({fact |
	some fact in facts
	fact.verdict == "unknown"
})

facts := {fact |
	some address, need in managed.needs
	computer := computers.all[address]
	answer := gap(computer)
	fact := evidence.fact(address, answer, reasons.first([need.doubt, identity.host_management_doubt(computer)]))
}

# gap is what a computer's identity lacks: undefined when it has a profile with a role.
gap(computer) := object.union(nothing, {
	"verdict": "unknown",
	"reason": computer.open.instance_profile,
	"subject": computer.address,
	"attribute": "instance_profile",
}) if {
	true
} else := object.union(nothing, {
	"reason": reason,
	"subject": computer.address,
	"attribute": "instance_profile",
	"path": [hop(computer.address, "instance_profile", reason)],
}) if {
	reason := misnamed(computer)
} else := object.union(nothing, {
	"reason": reason,
	"subject": computer.address,
	"attribute": "launch_template",
	"path": [hop(computer.address, "launch_template", reason)],
}) if {
	reason := template_misnamed(computer)
} else := object.union(nothing, {
	"subject": holder(computer),
	"attribute": "instance_profile",
	"path": [hop(holder(computer), "instance_profile", $"{holder(computer)} names no instance profile")],
}) if {
	not computer.instance_profile
} else := object.union(nothing, {
	"verdict": "unknown",
	"reason": $"{computer.instance_profile} is the name of {role}, and no instance profile of this configuration has it",
	"subject": computer.address,
	"attribute": "instance_profile",
}) if {
	not identity.profile(computer)
	role := role_called(computer.instance_profile)
} else := object.union(nothing, {
	"verdict": "unknown",
	"reason": $"{computer.instance_profile} is not part of this configuration",
	"subject": computer.address,
	"attribute": "instance_profile",
}) if {
	not identity.profile(computer)
} else := gap_of(computer, identity.profile(computer))

# gap_of is what the profile of a computer lacks, where that is in view.
gap_of(computer, profile) := object.union(nothing, {
	"verdict": "unknown",
	"reason": profile.external,
	"subject": computer.address,
	"attribute": "instance_profile",
}) if {
	true
} else := object.union(nothing, {
	"verdict": "unknown",
	"reason": profile.open.role,
	"subject": computer.instance_profile,
	"attribute": "role",
}) if {
	true
} else := object.union(nothing, {
	"reason": reason,
	"subject": computer.instance_profile,
	"attribute": "role",
	"path": [hop(computer.instance_profile, "role", reason)],
}) if {
	reason := role_by_arn(computer.instance_profile)
} else := object.union(nothing, {
	"subject": computer.instance_profile,
	"attribute": "role",
	"path": [
		hop(computer.address, "instance_profile", $"{computer.address} has the instance profile {computer.instance_profile}"),
		hop(computer.instance_profile, "role", $"{computer.instance_profile} has no role"),
	],
}) if {
	not profile.role
}

# misnamed is what makes the name of a profile none. It is undefined where it may be one.
misnamed(computer) := profile_by_arn(computer) if {
	true
} else := named_as_role(computer) if {
	not identity.profile(computer)
}

named_as_role(computer) := $"{computer.address} is given the name of {role.address} for that of its instance profile, and no instance profile has that name" if {
	role := input.nodes.role[named_by(computer.instance_profile, {"Ref", "name", "id"})]
	not role.open.policies # somebody who is given the role may make a profile for it
} else := $"{computer.address} is given the name of {role} for that of its instance profile, and {profile} is the profile of that role" if {
	role := role_called(computer.instance_profile)
	not input.nodes.role[role].open.policies
	every address in profiles_of(role) {
		has_other_name(input.nodes.instance_profile[address], computer.instance_profile)
	}
	profile := profiles_of(role)[0]
}

profiles_of(role) := [address |
	some address, profile in input.nodes.instance_profile
	profile.role == role
]

# role_called is the role of this configuration that has a name which no instance profile has.
role_called(name) := roles_called[name] if {
	not input.nodes.instance_profile[name]
	every _, profile in object.get(input.nodes, "instance_profile", {}) {
		object.get(profile, "name", "") != name
	}
}

roles_called := {name: address |
	some name, roles in grouping.of([[name, address] |
		some address, role in input.nodes.role
		computers.surely(role)
		name := role.name
	])
	count(roles) == 1
	some address in roles
}

# has_other_name holds for a profile that surely has another name: one that is written, or one that is made up for it.
has_other_name(profile, name) if {
	computers.surely(profile)
	not profile.unknown.name
	written := object.get(profile, "name", "")
	not contains(written, "${")
	written != name
}

# An instance takes a name, not an ARN ("AWS::EC2::Instance", IamInstanceProfile; AWS provider, aws_instance).
profile_by_arn(computer) := $"{computer.address} names its instance profile by an ARN, and only a name is taken there" if {
	is_arn(computer.instance_profile_name, "instance_profile")
}

# So does an instance profile ("AWS::IAM::InstanceProfile", Roles; AWS provider, aws_iam_instance_profile).
role_by_arn(address) := $"{address} names its role by an ARN, and only a name is taken there" if {
	some written in as_list(input.nodes.instance_profile[address].role_name)
	is_arn(written, "role")
}

# A launch template is given by its id or by its name, each in a place of its own ("LaunchTemplateSpecification", Amazon
# EC2 Auto Scaling API Reference).
template_misnamed(computer) := $"{computer.address} gives the ARN of its launch template, and only a name or an id is taken there" if {
	some attribute in ["launch_template_name", "launch_template_id"]
	is_arn(computer[attribute], "launch_template")
} else := $"{computer.address} gives the id of its launch template for the name" if {
	is_template(computer.launch_template_name, {"Ref", "LaunchTemplateId", "id"})
} else := $"{computer.address} gives the name of its launch template for the id, which begins with lt-" if {
	is_name(computer.launch_template_id)
}

# is_name holds for what is written where an id is wanted and is none, as the name of a launch template.
is_name(written) if {
	written != ""
	not startswith(written, "lt-")
	not contains(written, "${")
}

is_name(written) if is_template(written, {"name"})

is_template(written, attributes) if input.nodes.launch_template[named_by(written, attributes)]

as_list(value) := value if {
	is_array(value)
} else := [value]

is_arn(written, _) if startswith(written, "arn:")

is_arn(written, kind) if {
	endswith(lower(written), ".arn}")
	input.nodes[kind][named_by(written, {"Arn", "arn"})]
}

# named_by is the address in a text that is one reference, ${address.attribute}, to one of these attributes.
named_by(written, attributes) := parts[1] if {
	startswith(written, "${")
	parts := regex.find_all_string_submatch_n(`^\$\{(.+)\.(\w+)\}$`, written, 1)[0]
	parts[2] in attributes
}

nothing := {"verdict": "deny", "reason": "", "path": []}

hop(node, attribute, sentence) := {"node": node, "attribute": attribute, "text": sentence, "verdict": "deny"}

# holder is where the profile of a computer has to be written: in its launch template, if it has one.
holder(computer) := computers.template(computer).address if {
	true
} else := computer.address
