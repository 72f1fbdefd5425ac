package syntax

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"

	"github.com/reachlint/reachlint/parsers/graph"
)

// Document is a file as it was read: once, for every stack that uses it.
type Document struct {
	File        string
	Files       []string // that it includes, by Place.File from 1 on
	Root        Node
	Comments    [][]byte           // by line; only of sources that speak to reachlint
	Diagnostics []graph.Diagnostic // about the file itself
	Size        int                // in bytes
	Broken      bool               // it could not be read: there is no root
	Missing     bool               // there is no such file
	Template    bool               // it is a template, by what it says

	// What the text of a template has somewhere, so that what takes its time is only looked for where it may be.
	MentionsImport bool // of what another stack exports
	MentionsExport bool
	MentionsNested bool // stacks
}

// Read reads a file, with the local files that it includes. Whatever goes wrong becomes a diagnostic of the document;
// of a file that is no template nothing but its name is kept.
func Read(files fs.FS, file string) *Document {
	d := &Document{File: file}
	text, err := ReadFile(files, file)
	switch {
	case errors.Is(err, errTooLarge):
		d.Template = saysTemplate(text)
		d.fail(Place{}, "cloudformation-too-large", fmt.Sprintf("%s is larger than %d MB, so it was not read", file, MaximumSize>>20),
			"CloudFormation takes templates up to 1 MB: split it into nested stacks.")
		return d
	case err != nil:
		d.Missing = errors.Is(err, fs.ErrNotExist)
		d.fail(Place{}, "cloudformation-unreadable", fmt.Sprintf("%s cannot be read: %s", file, err), "")
		return d
	}
	if !mayBeTemplate(text) {
		return d
	}
	d.Size = len(text)
	d.parse(text)
	if d.Broken {
		d.Template = saysTemplate(text)
	} else {
		d.Template = isTemplate(&d.Root)
	}
	if d.Template && !d.Broken && bytes.Contains(text, []byte(includeTransform)) {
		includer{files, d}.fillRoot(&d.Root)
	}
	if !d.Template {
		return &Document{File: file} // what is in it is nobody's business
	}
	d.noteMentions(text)
	if bytes.Contains(text, []byte("reachlint:")) {
		d.Comments = Comments(text)
	}
	return d
}

// Parse returns a text as the document of a file, template or not. What is wrong with it becomes a diagnostic.
func Parse(file string, text []byte) *Document {
	d := &Document{File: file}
	d.parse(text)
	return d
}

// parse reads JSON when the text begins like JSON. CloudFormation also takes YAML in braces, so what JSON
// refuses gets a second chance; when both fail, JSON's word is the better one.
func (d *Document) parse(text []byte) {
	if LooksLikeJSON(text) {
		root, duplicates, err := readJSON(text)
		if err == nil {
			d.accept(root, duplicates)
			return
		}
		if root, duplicates, yamlError := readYAML(text); yamlError == nil {
			d.accept(root, duplicates)
			return
		}
		d.refuse(text, err)
		return
	}
	root, duplicates, err := readYAML(text)
	if err != nil {
		d.refuse(text, err)
		return
	}
	d.accept(root, duplicates)
}

// LooksLikeJSON tells whether a text begins as an object of JSON does.
func LooksLikeJSON(text []byte) bool {
	text = bytes.TrimLeft(text[len(byteOrderMark(text)):], " \t\r\n")
	return len(text) > 0 && text[0] == '{'
}

func (d *Document) accept(root Node, duplicates []duplicate) {
	d.Root = root
	for _, pair := range duplicates {
		d.Diagnostics = append(d.Diagnostics, graph.Diagnostic{
			Severity: graph.SeverityWarning,
			ID:       "cloudformation-duplicate-key",
			Range:    d.Between(pair.again.Start, pair.again.End),
			Message:  fmt.Sprintf("%s is written twice in the same place, first on line %d; only the last one was looked at.", pair.again.Text, pair.first.Start.Line),
			Help:     "Remove or rename one of them.",
		})
	}
}

func (d *Document) refuse(text []byte, err error) {
	at, message := placeOfError(text, err)
	d.fail(at, "cloudformation-syntax", fmt.Sprintf("%s is not well-formed: %s", d.File, message), helpForSyntax(message))
}

func (d *Document) fail(at Place, id, message, help string) {
	d.Broken = true
	d.Diagnostics = append(d.Diagnostics, graph.Diagnostic{
		Severity: graph.SeverityError, ID: id, Range: d.Between(at, at), Message: message + ".", Help: help,
	})
}

// Between returns the range from one place to another of the same file.
func (d *Document) Between(start, end Place) graph.Range {
	file := d.File
	if included := start.File(); included > 0 && included <= len(d.Files) {
		file = d.Files[included-1]
	}
	return graph.Range{File: file, Start: start.Position(), End: end.Position()}
}

// RangeOf returns where a node is written.
func (d *Document) RangeOf(n *Node) graph.Range { return d.Between(n.Start, n.End) }
