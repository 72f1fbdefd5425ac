package terraform

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/reachlint/reachlint/parsers/graph"
)

// The diagnostics' ids. They are stable: users and tools refer to them.
const (
	idSyntax        = "terraform-syntax"
	idFile          = "terraform-file"
	idReference     = "terraform-reference"
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
		Message:  fmt.Sprintf("%s was left out: %s.", name, problem),
		Help:     "Everything else was read; what this file declares is missing from the result.",
	}
}

// syntaxDiagnostics turns the parser's errors into ours. Warnings of the parser concern Terraform itself.
func (f *file) syntaxDiagnostics(found hcl.Diagnostics) []graph.Diagnostic {
	var diagnostics []graph.Diagnostic
	for _, each := range found {
		if each.Severity != hcl.DiagError {
			continue
		}
		diagnostic := graph.Diagnostic{
			Severity: graph.SeverityError,
			ID:       idSyntax,
			Range:    graph.Range{File: f.name},
			Message:  sentence(each.Summary),
			Help:     strings.TrimSpace(each.Detail),
		}
		if each.Subject != nil {
			diagnostic.Range = f.rangeOf(*each.Subject)
		}
		diagnostics = append(diagnostics, diagnostic)
		if len(diagnostics) == 20 {
			break // what follows is the echo of the first errors
		}
	}
	return diagnostics
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
