# What the findings of a fault show. A fact is the answer of a built-in about one computer:
# {"computer": …, "verdict": …, "reason": …, "subject": …, "attribute": …, "path": …}.
package lib.evidence

# fact is an answer about a computer. A doubt, such as that the computer may not exist, lowers it to
# unknown. An answer that names nothing to change is about the computer itself.
fact(computer, answer, doubt) := object.union_n([
	answer,
	{"computer": computer, "subject": subject(computer, answer)},
	lowered(doubt),
])

subject(computer, answer) := computer if {
	answer.subject == ""
} else := answer.subject

lowered(doubt) := {} if {
	doubt == ""
} else := {"verdict": "unknown", "reason": doubt}

# places are the places that facts are about: a fault at one place is one finding.
places(facts) := {[fact.subject, fact.attribute] | some fact in facts}

# of returns who suffers from a fault, and the path of one of them.
of(facts) := {
	"affected": computers(facts),
	"path": [fact.path | some fact in facts][0],
}

computers(facts) := sort({fact.computer | some fact in facts})

# why returns the reason that one of the facts gives.
why(facts) := [fact.reason | some fact in facts][0]

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
