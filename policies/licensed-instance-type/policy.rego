# METADATA
# title: Instance type that licensed software does not run on
# description: >-
#   An instance that runs licensed software is of a type without the Nitro System, or with a Graviton
#   processor. License Manager supports neither, and its images for Windows do not start on Graviton.
# related_resources:
#   - ref: https://docs.aws.amazon.com/license-manager/latest/userguide/user-based-subscriptions.html
#     description: User-based subscriptions in License Manager
#   - ref: https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-nitro-instances.html
#     description: Instances built on the AWS Nitro System
# custom:
#   severity: error
#   category: license-manager
#   precision: very-high
package policies["licensed-instance-type"]

import data.lib.computers
import data.lib.evidence
import data.lib.licensed
import data.lib.text

fail contains finding if {
	some [subject, attribute], at_place in evidence.by_place(unfit)
	first := evidence.one(at_place)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"{subject} is of type {first.type}, which {first.reason}, and {licensed.signals[computers.elder(first.computer)].product} from License Manager runs only on Nitro instances with x86 processors.",
		"remedy": "Choose a type such as m6i.large or t3.large.",
		"affected": evidence.computers(at_place),
		"path": path(first),
	}
}

review contains finding if {
	some [subject, attribute], at_place in evidence.by_place(undecided)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"It is undecided whether {text.list(evidence.computers(at_place))} {text.plural(evidence.computers(at_place), "is", "are")} of a type that License Manager supports.",
		"remedy": "Choose a Nitro type with an x86 processor, such as m6i.large or t3.large.",
		"reason": evidence.why(at_place),
		"affected": evidence.computers(at_place),
		"path": path(evidence.one(at_place)),
	}
}

path(fact) := [
	{"node": fact.computer, "attribute": "image", "text": $"{fact.computer} counts as licensed, because {licensed.signals[computers.elder(fact.computer)].text}", "verdict": "allow"},
	{"node": fact.subject, "attribute": fact.attribute, "text": sees(fact), "verdict": fact.verdict},
]

sees(fact) := fact.reason if {
	fact.verdict == "unknown"
} else := $"{fact.type} {fact.reason}"

unfit := evidence.spread({fact |
	some fact in facts
	fact.verdict == "deny"
})

undecided := evidence.spread({fact |
	some fact in facts
	fact.verdict == "unknown"
})

facts := {fact |
	some address, computer in licensed.elders
	some kind in types(computer)
	reason := flaw(kind)
	answer := object.union(holder(computer), {"verdict": "deny", "reason": reason})
	fact := object.union(evidence.fact(address, answer, computers.doubt(computer)), {"type": kind})
} | {fact |
	some address, computer in licensed.elders
	place := holder(computer)
	reason := doubt(computer, place.attribute)
	answer := object.union(place, {"verdict": "unknown", "reason": reason})
	fact := object.union(evidence.fact(address, answer, ""), {"type": ""})
}

# types are those that a computer may be of: what its group lists goes before what its template says.
types(computer) := computer.instance_types if {
	count(computer.instance_types) > 0
} else := [computer.instance_type] if {
	computer.instance_type
	not computer.required_memory
} else := []

doubt(computer, attribute) := computer.unknown[attribute] if {
	not computer.required_memory
} else := "its type is chosen by what it requires" if {
	requires(computer)
}

# requires holds where a computer, or its template, says what its type has to offer in place of a type.
requires(computer) if computer.required_memory

requires(computer) if {
	computers.template(computer).required_memory
	not computer.instance_types
}

# holder is where the type is written: what an Auto Scaling group does not say itself, its template says.
holder(computer) := {"subject": computer.address, "attribute": "instance_types"} if {
	computer.instance_types
} else := {"subject": computer.address, "attribute": "instance_types"} if {
	computer.unknown.instance_types
} else := {"subject": computer.address, "attribute": "required_memory"} if {
	computer.required_memory
} else := {"subject": template.address, "attribute": "required_memory"} if {
	template := computers.template(computer)
	template.required_memory
} else := {"subject": template.address, "attribute": "instance_type"} if {
	template := computers.template(computer)
	computer.kind == "autoscaling_group"
} else := {"subject": computer.address, "attribute": "instance_type"}

# flaw says what is wrong with a type; it is undefined when nothing is. A type that is not known here is new,
# and new types have the Nitro System.
flaw(kind) := "has a Graviton processor" if {
	regex.match(graviton, kind)
} else := "is not built on the Nitro System" if {
	split(kind, ".")[0] in older
	not kind in {"i3.metal", "p3dn.24xlarge"}
}

# The first generation of Graviton, and every family with a g behind the number ("Amazon EC2 instance type
# naming conventions", Amazon EC2 Instance Types).
graviton := `^(a1|[a-z]+\d+g[a-z]*)(-[a-z]+)?\.`

# The families before the Nitro System ("Instances built on the AWS Nitro System", Amazon EC2 Instance Types).
older := {
	"t1", "t2", "m1", "m2", "m3", "m4", "c1", "c3", "c4", "cc1", "cc2", "cg1", "cr1", "r3", "r4", "x1", "x1e",
	"d2", "h1", "hi1", "hs1", "i2", "i3", "f1", "g2", "g3", "g3s", "p2", "p3",
}
