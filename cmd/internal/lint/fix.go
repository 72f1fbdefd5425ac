package lint

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/reachlint/reachlint/parsers/graph"
)

// A fix costs as much as reading its file again, so that a unit has so many in so many bytes of files. Those that are
// left come in the next run, when these are made. Where they are made, another run costs more than another fix.
const (
	mendAllowance = 16 << 20
	maximumMends  = 200
	mendingFactor = 32
)

// Apply returns a file's content with edits made. The edits are those of one file; it fails when they overlap or
// lie outside of it.
func Apply(content []byte, edits []graph.Edit) ([]byte, error) {
	edits = sortEdits(edits)
	starts := lineStarts(content)
	var out []byte
	end := 0
	for _, edit := range edits {
		from, ok := offsetOf(content, starts, edit.Range.Start)
		to, known := offsetOf(content, starts, edit.Range.End)
		if !ok || !known || from < end || to < from {
			return nil, fmt.Errorf("the edit at %s does not fit the file", edit.Range)
		}
		out = append(append(out, content[end:from]...), edit.Text...)
		end = to
	}
	return append(out, content[end:]...), nil
}

// sortEdits returns the edits in the order of the source, each once.
func sortEdits(edits []graph.Edit) []graph.Edit {
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, func(a, b graph.Edit) int {
		return cmp.Or(compareRanges(a.Range, b.Range), cmp.Compare(a.Text, b.Text))
	})
	return slices.Compact(sorted)
}

var byteOrderMark = []byte("\xef\xbb\xbf")

// lineStarts returns the offset of each line; a byte order mark belongs to none.
func lineStarts(content []byte) []int {
	first := 0
	if bytes.HasPrefix(content, byteOrderMark) {
		first = len(byteOrderMark)
	}
	starts := []int{first}
	for i, b := range content {
		if b == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

func offsetOf(content []byte, starts []int, at graph.Position) (int, bool) {
	if at.Line < 1 || at.Line > len(starts) {
		return 0, false
	}
	offset := starts[at.Line-1]
	for range at.Column - 1 {
		if offset >= len(content) || content[offset] == '\n' {
			return 0, false
		}
		_, size := utf8.DecodeRune(content[offset:])
		offset += size
	}
	return offset, true
}

// conflict tells whether two edits touch the same place. What is inserted at one place twice may belong together
// and may not, so that is a conflict as well.
func conflict(a, b graph.Edit) bool {
	if a.Range.File != b.Range.File {
		return false
	}
	if a == b {
		return true
	}
	return comparePositions(a.Range.Start, b.Range.End) <= 0 && comparePositions(b.Range.Start, a.Range.End) <= 0
}

func comparePositions(a, b graph.Position) int { return cmp.Or(a.Line-b.Line, a.Column-b.Column) }

// both joins the fixes of two tellings of one fault. It is mended when both are, so without one there is none.
func both(a, b []graph.Edit) []graph.Edit {
	if len(a) == 0 || len(b) == 0 {
		return nil
	}
	joined := slices.Clone(a)
	for _, edit := range b {
		if slices.Contains(joined, edit) {
			continue
		}
		if slices.ContainsFunc(joined, func(other graph.Edit) bool { return conflict(edit, other) }) {
			return nil
		}
		joined = append(joined, edit)
	}
	return joined
}
