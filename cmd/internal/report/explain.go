package report

import (
	"io"
	"regexp"
	"strings"

	"github.com/fatih/color"

	"github.com/reachlint/reachlint/cmd/internal/lint"
)

// WritePage writes a rule's page for a terminal: its Markdown with headings that stand out, wrapped
// paragraphs and code as it is. A full Markdown renderer would cost more at every start than the scan.
func WritePage(out io.Writer, rule lint.Rule, options Options) error {
	t := newPage(&lint.Result{}, options)
	t.line(t.colour(rule.ID, color.Bold) + t.colour(" ("+string(rule.Level)+", "+rule.Category+")", color.Faint))
	t.line("")
	m := markdownPage{page: t}
	for _, line := range strings.Split(strings.TrimSpace(rule.Help), "\n") {
		m.add(strings.TrimRight(line, " \t\r"))
	}
	m.flush()
	_, err := io.WriteString(out, strings.TrimRight(t.out.String(), "\n")+"\n")
	return err
}

// markdownPage gathers the lines of one paragraph or list item until it is whole.
type markdownPage struct {
	*page
	paragraph []string
	first     string // stands before the paragraph
	fenced    bool
}

// fenceNames say what an example is written in, which a terminal does not show by itself.
var fenceNames = map[string]string{"terraform": "Terraform", "yaml": "CloudFormation"}

var listItem = regexp.MustCompile(`^(\s*)([-*+]|\d+[.)])\s+(.*)$`)

func (m *markdownPage) add(line string) {
	item := listItem.FindStringSubmatch(line)
	switch {
	case strings.HasPrefix(strings.TrimSpace(line), "```"):
		m.flush()
		m.fenced = !m.fenced
		if name := fenceNames[strings.TrimPrefix(strings.TrimSpace(line), "```")]; m.fenced && name != "" {
			m.line(m.colour(name+":", color.Faint))
		}
	case m.fenced:
		m.line(strings.TrimRight("  "+m.colour(printable(line), color.FgCyan), " "))
	case line == "":
		m.flush()
		m.line("")
	case strings.HasPrefix(line, "#"):
		m.flush()
		m.line(m.colour(inline(strings.TrimSpace(strings.TrimLeft(line, "#"))), color.Bold, color.Underline))
	case strings.HasPrefix(strings.TrimSpace(line), "|"):
		m.flush()
		m.line(printable(line))
	case item != nil:
		m.flush()
		m.first = item[1] + item[2] + " "
		m.paragraph = append(m.paragraph, item[3])
	default:
		m.paragraph = append(m.paragraph, strings.TrimSpace(line))
	}
}

func (m *markdownPage) flush() {
	if len(m.paragraph) > 0 {
		m.wrapped(inline(strings.Join(m.paragraph, " ")), m.first, strings.Repeat(" ", len(m.first)))
	}
	m.paragraph, m.first = nil, ""
}

var (
	markdownLink = regexp.MustCompile(`\[([^\]]+)\]\(([^)\s]+)\)`)
	markdownBold = regexp.MustCompile(`\*\*([^*]+)\*\*`)
)

// inline takes the marks out of running text that a terminal cannot show. Code keeps its backquotes, for
// they tell names from words.
func inline(text string) string {
	text = markdownLink.ReplaceAllString(text, "$1 ($2)")
	return markdownBold.ReplaceAllString(text, "$1")
}
