package drawing

import (
	"math"
	"slices"
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
