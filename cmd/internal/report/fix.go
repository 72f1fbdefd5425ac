package report

import (
	"fmt"
	"io"
	"slices"
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
			line = printable(strings.TrimRight(line, "\r\n"))
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

// diffs returns a unified diff for each file that edits change, without secrets.
func diffs(sources *lint.Sources, edits []graph.Edit, place func(string) string) []string {
	var texts []string
	for _, ofFile := range byFile(edits) {
		file := ofFile[0].Range.File
		var before []byte
		for _, line := range sources.WithoutSecrets(file) {
			before = append(append(before, line...), '\n')
		}
		// The last line break ends a line and begins none.
		before = before[:max(0, len(before)-1)]
		after, err := lint.Apply(before, withoutSecrets(ofFile))
		if err != nil {
			continue
		}
		text := string(diff.Diff("a/"+place(file), before, "b/"+place(file), after))
		_, text, _ = strings.Cut(text, "\n") // "diff a b", which says nothing more
		texts = append(texts, text)
	}
	return texts
}

// WriteFixed tells what was mended in which files, and which fixes were not made.
func WriteFixed(out io.Writer, mended *lint.Mended, options Options) error {
	t := newPage(mended.Result, options)
	for _, finding := range mended.Fixed {
		at := t.located(finding.Range)
		t.wrapped(fmt.Sprintf("fixed: %s:%d: %s [%s]", at.File, at.Start.Line, mended.Result.Rule(finding.Rule).Title, finding.Rule), "", "  ")
	}
	for _, finding := range mended.Withdrawn {
		at := t.located(finding.Range)
		t.wrapped(fmt.Sprintf("not fixed: %s:%d: what would mend it brings up something else [%s]", at.File, at.Start.Line, finding.Rule), "", "  ")
	}
	if len(mended.Fixed) > 0 {
		t.line(plural(len(mended.Fixed), "finding") + " fixed in " + plural(len(mended.Files), "file") + ".")
	} else {
		t.line("Nothing to fix.")
	}
	_, err := io.WriteString(out, t.out.String())
	return err
}

// shareable returns a finding's fix for reports that carry its text, and none where that would carry a secret.
func shareable(finding lint.Finding) []graph.Edit {
	for i, shown := range withoutSecrets(finding.Fix) {
		if shown.Text != strings.ReplaceAll(finding.Fix[i].Text, "\r\n", "\n") {
			return nil
		}
	}
	return finding.Fix
}

func withoutSecrets(edits []graph.Edit) []graph.Edit {
	shown := slices.Clone(edits)
	for i, edit := range shown {
		shown[i].Text = lint.WithoutSecrets(edit.Range.File, edit.Text)
	}
	return shown
}

// byFile groups edits by the file that they change, in order.
func byFile(edits []graph.Edit) [][]graph.Edit {
	var files [][]graph.Edit
	for _, edit := range edits {
		i := slices.IndexFunc(files, func(file []graph.Edit) bool { return file[0].Range.File == edit.Range.File })
		if i < 0 {
			files = append(files, []graph.Edit{edit})
			continue
		}
		files[i] = append(files[i], edit)
	}
	return files
}
