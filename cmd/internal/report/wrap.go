package report

import (
	"strings"

	"github.com/mattn/go-runewidth"
)

// wrap breaks text at spaces into lines of at most width columns, the first after first, the others
// after rest. A word that is longer than a line stays whole, so that an address can be copied.
func wrap(text string, width int, first, rest string) string {
	var out strings.Builder
	line, column := first, runewidth.StringWidth(first)
	empty := true
	for _, word := range strings.Fields(text) {
		size := runewidth.StringWidth(word)
		if !empty && column+1+size > width {
			out.WriteString(line + "\n")
			line, column, empty = rest, runewidth.StringWidth(rest), true
		}
		if !empty {
			line, column = line+" ", column+1
		}
		line, column, empty = line+word, column+size, false
	}
	out.WriteString(line + "\n")
	return out.String()
}
