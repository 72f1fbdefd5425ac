package drawing

import (
	"fmt"
	"slices"
	"strings"
)

// What one can still look at. JSON is written whole.
const (
	largePicture   = 80  // boxes from which on VPCs that are alike become one
	manyAlike      = 4   // boxes of one kind beside each other from which on those alike become one
	longestRow     = 60  // boxes in one container
	boxesOfPicture = 400 // in all
	edgesOfPicture = 300 // in all
)

// summarized returns a picture that one can look at: what is alike becomes one box, and of what remains the
// gravest is kept. The picture itself stays as it is.
func (p *Picture) summarized() *Picture {
	s := &summary{Picture: p.copied(), into: map[string]string{}}
	if s.count() > largePicture {
		s.mergeContainers()
	}
	for _, box := range s.Boxes {
		s.mergeLeaves(box)
	}
	s.redirect()
	s.trim()
	s.redirect()
	s.trimEdges()
	return s.Picture
}

func (p *Picture) copied() *Picture {
	copied := *p
	copied.Boxes = copiedBoxes(p.Boxes)
	copied.Edges = make([]*Edge, len(p.Edges))
	for i, edge := range p.Edges {
		each := *edge
		copied.Edges[i] = &each
	}
	copied.LeftOut = slices.Clone(p.LeftOut)
	return &copied
}

func copiedBoxes(boxes []*Box) []*Box {
	var copied []*Box
	for _, box := range boxes {
		each := *box
		each.Addresses, each.Findings = slices.Clone(box.Addresses), slices.Clone(box.Findings)
		each.Boxes = copiedBoxes(box.Boxes)
		copied = append(copied, &each)
	}
	return copied
}

// summary is a picture on its way to fewer boxes.
type summary struct {
	*Picture
	into   map[string]string // the box that a box became a part of; "" when it is left out
	shapes map[string]string
}

// mergeContainers makes one of the VPCs that are alike.
func (s *summary) mergeContainers() {
	s.survey()
	for _, frame := range s.Boxes {
		first := map[string]*Box{}
		count := map[*Box]int{}
		var kept []*Box
		for _, box := range frame.Boxes {
			alike := first[s.shapes[box.ID]]
			if len(box.Boxes) == 0 || alike == nil {
				first[s.shapes[box.ID]] = box
				kept = append(kept, box)
				continue
			}
			s.merge(alike, box)
			count[alike]++
		}
		for box, more := range count {
			box.Label = fmt.Sprintf("%s and %d more like it", box.Label, more)
		}
		frame.Boxes = kept
	}
}

// survey writes down what every box looks like without its names: what it is, what it holds, and what it is
// connected with.
func (s *summary) survey() {
	s.shapes = map[string]string{}
	kinds := map[string]string{}
	s.each(func(box *Box) { kinds[box.ID] = box.Kind })
	ends := map[string][]string{}
	for _, edge := range s.Edges {
		ends[edge.From] = append(ends[edge.From], fmt.Sprint(edge.Kind, ">", kinds[edge.To], edge.State, edge.Label))
		ends[edge.To] = append(ends[edge.To], fmt.Sprint(edge.Kind, "<", kinds[edge.From], edge.State, edge.Label))
	}
	var shape func(*Box) string
	shape = func(box *Box) string {
		links := ends[box.ID]
		slices.Sort(links)
		parts := []string{box.Kind, string(box.State), s.rules(box), strings.Join(slices.Compact(links), ";")}
		for _, inner := range box.Boxes {
			parts = append(parts, shape(inner))
		}
		s.shapes[box.ID] = "(" + strings.Join(parts, "|") + ")"
		return s.shapes[box.ID]
	}
	for _, box := range s.Boxes {
		shape(box)
	}
	s.sortByShape(s.Boxes)
}

// sortByShape gives what is inside of boxes that are alike the same order.
func (s *summary) sortByShape(boxes []*Box) {
	for _, box := range boxes {
		slices.SortStableFunc(box.Boxes, func(a, b *Box) int {
			if order := rank(a) - rank(b); order != 0 {
				return order
			}
			return strings.Compare(s.shapes[a.ID], s.shapes[b.ID])
		})
		s.sortByShape(box.Boxes)
	}
}

// rules are those of a box's findings.
func (s *summary) rules(box *Box) string {
	var rules []string
	for _, finding := range box.Findings {
		rules = append(rules, s.Findings[finding].Rule)
	}
	slices.Sort(rules)
	return strings.Join(slices.Compact(rules), ",")
}

// merge makes a box a part of another one that is like it, with all inside.
func (s *summary) merge(box, other *Box) {
	s.into[other.ID] = box.ID
	box.Addresses = append(box.Addresses, other.Addresses...)
	for _, finding := range other.Findings {
		if !slices.Contains(box.Findings, finding) {
			box.Findings = append(box.Findings, finding)
		}
	}
	for i, inner := range other.Boxes {
		if i < len(box.Boxes) {
			s.merge(box.Boxes[i], inner)
		} else {
			s.merge(box, inner)
		}
	}
}

// mergeLeaves makes one of the boxes beside each other that are alike and lead to the same.
func (s *summary) mergeLeaves(container *Box) {
	count := map[string]int{}
	for _, box := range container.Boxes {
		s.mergeLeaves(box)
		count[box.Kind]++
	}
	if !slices.ContainsFunc(container.Boxes, func(box *Box) bool { return count[box.Kind] > manyAlike }) {
		return
	}
	links := s.links()
	first := map[string]*Box{}
	var kept []*Box
	for _, box := range container.Boxes {
		key := fmt.Sprint(box.Kind, box.State, s.rules(box), box.Details, links[box.ID])
		switch alike := first[key]; {
		case len(box.Boxes) > 0 || count[box.Kind] <= manyAlike:
			kept = append(kept, box)
		case alike == nil:
			first[key] = box
			kept = append(kept, box)
		default:
			s.merge(alike, box)
		}
	}
	for _, box := range first {
		if more := len(box.Addresses) - 1; more > 0 && !strings.Contains(box.Label, " more") && slices.ContainsFunc(box.Addresses[1:], func(address string) bool { return base(address) != base(box.Addresses[0]) }) {
			box.Label = fmt.Sprintf("%s and %d more", strings.SplitN(box.Label, ", ", 2)[0], more)
		}
	}
	container.Boxes = kept
}

// links says with what each box is connected.
func (s *summary) links() map[string]string {
	ends := map[string][]string{}
	for _, edge := range s.Edges {
		ends[edge.From] = append(ends[edge.From], fmt.Sprint(edge.Kind, ">", s.end(edge.To), edge.State))
		ends[edge.To] = append(ends[edge.To], fmt.Sprint(edge.Kind, "<", s.end(edge.From), edge.State))
	}
	joined := map[string]string{}
	for id, list := range ends {
		slices.Sort(list)
		joined[id] = strings.Join(slices.Compact(list), ";")
	}
	return joined
}

// end is the box that stands for a box; "" when none does.
func (s *summary) end(id string) string {
	for {
		next, moved := s.into[id]
		if !moved {
			return id
		}
		if id = next; id == "" {
			return ""
		}
	}
}

// redirect leads edges to what their ends became a part of.
func (s *summary) redirect() {
	known := map[edgeKey]*Edge{}
	var kept []*Edge
	for _, edge := range s.Edges {
		edge.From, edge.To = s.end(edge.From), s.end(edge.To)
		key := edgeKey{edge.From, edge.To, edge.Kind}
		switch same := known[key]; {
		case edge.From == "" || edge.To == "" || edge.From == edge.To:
		case same == nil:
			known[key] = edge
			kept = append(kept, edge)
		default:
			if gravity[edge.State] > gravity[same.State] {
				same.State, same.Text = edge.State, edge.Text
			}
			for _, finding := range edge.Findings {
				if !slices.Contains(same.Findings, finding) {
					same.Findings = append(same.Findings[:len(same.Findings):len(same.Findings)], finding)
				}
			}
		}
	}
	s.Edges = kept
}

// summarizedAll returns pictures as people look at them.
func summarizedAll(pictures []*Picture) []*Picture {
	all := make([]*Picture, len(pictures))
	for i, picture := range pictures {
		all[i] = picture.summarized()
	}
	return all
}
