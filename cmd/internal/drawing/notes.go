package drawing

import "fmt"

// writeNotes lists the findings below the picture.
func (p *plan) writeNotes() {
	p.width = max(p.width, legendWidth)
	p.drawnHeight = p.height
	y := p.height
	write := func(number, text string) {
		for n, line := range faceText.wrap(clean(text), float64(min(p.width, 1200)-2*margin-noteIndent)) {
			y += faceText.height
			if n == 0 && number != "" {
				p.notes = append(p.notes, textLine{faceText, number, margin, y - 5})
			}
			p.notes = append(p.notes, textLine{faceText, line, margin + noteIndent, y - 5})
		}
		y += 6
	}
	for _, group := range p.picture.byRule() {
		for _, i := range group[:min(len(group), notesOfRule)] {
			finding := p.picture.Findings[i]
			write(numbered([]int{i})+".", finding.Message+" ["+finding.Rule+"]")
		}
		if more := len(group) - notesOfRule; more > 0 {
			write("", fmt.Sprintf("and %d more of [%s]", more, p.picture.Findings[group[0]].Rule))
		}
	}
	for _, sentence := range p.picture.LeftOut {
		write("", sentence)
	}
	if y > p.height {
		p.height = snap(y + margin)
	}
}
