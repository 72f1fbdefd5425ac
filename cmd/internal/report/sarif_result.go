package report

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"github.com/owenrumney/go-sarif/v2/sarif"

	"github.com/reachlint/reachlint/cmd/internal/lint"
	"github.com/reachlint/reachlint/parsers/graph"
)

// addResults adds what is asked for. Consumers show suppressed and open results as live findings, so
// these are left out unless somebody wants them.
func (r *run) addResults() {
	for _, finding := range r.shown() {
		index, ok := r.index[finding.Rule]
		if !ok { // a result needs its rule
			index = len(r.Tool.Driver.Rules)
			r.index[finding.Rule] = index
			r.Tool.Driver.Rules = append(r.Tool.Driver.Rules, describeRule(r.result.Rule(finding.Rule)))
		}
		r.Results = append(r.Results, r.describe(finding).WithRuleIndex(index))
	}
}

// shown returns the findings to report, the gravest where there are more than can be uploaded.
func (r *run) shown() []lint.Finding {
	shown := slices.Clone(r.result.Findings)
	if r.options.ShowUndetermined {
		shown = append(shown, r.result.Undetermined...)
	}
	if r.options.ShowSuppressed {
		shown = append(shown, r.result.Suppressed...)
	}
	if len(shown) > maximumResults {
		slices.SortStableFunc(shown, func(a, b lint.Finding) int { return b.Level.Gravity() - a.Level.Gravity() })
		shown = shown[:maximumResults]
	}
	return shown
}

func (r *run) describe(finding lint.Finding) *sarif.Result {
	result := sarif.NewRuleResult(finding.Rule).WithKind("fail").WithLevel(string(finding.Level))
	if finding.Verdict == lint.VerdictReview {
		result.WithKind("open").WithLevel("none") // SARIF 2.1.0, section 3.27.10: only a failure has another level
	}
	result.AddLocation(r.location(finding.Range, finding.Address, true))
	text := r.relate(result, finding)
	result.Message = sarif.Message{Text: &text}
	result.PartialFingerprints = map[string]any{FingerprintKey: finding.Fingerprint}
	if flow := r.codeFlow(finding); flow != nil {
		result.AddCodeFlow(flow)
	}
	if fix := r.fix(finding); fix != nil {
		result.AddFix(fix)
	}
	if finding.Known {
		result.WithBaselineState("unchanged")
	}
	if finding.Suppression != nil {
		result.AddSuppression(r.suppression(finding))
	}
	return result
}

// relate adds the related locations and returns the message, which links them: a location that no
// message links is not shown.
func (r *run) relate(result *sarif.Result, finding lint.Finding) string {
	parts := []string{sentence(finding.Message)}
	if finding.Reason != "" {
		parts = append(parts, "Unknown, because "+sentence(finding.Reason))
	}
	parts = append(parts, sentence(finding.Remedy))
	link := func(text string, at graph.Range, address string) string {
		id := len(result.RelatedLocations) + 1
		result.AddRelatedLocation(r.location(at, address, false).WithId(id).WithDescriptionText(text))
		return fmt.Sprintf("[%s](%d)", escapeLink(text), id)
	}
	var affected []string
	for _, location := range finding.Affected {
		if location.Address == finding.Address || location.Range.File == "" {
			continue
		}
		if len(result.RelatedLocations) == maximumRelated {
			affected = append(affected, "others")
			break
		}
		affected = append(affected, link(location.Address, location.Range, location.Address))
	}
	if len(affected) > 0 {
		parts = append(parts, "Affects "+strings.Join(affected, ", ")+".")
	}
	var calls []string
	for _, chain := range finding.Calls {
		if len(chain) == 0 || len(result.RelatedLocations) == maximumRelated {
			continue
		}
		last := chain[len(chain)-1]
		calls = append(calls, link(last.Address, last.Range, last.Address))
	}
	if len(calls) > 0 {
		parts = append(parts, "Called from "+strings.Join(calls, ", ")+".")
	}
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), " ")
}

// escapeLink escapes the brackets of an embedded link's text (SARIF 2.1.0, section 3.11.6).
func escapeLink(text string) string {
	return strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(text)
}

func (r *run) codeFlow(finding lint.Finding) *sarif.CodeFlow {
	if len(finding.Path) == 0 {
		return nil
	}
	flow := &sarif.ThreadFlow{}
	for i, hop := range finding.Path[:min(len(finding.Path), maximumFlowLocations)] {
		at, order, importance := hop.Range, i+1, "important"
		if at.File == "" {
			at = finding.Range
		}
		if hop.Broken || hop.Unclear {
			importance = "essential"
		}
		flow.Locations = append(flow.Locations, &sarif.ThreadFlowLocation{
			Location:       r.location(at, hop.Address, false).WithDescriptionText(sentence(hop.Text)),
			ExecutionOrder: &order,
			Importance:     importance,
		})
	}
	return &sarif.CodeFlow{ThreadFlows: []*sarif.ThreadFlow{flow}}
}

// fix is what would mend the finding. A region without a length is where the text is inserted (SARIF 2.1.0, section
// 3.57.3).
func (r *run) fix(finding lint.Finding) *sarif.Fix {
	files := byFile(shareable(finding))
	if len(files) == 0 {
		return nil
	}
	fix := sarif.NewFix().WithDescriptionText(sentence(finding.Remedy))
	for _, edits := range files {
		uri := fileURI(edits[0].Range.File)
		change := sarif.NewArtifactChange(&sarif.ArtifactLocation{URI: &uri})
		for _, edit := range edits {
			at := edit.Range
			region := sarif.NewRegion().WithStartLine(at.Start.Line).WithStartColumn(at.Start.Column).WithEndLine(at.End.Line).WithEndColumn(at.End.Column)
			change.WithReplacement(sarif.NewReplacement(region).WithInsertedContent(sarif.NewArtifactContent().WithText(edit.Text)))
		}
		fix.AddArtifactChanges(change)
	}
	return fix
}

func (r *run) suppression(finding lint.Finding) *sarif.Suppression {
	status := "accepted"
	guid := suppressionGUID(finding)
	return &sarif.Suppression{
		Kind:          "inSource",
		Status:        &status,
		Guid:          &guid, // go-sarif writes a null, which the schema refuses, where there is none
		Location:      r.location(finding.Suppression.Range, "", false),
		Justification: &finding.Suppression.Reason,
	}
}

// suppressionGUID is the same for the same suppression in every run: a UUID of version 8 (RFC 9562).
func suppressionGUID(finding lint.Finding) string {
	sum := sha256.Sum256([]byte("suppression\x00" + finding.Fingerprint))
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}
