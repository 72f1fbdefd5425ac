package drawing

import (
	"math"
	"strings"
	"unicode"

	"github.com/mattn/go-runewidth"
)

// A face is a way to set text. Its widths are upper bounds for the fonts that the style names, so that no text
// leaves its box whatever font the viewer has.
type face struct {
	class  string
	size   float64
	height int // of a line
	mono   bool
	bold   bool
}

var (
	faceKind   = face{class: "kind", size: 11, height: 16}
	faceName   = face{class: "name", size: 12, height: 16, mono: true, bold: true}
	faceDetail = face{class: "detail", size: 11, height: 16}
	faceTitle  = face{class: "title", size: 13, height: 20, mono: true, bold: true}
	faceLabel  = face{class: "label", size: 11, height: 16}
	faceText   = face{class: "text", size: 12, height: 18}
	faceMark   = face{class: "marktext", size: 11, height: 16, bold: true}
)

// width is how wide a text may become.
func (f face) width(text string) float64 {
	total := 0.0
	for _, r := range text {
		total += f.advance(r)
	}
	return total * f.size
}

// advance is the width of a character in units of the font's size.
func (f face) advance(r rune) float64 {
	switch {
	case runewidth.RuneWidth(r) > 1:
		return 1.1
	case f.mono && r < unicode.MaxLatin1:
		return 0.62
	case r >= unicode.MaxLatin1:
		return 0.95
	case strings.ContainsRune("mwMW@%", r):
		return f.heavier(0.95)
	case unicode.IsUpper(r):
		return f.heavier(0.75)
	case strings.ContainsRune("iljtfrI.,:;'|!()[]/ ", r):
		return f.heavier(0.41)
	}
	return f.heavier(0.6)
}

func (f face) heavier(width float64) float64 {
	if f.bold {
		return width + 0.05
	}
	return width
}

// wrap breaks a text into lines that are no wider than a limit: at spaces. A word that is wider is broken behind the
// signs that part an address, or else anywhere.
func (f face) wrap(text string, limit float64) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && f.width(line+" "+word) <= limit {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		parts := f.split(word, limit)
		lines, line = append(lines, parts[:len(parts)-1]...), parts[len(parts)-1]
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// split breaks a word into parts that are no wider than a limit.
func (f face) split(word string, limit float64) []string {
	var parts []string
	part := ""
	for _, piece := range pieces(word) {
		if part != "" && f.width(part+piece) > limit {
			parts, part = append(parts, part), ""
		}
		for part += piece; f.width(part) > limit; {
			cut := f.fitting(part, limit)
			if cut == len(part) {
				break // not even one character fits
			}
			parts, part = append(parts, part[:cut]), part[cut:]
		}
	}
	return append(parts, part)
}

// fitting is how many bytes of a text fit into a width, at least one character.
func (f face) fitting(text string, limit float64) int {
	total, cut := 0.0, 0
	for i, r := range text {
		total += f.advance(r) * f.size
		if total > limit && cut > 0 {
			return cut
		}
		cut = i + len(string(r))
	}
	return cut
}

// pieces splits a text where a line may end.
func pieces(text string) []string {
	var all []string
	start := 0
	for i, r := range text {
		if strings.ContainsRune("._-/,:", r) {
			end := i + len(string(r))
			all = append(all, text[start:end])
			start = end
		}
	}
	return append(all, text[start:])
}

// widest is the width of the widest line, in whole pixels.
func (f face) widest(lines []string) int {
	widest := 0.0
	for _, line := range lines {
		widest = max(widest, f.width(line))
	}
	return int(math.Ceil(widest))
}

// cut shortens a text to a width.
func (f face) cut(text string, limit float64) string {
	if f.width(text) <= limit {
		return text
	}
	room := limit - f.width("…")
	if room <= 0 {
		return ""
	}
	return strings.TrimRight(text[:f.fitting(text, room)], " ,") + "…"
}
