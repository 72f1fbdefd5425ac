package drawing

import (
	"fmt"
	"io"
	"strings"
)

func writeDOT(out io.Writer, pictures []*Picture) error {
	d := &dot{anchors: map[string]string{}}
	d.line(0, "digraph reachlint {")
	d.line(1, `graph [rankdir=LR, compound=true, fontname="Helvetica", fontsize=11, nodesep=0.3, ranksep=0.7, labeljust=l]`)
	d.line(1, `node [shape=box, style="rounded,filled", fillcolor=white, color="#57606a", fontname="Helvetica", fontsize=10]`)
	d.line(1, `edge [color="#57606a", fontname="Helvetica", fontsize=9]`)
	for i, picture := range pictures {
		for _, box := range picture.Boxes {
			d.box(picture, box, 1)
		}
		for _, edge := range picture.Edges {
			d.edge(picture, edge)
		}
		d.findings(picture, i)
	}
	d.line(0, "}")
	_, err := io.WriteString(out, d.out.String())
	return err
}

type dot struct {
	out     strings.Builder
	anchors map[string]string // of a cluster, the node inside of it that edges are tied to
}

func (d *dot) line(depth int, text string) {
	d.out.WriteString(strings.Repeat("  ", depth) + text + "\n")
}

// dotColours are those of frame and ground.
var dotColours = map[State][2]string{
	Broken: {"#cf222e", "#ffebe9"}, Warned: {"#9a6700", "#fff8c5"}, Undetermined: {"#57606a", "#f6f8fa"},
	Maybe: {"#57606a", "#ffffff"}, Plain: {"#57606a", "#ffffff"},
}

// box writes a node or a cluster. Graphviz ties no edge to a cluster, so that every cluster has a point inside.
func (d *dot) box(picture *Picture, box *Box, depth int) {
	label := quoteDOT(strings.Join(box.lines(picture), "\n"))
	colours := dotColours[box.State]
	if len(box.Boxes) == 0 {
		attributes := fmt.Sprintf("label=%s, color=%q, fillcolor=%q, penwidth=%d", label, colours[0], colours[1], penWidth(box.State))
		switch {
		case box.State == Undetermined || box.State == Maybe || box.Kind == kindMissing:
			attributes += `, style="rounded,filled,dashed"`
		case box.Kind == kindInternet || box.Kind == kindService:
			attributes += ", shape=ellipse, style=filled"
		case box.Kind == "security_group":
			attributes += ", shape=hexagon, style=filled"
		}
		d.line(depth, fmt.Sprintf("%s [%s, tooltip=%s]", box.ID, attributes, quoteDOT(strings.Join(box.Addresses, "\n"))))
		return
	}
	d.anchors[box.ID] = box.ID + "_in"
	d.line(depth, "subgraph cluster_"+box.ID+" {")
	d.line(depth+1, fmt.Sprintf("label=%s; color=%q; bgcolor=\"#f6f8fa\"; penwidth=%d", label, colours[0], penWidth(box.State)))
	d.line(depth+1, fmt.Sprintf("%s_in [shape=point, style=invis, width=0, height=0, label=\"\"]", box.ID))
	for _, inner := range box.Boxes {
		d.box(picture, inner, depth+1)
	}
	d.line(depth, "}")
}

func penWidth(state State) int {
	if gravity[state] >= gravity[Warned] {
		return 3
	}
	return 1
}

func (d *dot) edge(picture *Picture, edge *Edge) {
	var attributes []string
	from, to := edge.From, edge.To
	if anchor := d.anchors[from]; anchor != "" {
		attributes = append(attributes, "ltail=cluster_"+from)
		from = anchor
	}
	if anchor := d.anchors[to]; anchor != "" {
		attributes = append(attributes, "lhead=cluster_"+to)
		to = anchor
	}
	if label := strings.TrimSpace(picture.sign(edge.State, edge.Findings) + " " + picture.shownLabel(edge)); label != "" {
		attributes = append(attributes, "label="+quoteDOT(label))
	}
	style := map[string]string{EdgeMember: "dotted", EdgeReference: "dashed", EdgeWay: "bold"}[edge.Kind]
	switch edge.State {
	case Undetermined, Maybe:
		style = "dashed"
	case Cut:
		style = "dotted"
	}
	if style != "" {
		attributes = append(attributes, "style="+style)
	}
	if edge.Kind == EdgeMember {
		attributes = append(attributes, "dir=none")
	}
	if gravity[edge.State] >= gravity[Warned] {
		colour := dotColours[edge.State][0]
		attributes = append(attributes, fmt.Sprintf("color=%q, fontcolor=%q, penwidth=3", colour, colour))
	}
	if edge.Text != "" {
		attributes = append(attributes, "tooltip="+quoteDOT(edge.Text))
	}
	d.line(1, fmt.Sprintf("%s -> %s [%s]", from, to, strings.Join(attributes, ", ")))
}

// findings lists what does not work beside the picture.
func (d *dot) findings(picture *Picture, number int) {
	var lines []string
	for _, group := range picture.byRule() {
		for _, i := range group[:min(len(group), notesOfRule)] {
			lines = append(lines, broken(fmt.Sprintf("%d. %s [%s]", i+1, picture.Findings[i].Message, picture.Findings[i].Rule), 70)...)
		}
		if more := len(group) - notesOfRule; more > 0 {
			lines = append(lines, fmt.Sprintf("   and %d more of [%s]", more, picture.Findings[group[0]].Rule))
		}
	}
	if len(lines) == 0 {
		return
	}
	d.line(1, fmt.Sprintf(`findings%d [shape=note, style=filled, color="#cf222e", fillcolor="#ffebe9", label=%s]`, number+1, quoteDOTLeft(lines)))
}

// broken breaks a text into lines at spaces.
func broken(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len(line)+1+len(word) > width {
			lines, line = append(lines, line), "   "
		}
		line = strings.TrimPrefix(line+" "+word, " ")
	}
	return append(lines, line)
}

// quoteDOT writes a text as a double-quoted string, in which quotes are escaped and a backslash begins an escape
// ("The DOT Language" and "escString", Graphviz).
func quoteDOT(text string) string {
	return `"` + strings.ReplaceAll(escapeDOT(text), "\n", `\n`) + `"`
}

func quoteDOTLeft(lines []string) string {
	var out strings.Builder
	for _, line := range lines {
		out.WriteString(escapeDOT(line) + `\l`)
	}
	return `"` + out.String() + `"`
}

func escapeDOT(text string) string {
	text = strings.Map(func(r rune) rune {
		if r != '\n' && r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, text)
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", "&amp;").Replace(text)
}
