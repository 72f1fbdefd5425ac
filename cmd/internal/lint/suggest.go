package lint

import (
	"strings"

	"github.com/agext/levenshtein"
)

// Suggest returns "; did you mean X?" for the word among those known that is nearest to a misspelt one,
// or "" when none is near.
func Suggest(word string, known []string) string {
	best, distance := "", len(word)/3+2
	for _, candidate := range known {
		if d := levenshtein.Distance(strings.ToLower(word), strings.ToLower(candidate), nil); d < distance {
			best, distance = candidate, d
		}
	}
	if best == "" {
		return ""
	}
	return "; did you mean " + best + "?"
}
