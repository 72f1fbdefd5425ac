package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/cmd/internal/lint"
	"github.com/reachlint/reachlint/parsers/graph"
)

// writeGitHub writes workflow commands, which GitHub turns into annotations beside the code. They need no
// permission, so they are there on pull requests from forks as well. The gravest come first, for GitHub
// shows ten of each level for one step.
func writeGitHub(out io.Writer, result *lint.Result, options Options) error {
	var commands strings.Builder
	shown := slices.Clone(result.Findings)
	if options.ShowUndetermined {
		shown = append(shown, result.Undetermined...)
	}
	if options.ShowSuppressed {
		shown = append(shown, result.Suppressed...)
	}
	slices.SortStableFunc(shown, func(a, b lint.Finding) int { return annotationGravity(b) - annotationGravity(a) })
	for _, finding := range shown {
		if !finding.Known {
			commands.WriteString(annotation(annotationLevel(finding), result.Rule(finding.Rule).Title+" ["+finding.Rule+"]",
				wholeRange(result.Sources, finding.Range), annotationText(finding)))
		}
	}
	for _, diagnostic := range result.Diagnostics {
		text := sentence(diagnostic.Message) + " " + sentence(diagnostic.Help)
		commands.WriteString(annotation(workflowCommand[lint.Level(diagnostic.Severity)], diagnostic.ID, diagnostic.Range, strings.TrimSpace(text)))
	}
	commands.WriteString(Summary(result) + "\n")
	for _, remark := range remarks(result, options) {
		commands.WriteString(remark + "\n")
	}
	_, err := io.WriteString(out, commands.String())
	return err
}

var workflowCommand = map[lint.Level]string{lint.LevelError: "error", lint.LevelWarning: "warning", lint.LevelNote: "notice"}

func annotationLevel(finding lint.Finding) string {
	if finding.Verdict == lint.VerdictReview || finding.Suppression != nil {
		return "notice"
	}
	return workflowCommand[finding.Level]
}

func annotationGravity(finding lint.Finding) int {
	if finding.Verdict == lint.VerdictReview || finding.Suppression != nil {
		return 0
	}
	return finding.Level.Gravity()
}

func annotationText(finding lint.Finding) string {
	lines := []string{sentence(finding.Message)}
	if finding.Reason != "" {
		lines = append(lines, "Unknown, because "+sentence(finding.Reason))
	}
	if finding.Suppression != nil {
		lines = append(lines, "Accepted: "+sentence(finding.Suppression.Reason))
	}
	if finding.Remedy != "" {
		lines = append(lines, "Help: "+sentence(finding.Remedy))
	}
	if names := affectedNames(finding); len(names) > 0 {
		lines = append(lines, "Affects "+shorten(names, shownAffected)+".")
	}
	return strings.Join(lines, "\n")
}

// affectedNames lists who suffers besides the resource at fault.
func affectedNames(finding lint.Finding) []string {
	var names []string
	for _, location := range finding.Affected {
		if location.Address != finding.Address {
			names = append(names, location.Address)
		}
	}
	return names
}

var (
	escapeCommand  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	escapeProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// annotation writes one workflow command. Columns are only understood within one line.
func annotation(command, title string, at graph.Range, text string) string {
	var place string
	if at.File != "" {
		place = "file=" + escapeProperty.Replace(at.File) + ","
	}
	if at.Start.Line > 0 {
		place += fmt.Sprintf("line=%d,", at.Start.Line)
	}
	if at.End.Line > at.Start.Line {
		place += fmt.Sprintf("endLine=%d,", at.End.Line)
	} else if at.Start.Line > 0 && at.End.Column > at.Start.Column {
		place += fmt.Sprintf("endLine=%d,col=%d,endColumn=%d,", at.End.Line, at.Start.Column, at.End.Column)
	}
	return fmt.Sprintf("::%s %stitle=%s::%s\n", command, place, escapeProperty.Replace(title), escapeCommand.Replace(text))
}
