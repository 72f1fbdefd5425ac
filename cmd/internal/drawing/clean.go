package drawing

import (
	"html"
	"strings"
	"unicode"
)

// clean takes out of a text what a picture must not show: control characters, which XML forbids, and marks that
// would turn the direction of the text around it. Names come from sources that nobody has to trust.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == 0xFFFE || r == 0xFFFF, unicode.Is(unicode.Cs, r):
			return '\uFFFD'
		}
		return r
	}, text)
}

// escaped is a text for XML and HTML, in content as in attributes.
func escaped(text string) string { return html.EscapeString(clean(text)) }
