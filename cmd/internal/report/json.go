package report

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/reachlint/reachlint/cmd/internal/lint"
	"github.com/reachlint/reachlint/parsers/graph"
)

// The JSON report is for scripts. Names may be added to it; what is there keeps its meaning as long as
// the version stays.
type jsonReport struct {
	Version      int              `json:"version"`
	Summary      jsonSummary      `json:"summary"`
	Units        []string         `json:"units"`
	Findings     []jsonFinding    `json:"findings"`
	Undetermined []jsonFinding    `json:"undetermined,omitempty"`
	Suppressed   []jsonFinding    `json:"suppressed,omitempty"`
	Diagnostics  []jsonDiagnostic `json:"diagnostics"`
}

type jsonSummary struct {
	Errors       int `json:"errors"`
	Warnings     int `json:"warnings"`
	Notes        int `json:"notes"`
	Known        int `json:"known"`
	Undetermined int `json:"undetermined"`
	Suppressed   int `json:"suppressed"`
	Units        int `json:"units"`
	Files        int `json:"files"`
	Resources    int `json:"resources"`
}

type jsonFinding struct {
	Rule        string         `json:"rule"`
	Level       string         `json:"level"`
	Verdict     string         `json:"verdict"`
	Address     string         `json:"address"`
	Title       string         `json:"title,omitempty"`
	Attribute   string         `json:"attribute,omitempty"`
	Location    jsonLocation   `json:"location"`
	Message     string         `json:"message"`
	Remedy      string         `json:"remedy,omitempty"`
	Reason      string         `json:"reason,omitempty"`
	Affected    []jsonLocation `json:"affected,omitempty"`
	Path        []jsonHop      `json:"path,omitempty"`
	Calls       [][]jsonCall   `json:"calls,omitempty"`
	Fix         []jsonEdit     `json:"fix,omitempty"` // edits that mend it together
	Unit        string         `json:"unit"`
	Fingerprint string         `json:"fingerprint"`
	Known       bool           `json:"known,omitempty"`
	Accepted    string         `json:"accepted,omitempty"` // the reason of a suppression
}

type jsonLocation struct {
	Address   string `json:"address,omitempty"`
	File      string `json:"file"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"endLine"`
	EndColumn int    `json:"endColumn"`
}

type jsonHop struct {
	jsonLocation
	Text    string `json:"text"`
	Verdict string `json:"verdict"`
}

type jsonCall struct {
	jsonLocation
}

// jsonEdit replaces what stands in a range; one without a length inserts.
type jsonEdit struct {
	jsonLocation
	Text string `json:"text"`
}

type jsonDiagnostic struct {
	ID       string        `json:"id"`
	Severity string        `json:"severity"`
	Message  string        `json:"message"`
	Help     string        `json:"help,omitempty"`
	Location *jsonLocation `json:"location,omitempty"`
}

func writeJSON(out io.Writer, result *lint.Result, options Options) error {
	counted := count(result.Findings)
	report := jsonReport{
		Version: 1,
		Summary: jsonSummary{
			Errors: counted.errors, Warnings: counted.warnings, Notes: counted.notes, Known: counted.known,
			Undetermined: len(result.Undetermined), Suppressed: len(result.Suppressed),
			Units: len(result.Units), Files: result.Files, Resources: result.Resources,
		},
		Units:       append([]string{}, result.Units...),
		Findings:    jsonFindings(result, result.Findings),
		Diagnostics: []jsonDiagnostic{},
	}
	if options.ShowUndetermined {
		report.Undetermined = jsonFindings(result, result.Undetermined)
	}
	if options.ShowSuppressed {
		report.Suppressed = jsonFindings(result, result.Suppressed)
	}
	for _, diagnostic := range result.Diagnostics {
		report.Diagnostics = append(report.Diagnostics, describeDiagnostic(result, diagnostic))
	}
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(report); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}

func jsonFindings(result *lint.Result, findings []lint.Finding) []jsonFinding {
	described := []jsonFinding{}
	for _, finding := range findings {
		described = append(described, describeFinding(result, finding))
	}
	return described
}

func describeFinding(result *lint.Result, finding lint.Finding) jsonFinding {
	described := jsonFinding{
		Rule: finding.Rule, Level: string(finding.Level), Verdict: finding.Verdict,
		Address: finding.Address, Title: finding.Title, Attribute: finding.Attribute,
		Location: describeLocation(result, finding.Range, ""),
		Message:  finding.Message, Remedy: finding.Remedy, Reason: finding.Reason,
		Unit: finding.Unit, Fingerprint: finding.Fingerprint, Known: finding.Known,
	}
	for _, location := range finding.Affected {
		described.Affected = append(described.Affected, describeLocation(result, location.Range, location.Address))
	}
	for _, hop := range finding.Path {
		verdict := "allow"
		if hop.Broken {
			verdict = "deny"
		} else if hop.Unclear {
			verdict = "unknown"
		}
		described.Path = append(described.Path, jsonHop{describeLocation(result, hop.Range, hop.Address), hop.Text, verdict})
	}
	for _, chain := range finding.Calls {
		calls := []jsonCall{}
		for _, call := range chain {
			calls = append(calls, jsonCall{describeLocation(result, call.Range, call.Address)})
		}
		described.Calls = append(described.Calls, calls)
	}
	for _, edit := range shareable(finding) {
		described.Fix = append(described.Fix, jsonEdit{exactLocation(edit.Range), edit.Text})
	}
	if finding.Suppression != nil {
		described.Accepted = finding.Suppression.Reason
	}
	return described
}

func describeLocation(result *lint.Result, at graph.Range, address string) jsonLocation {
	if at.File != "" {
		at = wholeRange(result.Sources, at)
	}
	return jsonLocation{
		Address: address, File: at.File,
		Line: at.Start.Line, Column: at.Start.Column, EndLine: at.End.Line, EndColumn: at.End.Column,
	}
}

// exactLocation is a range as it is, also where it has no length.
func exactLocation(at graph.Range) jsonLocation {
	return jsonLocation{
		File: at.File, Line: at.Start.Line, Column: at.Start.Column, EndLine: at.End.Line, EndColumn: at.End.Column,
	}
}

func describeDiagnostic(result *lint.Result, diagnostic graph.Diagnostic) jsonDiagnostic {
	described := jsonDiagnostic{ID: diagnostic.ID, Severity: string(diagnostic.Severity), Message: diagnostic.Message, Help: diagnostic.Help}
	if diagnostic.Range.File != "" {
		location := describeLocation(result, diagnostic.Range, "")
		described.Location = &location
	}
	return described
}
