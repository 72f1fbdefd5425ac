package cloudformation

import (
	"fmt"
	"path"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
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
	text, err := syntax.ReadFile(l.files, file)
	if err != nil {
		given.fault(file, syntax.Place{}, fmt.Sprintf("%s cannot be read: %s", file, err), "")
		return
	}
	if path.Ext(file) == ".toml" {
		given.readSAMConfiguration(file, text)
		return
	}
	d := syntax.Parse(file, text)
	given.diagnostics = append(given.diagnostics, d.Diagnostics...)
	if root, ok := d.Root.Content().(map[string]any); ok && !d.Broken && strings.HasPrefix(path.Base(file), "samconfig.") {
		given.takeEnvironment(file, root)
		return
	}
	if !d.Broken && !given.take(d, &d.Root) {
		given.fault(file, d.Root.Start, fmt.Sprintf("%s holds no parameters", file),
			`Write [{"ParameterKey": "Name", "ParameterValue": "value"}], {"Parameters": {"Name": "value"}} or {"Name": "value"}.`)
	}
}

// fault reports what is wrong with a parameter file.
func (g *givenParameters) fault(file string, at syntax.Place, message, help string) {
	g.diagnostics = append(g.diagnostics, graph.Diagnostic{
		Severity: graph.SeverityError,
		ID:       "cloudformation-parameters",
		Range:    graph.Range{File: file, Start: at.Position(), End: at.Position()},
		Message:  message + ".",
		Help:     help,
	})
}

// take reads the AWS CLI's list, CodePipeline's Parameters, or plain names with values. It returns false where
// the file is something else, such as a template.
func (g *givenParameters) take(d *syntax.Document, root *syntax.Node) bool {
	recognized := len(root.Items) == 0
	if root.Kind == syntax.Sequence {
		for i := range root.Items {
			recognized = g.takeItem(d, &root.Items[i]) || recognized
		}
		return recognized
	}
	for _, title := range []string{"Parameters", "parameters"} { // CodePipeline's, and Git sync's
		if inner := root.Find(title); inner != nil && inner.Kind == syntax.Mapping {
			root, recognized = inner, len(inner.Items) == 0
		}
	}
	if root.Kind != syntax.Mapping {
		return false
	}
	for i := range root.Names {
		recognized = g.set(d, root.Names[i].Text, &root.Items[i]) || recognized
	}
	return recognized
}

// takeItem reads {"ParameterKey": …, "ParameterValue": …}, or the text NAME=VALUE that "aws cloudformation
// deploy" also takes. A parameter that keeps its previous value stays open.
func (g *givenParameters) takeItem(d *syntax.Document, item *syntax.Node) bool {
	if name, value, ok := strings.Cut(item.Literal(), "="); ok {
		g.texts[name], g.places[name] = value, d.RangeOf(item)
		return true
	}
	name := item.Find("ParameterKey").Literal()
	if value := item.Find("ParameterValue"); name != "" && value != nil {
		g.set(d, name, value)
	}
	return name != ""
}

func (g *givenParameters) set(d *syntax.Document, name string, value *syntax.Node) bool {
	switch value.Kind {
	case syntax.Scalar:
		g.texts[name] = value.Spelled()
	case syntax.Sequence:
		texts := make([]string, len(value.Items))
		for i := range value.Items {
			texts[i] = value.Items[i].Spelled()
		}
		g.texts[name] = strings.Join(texts, ",")
	default:
		return false
	}
	g.places[name] = d.RangeOf(value)
	return true
}
