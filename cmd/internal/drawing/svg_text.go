package drawing

import (
	"fmt"
	"strings"
)

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
