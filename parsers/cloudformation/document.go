package cloudformation

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/reachlint/reachlint/parsers/graph"
)

// CloudFormation takes templates up to 1 MB (CloudFormation quotas, "Template body size in an S3 object");
// ten times that is room for what is packaged later.
const maximumSize = 10 << 20

// document is a file as it was read: once, for every stack that uses it.
type document struct {
	file        string
	files       []string // that it includes, from place.file 1 on
	root        node
	comments    [][]byte           // by line; only of sources that speak to reachlint
	diagnostics []graph.Diagnostic // about the file itself
	size        int                // in bytes
	broken      bool               // it could not be read: there is no root
	unreadable  error              // why the file system did not give it
	template    bool               // it is a template, by what it says

	mentionsImport bool // of what another stack exports
	mentionsExport bool
	mentionsNested bool // stacks
	mentionsMacro  bool // that is given a part of the template
}

// readDocument reads a file. Whatever goes wrong becomes a diagnostic of the document.
func readDocument(files fs.FS, file string) *document {
	d := &document{file: file}
	text, err := readBounded(files, file)
	switch {
	case errors.Is(err, errTooLarge):
		d.template = saysTemplate(text)
		d.fail(place{}, "cloudformation-too-large", fmt.Sprintf("%s is larger than %d MB, so it was not read", file, maximumSize>>20),
			"CloudFormation takes templates up to 1 MB: split it into nested stacks.")
		return d
	case err != nil:
		d.unreadable = err
		d.fail(place{}, "cloudformation-unreadable", fmt.Sprintf("%s cannot be read: %s", file, plainError(err)), "")
		return d
	}
	if mayBeUTF16(text) {
		d.template = true
		d.fail(place{}, "cloudformation-encoding", file+" is in UTF-16, so it was not read", "Save the file as UTF-8.")
		return d
	}
	if !mayBeTemplate(text) || looksLikeStencil(text) {
		return d
	}
	d.size = len(text)
	d.parse(text)
	if d.broken {
		d.template = saysTemplate(text)
	} else {
		d.template = isTemplate(&d.root)
	}
	if d.template && !d.broken && bytes.Contains(text, []byte(includeTransform)) {
		includer{files, d}.fillRoot(&d.root)
	}
	if !d.template {
		return &document{file: file} // what is in it is nobody's business
	}
	d.checkDocuments(text)
	d.mentionsImport = bytes.Contains(text, []byte("ImportValue"))
	d.mentionsExport = bytes.Contains(text, []byte("Export"))
	d.mentionsNested = len(d.files) > 0 // it may be in what is included
	for typeName := range templateProperty {
		d.mentionsNested = d.mentionsNested || bytes.Contains(text, []byte(typeName))
	}
	d.mentionsMacro = bytes.Contains(text, []byte("Fn::Transform")) || bytes.Contains(text, []byte("!Transform"))
	if bytes.Contains(text, []byte("reachlint:")) {
		d.comments = Comments(text)
	}
	return d
}

var errTooLarge = errors.New("too large")

// readBounded reads a whole file, or the beginning of one that is too large.
func readBounded(files fs.FS, file string) ([]byte, error) {
	opened, err := files.Open(file)
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	var read bytes.Buffer
	if about, err := opened.Stat(); err == nil {
		read.Grow(int(min(about.Size(), maximumSize)) + bytes.MinRead)
	}
	if _, err := read.ReadFrom(io.LimitReader(opened, maximumSize+1)); err != nil {
		return nil, err
	}
	text := read.Bytes()
	if len(text) > maximumSize {
		return text[:64<<10], errTooLarge
	}
	return text, nil
}

// plainError leaves out the path that errors of file systems begin with: the message names it already.
func plainError(err error) error {
	if wrapped := (*fs.PathError)(nil); errors.As(err, &wrapped) {
		return wrapped.Err
	}
	return err
}

// parse reads JSON when the text begins like JSON, as CloudFormation does. What JSON refuses is a fault, but often
// YAML in braces: then the rest of it is looked at all the same.
func (d *document) parse(text []byte) {
	if looksLikeJSON(text) {
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
			d.broken = false
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

func looksLikeJSON(text []byte) bool {
	text = bytes.TrimLeft(text[len(byteOrderMark(text)):], " \t\r\n")
	return len(text) > 0 && text[0] == '{'
}

// looksLikeStencil tells whether a text begins with an expression of a tool that writes templates, such as Jinja
// or Helm: it is neither JSON nor YAML.
func looksLikeStencil(text []byte) bool {
	text = bytes.TrimLeft(text[len(byteOrderMark(text)):], " \t\r\n")
	return len(text) > 1 && text[0] == '{' && bytes.IndexByte([]byte("{%#"), text[1]) >= 0
}

func (d *document) accept(root node, duplicates []duplicate) {
	d.root = root
	for _, pair := range duplicates {
		d.diagnostics = append(d.diagnostics, graph.Diagnostic{
			Severity: graph.SeverityWarning,
			ID:       "cloudformation-duplicate-key",
			Range:    d.between(pair.again.start, pair.again.end),
			Message:  fmt.Sprintf("%s is written twice in the same place, first on line %d; only the last one was looked at.", pair.again.text, pair.first.start.line),
			Help:     "Remove or rename one of them.",
		})
	}
}

// checkDocuments tells of documents in a YAML file besides the template.
func (d *document) checkDocuments(text []byte) {
	if other, found := otherDocument(text, d.root.start); found && !d.broken {
		d.diagnostics = append(d.diagnostics, graph.Diagnostic{
			Severity: graph.SeverityWarning,
			ID:       "cloudformation-documents",
			Range:    d.between(other, other),
			Message:  fmt.Sprintf("The file holds several YAML documents; only the one on line %d was looked at.", d.root.start.line),
			Help:     "Put each template into a file of its own.",
		})
	}
}

func (d *document) refuse(text []byte, err error) {
	at, message := placeOfError(text, err)
	help := helpForSyntax(message)
	if syntax := (*syntaxError)(nil); errors.As(err, &syntax) {
		help = helpForJSON
	}
	d.fail(at, "cloudformation-syntax", fmt.Sprintf("%s is not well-formed: %s", d.file, message), help)
}

func (d *document) fail(at place, id, message, help string) {
	d.broken = true
	d.diagnostics = append(d.diagnostics, graph.Diagnostic{
		Severity: graph.SeverityError, ID: id, Range: d.between(at, at), Message: message + ".", Help: help,
	})
}

func (d *document) between(start, end place) graph.Range {
	file := d.file
	if included := start.file(); included > 0 && included <= len(d.files) {
		file = d.files[included-1]
	}
	return graph.Range{File: file, Start: start.position(), End: end.position()}
}

// rangeOf returns where a node is written.
func (d *document) rangeOf(n *node) graph.Range { return d.between(n.start, n.end) }
