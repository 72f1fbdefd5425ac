package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/fatih/color"

	"github.com/reachlint/reachlint/cmd/internal/lint"
	"github.com/reachlint/reachlint/parsers/graph"
)

const (
	defaultWidth  = 80
	maximumWidth  = 110 // longer lines are hard to read, however wide the terminal
	shownAffected = 4
	shownCalls    = 3
)

// page is what a person reads at a terminal.
type page struct {
	out    strings.Builder
	result *lint.Result
	width  int
	paint  bool
	place  func(string) string
}

func newPage(result *lint.Result, options Options) *page {
	width := options.Width
	if width <= 0 {
		width = defaultWidth
	}
	place := options.Place
	if place == nil {
		place = func(file string) string { return file }
	}
	return &page{result: result, width: min(width, maximumWidth), paint: options.Colour, place: place}
}

func writeText(out io.Writer, result *lint.Result, options Options) error {
	t := newPage(result, options)
	for _, finding := range result.Findings {
		if !finding.Known {
			t.finding(finding, string(finding.Level))
		}
	}
	if options.ShowSuppressed {
		for _, finding := range result.Suppressed {
			t.finding(finding, "suppressed")
		}
	}
	if options.ShowUndetermined {
		for _, finding := range result.Undetermined {
			t.finding(finding, "undetermined")
		}
	}
	t.line(t.colour(Summary(result), color.Bold))
	for _, remark := range remarks(result, options) {
		t.wrapped(remark, "", "")
	}
	_, err := io.WriteString(out, t.out.String())
	return err
}

var labelColours = map[string][]color.Attribute{
	"error":   {color.FgRed, color.Bold},
	"warning": {color.FgYellow, color.Bold},
	"note":    {color.FgCyan, color.Bold},
}

// finding writes one finding: what and where, its source line, the path, why it matters, what to do.
func (t *page) finding(finding lint.Finding, label string) {
	rule := t.result.Rule(finding.Rule)
	colours := labelColours[label]
	if colours == nil {
		colours = []color.Attribute{color.FgMagenta, color.Bold}
	}
	t.line(t.colour(label+":", colours...) + " " + t.colour(rule.Title, color.Bold) + t.colour(" ["+finding.Rule+"]", color.Faint))
	t.snippet(finding.Range, colours)
	t.wrapped(finding.Message, "  ", "  ")
	t.line("")
	t.path(finding.Path)
	if finding.Verdict == lint.VerdictReview {
		t.labelled("unknown, because", finding.Reason)
	}
	if finding.Suppression != nil {
		t.labelled("accepted:", finding.Suppression.Reason)
	}
	t.labelled("why:", firstSentence(rule.Description))
	t.labelled("help:", finding.Remedy)
	t.labelled("affects:", shorten(affectedNames(finding), shownAffected))
	t.labelled("written by:", finding.Title)
	t.calls(finding.Calls)
	if finding.Suppression == nil {
		t.fix(finding.Fix)
	}
	t.line("")
}

func (t *page) snippet(at graph.Range, colours []color.Attribute) {
	t.line("  " + t.colour(printable(t.located(at).String()), color.Underline))
	number := fmt.Sprint(at.Start.Line)
	gutter := strings.Repeat(" ", len(number))
	line, marks := caret(t.result.Sources, at, t.width-len("  "+number+" | "))
	if strings.TrimSpace(line) == "" {
		return
	}
	t.line("")
	t.line("  " + t.colour(number+" │ ", color.Faint) + line)
	t.line("  " + t.colour(gutter+" │ ", color.Faint) + t.colour(marks, colours...))
	t.line("")
}

// located returns the range in the file as its reader would open it.
func (t *page) located(at graph.Range) graph.Range {
	if at.File != "" {
		at.File = t.place(at.File)
	}
	return at
}

func (t *page) path(hops []lint.Hop) {
	for _, hop := range hops {
		mark, colour := "✓", color.FgGreen
		switch {
		case hop.Broken:
			mark, colour = "✗", color.FgRed
		case hop.Unclear:
			mark, colour = "?", color.FgMagenta
		}
		t.marked(mark, colour, hop.Text)
	}
	if len(hops) > 0 {
		t.line("")
	}
}

// marked writes wrapped text behind a coloured mark.
func (t *page) marked(mark string, colour color.Attribute, content string) {
	plain := wrap(printable(content), t.width, "    "+mark+" ", "      ")
	t.out.WriteString(strings.Replace(plain, mark, t.colour(mark, colour), 1))
}

func (t *page) labelled(label, content string) {
	if content == "" {
		return
	}
	plain := wrap(printable(content), t.width, "  "+label+" ", "    ")
	t.out.WriteString(strings.Replace(plain, label, t.colour(label, color.FgBlue), 1))
}

func (t *page) calls(chains [][]graph.Call) {
	for i, chain := range chains {
		if i == shownCalls {
			t.labelled("called from:", fmt.Sprintf("%d more places", len(chains)-shownCalls))
			return
		}
		t.labelled("called from:", t.callChain(chain))
	}
}

// callChain writes a chain of calls, innermost first, as one reads a stack.
func (t *page) callChain(chain []graph.Call) string {
	var steps []string
	for i := len(chain) - 1; i >= 0; i-- {
		at := t.located(chain[i].Range)
		steps = append(steps, fmt.Sprintf("%s at %s:%d", chain[i].Address, at.File, at.Start.Line))
	}
	return strings.Join(steps, ", in ")
}

func (t *page) wrapped(content, first, rest string) {
	t.out.WriteString(wrap(printable(content), t.width, first, rest))
}

func (t *page) line(content string) {
	t.out.WriteString(content + "\n")
}

// colour paints text where colours are wanted. It asks its own option only, for the color library
// would look at the process's standard output.
func (t *page) colour(content string, attributes ...color.Attribute) string {
	if !t.paint || content == "" {
		return content
	}
	painter := color.New(attributes...)
	painter.EnableColor()
	return painter.Sprint(content)
}
