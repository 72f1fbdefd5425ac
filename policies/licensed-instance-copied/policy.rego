# METADATA
# title: Copy of a licensed instance
# description: >-
#   An instance with licensed software is backed up or made into an image. License Manager terminates an instance
#   that is launched from such a copy, unless Sysprep was run before.
# related_resources:
#   - ref: https://docs.aws.amazon.com/license-manager/latest/userguide/user-based-subscriptions-troubleshooting.html
#     description: Troubleshoot user-based subscriptions in License Manager
#   - ref: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html
#     description: BackupSelection (AWS Backup Developer Guide)
# custom:
#   severity: note
#   category: license-manager
#   precision: medium
package policies["licensed-instance-copied"]

import data.lib.backups
import data.lib.computers
import data.lib.evidence
import data.lib.grouping
import data.lib.licensed
import data.lib.reasons
import data.lib.text

fail contains finding if {
	some [subject, attribute], at_place in evidence.by_place(copied)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"{deed(subject, evidence.computers(at_place))}, and License Manager terminates what is launched from a copy that Sysprep did not prepare.",
		"remedy": "Run Sysprep before an image is made; after a loss, launch a new instance from the product's own image, and restore the users' data alone.",
		"affected": evidence.computers(at_place),
		"path": path(evidence.one(at_place)),
	}
}

review contains finding if {
	some [subject, attribute], at_place in evidence.by_place(undecided)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"It is undecided whether {subject} makes copies of {text.list(evidence.computers(at_place))}, from which no instance with licensed software can be launched.",
		"remedy": "Leave instances with licensed software out.",
		"reason": evidence.why(at_place),
		"affected": evidence.computers(at_place),
		"path": path(evidence.one(at_place)),
	}
}

deed(subject, addresses) := $"{subject} makes an image of {text.list(addresses)}" if {
	input.nodes.instance_image[subject]
} else := $"{subject} has {text.list(addresses)} backed up"

path(fact) := [
	{"node": fact.computer, "attribute": "image", "text": $"{fact.computer} counts as licensed, because {licensed.signals[computers.elder(fact.computer)].text}", "verdict": "allow"},
	{"node": fact.subject, "attribute": fact.attribute, "text": sees(fact), "verdict": fact.verdict},
]

sees(fact) := fact.reason if {
	fact.verdict == "unknown"
} else := deed(fact.subject, [fact.computer])

copied := {fact |
	some fact in facts
	fact.verdict == "deny"
}

undecided := {fact |
	some fact in facts
	fact.verdict == "unknown"
}

# Twins are told apart here: a copy is made of the one that is named.
facts := by_image | by_backup

by_image := {fact |
	some address, image in input.nodes.instance_image
	computer := members[image.instance]
	answer := {"verdict": "deny", "reason": "", "subject": address, "attribute": "instance"}
	doubt := reasons.first([computers.doubt(computer), computers.doubt(image), object.get(image, ["open", "instance"], "")])
	fact := evidence.fact(image.instance, answer, doubt)
}

by_backup := {fact |
	some address, selection in input.nodes.backup_selection
	some member in candidates(selection)
	computer := members[member]
	assigned := backups.assigns(selection, computer)
	assigned.verdict != "deny"
	answer := {"verdict": "deny", "reason": "", "subject": address, "attribute": place(selection)}
	doubt := reasons.first([computers.doubt(computer), computers.doubt(selection), assigned.reason])
	fact := evidence.fact(member, answer, doubt)
}

# members are all licensed computers. What an Auto Scaling group launches has an id that no source names.
members := {member: computers.all[member] |
	some elder, _ in licensed.elders
	some member in computers.family(elder)
}

# candidates are the members that a selection may assign to its plan. Most selections name few, or those with a tag: to ask
# for each of the others would take selections times members.
candidates(selection) := union({named, tagged, untold}) if {
	traits := backups.traits(selection)
	named := {member | some member in traits.names; members[member]}
	tagged := {member | some tag in traits.tags; some member in bearers[tag]}
} else := object.keys(members)

bearers := grouping.of([[[key, value], member] | some member, computer in members; some key, value in computer.tags])

# untold are the members whose tags are not all known.
untold contains member if {
	some member, computer in members
	computer.unknown.tags
}

place(selection) := [set | some set in ["resources", "tags", "conditions"]; count(selection[set]) > 0][0] if {
	true
} else := ""
