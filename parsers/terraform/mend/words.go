package mend

import (
	"regexp"
	"strings"
)

// wordPattern matches a word that is not part of a longer one.
func wordPattern(word string) *regexp.Regexp {
	return regexp.MustCompile(`(^|[^A-Za-z0-9])` + regexp.QuoteMeta(word) + `($|[^A-Za-z0-9])`)
}

func hasWord(text, word string) bool { return wordPattern(word).MatchString(text) }

func replaceWord(text, from, to string) string {
	return wordPattern(from).ReplaceAllString(text, "${1}"+strings.ReplaceAll(to, "$", "$$")+"${2}")
}

// renamed is a name for the new node in the way of its sibling's: ssm_endpoint, then ssmmessages_endpoint.
func renamed(name, from, to string) string {
	plain := func(word string) string { return strings.NewReplacer(".", "_", "-", "_").Replace(word) }
	if changed := replaceWord(name, plain(from), plain(to)); changed != name {
		return changed
	}
	if changed := replaceWord(name, from, to); changed != name {
		return changed
	}
	return name + "_" + plain(to)
}
