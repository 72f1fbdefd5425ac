# METADATA
# title: License Manager's tag is removed
# description: >-
#   License Manager marks its instances with the tag AWSLicenseManager. Terraform removes tags that its
#   configuration does not have when it is next applied, unless it is told to ignore them.
# related_resources:
#   - ref: https://docs.aws.amazon.com/license-manager/latest/userguide/user-based-subscriptions.html
#     description: User-based subscriptions in License Manager
#   - ref: https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle
#     description: The lifecycle meta-argument (ignore_changes)
#   - ref: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/resource-tagging
#     description: Resource tagging in the AWS provider (ignore_tags)
# custom:
#   severity: warning
#   category: license-manager
#   precision: high
package policies["licensed-tag-removed"]

import data.lib.computers
import data.lib.evidence
import data.lib.licensed
import data.lib.reasons
import data.lib.text

fail contains finding if {
	some [subject, attribute], at_place in evidence.by_place(lost)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": message(evidence.one(at_place), evidence.computers(at_place)),
		"remedy": remedy[evidence.one(at_place).deed],
		"affected": evidence.computers(at_place),
		"path": path(evidence.one(at_place)),
	}
}

review contains finding if {
	some [subject, attribute], at_place in evidence.by_place(undecided)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"It is undecided whether {text.list(evidence.computers(at_place))} {text.plural(evidence.computers(at_place), "keeps", "keep")} the tag with which License Manager marks its instances.",
		"remedy": remedy[evidence.one(at_place).deed],
		"reason": evidence.why(at_place),
		"affected": evidence.computers(at_place),
		"path": path(evidence.one(at_place)),
	}
}

message(fact, addresses) := $"Terraform removes the tag AWSLicenseManager, with which License Manager marks its instances, from {text.list(addresses)} when it is next applied." if {
	fact.deed == "removes"
} else := $"The provider gives {text.list(addresses)} the tag AWSLicenseManager, which License Manager sets itself to mark its instances." if {
	fact.attribute == "default_tags"
} else := $"{text.list(addresses)} {text.plural(addresses, "sets", "set")} the tag AWSLicenseManager, which License Manager sets itself to mark its instances." if {
	fact.subject in addresses
} else := $"{fact.subject} gives {text.list(addresses)} the tag AWSLicenseManager, which License Manager sets itself to mark its instances."

remedy := {
	"removes": "Ignore it: lifecycle { ignore_changes = [tags[\"AWSLicenseManager\"]] } in the instance, or ignore_tags { keys = [\"AWSLicenseManager\"] } in the provider.",
	"sets": "Take the tag out, and let License Manager set it.",
}

path(fact) := [
	{"node": fact.computer, "attribute": "image", "text": $"{fact.computer} counts as licensed, because {licensed.signals[computers.elder(fact.computer)].text}", "verdict": "allow"},
	{"node": fact.subject, "attribute": fact.attribute, "text": sees[fact.deed], "verdict": fact.verdict},
]

sees := {
	"removes": "nothing keeps Terraform from removing tags that others add",
	"sets": "the configuration sets the tag AWSLicenseManager itself",
}

lost := evidence.spread({fact |
	some fact in facts
	fact.verdict == "deny"
})

undecided := evidence.spread({fact |
	some fact in facts
	fact.verdict == "unknown"
})

facts := {fact |
	some address, computer in licensed.elders
	answer := answer_of(computer)
	fact := object.union(evidence.fact(address, answer, computers.doubt(computer)), {"deed": answer.deed})
}

# Whoever writes License Manager's own value keeps the tag. Tags that CloudFormation does not know stay, and
# so do those of the instances that an Auto Scaling group launches.
answer_of(computer) := at(writer, "sets", writer.doubt) if {
	writer := writer_of(computer)
	writer.value != "UserSubscriptions"
} else := at(own, "removes", doubt_of(computer)) if {
	computer.resource_type == "aws_instance"
	own := {"subject": computer.address, "attribute": "tags"}
	every tags in ["tags", "default_tags"] { not computer[tags].AWSLicenseManager }
	not ignores(computer)
}

# writer_of tells where a configuration writes the tag, or may, and what. A resource that adds it to the computer comes
# after it and goes before all; a computer's own tags go before those that its provider gives to all, and before those of
# its launch template.
writer_of(computer) := adders(computer)[0] if {
	true
} else := written(computer, "tags") if {
	true
} else := written(computer, "default_tags") if {
	true
} else := written(computers.template(computer), "tags")

# adders are the resources that add the tag to a computer: to an instance, or to those that a group launches ("Resource:
# aws_ec2_tag", "Resource: aws_autoscaling_group_tag").
adders(computer) := [{"subject": address, "attribute": "value", "value": object.get(tag, "value", ""), "doubt": doubt} |
	some address in computer.added_tags
	tag := input.nodes.added_tag[address]
	tag.key == "AWSLicenseManager"
	not tag.propagate_at_launch == false
	doubt := reasons.first([computers.doubt(tag), object.get(tag, ["unknown", "value"], ""), object.get(tag, ["unknown", "propagate_at_launch"], "")])
]

# written is the tag among tags. One that may not be there, or whose value is not known, leaves a doubt.
written(node, tags) := {"subject": node.address, "attribute": tags, "value": value, "doubt": doubt} if {
	doubt := object.get(node, ["unknown", $`{tags}["AWSLicenseManager"]`], "")
	value := object.get(node, [tags, "AWSLicenseManager"], "")
	concat("", [value, doubt]) != ""
}

at(place, deed, doubt) := {"verdict": "deny", "reason": "", "subject": place.subject, "attribute": place.attribute, "deed": deed} if {
	doubt == ""
} else := {"verdict": "unknown", "reason": doubt, "subject": place.subject, "attribute": place.attribute, "deed": deed}

# doubt_of is why Terraform may leave the tag alone: what it ignores is not known, or which tags are written.
doubt_of(computer) := reasons.first(array.concat(
	[object.get(computer, ["unknown", name], "") | some name in ["ignored_changes", "ignored_tags", "ignored_tag_prefixes"]],
	[computer.unknown[name] | some name in ["tags", "default_tags"]; not computer[name]],
))

ignores(computer) if {
	some name in computer.ignored_changes
	name in {"all", "tags", "tags_all", `tags["AWSLicenseManager"]`, `tags_all["AWSLicenseManager"]`}
}

ignores(computer) if "AWSLicenseManager" in computer.ignored_tags

ignores(computer) if {
	some prefix in computer.ignored_tag_prefixes
	startswith("AWSLicenseManager", prefix)
}
