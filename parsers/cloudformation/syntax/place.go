package syntax

import "github.com/reachlint/reachlint/parsers/graph"

// Place is a position in a source, as graph.Position counts it, in half the space. The line's upper bits say
// in which file: 0 is the template's own, others are those that it includes. No file that is read has so many
// lines.
type Place struct{ Line, Column int32 }

const lineBits = 24

// PlaceOf returns the place of a position in a template's own file.
func PlaceOf(position graph.Position) Place {
	return Place{int32(position.Line), int32(position.Column)}
}

// Position returns the line and the column in the file of the place.
func (p Place) Position() graph.Position {
	return graph.Position{Line: int(p.Line & (1<<lineBits - 1)), Column: int(p.Column)}
}

// File returns in which file of the document the place is: 0 is its own, from 1 on they are Document.Files.
func (p Place) File() int { return int(p.Line >> lineBits) }

// in returns the same place in another file.
func (p Place) in(file int) Place {
	if p.File() == 0 {
		p.Line |= int32(file) << lineBits
	}
	return p
}
