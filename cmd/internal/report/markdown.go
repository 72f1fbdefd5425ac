package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/cmd/internal/lint"
	"github.com/reachlint/reachlint/parsers/graph"
)

// maximumMarkdown keeps a job summary below the 1 MiB that GitHub accepts of a step.
const maximumMarkdown = 900 << 10

// writeMarkdown writes a summary for people, such as GitHub's job summary or a comment.
func writeMarkdown(out io.Writer, result *lint.Result, options Options) error {
	var page strings.Builder
	page.WriteString("## reachlint\n\n" + markdownText(Summary(result)) + "\n")
	for _, remark := range remarks(result, options) {
		page.WriteString("\n" + markdownText(remark) + "\n")
	}
	shown := slices.DeleteFunc(slices.Clone(result.Findings), func(finding lint.Finding) bool { return finding.Known })
	writeSection(&page, result, "Findings", shown)
	if options.ShowUndetermined {
		writeSection(&page, result, "Undetermined", result.Undetermined)
	}
	if options.ShowSuppressed {
		writeSection(&page, result, "Suppressed", result.Suppressed)
	}
	writeDiagnostics(&page, result.Diagnostics)
	_, err := io.WriteString(out, page.String())
	return err
}

func writeSection(page *strings.Builder, result *lint.Result, heading string, findings []lint.Finding) {
	if len(findings) == 0 {
		return
	}
	fmt.Fprintf(page, "\n### %s\n", heading)
	for i, finding := range findings {
		if page.Len() > maximumMarkdown {
			fmt.Fprintf(page, "\n%d more are left out here.\n", len(findings)-i)
			return
		}
		page.WriteString(markdownFinding(result, finding))
	}
}

var levelSign = map[lint.Level]string{lint.LevelError: "🔴", lint.LevelWarning: "🟡", lint.LevelNote: "🔵"}

func markdownFinding(result *lint.Result, finding lint.Finding) string {
	rule, sign := result.Rule(finding.Rule), levelSign[finding.Level]
	if finding.Verdict == lint.VerdictReview {
		sign = "⚪"
	}
	var text strings.Builder
	fmt.Fprintf(&text, "\n<details><summary>%s <b>%s</b> · <code>%s</code></summary>\n\n", sign, htmlText(rule.Title), htmlText(finding.Range.String()))
	text.WriteString(markdownText(sentence(finding.Message)) + "\n")
	for _, hop := range finding.Path {
		mark := "✓"
		if hop.Broken {
			mark = "✗"
		} else if hop.Unclear {
			mark = "?"
		}
		fmt.Fprintf(&text, "\n- %s %s", mark, markdownText(hop.Text))
	}
	if len(finding.Path) > 0 {
		text.WriteString("\n")
	}
	var accepted string
	if finding.Suppression != nil {
		accepted = finding.Suppression.Reason
	}
	for _, part := range []struct{ label, content string }{
		{"Unknown, because", finding.Reason},
		{"Accepted:", accepted},
		{"Help:", finding.Remedy},
		{"Affects:", shorten(affectedNames(finding), shownAffected)},
		{"Rule:", finding.Rule},
	} {
		if part.content != "" {
			fmt.Fprintf(&text, "\n**%s** %s\n", part.label, markdownText(part.content))
		}
	}
	return text.String() + "\n</details>\n"
}

func writeDiagnostics(page *strings.Builder, diagnostics []graph.Diagnostic) {
	if len(diagnostics) == 0 {
		return
	}
	page.WriteString("\n### About the input\n\n")
	for i, diagnostic := range diagnostics {
		if page.Len() > maximumMarkdown {
			fmt.Fprintf(page, "- %d more are left out here.\n", len(diagnostics)-i)
			return
		}
		fmt.Fprintf(page, "- %s: %s %s\n", diagnostic.Severity, markdownText(place(diagnostic)), markdownText(sentence(diagnostic.Message)))
	}
}

var (
	escapeHTML     = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	escapeMarkdown = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "|", `\|`, "#", `\#`, "~", `\~`,
		"&", "&amp;", "<", "&lt;", ">", "&gt;", "\n", " ", "@", "@\u200b")
)

func htmlText(text string) string { return escapeHTML.Replace(text) }

// markdownText writes text so that Markdown shows it as it is, and mentions nobody.
func markdownText(text string) string { return escapeMarkdown.Replace(text) }
