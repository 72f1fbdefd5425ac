package drawing

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

func writeSVG(out io.Writer, pictures []*Picture) error {
	s := &svg{}
	y, width := 0, legendWidth
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

// legend explains the signs and the lines that the pictures show.
func (s *svg) legend(pictures []*Picture, y int) {
	x, y := margin, y+2*pitch
	put := func(text string) {
		s.text(textLine{faceLabel, text, x, y}, "muted")
		x += int(faceLabel.width(text)) + 2*pitch
	}
	for _, line := range legend(pictures) {
		put(line)
	}
	for _, entry := range edgeNames {
		if !slices.ContainsFunc(pictures, func(picture *Picture) bool { return picture.hasEdge(entry.kind) }) {
			continue
		}
		class, width, dash := stroke(&Edge{Kind: entry.kind, State: Plain})
		s.line(`<path d="M%d %dL%d %d" stroke-width="%g"%s%s/>`, x, y-4, x+4*pitch, y-4, width, dash, painted("wire"+class))
		x += 5 * pitch
		put(entry.name)
	}
}
