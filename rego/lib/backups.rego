# Which computers a selection of AWS Backup assigns to its plan ("BackupSelection", AWS Backup Developer Guide).
package lib.backups

import data.lib.reasons

# assigns answers whether a selection assigns a computer to its plan.
assigns(selection, computer) := all_of(array.concat(
	[included(selection, computer), inverted(named(selection, "excluded_resources", computer))],
	tagged(selection, "conditions", computer),
))

# traits returns the names and the tags of which a computer has one that a selection assigns to its plan, as far as its
# tags are known. It is undefined where a selection may assign any computer.
traits(selection) := {"names": set(), "tags": {asked_tags(selection, "conditions")[0]}} if {
	true
} else := {"names": {name | some name in selection.resources}, "tags": {tag | some tag in tags}} if {
	tags := asked_tags(selection, "tags")
	count(tags) == count(object.get(selection, "tags", []))
	some set in ["resources", "tags"]
	written(selection, set)
	not selection.open.resources
	not selection.open.tags
	every name in object.get(selection, "resources", []) {
		not may_be_pattern(name)
	}
}

may_be_pattern("*")

may_be_pattern(name) if count(split(name, ":")) > 5

# asked_tags are the keys and values that conditions of a set ask for, where that is known.
asked_tags(selection, set) := [[key_of(condition), condition.value] |
	some address in selection[set]
	condition := input.nodes.backup_condition[address]
	condition.operator == "equals"
	not condition.unknown.key
	not condition.unknown.value
]

# included answers whether a computer is among those that the resources and the tags of a selection speak of. One that
# speaks of none takes all.
included(selection, computer) := all_of(answers) if {
	answers := array.concat(by_resources(selection, computer), by_tags(selection, computer))
	count({answer.verdict | some answer in answers} & {"allow", "deny"}) < 2
} else := unknown("only its tags or only its resource is named, and how both go together is not documented")

by_resources(selection, computer) := [named(selection, "resources", computer)] if {
	written(selection, "resources")
} else := []

# Of the tags one is enough.
by_tags(selection, computer) := [any_of(tagged(selection, "tags", computer))] if {
	written(selection, "tags")
} else := []

written(selection, set) if count(selection[set]) > 0

written(selection, set) if selection.open[set]

# named answers whether a computer is among resources, which are addresses and patterns of ARNs.
named(selection, set, computer) := allow if {
	some resource in selection[set]
	covers(resource, computer)
} else := unknown(selection.open[set]) if {
	true
} else := deny

covers(resource, computer) if resource == computer.address

covers("*", _)

# What is not known in front of the id, such as the partition and the account, is that of the computer.
covers(resource, computer) if {
	parts := split(regex.replace(resource, `\$\{[^}]*\}`, "~"), ":")
	count(parts) == 6
	parts[2] in {"*", "ec2"}
	parts[3] in {"*", "~", object.get(computer, "region", parts[3])}
	glob.match(parts[5], null, "instance/i-")
}

# tagged answers for each condition of a set whether a computer has the tag that it asks for.
tagged(selection, set, computer) := array.concat(
	[answer |
		some address in selection[set]
		answer := tag_answer(input.nodes.backup_condition[address], computer)
	],
	[unknown(reason) | reason := selection.open[set]],
)

tag_answer(condition, computer) := unknown(reason) if {
	reason := reasons.first([reason | some name in ["key", "value"]; reason := condition.unknown[name]])
	reason != ""
} else := verdict_of(condition.operator, fits(condition, value)) if {
	value := computer.tags[key_of(condition)]
} else := unknown(computer.unknown.tags) if {
	true
} else := verdict_of(condition.operator, false)

# key_of is the key of the tag that is asked for: conditions write aws:ResourceTag/backup.
key_of(condition) := trim_prefix(condition.key, "aws:ResourceTag/")

fits(condition, value) if {
	condition.operator in {"equals", "not_equals"}
	value == condition.value
} else if {
	condition.operator in {"like", "not_like"}
	glob.match(condition.value, null, value)
} else := false

verdict_of(operator, fitting) := allow if {
	fitting == positive[operator]
} else := deny

# positive tells which operators ask that the value fits.
positive := {"equals": true, "like": true, "not_equals": false, "not_like": false}

allow := {"verdict": "allow", "reason": ""}

deny := {"verdict": "deny", "reason": ""}

unknown(reason) := {"verdict": "unknown", "reason": reason}

inverted(answer) := deny if {
	answer.verdict == "allow"
} else := allow if {
	answer.verdict == "deny"
} else := answer

all_of(answers) := strongest(answers, ["deny", "unknown"], allow)

any_of(answers) := strongest(answers, ["allow", "unknown"], deny)

# strongest is the first answer with the first of the verdicts that any has.
strongest(answers, verdicts, otherwise) := [answer |
	some verdict in verdicts
	some answer in answers
	answer.verdict == verdict
][0] if {
	true
} else := otherwise
