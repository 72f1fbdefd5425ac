package cloudformation

import (
	"fmt"
	"path"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// givenParameters are the values that the command line gives.
type givenParameters struct {
	region      string
	texts       map[string]string
	places      map[string]graph.Range
	files       []string
	diagnostics []graph.Diagnostic
}

// value returns what is given for a parameter of the root stack.
func (g *givenParameters) value(name string) (graph.Value, bool) {
	text, ok := g.texts[name]
	return graph.Text(text, g.places[name]), ok
}

func (l *Loader) readParameters() *givenParameters {
	given := &givenParameters{texts: map[string]string{}, places: map[string]graph.Range{}}
	for _, file := range l.options.ParameterFiles {
		given.files = append(given.files, file)
		l.readParameterFile(given, file)
	}
	for _, assignment := range l.options.Parameters {
		given.texts[assignment.Name] = assignment.Value
		delete(given.places, assignment.Name)
	}
	if l.options.Region != "" {
		given.region = l.options.Region
	}
	if region := given.texts[regionName]; region != "" {
		given.region = region
	}
	return given
}

func (l *Loader) readParameterFile(given *givenParameters, file string) {
	d := &document{file: file}
	text, err := readBounded(l.files, file)
	if err != nil {
		d.fail(place{}, "cloudformation-parameters", fmt.Sprintf("%s cannot be read: %s", file, plainError(err)), "")
	} else if path.Ext(file) == ".toml" {
		given.readSAMConfiguration(file, text)
		return
	} else {
		d.parse(text)
	}
	given.diagnostics = append(given.diagnostics, d.diagnostics...)
	if root, ok := d.root.content().(map[string]any); ok && !d.broken && strings.HasPrefix(path.Base(file), "samconfig.") {
		given.takeEnvironment(file, root)
		return
	}
	if !d.broken && !given.take(d, &d.root) {
		d.diagnostics = nil
		d.fail(d.root.start, "cloudformation-parameters", fmt.Sprintf("%s holds no parameters", file),
			`Write [{"ParameterKey": "Name", "ParameterValue": "value"}], {"Parameters": {"Name": "value"}} or {"Name": "value"}.`)
		given.diagnostics = append(given.diagnostics, d.diagnostics...)
	}
}

// fault reports what is wrong with a parameter file.
func (g *givenParameters) fault(file string, at place, message, help string) {
	d := &document{file: file}
	d.fail(at, "cloudformation-parameters", message, help)
	g.diagnostics = append(g.diagnostics, d.diagnostics...)
}

// take reads the AWS CLI's list, CodePipeline's Parameters, or plain names with values. It returns false where
// the file is something else, such as a template.
func (g *givenParameters) take(d *document, root *node) bool {
	recognized := len(root.items) == 0
	if root.kind == sequence {
		for i := range root.items {
			recognized = g.takeItem(d, &root.items[i]) || recognized
		}
		return recognized
	}
	for _, title := range []string{"Parameters", "parameters"} { // CodePipeline's, and Git sync's
		if inner := root.find(title); inner != nil && inner.kind == mapping {
			root, recognized = inner, len(inner.items) == 0
		}
	}
	if root.kind != mapping {
		return false
	}
	for i := range root.names {
		recognized = g.set(d, root.names[i].text, &root.items[i]) || recognized
	}
	return recognized
}

// takeItem reads {"ParameterKey": …, "ParameterValue": …}, or the text NAME=VALUE that "aws cloudformation
// deploy" also takes. A parameter that keeps its previous value stays open.
func (g *givenParameters) takeItem(d *document, item *node) bool {
	if name, value, ok := strings.Cut(item.literal(), "="); ok {
		g.texts[name], g.places[name] = value, d.rangeOf(item)
		return true
	}
	name := item.find("ParameterKey").literal()
	if value := item.find("ParameterValue"); name != "" && value != nil {
		g.set(d, name, value)
	}
	return name != ""
}

func (g *givenParameters) set(d *document, name string, value *node) bool {
	switch value.kind {
	case scalar:
		g.texts[name] = spelledText(value)
	case sequence:
		texts := make([]string, len(value.items))
		for i := range value.items {
			texts[i] = spelledText(&value.items[i])
		}
		g.texts[name] = strings.Join(texts, ",")
	default:
		return false
	}
	g.places[name] = d.rangeOf(value)
	return true
}
