# What the findings of a fault show. A fact is what an answer says about one computer. It leaves out the
# path, which one computer of a finding is asked for again: facts are many, and findings few.
package lib.evidence

import data.lib.computers
import data.lib.grouping
import data.lib.services

# fact is an answer about a computer. A doubt, such as that the computer may not exist, lowers it to
# unknown; an answer that is unknown already keeps its own reason, which is about the place that the finding
# names. An answer that names nothing to change is about the computer itself.
fact(computer, answer, doubt) := {
	"computer": computer,
	"verdict": answer.verdict,
	"reason": answer.reason,
	"subject": subject(computer, answer),
	"attribute": answer.attribute,
} if {
	is_its_own(answer, doubt)
} else := {
	"computer": computer,
	"verdict": "unknown",
	"reason": doubt,
	"subject": subject(computer, answer),
	"attribute": answer.attribute,
}

is_its_own(_, "")

is_its_own(answer, _) if answer.verdict == "unknown"

subject(computer, answer) := computer if {
	answer.subject == ""
} else := answer.subject

# places are the places that facts are about.
places(facts) := {[fact.subject, fact.attribute] | some fact in facts}

# by_place groups facts by the places that they are about: a fault at one place is one finding.
by_place(facts) := grouped(facts, ["subject", "attribute"])

# by_block groups facts by what is written. A loop makes several endpoints of one block, and what is wrong there is one
# fault of all those that a VPC has of them.
by_block(facts) := grouping.of([[[written(fact.subject, fact.attribute), fact.attribute], fact] | some fact in facts])

written(subject, attribute) := [place, vpc] if {
	vpc := input.nodes.vpc_endpoint[subject].vpc
	place := source.place(subject, attribute)
	place != ""
} else := [subject]

# subjects are what the facts of one block are about, in the order of the services.
subjects(facts) := [subject | some [_, subject] in sort({[min(ranks), subject] |
	some subject, ranks in grouping.of([[fact.subject, rank] | some fact in facts; some rank, fact.service in services.all])
})]

# grouped returns, by the values that facts have for names, the set of those that have them.
grouped(facts, names) := grouping.of([[[fact[name] | some name in names], fact] | some fact in facts])

# one is the fact whose path a finding shows.
one(facts) := [fact | some fact in facts][0]

# computers are those that suffer from a fault.
computers(facts) := sort({fact.computer | some fact in facts})

# families are those that suffer, with their twins.
families(facts) := sort({address |
	some fact in facts
	some address in computers.family(fact.computer)
})

# spread gives the twins of the computers that facts are about facts of their own. What is wrong with a
# computer itself is wrong with each of its twins, wherever that is written.
spread(facts) := {object.union(fact, {"computer": address, "subject": subject, "reason": reason}) |
	some fact in facts
	some address in computers.family(fact.computer)
	subject := own_subject(fact, address)
	reason := own_reason(fact, address)
}

own_subject(fact, address) := address if {
	fact.subject == fact.computer
} else := fact.subject

# own_reason names a twin where the answer about its elder speaks of that.
own_reason(fact, address) := replace(reason, fact.computer, address) if {
	reason := object.get(fact, "reason", "")
	fact.subject == fact.computer
} else := object.get(fact, "reason", "")

# why returns the reason that one of the facts gives.
why(facts) := one(facts).reason

# level returns the gravest level of the facts.
level(facts) := "error" if {
	some fact in facts
	fact.level == "error"
} else := "warning"

# hint is what an answer adds to its reason about a likely slip, ready to be put behind a sentence.
hint(facts) := [$" ({addition})" |
	some fact in facts
	addition := split(fact.reason, "; ")[1]
][0] if {
	true
} else := ""
