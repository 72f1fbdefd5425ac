// Package words finds and replaces words in pieces of source, whatever their language.
package words

import (
	"regexp"
	"strings"
)

// pattern matches a word that stands by itself: between no letters and no digits.
func pattern(word string) *regexp.Regexp {
	return regexp.MustCompile(`(^|[^A-Za-z0-9])` + regexp.QuoteMeta(word) + `($|[^A-Za-z0-9])`)
}

// Contains tells whether a text has a word that is not part of a longer one.
func Contains(text, word string) bool { return pattern(word).MatchString(text) }

// Replace returns a text with a word replaced wherever it is not part of a longer one. What replaces it is taken as it
// is written.
func Replace(text, from, to string) string {
	return pattern(from).ReplaceAllString(text, "${1}"+strings.ReplaceAll(to, "$", "$$")+"${2}")
}
