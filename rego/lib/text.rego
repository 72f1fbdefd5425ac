# Sentences for messages.
package lib.text

# list joins names as a sentence does: "a", "a and b", "a, b and c", "a, b, c and 4 more".
list(names) := names[0] if count(names) == 1

list(names) := $"{concat(", ", array.slice(names, 0, count(names) - 1))} and {names[count(names) - 1]}" if {
	count(names) in [2, 3]
}

list(names) := $"{concat(", ", array.slice(names, 0, 3))} and {count(names) - 3} more" if count(names) > 3

# also tells that a sentence about the first of some names holds for the others.
also(names) := $"; the same holds for {list(array.slice(names, 1, count(names)))}" if {
	count(names) > 1
} else := ""

# plural chooses the word that fits the number of things.
plural(things, one, many) := one if {
	count(things) == 1
} else := many
