# Grouping in one pass. A comprehension for each group, or a partial rule that is asked for one key at a time, looks
# through everything once per group.
package lib.grouping

# of returns, for pairs of a key and a value, the set of the values of each key.
of(pairs) := {key: object.keys(values) |
	some key, values in object.union_n([{key: {value: true}} | some [key, value] in pairs])
}
