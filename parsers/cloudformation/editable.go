package cloudformation

import (
	"slices"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
)

// Editable returns a template as it was read, and its text. It returns nil where the file is no template that can be
// read, or none that its author edits as it stands: a tool generated it, as its place says, or it is put together from
// several files.
func (l *Loader) Editable(file string) (*syntax.Document, []byte) {
	if l.outputs.Holds(file) {
		return nil, nil
	}
	document := l.document(file)
	if document.Broken || !document.Template || len(document.Files) > 0 {
		return nil, nil
	}
	text, err := syntax.ReadFile(l.files, file)
	if err != nil {
		return nil, nil
	}
	return document, text
}

// Assigns tells whether the options may give a parameter of a root stack its value: by name, or in a file.
func (l *Loader) Assigns(parameter string) bool {
	isGiven := func(each Assignment) bool { return each.Name == parameter }
	return len(l.options.ParameterFiles) > 0 || slices.ContainsFunc(l.options.Parameters, isGiven)
}
