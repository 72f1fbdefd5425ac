package drawing

import (
	"cmp"
	"slices"
	"strings"
)

const longestLabel = 170 // pixels

// placeLabels finds room for the labels of lines, first for those of lines that break. Where there is none, the
// sign alone is shown, and the whole label where one points.
func (p *plan) placeLabels() {
	var taken []rectangle
	for _, outer := range p.frames {
		outer.each(func(f *frame) {
			if f.isContainer() {
				taken = append(taken, f.header)
			} else {
				taken = append(taken, f.rectangle)
			}
		})
	}
	for _, each := range p.wires {
		sign := p.picture.sign(each.edge.State, each.edge.Findings)
		full := faceLabel.cut(strings.TrimSpace(sign+" "+clean(p.picture.shownLabel(each.edge))), longestLabel)
		for _, text := range []string{full, sign} {
			if text == "" {
				continue
			}
			if at, ok := p.room(each, text, taken); ok {
				each.label, each.labelAt = text, at
				taken = append(taken, at)
				break
			}
		}
	}
}

// room finds the best place for a label on a line.
func (p *plan) room(w *wire, text string, taken []rectangle) (rectangle, bool) {
	width, height := int(faceLabel.width(text))+10, faceLabel.height+2
	type place struct {
		rectangle
		badness int
	}
	var places []place
	for _, leg := range legs(w.points) {
		for _, part := range []int{4, 3, 5, 2, 6} { // eighths of the leg; the middle first
			x := leg[0].x + (leg[1].x-leg[0].x)*part/8
			y := leg[0].y + (leg[1].y-leg[0].y)*part/8
			at := rectangle{x - width/2, y - height/2, width, height}
			if at.x < 2 || at.y < 2 || at.x+at.w > p.width-2 || at.y+at.h > p.height-2 || slices.ContainsFunc(taken, at.overlaps) {
				continue
			}
			badness := 8*p.crossings(w, at) + 6*p.onFrames(at)
			if leg[0].y != leg[1].y { // across the line it hides less of others than along it
				badness += 2
			} else if abs(leg[1].x-leg[0].x) < width {
				badness += 4
			}
			places = append(places, place{at, badness})
		}
	}
	if len(places) == 0 {
		return rectangle{}, false
	}
	best := slices.MinFunc(places, func(a, b place) int { return cmp.Compare(a.badness, b.badness) })
	return best.rectangle, true
}

// crossings counts the other lines that run below a place.
func (p *plan) crossings(own *wire, at rectangle) int {
	count := 0
	for _, other := range p.wires {
		if other == own {
			continue
		}
		for _, leg := range legs(other.points) {
			if at.overlaps(span(leg)) {
				count++
				break
			}
		}
	}
	return count
}

// onFrames counts the frames of containers that a place covers a part of.
func (p *plan) onFrames(at rectangle) int {
	count := 0
	for _, outer := range p.frames {
		outer.each(func(f *frame) {
			if f.isContainer() && f.overlaps(at) && !f.holds(at) {
				count++
			}
		})
	}
	return count
}

// legs are the straight parts of a line.
func legs(points []point) [][2]point {
	var all [][2]point
	for i := 1; i < len(points); i++ {
		all = append(all, [2]point{points[i-1], points[i]})
	}
	return all
}

func span(leg [2]point) rectangle {
	x, y := min(leg[0].x, leg[1].x), min(leg[0].y, leg[1].y)
	return rectangle{x - 1, y - 1, abs(leg[0].x-leg[1].x) + 2, abs(leg[0].y-leg[1].y) + 2}
}
