# METADATA
# title: Licensed instance that joins a domain itself
# description: >-
#   An association or the user data of an instance with licensed software joins it to a domain, or makes a local
#   administrator. License Manager joins its instances itself, and takes others for unhealthy.
# related_resources:
#   - ref: https://docs.aws.amazon.com/license-manager/latest/userguide/user-based-subscriptions.html
#     description: User-based subscriptions in License Manager
#   - ref: https://docs.aws.amazon.com/directoryservice/latest/admin-guide/launching_instance.html
#     description: Joining an Amazon EC2 Windows instance to your AWS Managed Microsoft AD
# custom:
#   severity: warning
#   category: license-manager
#   precision: high
package policies["licensed-own-domain-join"]

import data.lib.associations
import data.lib.computers
import data.lib.directories
import data.lib.evidence
import data.lib.licensed
import data.lib.reasons
import data.lib.scripts
import data.lib.text

fail contains finding if {
	some [subject, attribute], at_place in evidence.by_place(own)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"{actor(subject, attribute)} {concat(" and ", deeds(at_place))}, and {judgement(at_place)}.",
		"remedy": remedy(at_place),
		"affected": evidence.computers(at_place),
		"path": path(evidence.one(at_place)),
	}
}

review contains finding if {
	some [subject, attribute], at_place in evidence.by_place(undecided)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"It is undecided whether {question(subject, at_place)}.",
		"remedy": advice(at_place),
		"reason": evidence.why(at_place),
		"affected": evidence.computers(at_place),
		"path": path(evidence.one(at_place)),
	}
}

question(subject, facts) := $"{text.list(addresses)} {text.plural(addresses, "joins", "join")} a domain without License Manager" if {
	some fact in facts
	fact.deed == "join"
	addresses := evidence.computers(facts)
} else := $"the user data of {subject} makes a local administrator on {text.list(evidence.computers(facts))}"

advice(facts) := "Let License Manager join its instances to the domain." if {
	some fact in facts
	fact.deed == "join"
} else := "Give the rights to a user or group of the directory, by its full name."

actor(subject, "user_data") := $"The user data of {subject}"

actor(subject, "document_name") := subject

deeds(facts) := [phrase(deed, text.list(evidence.computers(facts))) |
	some deed in ["join", "administrator"]
	deed in {fact.deed | some fact in facts}
]

phrase("join", whom) := $"joins {whom} to a domain"

phrase("administrator", whom) := $"makes a local administrator on {whom}"

judgement(facts) := "License Manager joins its instances to the domain itself" if {
	some fact in facts
	fact.deed == "join"
} else := "License Manager takes an instance with one for unhealthy"

remedy(facts) := "Take the join out: License Manager joins the instance to the registered directory when it is launched." if {
	some fact in facts
	fact.deed == "join"
} else := "Take the local administrator out, and give the rights to a user of the directory."

path(fact) := [
	{"node": fact.computer, "attribute": "image", "text": $"{fact.computer} counts as licensed, because {licensed.signals[computers.elder(fact.computer)].text}", "verdict": "allow"},
	{"node": fact.subject, "attribute": fact.attribute, "text": sees(fact), "verdict": fact.verdict},
]

sees(fact) := fact.reason if {
	fact.verdict == "unknown"
} else := $"{actor(fact.subject, fact.attribute)} {phrase(fact.deed, fact.computer)}"

own := evidence.spread({fact |
	some fact in facts
	fact.verdict == "deny"
})

undecided := evidence.spread({fact |
	some fact in facts
	fact.verdict == "unknown"
})

facts := ((by_association | by_user_data) | by_unknown_user_data) | by_unknown_administrator

by_association := {fact |
	some name, association in input.nodes.association
	directories.joins(association)
	some address, doubt in associations.targets[name]
	licensed.signals[address]
	answer := {"verdict": "deny", "reason": "", "subject": association.address, "attribute": "document_name"}
	computer := computers.all[address]
	reason := reasons.first([computers.doubt(computer), computers.doubt(association), doubt])
	fact := object.union(evidence.fact(address, answer, reason), {"deed": "join"})
}

by_user_data := {fact |
	some address, computer in licensed.elders
	some deed in done(computer)
	answer := {"verdict": "deny", "reason": "", "subject": holder(computer), "attribute": "user_data"}
	fact := object.union(evidence.fact(address, answer, computers.doubt(computer)), {"deed": deed})
}

by_unknown_user_data := {fact |
	some address, computer in licensed.elders
	count(done(computer)) == 0
	reason := computer.unknown.user_data
	answer := {"verdict": "unknown", "reason": reason, "subject": holder(computer), "attribute": "user_data"}
	fact := object.union(evidence.fact(address, answer, ""), {"deed": "join"})
}

by_unknown_administrator := {fact |
	some address, computer in licensed.elders
	scripts.may_make_administrator(computer)
	reason := reasons.first([object.get(computer, ["unknown", "user_data"], ""), "a variable of the script says who becomes an administrator"])
	answer := {"verdict": "unknown", "reason": reason, "subject": holder(computer), "attribute": "user_data"}
	fact := object.union(evidence.fact(address, answer, ""), {"deed": "administrator"})
}

done(computer) := [deed |
	some deed in ["join", "administrator"]
	does(computer, deed)
]

does(computer, "join") if scripts.joins(computer)

does(computer, "administrator") if scripts.makes_administrator(computer)

holder(computer) := template.address if {
	template := computers.template(computer)
	template.user_data == computer.user_data
} else := computer.address
