package mend

import (
	"strings"

	"github.com/reachlint/reachlint/parsers/words"
)

// renamed is a name for the new node in the way of its sibling's: ssm_endpoint, then ssmmessages_endpoint.
func renamed(name, from, to string) string {
	plain := func(word string) string { return strings.NewReplacer(".", "_", "-", "_").Replace(word) }
	if changed := words.Replace(name, plain(from), plain(to)); changed != name {
		return changed
	}
	if changed := words.Replace(name, from, to); changed != name {
		return changed
	}
	return name + "_" + plain(to)
}
