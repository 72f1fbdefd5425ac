package terraform

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	hcljson "github.com/hashicorp/hcl/v2/json"
	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/language"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// labelCounts says how many labels each kind of top-level block has; in JSON they are levels of objects
// (Terraform language, "JSON Configuration Syntax").
var labelCounts = map[string]int{
	"resource": 2, "data": 2, "ephemeral": 2, "module": 1, "variable": 1, "output": 1, "provider": 1,
	"locals": 0, "terraform": 0, "moved": 0, "removed": 0, "import": 0, "check": 1,
}

// nestedInJSON are the blocks inside other blocks that have a meaning of their own. All else in JSON is
// read as an attribute: a list of objects serves as well as a list of blocks.
var nestedInJSON = map[string]bool{
	"lifecycle": true, "provisioner": true, "connection": true, "validation": true, "required_providers": true,
}

// mapsInJSON are attributes that are maps. An object under any other name of a resource is a nested block
// that stands alone, where JSON permits to leave out the list.
var mapsInJSON = map[string]bool{
	"tags": true, "tags_all": true, "variables": true, "parameters": true, "environment_variables": true,
	"triggers": true, "keepers": true, "filters": true, "labels": true, "schemas": true, "headers": true,
}

func (f *file) parseJSON() []graph.Diagnostic {
	parsed, diagnostics := hcljson.Parse(f.source, f.name)
	if parsed == nil || parsed.Body == nil {
		return f.syntaxDiagnostics(diagnostics)
	}
	attributes, problems := parsed.Body.JustAttributes()
	diagnostics = append(diagnostics, problems...)
	for _, each := range attributes {
		labels, known := labelCounts[each.Name]
		if !known {
			continue
		}
		f.unpackJSON(each.Name, nil, labels, each.Expr, each.NameRange)
	}
	sortBlocks(f.blocks)
	return f.syntaxDiagnostics(diagnostics)
}

// unpackJSON follows the levels of objects that stand for a block's labels.
func (f *file) unpackJSON(kind string, labels []string, missing int, value hcl.Expression, at hcl.Range) {
	if items, problems := hcl.ExprList(value); !problems.HasErrors() {
		for _, item := range items {
			f.unpackJSON(kind, labels, missing, item, item.StartRange())
		}
		return
	}
	pairs, problems := hcl.ExprMap(value)
	if problems.HasErrors() {
		return
	}
	if missing > 0 {
		for _, pair := range pairs {
			label, ok := language.LiteralText(pair.Key)
			if !ok {
				continue
			}
			below := append(append([]string(nil), labels...), label)
			f.unpackJSON(kind, below, missing-1, pair.Value, pair.Key.Range())
		}
		return
	}
	converted := f.convertJSON(kind, pairs, at, kind == "resource" || kind == "data")
	converted.labels = labels
	f.blocks = append(f.blocks, converted)
}

func (f *file) convertJSON(kind string, pairs []hcl.KeyValuePair, at hcl.Range, ofResource bool) *block {
	converted := &block{kind: kind, header: at, file: f}
	for _, pair := range pairs {
		name, ok := language.LiteralText(pair.Key)
		if !ok || name == "//" {
			continue
		}
		if nestedInJSON[name] {
			if inner, problems := hcl.ExprMap(pair.Value); !problems.HasErrors() {
				converted.blocks = append(converted.blocks, f.convertJSON(name, inner, pair.Key.Range(), false))
			}
			continue
		}
		if name == "dynamic" && ofResource {
			f.convertDynamicJSON(converted, pair.Value)
			continue
		}
		syntax := f.expressionOfJSON(pair.Value, 0)
		_, isObject := syntax.(*hclsyntax.ObjectConsExpr)
		if isObject && ofResource && !mapsInJSON[name] {
			syntax = &hclsyntax.TupleConsExpr{
				Exprs: []hclsyntax.Expression{syntax}, SrcRange: syntax.Range(), OpenRange: syntax.StartRange(),
			}
		}
		if name == "depends_on" || name == "provider" || name == "providers" || name == "ignore_changes" || name == "type" {
			syntax = referenceOfJSON(syntax)
		}
		converted.attributes = append(converted.attributes, &attribute{
			name: name, expression: newExpression(f, syntax), at: pair.Key.Range(),
		})
	}
	sortAttributes(converted.attributes)
	return converted
}

// convertDynamicJSON reads {"ingress": {"for_each": …, "content": {…}}} as dynamic blocks.
func (f *file) convertDynamicJSON(parent *block, value hcl.Expression) {
	if items, problems := hcl.ExprList(value); !problems.HasErrors() {
		for _, item := range items {
			f.convertDynamicJSON(parent, item)
		}
		return
	}
	pairs, _ := hcl.ExprMap(value)
	for _, pair := range pairs {
		name, ok := language.LiteralText(pair.Key)
		inner, problems := hcl.ExprMap(pair.Value)
		if !ok || problems.HasErrors() {
			continue
		}
		dynamic := &block{kind: "dynamic", labels: []string{name}, header: pair.Key.Range(), file: f}
		for _, each := range inner {
			part, _ := language.LiteralText(each.Key)
			if part == "content" {
				content, _ := hcl.ExprMap(each.Value)
				dynamic.blocks = append(dynamic.blocks, f.convertJSON("content", content, each.Key.Range(), true))
				continue
			}
			dynamic.attributes = append(dynamic.attributes, &attribute{
				name: part, expression: newExpression(f, f.expressionOfJSON(each.Value, 0)), at: each.Key.Range(),
			})
		}
		parent.blocks = append(parent.blocks, dynamic)
	}
}

// expressionOfJSON turns a JSON value into the native syntax tree: every text in it is a template.
func (f *file) expressionOfJSON(value hcl.Expression, depth int) hclsyntax.Expression {
	at := value.Range()
	literal := func(known cty.Value) hclsyntax.Expression {
		return &hclsyntax.LiteralValueExpr{Val: known, SrcRange: at}
	}
	if depth > language.MaximumNesting {
		return literal(unknown.Because("it is nested too deeply"))
	}
	if items, problems := hcl.ExprList(value); !problems.HasErrors() {
		tuple := &hclsyntax.TupleConsExpr{SrcRange: at, OpenRange: at}
		for _, item := range items {
			tuple.Exprs = append(tuple.Exprs, f.expressionOfJSON(item, depth+1))
		}
		return tuple
	}
	if pairs, problems := hcl.ExprMap(value); !problems.HasErrors() {
		object := &hclsyntax.ObjectConsExpr{SrcRange: at, OpenRange: at}
		for _, pair := range pairs {
			object.Items = append(object.Items, hclsyntax.ObjectConsItem{
				KeyExpr: f.templateOfJSON(pair.Key), ValueExpr: f.expressionOfJSON(pair.Value, depth+1),
			})
		}
		return object
	}
	return f.templateOfJSON(value)
}

func (f *file) templateOfJSON(value hcl.Expression) hclsyntax.Expression {
	at := value.Range()
	known, problems := value.Value(nil) // without a context HCL's JSON takes texts literally
	if problems.HasErrors() {
		known = unknown.Because(unknown.ReasonOfProblems(problems))
	}
	if known.Type() != cty.String || known.IsNull() || !known.IsKnown() || !strings.Contains(known.AsString(), "{") {
		return &hclsyntax.LiteralValueExpr{Val: known, SrcRange: at}
	}
	start := at.Start
	start.Byte++
	start.Column++
	parsed, problems := hclsyntax.ParseTemplate([]byte(known.AsString()), f.name, start)
	if problems.HasErrors() {
		return &hclsyntax.LiteralValueExpr{Val: unknown.Because(unknown.ReasonOfProblems(problems)), SrcRange: at}
	}
	return parsed
}

// referenceOfJSON reads texts as the references they spell, where the language wants a reference.
func referenceOfJSON(syntax hclsyntax.Expression) hclsyntax.Expression {
	switch each := syntax.(type) {
	case *hclsyntax.TupleConsExpr:
		for i := range each.Exprs {
			each.Exprs[i] = referenceOfJSON(each.Exprs[i])
		}
	case *hclsyntax.ObjectConsExpr:
		for i := range each.Items {
			each.Items[i].ValueExpr = referenceOfJSON(each.Items[i].ValueExpr)
		}
	case *hclsyntax.LiteralValueExpr:
		if each.Val.Type() != cty.String || each.Val.IsNull() || !each.Val.IsKnown() {
			return syntax
		}
		parsed, problems := hclsyntax.ParseExpression([]byte(each.Val.AsString()), each.SrcRange.Filename, each.SrcRange.Start)
		if !problems.HasErrors() {
			return parsed
		}
	}
	return syntax
}
