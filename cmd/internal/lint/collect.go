package lint

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// collect makes one result of what came out for each unit.
func (r *run) collect(judged []judgement) *Result {
	result := &Result{Paths: r.Paths, Rules: r.rules, Sources: r.sources}
	files := map[string]bool{}
	var all []located
	var ofResources []graph.Directive
	for _, judgement := range judged {
		result.Units = append(result.Units, judgement.unit.Path)
		result.Resources += judgement.resources
		result.Diagnostics = append(result.Diagnostics, judgement.diagnostics...)
		all = append(all, judgement.findings...)
		ofResources = append(ofResources, judgement.directives...)
		for _, file := range judgement.files {
			files[file] = true
		}
	}
	result.Files = len(files)
	all = merge(all)
	fingerprint(all)
	suppressions := r.readSuppressions(slices.Sorted(maps.Keys(files)), ofResources)
	for _, finding := range all {
		r.file(result, suppressions, finding)
	}
	result.Diagnostics = append(result.Diagnostics, suppressions.diagnostics(result.Diagnostics)...)
	for _, judgement := range judged {
		if judgement.graph != nil {
			judgement.graph.settle(result, judgement.findings)
			result.Graphs = append(result.Graphs, judgement.graph)
		}
	}
	sortFindings(result.Findings)
	sortFindings(result.Undetermined)
	sortFindings(result.Suppressed)
	return result
}

// file puts a finding where it belongs.
func (r *run) file(result *Result, suppressions *suppressions, finding located) {
	finding.Known = r.Known[finding.Fingerprint]
	finding.Suppression = suppressions.match(finding)
	switch {
	case finding.Suppression != nil:
		if finding.Verdict == VerdictFail {
			result.Suppressed = append(result.Suppressed, finding.Finding)
		}
	case finding.Verdict == VerdictReview:
		result.Undetermined = append(result.Undetermined, finding.Finding)
	default:
		result.Findings = append(result.Findings, finding.Finding)
	}
}

func sortFindings(findings []Finding) {
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(
			strings.Compare(a.Range.File, b.Range.File),
			a.Range.Start.Line-b.Range.Start.Line,
			strings.Compare(a.Rule, b.Rule),
			b.Level.Gravity()-a.Level.Gravity(),
			compareRanges(a.Range, b.Range),
			strings.Compare(a.Unit, b.Unit),
			strings.Compare(a.Address, b.Address),
			strings.Compare(a.Message, b.Message),
		)
	})
}

// sortDiagnostics sorts by place and drops repetitions: units that share a module tell the same of it.
func sortDiagnostics(diagnostics []graph.Diagnostic) []graph.Diagnostic {
	slices.SortStableFunc(diagnostics, func(a, b graph.Diagnostic) int {
		return cmp.Or(compareRanges(a.Range, b.Range), strings.Compare(a.ID, b.ID), strings.Compare(a.Message, b.Message))
	})
	return slices.Compact(diagnostics)
}
