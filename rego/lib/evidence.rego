# What the findings of a fault show. A fact is an answer about one computer: an answer of a built-in with
# the address of the computer that it is about.
package lib.evidence

# weigh lowers an answer to unknown where a doubt remains, such as a computer that may not exist.
weigh(answer, doubt) := answer if {
	doubt == ""
} else := object.union(answer, {"verdict": "unknown", "reason": doubt})

# fact says which computer an answer is about.
fact(computer, answer) := object.union(answer, {"computer": computer})

# of returns who suffers from a fault, and the path of one of them.
of(facts) := {
	"affected": sort({fact.computer | some fact in facts}),
	"path": [fact.path | some fact in facts][0],
}

# why returns the reason that one of the facts gives.
why(facts) := [fact.reason | some fact in facts][0]
