package lsp

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/reachlint/reachlint/cmd/internal/lint"
	"github.com/reachlint/reachlint/parsers/graph"
)

// source is the name under which an editor shows who says something.
const source = "reachlint"

// maximumRelated bounds the related places of one diagnostic, which an editor shows as a flat list.
const maximumRelated = 30

// remark is a diagnostic with what hover and code actions need to know of it.
type remark struct {
	diagnostic
	rule string                // of a finding; "" for what is wrong with the input itself
	fix  map[string][]textEdit // by the address of the file; what mends the finding
}

// remarks gathers what there is to say, by the address of the file.
type remarks struct {
	*view
	server    *Server
	abilities abilities
	byAddress map[string][]remark
}

func (s *Server) newRemarks(view *view) *remarks {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return &remarks{view, s, s.abilities, map[string][]remark{}}
}

func (r *remarks) add(file string, remark remark) {
	remark.Source = source
	address := r.address(file)
	r.byAddress[address] = append(r.byAddress[address], remark)
}

// addResult adds what a scan found in the units.
func (r *remarks) addResult(result *lint.Result, units units) {
	for _, finding := range result.Findings {
		if units.shows(finding.Range.File) {
			r.addFinding(result.Sources, finding, severityOf(string(finding.Level)))
		}
	}
	if r.server.ShowUndetermined {
		for _, finding := range result.Undetermined {
			if units.shows(finding.Range.File) {
				r.addFinding(result.Sources, finding, severityHint)
			}
		}
	}
	for _, diagnostic := range result.Diagnostics {
		diagnostic.Range.File = units.fileOf(diagnostic.Range.File)
		// As on the terminal, notes are left to the formats for machines.
		if diagnostic.Severity != graph.SeverityNote && units.shows(diagnostic.Range.File) {
			r.addDiagnostic(result.Sources, diagnostic)
		}
	}
}

func (r *remarks) addFinding(sources *lint.Sources, finding lint.Finding, severity int) {
	message := finding.Message
	if finding.Reason != "" {
		message += "\nUnknown, because " + finding.Reason
	}
	if finding.Remedy != "" {
		message += "\n" + finding.Remedy
	}
	said := diagnostic{
		Range:    r.span(sources, finding.Range),
		Severity: severity,
		Code:     finding.Rule,
		Message:  message,
	}
	if r.server.Page != nil {
		if page := r.server.Page(finding.Rule); page != "" {
			said.CodeDescription = &codeDescription{Href: page}
		}
	}
	if r.abilities.relatedInformation {
		said.RelatedInformation = r.related(sources, finding)
	}
	r.add(finding.Range.File, remark{said, finding.Rule, r.fix(sources, finding)})
}

// fix is what mends a finding, as the editor counts.
func (r *remarks) fix(sources *lint.Sources, finding lint.Finding) map[string][]textEdit {
	edits := map[string][]textEdit{}
	for _, edit := range finding.Fix {
		line := func(number int) string { return sources.Line(edit.Range.File, number) }
		at := span{positionOf(edit.Range.Start, line), positionOf(edit.Range.End, line)}
		address := r.address(edit.Range.File)
		edits[address] = append(edits[address], textEdit{at, edit.Text})
	}
	return edits
}

// related lists the path that was walked, who suffers, and who calls the module at fault.
func (r *remarks) related(sources *lint.Sources, finding lint.Finding) []relatedInformation {
	var related []relatedInformation
	add := func(at graph.Range, message string) {
		if at.File != "" && len(related) < maximumRelated {
			related = append(related, relatedInformation{location{r.address(at.File), r.span(sources, at)}, message})
		}
	}
	for _, hop := range finding.Path {
		switch {
		case hop.Broken:
			add(hop.Range, "✗ "+hop.Text)
		case hop.Unclear:
			add(hop.Range, "? "+hop.Text)
		default:
			add(hop.Range, "✓ "+hop.Text)
		}
	}
	for _, affected := range finding.Affected {
		if affected.Address != finding.Address {
			add(affected.Range, "affects "+affected.Address)
		}
	}
	for _, chain := range finding.Calls {
		if len(chain) > 0 {
			add(chain[len(chain)-1].Range, "called from "+chain[len(chain)-1].Address)
		}
	}
	return related
}

func (r *remarks) addDiagnostic(sources *lint.Sources, found graph.Diagnostic) {
	message := found.Message
	if found.Help != "" {
		message += "\n" + found.Help
	}
	r.add(found.Range.File, remark{diagnostic: diagnostic{
		Range:    r.span(sources, found.Range),
		Severity: severityOf(string(found.Severity)),
		Code:     found.ID,
		Message:  message,
	}})
}

func severityOf(level string) int {
	switch level {
	case string(lint.LevelError):
		return severityError
	case string(lint.LevelWarning):
		return severityWarning
	}
	return severityInformation
}

var mistake = regexp.MustCompile(`^(.+?):(\d+): (.*)$`)

// addMistakes adds what is wrong with a configuration, which is told as lines of file:line: message.
func (r *remarks) addMistakes(file string, err error) {
	sources := lint.NewSources(r.files)
	for line := range strings.Lines(err.Error()) {
		at := graph.Range{File: file}
		message := strings.TrimPrefix(strings.TrimSpace(line), file+": ")
		if parts := mistake.FindStringSubmatch(message); parts != nil && parts[1] == file {
			at.Start.Line, _ = strconv.Atoi(parts[2])
			message = parts[3]
		}
		r.addDiagnostic(sources, graph.Diagnostic{
			Severity: graph.SeverityError, ID: "configuration", Range: at, Message: message,
		})
	}
}
