package graph

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
)

// Splice replaces the bytes of a source from Start up to End, or inserts its text where both are the same.
type Splice struct {
	Start, End int
	Text       string
}

// Splices are the changes of one source.
type Splices []Splice

// InOrder returns the splices by their place, each once. Those that insert at the same place become one, in the order
// in which they were made.
func (all Splices) InOrder() Splices {
	slices.SortStableFunc(all, func(a, b Splice) int { return cmp.Compare(a.Start, b.Start) })
	var ordered Splices
	for _, each := range slices.Compact(all) {
		if n := len(ordered); n > 0 && each.Start == each.End && ordered[n-1].Start == each.Start && ordered[n-1].End == each.End {
			ordered[n-1].Text += each.Text
			continue
		}
		ordered = append(ordered, each)
	}
	return ordered
}

// LikeLinesOf returns the splices with the line breaks of Windows where the source around them has those.
func (all Splices) LikeLinesOf(source []byte) Splices {
	if !bytes.Contains(source, []byte("\r\n")) {
		return all
	}
	adapted := slices.Clone(all)
	for i, each := range all {
		adapted[i].Text = windowsLines.Replace(each.Text)
	}
	return adapted
}

// windowsLines gives a text the line breaks of Windows, also where it has them already.
var windowsLines = strings.NewReplacer("\r\n", "\r\n", "\n", "\r\n")

// Apply returns the source with the splices, which are in order and do not overlap.
func (all Splices) Apply(source []byte) []byte {
	var changed []byte
	end := 0
	for _, each := range all {
		changed = append(append(changed, source[end:each.Start]...), each.Text...)
		end = each.End
	}
	return append(changed, source[end:]...)
}
