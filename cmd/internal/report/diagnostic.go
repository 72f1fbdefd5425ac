package report

import (
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/fatih/color"

	"github.com/reachlint/reachlint/cmd/internal/lint"
	"github.com/reachlint/reachlint/parsers/graph"
)

// shownDiagnostics is how many diagnostics of one kind are written out in full: a missing download can
// concern a hundred modules.
const shownDiagnostics = 5

// WriteDiagnostics writes what is wrong with the input, and what could not be seen into, for a person.
func WriteDiagnostics(out io.Writer, result *lint.Result, options Options) error {
	t := newPage(result, options)
	seen := map[string]int{}
	for _, diagnostic := range result.Diagnostics {
		seen[diagnostic.ID]++
		if diagnostic.Severity != graph.SeverityError && seen[diagnostic.ID] > shownDiagnostics {
			continue
		}
		t.diagnostic(diagnostic, options.Width > 0)
	}
	for _, diagnostic := range result.Diagnostics {
		if more := seen[diagnostic.ID] - shownDiagnostics; more > 0 && diagnostic.Severity != graph.SeverityError {
			t.line(fmt.Sprintf("%s: %d more like this (%s); --format json lists them.", diagnostic.Severity, more, diagnostic.ID))
			seen[diagnostic.ID] = 0
		}
	}
	_, err := io.WriteString(out, t.out.String())
	return err
}

// diagnostic fits a terminal's columns. Elsewhere its first line stays whole, for those who look for it there.
func (t *page) diagnostic(diagnostic graph.Diagnostic, fits bool) {
	colours := labelColours[string(diagnostic.Severity)]
	if colours == nil {
		colours = []color.Attribute{color.Bold}
	}
	diagnostic.Range = t.located(diagnostic.Range)
	label := string(diagnostic.Severity) + ":"
	first := strings.TrimSpace(place(diagnostic) + " " + label)
	width := math.MaxInt
	if fits {
		width = t.width
	}
	plain := wrap(printable(diagnostic.Message+" ["+diagnostic.ID+"]"), width, first+" ", "  ")
	t.out.WriteString(strings.Replace(plain, label, t.colour(label, colours...), 1))
	t.labelled("help:", diagnostic.Help)
}

// place says where a diagnostic belongs, as far as it does: file:line:column:, file: or nothing.
func place(diagnostic graph.Diagnostic) string {
	switch {
	case diagnostic.Range.File == "":
		return ""
	case diagnostic.Range.Start.Line == 0:
		return diagnostic.Range.File + ":"
	}
	return diagnostic.Range.String() + ":"
}
