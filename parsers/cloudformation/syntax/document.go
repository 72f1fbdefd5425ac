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
	Unreadable  error              // why the file system did not give it
	Template    bool               // it is a template, by what it says

	// What the text of a template has somewhere, so that what takes its time is only looked for where it may be.
	MentionsImport bool // of what another stack exports
	MentionsExport bool
	MentionsNested bool // stacks
	MentionsMacro  bool // that is given a part of the template
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
		d.Unreadable = err
		d.fail(Place{}, "cloudformation-unreadable", fmt.Sprintf("%s cannot be read: %s", file, err), "")
		return d
	}
	if mayBeUTF16(text) {
		d.Template = true
		d.fail(Place{}, "cloudformation-encoding", file+" is in UTF-16, so it was not read", "Save the file as UTF-8.")
		return d
	}
	if !mayBeTemplate(text) || looksLikeStencil(text) {
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
	d.checkDocuments(text)
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

// parse reads JSON when the text begins like JSON, as CloudFormation does. What JSON refuses is a fault, but often
// YAML in braces: then the rest of it is looked at all the same.
func (d *Document) parse(text []byte) {
	if LooksLikeJSON(text) {
		root, duplicates, err := readJSON(text)
		if err == nil {
			d.accept(root, duplicates)
			return
		}
		d.refuse(text, err)
		if errors.Is(err, errDepth) {
			return
		}
		if root, duplicates, yamlError := readYAML(text); yamlError == nil {
			d.Broken = false
			d.accept(root, duplicates)
		}
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

// looksLikeStencil tells whether a text begins with an expression of a tool that writes templates, such as Jinja
// or Helm: it is neither JSON nor YAML.
func looksLikeStencil(text []byte) bool {
	text = bytes.TrimLeft(text[len(byteOrderMark(text)):], " \t\r\n")
	return len(text) > 1 && text[0] == '{' && bytes.IndexByte([]byte("{%#"), text[1]) >= 0
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

// checkDocuments tells of documents in a YAML file besides the template.
func (d *Document) checkDocuments(text []byte) {
	if other, found := otherDocument(text, d.Root.Start); found && !d.Broken {
		d.Diagnostics = append(d.Diagnostics, graph.Diagnostic{
			Severity: graph.SeverityWarning,
			ID:       "cloudformation-documents",
			Range:    d.Between(other, other),
			Message:  fmt.Sprintf("The file holds several YAML documents; only the one on line %d was looked at.", d.Root.Start.Line),
			Help:     "Put each template into a file of its own.",
		})
	}
}

func (d *Document) refuse(text []byte, err error) {
	at, message := placeOfError(text, err)
	help := helpForSyntax(message)
	if malformed := (*syntaxError)(nil); errors.As(err, &malformed) {
		help = helpForJSON
	}
	d.fail(at, "cloudformation-syntax", fmt.Sprintf("%s is not well-formed: %s", d.File, message), help)
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
