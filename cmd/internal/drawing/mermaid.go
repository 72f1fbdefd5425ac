package drawing

import (
	"fmt"
	"io"
	"strings"
)

// GitHub draws no diagram with more than 50,000 characters or 500 edges ("Configuration", Mermaid, maxTextSize and
// maxEdges).
const (
	mermaidEdges = 480
	mermaidText  = 48000

	mermaidFindings = 8 // they stand side by side, so that more of them would make a diagram small
)

// mermaidStyles are readable on GitHub's light and dark pages, for they name the colours of both text and ground.
var mermaidStyles = []string{
	"classDef plain fill:#ffffff,stroke:#57606a,color:#1f2328",
	"classDef broken fill:#ffebe9,stroke:#cf222e,stroke-width:3px,color:#82071e",
	"classDef warning fill:#fff8c5,stroke:#9a6700,stroke-width:2px,color:#4d2d00",
	"classDef undetermined fill:#f6f8fa,stroke:#57606a,stroke-dasharray:5 4,color:#1f2328",
	"classDef maybe fill:#ffffff,stroke:#57606a,stroke-dasharray:2 3,color:#57606a",
	"classDef frame fill:#f6f8fa,stroke:#8c959f,color:#1f2328",
	"classDef brokenFrame fill:#f6f8fa,stroke:#cf222e,stroke-width:3px,color:#82071e",
	"classDef warningFrame fill:#f6f8fa,stroke:#9a6700,stroke-width:2px,color:#4d2d00",
	"classDef note fill:#ffebe9,stroke:#ffebe9,color:#82071e,text-align:left",
}

func writeMermaid(out io.Writer, pictures []*Picture) error {
	pictures = withinText(pictures)
	m := &mermaid{}
	m.line(0, "flowchart LR")
	for i, picture := range pictures {
		m.picture(picture, i)
	}
	for _, style := range append(mermaidStyles, m.classes...) {
		m.line(1, style)
	}
	if len(pictures) == 0 {
		m.line(1, `nothing["There is nothing to draw."]`)
	}
	_, err := io.WriteString(out, m.out.String())
	return err
}

type mermaid struct {
	out     strings.Builder
	edges   int
	classes []string // of subgraphs: Mermaid knows them only after all of them
}

func (m *mermaid) line(depth int, text string) {
	m.out.WriteString(strings.Repeat("  ", depth) + text + "\n")
}

func (m *mermaid) picture(picture *Picture, number int) {
	for _, box := range picture.Boxes {
		m.box(picture, box, 1)
	}
	for _, edge := range picture.Edges {
		if m.edges < mermaidEdges {
			m.edge(picture, edge)
		}
	}
	m.findings(picture, number)
}

// findings lists the first finding of each rule beside the picture.
func (m *mermaid) findings(picture *Picture, number int) {
	groups := picture.byRule()
	if len(groups) == 0 {
		return
	}
	m.line(1, fmt.Sprintf("subgraph findings%d[\"What does not work\"]", number+1))
	m.line(2, "direction TB")
	for n, group := range groups {
		if n == mermaidFindings {
			m.line(2, fmt.Sprintf("f%d_more[\"and %d more rules\"]:::note", number+1, len(groups)-n))
			break
		}
		finding := picture.Findings[group[0]]
		text := fmt.Sprintf("(%d) %s [%s]", group[0]+1, shortened(finding.Message), finding.Rule)
		if more := len(group) - 1; more > 0 {
			text += fmt.Sprintf(" and %d more", more)
		}
		m.line(2, fmt.Sprintf("f%d_%d[\"%s\"]:::note", number+1, group[0]+1, escapeMermaid(text)))
	}
	m.line(1, "end")
	m.classes = append(m.classes, fmt.Sprintf("class findings%d frame", number+1))
}

// longestSentence bounds what is told inside of a diagram; whole sentences stand in reports.
const longestSentence = 280

func shortened(text string) string {
	if runes := []rune(text); len(runes) > longestSentence {
		return string(runes[:longestSentence]) + "…"
	}
	return text
}

func (m *mermaid) box(picture *Picture, box *Box, depth int) {
	if len(box.Boxes) == 0 {
		open, close := mermaidShape(box.Kind)
		label := escapeMermaid(strings.Join(box.lines(picture), "\n"))
		m.line(depth, fmt.Sprintf("%s%s\"%s\"%s:::%s", box.ID, open, label, close, box.State))
		return
	}
	m.line(depth, fmt.Sprintf("subgraph %s[\"%s\"]", box.ID, escapeMermaid(box.title(picture))))
	if box.Kind == kindWay {
		m.line(depth+1, "direction LR")
	}
	for _, inner := range box.Boxes {
		m.box(picture, inner, depth+1)
	}
	m.line(depth, "end")
	class := "frame"
	if gravity[box.State] >= gravity[Warned] {
		class = string(box.State) + "Frame"
	}
	m.classes = append(m.classes, fmt.Sprintf("class %s %s", box.ID, class))
}

// title is what a box says of itself in one line, for there is no room for more above what it contains.
func (b *Box) title(picture *Picture) string {
	first := strings.Join(strings.Fields(picture.sign(b.State, b.Findings)+" "+b.kindName()+" "+b.Label), " ")
	return strings.Join(append([]string{first}, b.Details...), " · ")
}

func mermaidShape(kind string) (open, close string) {
	switch kind {
	case kindInternet, kindService:
		return "([", "])"
	case "security_group":
		return "{{", "}}"
	}
	return "[", "]"
}

func (m *mermaid) edge(picture *Picture, edge *Edge) {
	arrow := map[string]string{EdgeMember: "-.-", EdgeReference: "-.->", EdgeRoute: "-->", EdgeNames: "-->", EdgeWay: "==>"}[edge.Kind]
	if edge.State == Cut {
		arrow = "-.->"
	}
	label := strings.TrimSpace(picture.sign(edge.State, edge.Findings) + " " + picture.shownLabel(edge))
	if label != "" {
		arrow += "|\"" + escapeMermaid(label) + "\"|"
	}
	m.line(1, edge.From+" "+arrow+" "+edge.To)
	switch edge.State {
	case Broken:
		m.line(1, fmt.Sprintf("linkStyle %d stroke:#cf222e,stroke-width:4px", m.edges))
	case Warned:
		m.line(1, fmt.Sprintf("linkStyle %d stroke:#9a6700,stroke-width:3px", m.edges))
	case Undetermined, Maybe:
		m.line(1, fmt.Sprintf("linkStyle %d stroke-dasharray:4 4", m.edges))
	}
	m.edges++
}

// lines are what a box says of itself, the kind first.
func (b *Box) lines(picture *Picture) []string {
	first := strings.TrimSpace(picture.sign(b.State, b.Findings) + " " + b.caption())
	lines := []string{}
	if first != "" {
		lines = append(lines, first)
	}
	if b.Label != "" {
		lines = append(lines, b.Label)
	}
	lines = append(lines, b.Details...)
	if b.Module != "" {
		lines = append(lines, b.Module)
	}
	if b.isStep && b.State != Plain {
		lines = append(lines, b.Text)
	}
	return lines
}

// escapeMermaid makes a text harmless inside of a quoted label. Mermaid knows entities by number ("Entity codes to
// escape characters", Mermaid), which begin with #. HTML, Markdown, formulas and directives begin with the others.
func escapeMermaid(text string) string {
	var out strings.Builder
	for _, r := range text {
		switch {
		case r == '\n':
			out.WriteString("<br/>")
		case r < ' ' || r == 0x7f:
			out.WriteByte(' ')
		case strings.ContainsRune("\"#<>&`\\%$", r):
			fmt.Fprintf(&out, "#%d;", r)
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// withinText leaves out what GitHub would not draw.
func withinText(pictures []*Picture) []*Picture {
	size := 0
	var kept []*Picture
	for _, picture := range pictures {
		picture.each(func(box *Box) { size += 60 + len(strings.Join(box.lines(picture), "     ")) })
		size += 60 * len(picture.Edges)
		if size > mermaidText && len(kept) > 0 {
			break
		}
		kept = append(kept, picture)
	}
	return kept
}
