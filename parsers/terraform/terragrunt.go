package terraform

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/terraform/language"
)

// TerragruntFile is the name of the file by which Terragrunt deploys a module.
const TerragruntFile = "terragrunt.hcl"

// terragrunt is what such a file gives the variables of its module: its own inputs, as they are written. What it
// includes, and the outputs of what it depends on, are not followed ("Inputs", Terragrunt documentation).
type terragrunt struct {
	file   *file
	module string // the directory
	inputs []hclsyntax.ObjectConsItem
}

// UseTerragrunt makes the files known by which Terragrunt deploys modules. They are read and never executed.
func (l *Loader) UseTerragrunt(names []string) {
	found := map[string][]*terragrunt{}
	names = slices.Clone(names)
	slices.Sort(names)
	for _, name := range names {
		if read := l.readTerragrunt(name); read != nil {
			found[read.module] = append(found[read.module], read)
		}
	}
	l.terragrunt.Store(&found)
}

// terragruntOf returns the files by which a module is deployed.
func (l *Loader) terragruntOf(directory string) []*terragrunt {
	if found := l.terragrunt.Load(); found != nil {
		return (*found)[directory]
	}
	return nil
}

// readTerragrunt returns nil for a file that cannot be read, that names a module elsewhere, or whose inputs are not
// written out.
func (l *Loader) readTerragrunt(name string) *terragrunt {
	content, problem := language.Read(l.files, name, language.MaximumBytes)
	if problem != "" || language.TooDeep(content) != "" {
		return nil
	}
	parsed, problems := hclsyntax.ParseConfig(content, name, hcl.InitialPos)
	if problems.HasErrors() {
		return nil
	}
	body, ok := parsed.Body.(*hclsyntax.Body)
	if !ok || body.Attributes["inputs"] == nil {
		return nil
	}
	inputs, written := body.Attributes["inputs"].Expr.(*hclsyntax.ObjectConsExpr)
	module, local := terragruntSource(body, path.Dir(name))
	if !written || !local {
		return nil
	}
	return &terragrunt{file: &file{name: name, source: content, ascii: isASCII(content)}, module: module, inputs: inputs.Items}
}

// terragruntSource is the directory of the module that is deployed: where the file stands, unless it names another one.
// Of "../modules//network", all that is below modules is copied, and network is what is deployed.
func terragruntSource(body *hclsyntax.Body, directory string) (module string, local bool) {
	for _, block := range body.Blocks {
		if block.Type != "terraform" || block.Body.Attributes["source"] == nil {
			continue
		}
		source, known := language.LiteralText(block.Body.Attributes["source"].Expr)
		if !known || !isLocalSource(source) {
			return "", false
		}
		module = path.Join(directory, strings.Replace(source, "//", "/", 1))
		return module, fs.ValidPath(module)
	}
	return directory, true
}

// assignTerragrunt reads what Terragrunt gives the variables of a root module, which files of variables override, for
// it hands them over in the environment. Where several files deploy the module, none of their values is the module's.
func (i *moduleInstance) assignTerragrunt() {
	i.elsewhere = map[string]string{}
	deployed := i.unit.loader.terragruntOf(i.unit.directory)
	for _, each := range deployed {
		for _, item := range each.inputs {
			name, known := language.LiteralText(item.KeyExpr)
			if !known {
				continue
			}
			value, plain := constantValue(item.ValueExpr)
			switch {
			case len(deployed) == 1 && plain:
				literal := &hclsyntax.LiteralValueExpr{Val: value, SrcRange: item.ValueExpr.Range()}
				i.assigned[name] = assigned{expression: newExpression(each.file, literal)}
			case i.elsewhere[name] == "":
				i.elsewhere[name] = fmt.Sprintf("Terragrunt sets variable %s%s in %s", name, each.to(item.ValueExpr), each.file.name)
			}
		}
	}
}

// constantValue returns the value of an expression that is written out: it mentions nothing, calls nothing, and repeats
// nothing, which loops in loops could do without end.
func constantValue(expression hclsyntax.Expression) (cty.Value, bool) {
	writtenOut := len(hclsyntax.Variables(expression)) == 0
	_ = hclsyntax.VisitAll(expression, func(node hclsyntax.Node) hcl.Diagnostics {
		switch node.(type) {
		case *hclsyntax.FunctionCallExpr, *hclsyntax.ForExpr, *hclsyntax.SplatExpr:
			writtenOut = false
		}
		return nil
	})
	if !writtenOut {
		return cty.NilVal, false
	}
	value, problems := expression.Value(nil)
	return value, !problems.HasErrors()
}

// to names what a variable is set to, where that is a name and no value that may be a secret.
func (t *terragrunt) to(expression hclsyntax.Expression) string {
	if _, isName := expression.(*hclsyntax.ScopeTraversalExpr); !isName {
		return ""
	}
	return " to " + string(expression.Range().SliceBytes(t.file.source))
}

// terragruntSets tells whether Terragrunt sets a variable of a root module.
func (l *Loader) terragruntSets(directory, variable string) bool {
	return slices.ContainsFunc(l.terragruntOf(directory), func(each *terragrunt) bool {
		return slices.ContainsFunc(each.inputs, func(item hclsyntax.ObjectConsItem) bool {
			name, _ := language.LiteralText(item.KeyExpr)
			return name == variable
		})
	})
}
