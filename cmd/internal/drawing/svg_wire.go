package drawing

import (
	"fmt"
	"strings"
)

// wire draws a line with round corners and, unless it only says that things belong together, a head.
func (s *svg) wire(p *plan, w *wire) {
	suffix, width, dash := stroke(w.edge)
	s.line(`<g class="edge" id="%s" data-from="%s" data-to="%s" data-findings="%s"><title>%s</title>`, w.edge.ID, w.edge.From, w.edge.To,
		strings.ReplaceAll(numbered(w.edge.Findings), ",", " "), edgeTooltip(p, w.edge))
	s.line(`<path d="%s" stroke-width="%g"%s%s/>`, course(w.points), width, dash, painted("wire"+suffix))
	if w.edge.Kind != EdgeMember {
		s.line(`<path d="%s"%s/>`, arrowHead(w.points), painted("head"+suffix))
	}
	s.line("</g>")
}

// stroke is how a line is drawn: the end of its class, its width, and its dashes.
func stroke(edge *Edge) (suffix string, width float64, dash string) {
	switch {
	case gravity[edge.State] >= gravity[Warned]:
		suffix = "-" + string(edge.State)
	case edge.Kind == EdgeWay && edge.State != Cut:
		suffix = "-way"
	}
	width = map[string]float64{EdgeWay: 2, EdgeReference: 1.25, EdgeRoute: 1.25, EdgeNames: 1.25, EdgeMember: 1}[edge.Kind]
	if gravity[edge.State] >= gravity[Warned] {
		width = 3
	}
	switch {
	case edge.State == Undetermined || edge.State == Maybe:
		dash = ` stroke-dasharray="7 5"`
	case edge.Kind == EdgeMember || edge.State == Cut:
		dash = ` stroke-dasharray="1 4" stroke-linecap="round"`
	case edge.Kind == EdgeReference:
		dash = ` stroke-dasharray="5 3"`
	}
	return suffix, width, dash
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
