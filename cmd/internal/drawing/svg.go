package drawing

import (
	"fmt"
	"io"
	"strings"
)

func writeSVG(out io.Writer, pictures []*Picture) error {
	s := &svg{}
	y, width := 0, 70*pitch
	var plans []*plan
	for _, picture := range pictures {
		p := layOut(picture)
		plans, width = append(plans, p), max(width, p.width)
		y += p.height
	}
	height := max(y, 10*pitch) + legendHeight
	s.line(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" aria-labelledby="title description">`, width, height, width, height)
	s.line(`<title id="title">%s</title>`, escaped(titleOf(pictures)))
	s.line(`<desc id="description">%s</desc>`, escaped(descriptionOf(pictures)))
	s.line("<style>%s</style>", styleSheet(false))
	s.line(`<rect width="%d" height="%d"%s/>`, width, height, painted("canvas"))
	y = 0
	for _, p := range plans {
		s.line(`<g transform="translate(0 %d)">`, y)
		s.plan(p)
		s.notes(p)
		s.line("</g>")
		y += p.height
	}
	if len(plans) == 0 {
		s.text(textLine{faceText, "There is nothing to draw.", margin, 5 * pitch}, "ink")
		y = 10 * pitch
	}
	s.legend(pictures, y)
	s.line("</svg>")
	_, err := io.WriteString(out, s.out.String())
	return err
}

const legendHeight = 5 * pitch

type svg struct {
	out    strings.Builder
	inPage bool
}

func (s *svg) line(format string, arguments ...any) {
	fmt.Fprintf(&s.out, format+"\n", arguments...)
}

// plan draws containers, then lines, then cards, then labels, so that no line covers a text.
func (s *svg) plan(p *plan) {
	for _, outer := range p.frames {
		outer.each(func(f *frame) {
			if f.isContainer() {
				s.container(f)
			}
		})
	}
	for _, each := range p.wires {
		s.wire(p, each)
	}
	for _, outer := range p.frames {
		outer.each(func(f *frame) {
			if f.isContainer() {
				s.head(f)
			} else {
				s.card(f)
			}
		})
	}
	for _, each := range p.wires {
		s.label(each)
	}
}

func (s *svg) container(f *frame) {
	class := map[string]string{"vpc": "vpc", "subnet": "subnet", kindWay: "way-frame"}[f.box.Kind]
	if class == "" {
		class = "unit"
	}
	classes, width := []string{class}, 1.5
	if gravity[f.box.State] >= gravity[Warned] {
		classes, width = append(classes, "edge-"+string(f.box.State)), 3
	}
	s.line(`<g class="box around"%s><title>%s</title><rect x="%d" y="%d" width="%d" height="%d" rx="10" stroke-width="%g"%s%s/></g>`,
		s.ident(f.box), tooltip(f.box), f.x, f.y, f.w, f.h, width, dashes(f.box), painted(classes...))
}

// head writes the title of a container above the lines that pass behind it.
func (s *svg) head(f *frame) {
	s.line(`<g class="head-of" data-of="%s">`, f.box.ID)
	for i, line := range f.lines {
		class := "ink"
		if i > 0 && line.face.class == "detail" {
			class = "muted"
		}
		s.text(line, class)
	}
	s.mark(f)
	s.line("</g>")
}

func dashes(box *Box) string {
	switch {
	case box.State == Undetermined || box.Kind == kindMissing:
		return ` stroke-dasharray="6 4"`
	case box.State == Maybe:
		return ` stroke-dasharray="2 3"`
	}
	return ""
}

func (s *svg) card(f *frame) {
	classes, width := []string{"card"}, 1.0
	if gravity[f.box.State] >= gravity[Warned] {
		classes, width = []string{"frame-" + string(f.box.State)}, 2
	}
	s.line(`<g class="box"%s tabindex="0"><title>%s</title>`, s.ident(f.box), tooltip(f.box))
	radius := 6
	if f.box.Kind == kindInternet || f.box.Kind == kindService {
		radius = min(f.h/2, 22)
	}
	if len(f.box.Addresses) > 1 { // a stack of cards
		s.line(`<rect x="%d" y="%d" width="%d" height="%d" rx="%d" stroke-width="1"%s/>`, f.x+4, f.y+4, f.w, f.h, radius, painted(classes...))
	}
	s.line(`<rect x="%d" y="%d" width="%d" height="%d" rx="%d" stroke-width="%g"%s%s/>`, f.x, f.y, f.w, f.h, radius, width, dashes(f.box), painted(classes...))
	if stripe := stripeOf(f.box.Kind); stripe != "" {
		s.line(`<rect x="%d" y="%d" width="4" height="%d" rx="2"%s/>`, f.x+3, f.y+7, f.h-14, painted(stripe))
	}
	for _, line := range f.lines {
		class := "ink"
		if line.face.class == "kind" || line.face.class == "detail" {
			class = "muted"
		}
		s.text(line, class)
	}
	s.mark(f)
	s.line("</g>")
}

func stripeOf(kind string) string {
	switch kind {
	case "instance", "autoscaling_group", "function", "launch_template":
		return "stripe-compute"
	case "vpc_endpoint":
		return "stripe-endpoint"
	case "security_group", "network_acl", "role", "instance_profile", "policy":
		return "stripe-security"
	case "directory", "dhcp_options", "resolver_rule", "resolver_endpoint":
		return "stripe-directory"
	case kindInternet, kindService, kindMissing:
		return ""
	}
	return "stripe-network"
}

func (s *svg) mark(f *frame) {
	if f.mark == "" {
		return
	}
	at := f.markAt
	s.line(`<rect x="%d" y="%d" width="%d" height="%d" rx="9"%s/>`, at.x, at.y, at.w, at.h, painted(markClass(f.box.State)))
	s.text(textLine{faceMark, f.mark, at.x + 6, at.y + 13}, "on-mark")
}

func markClass(state State) string {
	if gravity[state] >= gravity[Warned] {
		return "mark-" + string(state)
	}
	return "mark-other"
}

func (s *svg) text(line textLine, class string) {
	weight := ""
	if line.face.bold {
		weight = ` font-weight="600"`
	}
	family := sansFonts
	if line.face.mono {
		family = monoFonts
	}
	s.line(`<text x="%d" y="%d" font-size="%g"%s font-family="%s"%s>%s</text>`, line.x, line.y, line.face.size, weight, family, painted(line.face.class, class), escaped(line.text))
}

// wire draws a line with round corners and, unless it only says that things belong together, a head.
func (s *svg) wire(p *plan, w *wire) {
	suffix := ""
	switch {
	case gravity[w.edge.State] >= gravity[Warned]:
		suffix = "-" + string(w.edge.State)
	case w.edge.Kind == EdgeWay && w.edge.State != Cut:
		suffix = "-way"
	}
	width := map[string]float64{EdgeWay: 2, EdgeReference: 1.25, EdgeRoute: 1.25, EdgeNames: 1.25, EdgeMember: 1}[w.edge.Kind]
	if gravity[w.edge.State] >= gravity[Warned] {
		width = 3
	}
	dash := ""
	switch {
	case w.edge.State == Undetermined || w.edge.State == Maybe:
		dash = ` stroke-dasharray="7 5"`
	case w.edge.Kind == EdgeMember || w.edge.State == Cut:
		dash = ` stroke-dasharray="1 4" stroke-linecap="round"`
	case w.edge.Kind == EdgeReference:
		dash = ` stroke-dasharray="5 3"`
	}
	s.line(`<g class="edge" id="%s" data-from="%s" data-to="%s" data-findings="%s"><title>%s</title>`, w.edge.ID, w.edge.From, w.edge.To,
		strings.ReplaceAll(numbered(w.edge.Findings), ",", " "), edgeTooltip(p, w.edge))
	s.line(`<path d="%s" stroke-width="%g"%s%s/>`, course(w.points), width, dash, painted("wire"+suffix))
	if w.edge.Kind != EdgeMember {
		s.line(`<path d="%s"%s/>`, arrowHead(w.points), painted("head"+suffix))
	}
	s.line("</g>")
}

func edgeTooltip(p *plan, edge *Edge) string {
	text := fmt.Sprintf("%s → %s", p.byID[edge.From].box.Label, p.byID[edge.To].box.Label)
	if edge.Label != "" {
		text += ": " + edge.Label
	}
	return strings.TrimSpace(escaped(text) + "\n" + escaped(edge.Text))
}

const cornerRadius = 6

// course is the path of a line.
func course(points []point) string {
	var path strings.Builder
	fmt.Fprintf(&path, "M%d %d", points[0].x, points[0].y)
	for i := 1; i < len(points)-1; i++ {
		before, here, after := points[i-1], points[i], points[i+1]
		in, out := towards(here, before), towards(here, after)
		fmt.Fprintf(&path, "L%d %dQ%d %d %d %d", in.x, in.y, here.x, here.y, out.x, out.y)
	}
	last := points[len(points)-1]
	fmt.Fprintf(&path, "L%d %d", last.x, last.y)
	return path.String()
}

// towards is the point at the radius of a corner from one point to another.
func towards(from, to point) point {
	length := max(abs(to.x-from.x), abs(to.y-from.y))
	radius := min(cornerRadius, length/2)
	if length == 0 {
		return from
	}
	return point{from.x + (to.x-from.x)*radius/length, from.y + (to.y-from.y)*radius/length}
}

// arrowHead is a triangle at the end of a line.
func arrowHead(points []point) string {
	end, before := points[len(points)-1], points[len(points)-2]
	dx, dy := sign(end.x-before.x), sign(end.y-before.y)
	return fmt.Sprintf("M%d %dL%d %dL%d %dZ", end.x, end.y, end.x-9*dx-5*dy, end.y-9*dy-5*dx, end.x-9*dx+5*dy, end.y-9*dy+5*dx)
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

func (s *svg) label(w *wire) {
	if w.label == "" {
		return
	}
	at, class := w.labelAt, "muted"
	if gravity[w.edge.State] >= gravity[Warned] {
		class = "ink-" + string(w.edge.State)
	}
	s.line(`<g class="label-of" data-of="%s"><rect x="%d" y="%d" width="%d" height="%d" rx="4" stroke-width="0.75"%s/>`, w.edge.ID, at.x, at.y, at.w, at.h, painted("plate"))
	s.text(textLine{faceLabel, w.label, at.x + 5, at.y + 13}, class)
	s.line("</g>")
}

func (s *svg) notes(p *plan) {
	for _, line := range p.notes {
		s.text(line, "ink")
	}
}

// legend explains the signs that the pictures show.
func (s *svg) legend(pictures []*Picture, y int) {
	if lines := legend(pictures); len(lines) > 0 {
		s.text(textLine{faceLabel, strings.Join(lines, "     "), margin, y + 2*pitch}, "muted")
	}
}

// tooltip names all that a box stands for.
func tooltip(box *Box) string {
	lines := []string{}
	for i, address := range box.Addresses {
		if i == 20 {
			lines = append(lines, fmt.Sprintf("and %d more", len(box.Addresses)-i))
			break
		}
		lines = append(lines, escaped(address))
	}
	if box.Text != "" {
		lines = append(lines, escaped(box.Text))
	}
	if len(lines) == 0 {
		lines = append(lines, escaped(box.Label))
	}
	return strings.Join(lines, "\n")
}

func titleOf(pictures []*Picture) string {
	var units []string
	for _, picture := range pictures {
		units = append(units, unitName(picture.Unit))
	}
	if len(units) == 0 {
		return "Nothing to draw"
	}
	if computer := pictures[0].Computer; computer != "" {
		return "The ways of " + computer
	}
	return "The network of " + listed(units, 3)
}

// descriptionOf says in words what a picture shows, for those who cannot see it.
func descriptionOf(pictures []*Picture) string {
	var sentences []string
	for _, picture := range pictures {
		sentences = append(sentences, fmt.Sprintf("%s: %d boxes and %d lines.", unitName(picture.Unit), picture.count(), len(picture.Edges)))
		for _, i := range picture.proven() {
			sentences = append(sentences, picture.Findings[i].Message)
		}
	}
	return strings.Join(sentences, " ")
}
