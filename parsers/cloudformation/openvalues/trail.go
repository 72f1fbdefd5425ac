package openvalues

import (
	"slices"

	"github.com/reachlint/reachlint/parsers/graph"
)

// WithVia returns a value with another trail.
func WithVia(value graph.Value, via []string) graph.Value {
	value.Via = via
	return value
}

// WithTrailOf returns a value that came through what another one did as well.
func WithTrailOf(value, from graph.Value) graph.Value {
	value.Via = JoinTrails(value.Via, from.Via)
	return value
}

// WithTrail gathers in Via what the parts of a value came through.
func WithTrail(value graph.Value) graph.Value {
	if _, plain := value.RawText(); plain {
		return value
	}
	trail := value.Via
	gather(value, &trail)
	value.Via = trail
	return value
}

func gather(value graph.Value, trail *[]string) {
	for _, alternative := range value.Alternatives() {
		items, _ := alternative.Items()
		for _, item := range items {
			gather(item, trail)
		}
		entries, _ := alternative.Entries()
		for _, entry := range entries {
			gather(entry.Value, trail)
		}
		*trail = JoinTrails(*trail, alternative.Via)
	}
}

// maximumTrail is how many steps of a trail are kept.
const maximumTrail = 16

// JoinTrails appends the names of the second trail that the first does not have. Neither is changed.
func JoinTrails(first, second []string) []string {
	for _, step := range second {
		if len(first) < maximumTrail && !slices.Contains(first, step) {
			first = append(first[:len(first):len(first)], step)
		}
	}
	return first
}

// WithKey adds to a value what the key came through that chose it, as long as that is open: it explains the
// choice. It delivers no value, so that the value only may have come through it.
func WithKey(value, key graph.Value) graph.Value {
	if !IsOpen(key) {
		return value
	}
	return value.Through(JoinTrails(value.Via, key.Via), JoinTrails(value.Perhaps(), key.Via))
}

// IsOpen tells whether a key is no known text.
func IsOpen(key graph.Value) bool {
	_, known := key.Text()
	return !known
}
