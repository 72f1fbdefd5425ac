package drawing

import (
	"fmt"
	"slices"
)

// trim leaves boxes out where there are still too many, the least grave first.
func (s *summary) trim() {
	left := boxesOfPicture
	for _, box := range s.Boxes {
		s.trimInside(box, &left)
	}
}

func (s *summary) trimInside(container *Box, left *int) {
	order := slices.Clone(container.Boxes)
	slices.SortStableFunc(order, func(a, b *Box) int { return gravity[gravest(b)] - gravity[gravest(a)] })
	gone := map[*Box]bool{}
	things := 0
	for i, box := range order {
		if i < longestRow && *left > 0 {
			*left--
			continue
		}
		gone[box] = true
		box.each(func(inner *Box) {
			s.into[inner.ID] = ""
			things += len(inner.Addresses)
		})
	}
	if len(gone) > 0 {
		container.Boxes = slices.DeleteFunc(container.Boxes, func(box *Box) bool { return gone[box] })
		s.LeftOut = append(s.LeftOut, fmt.Sprintf("%s holds %d more resources than there is room for; --format json tells them all.", container.Label, things))
	}
	for _, box := range container.Boxes {
		s.trimInside(box, left)
	}
}

// gravest is the gravest state of a box and all inside.
func gravest(box *Box) State {
	state := Plain
	box.each(func(inner *Box) { state = worst(state, inner.State) })
	return state
}

// trimEdges leaves lines out, first those that only say what belongs together.
func (s *summary) trimEdges() {
	order := []string{EdgeWay, EdgeRoute, EdgeReference, EdgeNames, EdgeMember}
	weight := func(edge *Edge) int { return 10*gravity[edge.State] - slices.Index(order, edge.Kind) }
	if more := len(s.Edges) - edgesOfPicture; more > 0 {
		slices.SortStableFunc(s.Edges, func(a, b *Edge) int { return weight(b) - weight(a) })
		s.Edges = s.Edges[:edgesOfPicture]
		s.LeftOut = append(s.LeftOut, fmt.Sprintf("%d more lines are left out; --format json tells them all.", more))
	}
}
