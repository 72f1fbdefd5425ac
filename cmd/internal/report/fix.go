package report

import (
	"strings"

	"github.com/fatih/color"
	"github.com/rogpeppe/go-internal/diff"

	"github.com/reachlint/reachlint/cmd/internal/lint"
	"github.com/reachlint/reachlint/parsers/graph"
)

// fix writes what would mend a finding as a unified diff.
func (t *page) fix(edits []graph.Edit) {
	if len(edits) > 0 {
		t.line("  " + t.colour("fix:", color.FgBlue))
	}
	for _, text := range diffs(t.result.Sources, edits, t.place) {
		for line := range strings.Lines(text) {
			line = printable(maskSecrets(strings.TrimRight(line, "\r\n")))
			switch {
			case strings.HasPrefix(line, "---"), strings.HasPrefix(line, "+++"):
				line = t.colour(line, color.Bold)
			case strings.HasPrefix(line, "-"):
				line = t.colour(line, color.FgRed)
			case strings.HasPrefix(line, "+"):
				line = t.colour(line, color.FgGreen)
			case strings.HasPrefix(line, "@@"):
				line = t.colour(line, color.FgCyan)
			}
			t.line("    " + line)
		}
	}
}

// diffs returns a unified diff for each file that edits change.
func diffs(sources *lint.Sources, edits []graph.Edit, place func(string) string) []string {
	var files []string
	byFile := map[string][]graph.Edit{}
	for _, edit := range edits {
		file := edit.Range.File
		if byFile[file] == nil {
			files = append(files, file)
		}
		byFile[file] = append(byFile[file], edit)
	}
	var texts []string
	for _, file := range files {
		var before []byte
		for _, line := range sources.Lines(file) {
			before = append(append(before, line...), '\n')
		}
		// The last line break ends a line and begins none.
		before = before[:max(0, len(before)-1)]
		after, err := lint.Apply(before, byFile[file])
		if err != nil {
			continue
		}
		text := string(diff.Diff("a/"+place(file), before, "b/"+place(file), after))
		_, text, _ = strings.Cut(text, "\n") // "diff a b", which says nothing more
		texts = append(texts, text)
	}
	return texts
}
