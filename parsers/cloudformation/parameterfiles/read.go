package parameterfiles

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// Values are what parameter files say, the later ones before the earlier.
type Values struct {
	Region      string             // that a configuration of SAM deploys to; "" where none says so
	Diagnostics []graph.Diagnostic // about the files

	texts  map[string]string
	places map[string]graph.Range
}

// Value returns what is given for a parameter of the root stack, at its place in the file.
func (v *Values) Value(name string) (graph.Value, bool) {
	text, ok := v.texts[name]
	return graph.Text(text, v.places[name]), ok
}

// Assign gives a parameter a value that stands in no file, and that goes before those that do.
func (v *Values) Assign(name, text string) {
	v.texts[name] = text
	delete(v.places, name)
}

// Read reads parameter files in their order. Whatever is wrong with one becomes a diagnostic.
func Read(files fs.FS, names []string) *Values {
	values := &Values{texts: map[string]string{}, places: map[string]graph.Range{}}
	for _, name := range names {
		values.readFile(files, name)
	}
	return values
}

func (v *Values) readFile(files fs.FS, file string) {
	text, err := syntax.ReadFile(files, file)
	if err != nil {
		v.fault(file, syntax.Place{}, fmt.Sprintf("%s cannot be read: %s", file, err), "")
		return
	}
	if path.Ext(file) == ".toml" {
		v.readSAMConfiguration(file, text)
		return
	}
	d := syntax.Parse(file, text)
	v.Diagnostics = append(v.Diagnostics, d.Diagnostics...)
	if root, ok := d.Root.Content().(map[string]any); ok && !d.Broken && strings.HasPrefix(path.Base(file), "samconfig.") {
		v.takeEnvironment(file, root)
		return
	}
	if !d.Broken && !v.take(d, &d.Root) {
		v.fault(file, d.Root.Start, fmt.Sprintf("%s holds no parameters", file),
			`Write [{"ParameterKey": "Name", "ParameterValue": "value"}], {"Parameters": {"Name": "value"}} or {"Name": "value"}.`)
	}
}

// fault reports what is wrong with a parameter file.
func (v *Values) fault(file string, at syntax.Place, message, help string) {
	v.Diagnostics = append(v.Diagnostics, graph.Diagnostic{
		Severity: graph.SeverityError,
		ID:       "cloudformation-parameters",
		Range:    graph.Range{File: file, Start: at.Position(), End: at.Position()},
		Message:  message + ".",
		Help:     help,
	})
}

// take reads the AWS CLI's list, CodePipeline's Parameters, or plain names with values. It returns false where
// the file is something else, such as a template.
func (v *Values) take(d *syntax.Document, root *syntax.Node) bool {
	recognized := len(root.Items) == 0
	if root.Kind == syntax.Sequence {
		for i := range root.Items {
			recognized = v.takeItem(d, &root.Items[i]) || recognized
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
		recognized = v.set(d, root.Names[i].Text, &root.Items[i]) || recognized
	}
	return recognized
}

// takeItem reads {"ParameterKey": …, "ParameterValue": …}, or the text NAME=VALUE that "aws cloudformation
// deploy" also takes. A parameter that keeps its previous value stays open.
func (v *Values) takeItem(d *syntax.Document, item *syntax.Node) bool {
	if name, value, ok := strings.Cut(item.Literal(), "="); ok {
		v.texts[name], v.places[name] = value, d.RangeOf(item)
		return true
	}
	name := item.Find("ParameterKey").Literal()
	if value := item.Find("ParameterValue"); name != "" && value != nil {
		v.set(d, name, value)
	}
	return name != ""
}

func (v *Values) set(d *syntax.Document, name string, value *syntax.Node) bool {
	switch value.Kind {
	case syntax.Scalar:
		v.texts[name] = value.Spelled()
	case syntax.Sequence:
		texts := make([]string, len(value.Items))
		for i := range value.Items {
			texts[i] = value.Items[i].Spelled()
		}
		v.texts[name] = strings.Join(texts, ",")
	default:
		return false
	}
	v.places[name] = d.RangeOf(value)
	return true
}
