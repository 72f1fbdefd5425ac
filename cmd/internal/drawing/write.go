package drawing

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// A format is one way to write pictures.
type format struct {
	name  string
	write func(io.Writer, []*Picture) error
	whole bool // not for people, who want to see all at once
}

// Mermaid stands first: it is what one pastes into a description of a pull request, and it can be read as text.
var formats = []format{
	{"mermaid", writeMermaid, false},
	{"svg", writeSVG, false},
	{"html", writeHTML, false},
	{"dot", writeDOT, false},
	{"json", writeJSON, true},
}

// Formats returns the names of all formats, the default first.
func Formats() []string {
	names := make([]string, len(formats))
	for i, format := range formats {
		names[i] = format.name
	}
	return names
}

// Write writes pictures in the format of that name.
func Write(out io.Writer, name string, pictures []*Picture) error {
	for _, format := range formats {
		if format.name == name {
			if !format.whole {
				pictures = summarizedAll(pictures)
			}
			return format.write(out, pictures)
		}
	}
	return fmt.Errorf("unknown format %q: choose one of %s", name, strings.Join(Formats(), ", "))
}

// document is the model as JSON. Names are only ever added to it while Version stays.
type document struct {
	Version  int        `json:"version"`
	Pictures []*Picture `json:"pictures"`
}

func writeJSON(out io.Writer, pictures []*Picture) error {
	if pictures == nil {
		pictures = []*Picture{}
	}
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	return encoder.Encode(document{Version: 1, Pictures: pictures})
}
