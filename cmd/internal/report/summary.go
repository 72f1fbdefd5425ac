package report

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/reachlint/reachlint/cmd/internal/lint"
)

// counts are the findings by level; what is in a baseline counts apart.
type counts struct {
	errors, warnings, notes, known int
}

func count(findings []lint.Finding) counts {
	var c counts
	for _, finding := range findings {
		switch {
		case finding.Known:
			c.known++
		case finding.Level == lint.LevelError:
			c.errors++
		case finding.Level == lint.LevelWarning:
			c.warnings++
		default:
			c.notes++
		}
	}
	return c
}

// String lists what there is, gravest first: "2 errors, 1 warning".
func (c counts) String() string {
	var parts []string
	for _, part := range []struct {
		count int
		noun  string
	}{{c.errors, "error"}, {c.warnings, "warning"}, {c.notes, "note"}} {
		if part.count > 0 {
			parts = append(parts, plural(part.count, part.noun))
		}
	}
	return strings.Join(parts, ", ")
}

// Summary says in one line what was found and in what.
func Summary(result *lint.Result) string {
	scanned := fmt.Sprintf("%s (%s, %s)", plural(len(result.Units), "unit"), plural(result.Files, "file"), plural(result.Resources, "resource"))
	found := count(result.Findings).String()
	switch {
	case len(result.Units) == 0:
		return "Nothing was scanned."
	case found != "" && result.Incomplete():
		return found + " in what could be read of " + scanned
	case found != "":
		return found + " in " + scanned
	case result.Incomplete():
		return "No problems found in what could be read of " + scanned + "."
	}
	return "No problems found in " + scanned + "."
}

// remarks are what a summary adds about findings that it does not show.
func remarks(result *lint.Result, options Options) []string {
	var lines []string
	if fixable := countFixable(result.Findings); fixable > 0 {
		lines = append(lines, "reachlint scan --fix mends "+strconv.Itoa(fixable)+" of them.")
	}
	if known := count(result.Findings).known; known > 0 {
		lines = append(lines, plural(known, "known finding")+" of the baseline left out.")
	}
	if suppressed := len(result.Suppressed); suppressed > 0 && !options.ShowSuppressed {
		lines = append(lines, plural(suppressed, "finding")+" suppressed by comments.")
	}
	if open := len(result.Undetermined); open > 0 && !options.ShowUndetermined {
		lines = append(lines, plural(open, "question")+" could not be decided from the source; --show-undetermined lists them.")
	}
	return lines
}

func countFixable(findings []lint.Finding) int {
	fixable := 0
	for _, finding := range findings {
		if len(finding.Fix) > 0 && !finding.Known {
			fixable++
		}
	}
	return fixable
}

func plural(count int, noun string) string {
	if count == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", count, noun)
}

// firstSentence returns the text up to and including its first full stop that ends a sentence.
func firstSentence(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if end := strings.Index(text, ". "); end >= 0 {
		return text[:end+1]
	}
	return text
}

// sentence returns the text with a full stop at its end.
func sentence(text string) string {
	text = strings.TrimSpace(text)
	if text == "" || strings.HasSuffix(text, ".") || strings.HasSuffix(text, "?") || strings.HasSuffix(text, "!") {
		return text
	}
	return text + "."
}

// shorten returns the first names and how many more there are.
func shorten(names []string, limit int) string {
	if len(names) <= limit+1 {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:limit], ", "), len(names)-limit)
}
