package drawing

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// All places are multiples of the pitch, on which the lines between boxes run as well.
const (
	pitch     = 8
	margin    = 3 * pitch
	padding   = 2 * pitch
	rowGap    = 4 * pitch
	columnGap = 8 * pitch
	labelGap  = 16 * pitch // between columns with labelled lines between them
	cardText  = 190        // widest text in a card
	minimum   = 15 * pitch // narrowest card

	legendWidth = 108 * pitch // what the legend takes at most
	noteIndent  = 5 * pitch
	notesOfRule = 4 // that are told below a picture
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

// plan is a picture with places.
type plan struct {
	picture *Picture
	frames  []*frame // outermost
	byID    map[string]*frame
	wires   []*wire
	notes   []textLine // the findings, below
	width   int
	height  int // with the notes

	drawnHeight int // without them
}

// layOut gives every box of a picture its place.
func layOut(picture *Picture) *plan {
	p := &plan{picture: picture, byID: map[string]*frame{}}
	for _, box := range picture.Boxes {
		p.frames = append(p.frames, p.frameOf(box))
	}
	p.arrangeOutside()
	for _, outer := range p.frames {
		outer.move(margin, margin)
		outer.each(func(each *frame) { p.byID[each.box.ID] = each })
		p.width, p.height = max(p.width, outer.x+outer.w+margin), max(p.height, outer.y+outer.h+margin)
	}
	p.wire()
	p.writeNotes()
	return p
}

// arrangeOutside puts what is outside of the unit to its right. Ways stand one below the other.
func (p *plan) arrangeOutside() {
	left, right := []*frame{}, []*frame{}
	for _, each := range p.frames {
		if each.box.Kind == kindInternet || each.box.Kind == kindService {
			right = append(right, each)
		} else {
			left = append(left, each)
		}
	}
	width, height := stack(left, 0, 0)
	_, outside := stack(right, width+labelGap, 0)
	for _, each := range right {
		each.move(0, snap(max(0, (height-outside)/2)))
	}
}

// stack puts frames below each other and returns how far they reach.
func stack(frames []*frame, x, y int) (width, height int) {
	for _, each := range frames {
		each.move(x-each.x, y-each.y)
		width, y = max(width, x+each.w), y+each.h+rowGap
	}
	return width, max(0, y-rowGap)
}

// frameOf arranges a box and all inside of it, at the origin.
func (p *plan) frameOf(box *Box) *frame {
	f := &frame{box: box, mark: p.picture.sign(box.State, box.Findings)}
	for _, inner := range box.Boxes {
		each := p.frameOf(inner)
		each.parent = f
		f.inner = append(f.inner, each)
	}
	if len(f.inner) == 0 {
		f.card()
		return f
	}
	width, height := 0, 0
	if box.Kind == kindWay {
		width, height = row(f.inner)
	} else {
		width, height = p.columns(f)
	}
	header := f.head(width)
	for _, each := range f.inner {
		each.move(padding, header)
	}
	f.w, f.h = snap(max(width+2*padding, f.header.w+padding)), snap(header+height+padding)
	f.pin()
	return f
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

// row puts frames beside each other, as the steps of a way stand.
func row(frames []*frame) (width, height int) {
	for _, each := range frames {
		height = max(height, each.h)
	}
	x := 0
	for _, each := range frames {
		each.h = height
		each.move(x-each.x, -each.y)
		x += each.w + 6*pitch
	}
	return x - 6*pitch, height
}

// columns puts frames into columns, in the direction in which ways lead.
func (p *plan) columns(f *frame) (width, height int) {
	var order []int
	byColumn := map[int][]*frame{}
	for _, each := range f.inner {
		column := columnOf(f.box, each)
		if byColumn[column] == nil {
			order = append(order, column)
		}
		byColumn[column] = append(byColumn[column], each)
	}
	slices.Sort(order)
	x := 0
	for i, column := range order {
		if i > 0 {
			x += p.gap(f)
		}
		right, low := flow(byColumn[column], x)
		x, height = right, max(height, low)
	}
	return x, height
}

// gap is wide where lines with labels run.
func (p *plan) gap(f *frame) int {
	if f.box.Kind == "subnet" {
		return labelGap
	}
	return columnGap
}

func columnOf(container *Box, f *frame) int {
	switch f.box.Kind {
	case "vpc", "subnet", "instance", "autoscaling_group", "function":
		return 0
	case "security_group", "directory", "vpc_endpoint", kindMissing:
		return 1
	}
	if container.Kind == kindUnit || container.Kind == "subnet" {
		return 1
	}
	return 2
}

// flow stacks frames, in as many columns as keep the whole from becoming a tower.
func flow(frames []*frame, x int) (right, low int) {
	total, width := 0, 0
	for _, each := range frames {
		total, width = total+each.h+rowGap, max(width, each.w)
	}
	columns := max(1, int(math.Round(math.Sqrt(float64(total)/(1.4*float64(width+columnGap))))))
	target := total / columns
	y := 0
	right = x
	for i, each := range frames {
		if y > 0 && y+each.h/2 > target && i > 0 {
			x, y = right+columnGap, 0
		}
		each.move(x-each.x, y-each.y)
		y += each.h + rowGap
		right, low = max(right, x+each.w), max(low, y-rowGap)
	}
	return right, low
}

// snap rounds up to the pitch.
func snap(length int) int { return (length + pitch - 1) / pitch * pitch }

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
