package terraform

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/language"
)

// The diagnostics' ids. They are stable: users and tools refer to them.
const (
	idSyntax        = "terraform-syntax"
	idFile          = "terraform-file"
	idReference     = "terraform-reference"
	idFunction      = "terraform-function"
	idArgument      = "terraform-argument"
	idCycle         = "terraform-cycle"
	idDuplicate     = "terraform-duplicate"
	idVariableFile  = "terraform-variable-file"
	idNotFound      = "module-not-found"
	idNotDownloaded = "module-not-downloaded"
	idOutside       = "module-outside-root"
	idLimit         = "limit-reached"
	idPartialPlan   = "plan-partial"
	idInternal      = "internal-error"
)

func fileDiagnostic(name, problem string) graph.Diagnostic {
	return graph.Diagnostic{
		Severity: graph.SeverityError,
		ID:       idFile,
		Range:    graph.Range{File: name},
		Message:  fmt.Sprintf("%s was left out: %s.", name, strings.Replace(problem, name+" ", "it ", 1)),
		Help:     "Everything else was read; what this file declares is missing from the result.",
	}
}

// syntaxDiagnostics turns the parser's errors into ours: one for a file, for most of them are the echo of one slip, as a
// quote that is missing. The first in the file is where it was made. In JSON it is the last, for whatever is around
// what is broken is told to be broken too. Warnings of the parser concern Terraform itself.
func (f *file) syntaxDiagnostics(found hcl.Diagnostics) []graph.Diagnostic {
	var diagnostics []graph.Diagnostic
	for _, each := range found {
		if each.Severity == hcl.DiagError {
			diagnostics = append(diagnostics, f.syntaxDiagnostic(each))
		}
	}
	if len(diagnostics) == 0 {
		return nil
	}
	slices.SortStableFunc(diagnostics, func(a, b graph.Diagnostic) int {
		x, y := a.Range.Start, b.Range.Start
		return cmp.Or(cmp.Compare(x.Line, y.Line), cmp.Compare(x.Column, y.Column))
	})
	cause := diagnostics[0]
	if language.IsJSON(f.name) {
		cause = diagnostics[len(diagnostics)-1]
	}
	switch more := len(diagnostics) - 1; {
	case more == 1:
		cause.Help = strings.TrimSpace(cause.Help + " There is 1 more error in this file, which may come of it.")
	case more > 1:
		cause.Help = strings.TrimSpace(fmt.Sprintf("%s There are %d more errors in this file, which may come of it.", cause.Help, more))
	}
	return []graph.Diagnostic{cause}
}

// syntaxDiagnostic says in one sentence what the parser says in a summary and in the first sentence of the detail.
func (f *file) syntaxDiagnostic(found *hcl.Diagnostic) graph.Diagnostic {
	detail, help, _ := strings.Cut(strings.Join(strings.Fields(found.Detail), " "), ". ")
	diagnostic := graph.Diagnostic{
		Severity: graph.SeverityError,
		ID:       idSyntax,
		Range:    graph.Range{File: f.name},
		Message:  sentence(found.Summary),
		Help:     help,
	}
	switch {
	case detail != "" && saysAll(detail, found.Summary):
		diagnostic.Message = sentence(detail)
	case detail != "":
		diagnostic.Message = sentence(strings.TrimSuffix(found.Summary, ".") + ": " + strings.ToLower(detail[:1]) + detail[1:])
	}
	if found.Subject != nil {
		diagnostic.Range = f.rangeOf(*found.Subject)
	}
	return diagnostic
}

// saysAll tells whether a detail has every word of its summary.
func saysAll(detail, summary string) bool {
	words := strings.Fields(strings.ToLower(detail))
	return !slices.ContainsFunc(strings.Fields(strings.ToLower(summary)), func(word string) bool { return !slices.Contains(words, word) })
}

// wideDiagnostic tells of a file that an editor saved in UTF-16.
func wideDiagnostic(name string) graph.Diagnostic {
	return graph.Diagnostic{
		Severity: graph.SeverityError,
		ID:       idSyntax,
		Range:    graph.Range{File: name},
		Message:  fmt.Sprintf("%s is written in UTF-16, and Terraform reads UTF-8 only.", name),
		Help:     "Save the file as UTF-8.",
	}
}

func sentence(text string) string {
	text = strings.TrimSpace(text)
	if text == "" || strings.HasSuffix(text, ".") {
		return text
	}
	return text + "."
}

// report adds a diagnostic to the unit, once per place and sentence.
func (u *unit) report(diagnostic graph.Diagnostic) {
	key := diagnostic.Range.String() + diagnostic.ID + diagnostic.Message
	if u.reported[key] {
		return
	}
	u.reported[key] = true
	u.diagnostics = append(u.diagnostics, diagnostic)
}
