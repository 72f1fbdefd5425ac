// Package report writes the result of a run in the formats that people and other tools read.
package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/reachlint/reachlint/cmd/internal/lint"
)

// Options say how to write a report.
type Options struct {
	Colour           bool
	Width            int  // columns to wrap text at; 0 means 80
	ShowUndetermined bool // also what could not be decided
	ShowSuppressed   bool // also what a comment accepts
	Version          string

	// Place names a file as its reader would open it; nil for relative to the scanned root. Only what
	// people read at a terminal asks it.
	Place func(file string) string
}

// A format is one way to write a result.
type format struct {
	name  string
	write func(io.Writer, *lint.Result, Options) error
}

var formats = []format{
	{"text", writeText},
	{"sarif", writeSARIF},
	{"json", writeJSON},
	{"junit", writeJUnit},
	{"github", writeGitHub},
	{"markdown", writeMarkdown},
}

// Formats returns the names of all formats.
func Formats() []string {
	names := make([]string, len(formats))
	for i, format := range formats {
		names[i] = format.name
	}
	return names
}

// Write writes the result in the format of that name.
func Write(out io.Writer, name string, result *lint.Result, options Options) error {
	for _, format := range formats {
		if format.name == name {
			return format.write(out, result, options)
		}
	}
	return fmt.Errorf("unknown format %q: choose one of %s", name, strings.Join(Formats(), ", "))
}
