package lint

import (
	"cmp"
	"slices"
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

// Nearest returns the addresses that a reader may have meant by another one, nearest first: those that contain
// it, and those that are spelt almost like it.
func Nearest(address string, known []string, limit int) []string {
	type candidate struct {
		address  string
		distance int
	}
	word := strings.ToLower(address)
	var near []candidate
	for _, each := range known {
		lower := strings.ToLower(each)
		distance := levenshtein.Distance(word, lower, nil)
		if strings.Contains(lower, word) || strings.Contains(word, lower) {
			distance = 0
		}
		if distance < len(word)/3+2 {
			near = append(near, candidate{each, distance})
		}
	}
	slices.SortStableFunc(near, func(a, b candidate) int { return cmp.Compare(a.distance, b.distance) })
	var addresses []string
	for _, each := range near[:min(limit, len(near))] {
		addresses = append(addresses, each.address)
	}
	return addresses
}
