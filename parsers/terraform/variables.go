package terraform

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	hcljson "github.com/hashicorp/hcl/v2/json"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/language"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// assigned is a root variable's value from a file or from the command line.
type assigned struct {
	expression *expression
	raw        *string // from the command line: a text or an expression, as the variable's type says
}

// assign reads the values of the root module's variables; later ones win (Terraform language, "Variable
// Definition Precedence"; the environment is no source of ours).
func (i *moduleInstance) assign() {
	i.assigned = map[string]assigned{}
	if i.unit.planned != nil {
		// A plan remembers the values it was made with, wherever they came from.
		for name, value := range i.unit.planned {
			literal := &hclsyntax.LiteralValueExpr{Val: value}
			i.assigned[name] = assigned{expression: newExpression(&file{name: i.unit.directory}, literal)}
		}
		return
	}
	i.assignTerragrunt()
	for _, name := range i.unit.variableFiles() {
		i.assignFile(name)
	}
	for _, each := range i.unit.loader.options.Variables {
		value := each.Value
		i.assigned[each.Name] = assigned{raw: &value}
	}
}

// Assigns tells whether the command line or Terragrunt gives a variable of a root module its value. A file of variables
// on the command line may do so for any.
func (l *Loader) Assigns(directory, variable string) bool {
	named := func(each Assignment) bool { return each.Name == variable }
	return slices.ContainsFunc(l.options.Variables, named) || l.terragruntSets(directory, variable) || len(l.options.VariableFiles) > 0
}

// variableFiles lists the files with values, in the order in which they count.
func (u *unit) variableFiles() []string {
	var names, automatic []string
	entries, _ := readDirectory(u.loader.files, u.directory)
	for _, name := range entries {
		if strings.HasSuffix(name, ".auto.tfvars") || strings.HasSuffix(name, ".auto.tfvars.json") {
			automatic = append(automatic, path.Join(u.directory, name))
		}
	}
	sort.Strings(automatic)
	for _, standard := range []string{"terraform.tfvars", "terraform.tfvars.json"} {
		for _, name := range entries {
			if name == standard {
				names = append(names, path.Join(u.directory, name))
			}
		}
	}
	return append(append(names, automatic...), u.loader.options.VariableFiles...)
}

func (i *moduleInstance) assignFile(name string) {
	content, problem := language.Read(i.unit.loader.files, name, language.MaximumBytes)
	read := &file{name: name, source: content, ascii: isASCII(content)}
	if problem == "" {
		problem = language.TooDeep(content)
	}
	if problem != "" {
		diagnostic := fileDiagnostic(name, problem)
		diagnostic.ID = idVariableFile
		i.unit.report(diagnostic)
		return
	}
	i.unit.readFiles[name] = true
	attributes, diagnostics := read.values()
	for _, each := range diagnostics {
		i.unit.report(each)
	}
	for _, each := range attributes {
		i.assigned[each.name] = assigned{expression: each.expression}
	}
}

// values reads the file as a list of names with values.
func (f *file) values() ([]*attribute, []graph.Diagnostic) {
	if strings.HasSuffix(f.name, ".json") {
		return f.valuesOfJSON()
	}
	parsed, diagnostics := hclsyntax.ParseConfig(f.source, f.name, hcl.InitialPos)
	body, ok := parsed.Body.(*hclsyntax.Body)
	if !ok || body == nil {
		return nil, f.syntaxDiagnostics(diagnostics)
	}
	return f.convertBody(body, 0).attributes, f.syntaxDiagnostics(diagnostics)
}

// variable returns a variable's value, converted to its type. It returns false when the module declares
// no such variable.
func (i *moduleInstance) variable(name string) (cty.Value, bool) {
	declared := i.source.variables[name]
	if declared == nil {
		return cty.NilVal, false
	}
	m := i.variables[name]
	if m == nil {
		m = &memo{}
		i.variables[name] = m
	}
	at := func() graph.Range { return declared.block.file.rangeOf(declared.block.header) }
	return i.unit.remember(m, i.prefix()+"var."+name, at, func() cty.Value {
		given, ok := i.given(declared)
		if ok {
			plain, _ := given.Unmark()
			if !plain.IsNull() || declared.nullable {
				return declared.convert(i.prefix(), given)
			}
		}
		if reason := i.elsewhere[name]; reason != "" && !ok {
			return declared.undecided(i.prefix(), reason)
		}
		if declared.standard != nil {
			return declared.convert(i.prefix(), i.scope().value(declared.standard))
		}
		if i.caller == nil {
			i.unit.open.add(i.prefix()+"var."+name, declared.constraint)
		}
		return declared.undecided(i.prefix(), fmt.Sprintf("variable %s has no default", name))
	}), true
}

// given is what the caller, a file or the command line says.
func (i *moduleInstance) given(declared *variable) (cty.Value, bool) {
	if i.caller != nil {
		argument := i.arguments.expression(declared.name)
		if argument == nil {
			return cty.NilVal, false
		}
		return i.caller.value(argument), true
	}
	assigned, ok := i.assigned[declared.name]
	switch {
	case !ok:
		return cty.NilVal, false
	case assigned.expression != nil:
		return i.scope().value(assigned.expression), true
	case !declared.typed && !looksComposite(*assigned.raw) || declared.constraint.IsPrimitiveType():
		return cty.StringVal(*assigned.raw), true
	}
	if language.TooDeep([]byte(*assigned.raw)) != "" {
		return unknown.Because("its value is nested too deeply"), true
	}
	parsed, problems := hclsyntax.ParseExpression([]byte(*assigned.raw), "--var "+declared.name, hcl.InitialPos)
	if problems.HasErrors() {
		i.unit.report(graph.Diagnostic{
			Severity: graph.SeverityError, ID: idVariableFile,
			Message: fmt.Sprintf("The value of --var %s cannot be parsed: %s", declared.name, sentence(problems[0].Summary)),
			Help:    "Write lists and objects as Terraform does, such as '[\"a\", \"b\"]'.",
		})
		return unknown.Because("its value cannot be parsed"), true
	}
	value, problems := parsed.Value(nil)
	if problems.HasErrors() {
		return unknown.Because(unknown.ReasonOfProblems(problems)), true
	}
	return value, true
}

func looksComposite(text string) bool {
	text = strings.TrimSpace(text)
	return strings.HasPrefix(text, "[") || strings.HasPrefix(text, "{")
}

// convert brings a value to the type of the variable of a module. What cannot be converted, as an id where a number is
// wanted, is left as it is: Terraform will say what is wrong with it.
func (v *variable) convert(prefix string, value cty.Value) cty.Value {
	if v.defaults != nil {
		value = applyDefaults(v.defaults, value)
	}
	if v.constraint == cty.DynamicPseudoType {
		return value
	}
	plain, marks := value.Unmark()
	if v.constraint.IsPrimitiveType() && v.constraint != cty.String {
		if reason, ok := unknown.CannotLookInto(plain); ok {
			return unknown.Of(v.constraint, reason)
		}
	}
	converted, err := convert.Convert(plain, v.constraint)
	if err != nil {
		return value
	}
	if !converted.IsKnown() && v.constraint == cty.String {
		return unknown.Text(prefix+"var."+v.name, unknown.Reason(value))
	}
	return converted.WithMarks(marks)
}

// applyDefaults fills in optional attributes. Defaults.Apply is made for values without marks inside.
func applyDefaults(defaults *typeexpr.Defaults, value cty.Value) cty.Value {
	if !value.ContainsMarked() {
		return defaults.Apply(value)
	}
	plain, paths := value.UnmarkDeepWithPaths()
	filled := defaults.Apply(plain)
	marked, ok := markAgain(filled, paths)
	if !ok {
		return value
	}
	return marked
}

func markAgain(value cty.Value, paths []cty.PathValueMarks) (marked cty.Value, ok bool) {
	defer func() {
		if recover() != nil { // cty panics where a path no longer leads through the value
			ok = false
		}
	}()
	return value.MarkWithPaths(paths), true
}

// undecided is the value of a variable without one: a text that stands for it, or an unknown.
func (v *variable) undecided(prefix, reason string) cty.Value {
	if v.constraint == cty.String || !v.typed && !isPlural(v.name) {
		return unknown.Text(prefix+"var."+v.name, reason)
	}
	return unknown.Of(v.constraint, reason)
}

func (f *file) valuesOfJSON() ([]*attribute, []graph.Diagnostic) {
	parsed, diagnostics := hcljson.Parse(f.source, f.name)
	if parsed == nil || parsed.Body == nil {
		return nil, f.syntaxDiagnostics(diagnostics)
	}
	found, problems := parsed.Body.JustAttributes()
	var attributes []*attribute
	for _, each := range found {
		value, _ := each.Expr.Value(nil)
		literal := &hclsyntax.LiteralValueExpr{Val: value, SrcRange: each.Expr.Range()}
		attributes = append(attributes, &attribute{name: each.Name, expression: newExpression(f, literal), at: each.NameRange})
	}
	sortAttributes(attributes)
	return attributes, f.syntaxDiagnostics(append(diagnostics, problems...))
}

func readDirectory(files fs.FS, directory string) ([]string, error) {
	entries, err := fs.ReadDir(files, directory)
	names := make([]string, 0, len(entries))
	for _, each := range entries {
		if !each.IsDir() {
			names = append(names, each.Name())
		}
	}
	return names, err
}
