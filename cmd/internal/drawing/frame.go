package drawing

import (
	"math"
	"strings"
)

// rectangle is a place in pixels.
type rectangle struct{ x, y, w, h int }

func (r rectangle) overlaps(other rectangle) bool {
	return r.x < other.x+other.w && other.x < r.x+r.w && r.y < other.y+other.h && other.y < r.y+r.h
}

func (r rectangle) holds(other rectangle) bool {
	return r.x <= other.x && r.y <= other.y && other.x+other.w <= r.x+r.w && other.y+other.h <= r.y+r.h
}

// textLine is a line of text at a place: its left end, and its base line.
type textLine struct {
	face face
	text string
	x, y int
}

// area is the space that a line of text takes at most.
func (t textLine) area() rectangle {
	return rectangle{t.x, t.y - t.face.height + 4, int(math.Ceil(t.face.width(t.text))), t.face.height}
}

// frame is a box with its place.
type frame struct {
	rectangle
	box    *Box
	mark   string // the sign of its state with the numbers of findings
	markAt rectangle
	lines  []textLine
	header rectangle // of a container: where its lines stand
	inner  []*frame
	parent *frame
}

func (f *frame) isContainer() bool { return len(f.inner) > 0 }

// each visits a frame and all inside.
func (f *frame) each(visit func(*frame)) {
	visit(f)
	for _, inner := range f.inner {
		inner.each(visit)
	}
}

// move shifts a frame with all that is in it.
func (f *frame) move(dx, dy int) {
	f.each(func(each *frame) {
		each.x, each.y = each.x+dx, each.y+dy
		each.header.x, each.header.y = each.header.x+dx, each.header.y+dy
		each.markAt.x, each.markAt.y = each.markAt.x+dx, each.markAt.y+dy
		for i := range each.lines {
			each.lines[i].x, each.lines[i].y = each.lines[i].x+dx, each.lines[i].y+dy
		}
	})
}

// card writes what a box without others inside says.
func (f *frame) card() {
	type part struct {
		face face
		text string
	}
	parts := []part{{faceKind, f.box.caption()}, {faceName, f.box.Label}}
	for _, detail := range f.box.Details {
		parts = append(parts, part{faceDetail, detail})
	}
	if f.box.Module != "" && !f.box.isStep {
		parts = append(parts, part{faceDetail, f.box.Module})
	}
	if f.box.isStep {
		parts = append(parts, part{faceDetail, f.box.Text})
	}
	y := padding / 2
	for i, each := range parts {
		limit := float64(cardText)
		if i == 0 { // beside the mark, which may take more than its share
			limit = max(limit-f.markWidth(), faceKind.width(each.text))
		}
		for _, line := range each.face.wrap(clean(each.text), limit) {
			y += each.face.height
			f.lines = append(f.lines, textLine{each.face, line, padding - 4, y - 4})
			width := each.face.widest([]string{line})
			if i == 0 {
				width += int(f.markWidth())
			}
			f.w = max(f.w, width)
		}
		if i == 0 && len(f.lines) == 0 && f.mark != "" {
			y += faceKind.height
		}
	}
	f.w, f.h = max(minimum, snap(f.w+2*padding-8)), snap(y+padding/2)
	f.pin()
}

func (f *frame) markWidth() float64 {
	if f.mark == "" {
		return 0
	}
	return faceMark.width(f.mark) + 20
}

// pin puts the mark into the upper right corner.
func (f *frame) pin() {
	if f.mark != "" {
		width := int(faceMark.width(f.mark)) + 12
		f.markAt = rectangle{f.w - width - 6, 6, width, 18}
	}
}

// head writes what a container says above its contents, and returns where these begin.
func (f *frame) head(width int) int {
	room := float64(max(width, 30*pitch)) - f.markWidth()
	y := padding / 2
	put := func(face face, text string) {
		for _, line := range face.wrap(clean(text), room) {
			y += face.height
			f.lines = append(f.lines, textLine{face, line, padding, y - 5})
			f.header.w = max(f.header.w, face.widest([]string{line}))
		}
	}
	put(faceTitle, f.box.Label)
	details := append([]string{f.box.kindName()}, f.box.Details...)
	if f.box.Module != "" {
		details = append(details, f.box.Module)
	}
	put(faceDetail, strings.TrimPrefix(strings.Join(details, " · "), " · "))
	if f.box.Kind == kindWay {
		put(faceDetail, f.box.Text)
	}
	f.header = rectangle{padding, padding / 2, f.header.w + int(f.markWidth()), y - padding/2}
	return snap(y + padding)
}
