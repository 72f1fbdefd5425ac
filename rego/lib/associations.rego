# The computers that the associations and maintenance windows of Systems Manager run on.
package lib.associations

import data.lib.computers
import data.lib.grouping

# targets[association][computer] is the doubt whether an association runs on a computer; "" where it surely does.
# Twins have the same associations and tags, and are not listed.
targets := {name: object.union(possible(association), sure) |
	some name, association in input.nodes.association
	sure := object.union(described(association), named(association))
}

# maintained are the computers that a maintenance window surely runs on, which names them as an association does.
maintained contains address if {
	some target in input.nodes.maintenance_target
	computers.surely(target)
	some address, "" in object.union(described(target), named(target))
}

# named are the computers that an association lists by their ids.
named(association) := {address: "" |
	some address in association.instances
	computers.elders[address]
}

# described are the computers that the targets of an association speak of: all of its Region, or those that have
# every tag that is asked for ("Target", AWS Systems Manager API Reference).
described(association) := {address: "" |
	some address, computer in computers.elders
	computers.shares_region(association, computer)
} if {
	some target in parts(association)
	target.key == "InstanceIds"
	"*" in target.values
} else := {address: doubt |
	tags := [target | some target in parts(association); is_tag(target)]
	some address in may_fit(tags[0])
	computer := computers.elders[address]
	computers.shares_region(association, computer)
	states := [state | some target in tags; state := match(target, computer)]
	count(states) == count(tags)
	doubt := max(states)
}

is_tag(target) if target.key == "tag-key"

is_tag(target) if startswith(target.key, "tag:")

# match is "" when a computer has a tag that a target asks for, and the reason why that is not known; it is
# undefined when the computer surely lacks it.
match(target, computer) := "" if {
	some key, value in tags_of(computer)
	asks_for(target, key, value)
} else := computer.unknown.tags if {
	true
} else := computer.unknown.default_tags

# may_fit are the computers with a tag that a target asks for, and those whose tags are not all known: none of the others
# fits. A target for one computer after the other would otherwise be held against all of them.
may_fit(target) := untold | {address |
	some tag in asked_tags(target)
	some address in bearers[tag]
}

# untold are the computers whose tags are not all known.
untold contains address if {
	some address, computer in computers.elders
	some tags in ["tags", "default_tags"]
	computer.unknown[tags]
}

# bearers are the computers with a tag, by its key alone and by its key and its value.
bearers := grouping.of([[tag, address] |
	some address, computer in computers.elders
	some key, value in tags_of(computer)
	some tag in [[key], [key, value]]
])

asked_tags(target) := {[key] | some key in target.values} if {
	target.key == "tag-key"
} else := {[trim_prefix(target.key, "tag:"), value] | some value in target.values}

# tags_of are the tags of a computer: its own, and those that its provider gives to all and that it does not replace.
tags_of(computer) := object.union(object.get(computer, "default_tags", {}), object.get(computer, "tags", {})) if {
	not computer.unknown.tags
} else := computer.tags

asks_for(target, key, _) if {
	target.key == "tag-key"
	key in target.values
}

asks_for(target, key, value) if {
	target.key == concat("", ["tag:", key])
	value in target.values
}

# possible are the computers that an association may run on, where that is not decided here.
possible(association) := {address: reason | some address, _ in computers.elders} if {
	reason := undecided(association)
} else := {}

undecided(association) := association.open.instances if {
	true
} else := [$"which instances {concat(", ", target.values)} has is not known here" |
	some target in parts(association)
	target.key in {"resource-groups:Name", "ResourceGroup"}
][0]

parts(association) := [{"key": key, "values": values} |
	some target in association.targets
	key := object.get(target, "key", object.get(target, "Key", ""))
	values := object.get(target, "values", object.get(target, "Values", []))
]
