package terraform

import (
	"fmt"
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

// nestedLabelCounts says so of the blocks inside other ones; those that it does not name have none.
var nestedLabelCounts = map[string]int{"dynamic": 1, "provisioner": 1, "backend": 1, "provider_meta": 1}

// readerOfJSON turns a source file in JSON into blocks. It reports what stands for a block and cannot be one.
type readerOfJSON struct {
	file     *file
	rejected []graph.Diagnostic
}

// blocksInJSON is what is known of blocks before their bodies are read.
type blocksInJSON struct {
	kind   string
	labels int
	body   bodyInJSON
	owner  string // the type of the resource around, or of the provider
}

func (f *file) parseJSON() []graph.Diagnostic {
	root, problems := hcljson.ParseExpression(f.source, f.name)
	reader := &readerOfJSON{file: f}
	bodies, ok := objectsOf(root)
	if !ok && !problems.HasErrors() {
		reader.reject("A JSON source is an object, or a list of objects.", "Write the kinds of blocks as the names of an object.", root)
	}
	for _, each := range bodies {
		for _, pair := range each.pairs {
			kind, _ := language.LiteralText(pair.Key)
			if labels, known := labelCounts[kind]; known {
				read := blocksInJSON{kind: kind, labels: labels, body: bodiesInJSON[kind]}
				f.blocks = append(f.blocks, reader.unpack(read, nil, pair.Value, pair.Key.Range())...)
			}
		}
	}
	sortBlocks(f.blocks)
	return append(f.syntaxDiagnostics(problems), reader.rejected...)
}

// unpack follows the levels of objects that stand for a block's labels. At every level a list of objects serves as
// well as one object, and null as none.
func (r *readerOfJSON) unpack(of blocksInJSON, labels []string, value hcl.Expression, at hcl.Range) []*block {
	bodies, ok := objectsOf(value)
	if !ok {
		if known, _ := value.Value(nil); known.IsWhollyKnown() && !known.IsNull() { // else the parser has said so
			r.reject(fmt.Sprintf("This stands for a %s block, and is no object.", of.kind),
				"Write a block as a JSON object, and several of them as a list of objects.", value)
		}
		return nil
	}
	var blocks []*block
	for _, each := range bodies {
		at := at
		if len(bodies) > 1 {
			at = each.start
		}
		if len(labels) == of.labels {
			read := r.body(of, each.pairs, at)
			read.labels = labels
			blocks = append(blocks, read)
			continue
		}
		for _, pair := range each.pairs {
			label, ok := language.LiteralText(pair.Key)
			if !ok || label == comment {
				continue
			}
			below := of
			if below.owner == "" {
				below.owner = label
			}
			further := append(labels[:len(labels):len(labels)], label)
			blocks = append(blocks, r.unpack(below, further, pair.Value, pair.Key.Range())...)
		}
	}
	return blocks
}

func (r *readerOfJSON) reject(message, help string, at hcl.Expression) {
	r.rejected = append(r.rejected, graph.Diagnostic{
		Severity: graph.SeverityError, ID: idSyntax, Range: r.file.rangeOf(at.StartRange()), Message: message, Help: help,
	})
}

// objectInJSON is one object, alone or in a list.
type objectInJSON struct {
	pairs  []hcl.KeyValuePair
	start  hcl.Range
	isItem bool
}

// objectsOf returns the object that a value is, or the objects that it lists. It returns false when there is
// anything else.
func objectsOf(value hcl.Expression) (objects []objectInJSON, ok bool) {
	if pairs, problems := hcl.ExprMap(value); !problems.HasErrors() {
		return []objectInJSON{{pairs: pairs, start: value.StartRange()}}, true
	}
	items, problems := hcl.ExprList(value)
	if problems.HasErrors() {
		return nil, false
	}
	for _, item := range items {
		pairs, problems := hcl.ExprMap(item)
		if problems.HasErrors() {
			return nil, false
		}
		objects = append(objects, objectInJSON{pairs: pairs, start: item.StartRange(), isItem: true})
	}
	return objects, true
}

// expression turns a JSON value into the native syntax tree: every text in it is a template.
func (r *readerOfJSON) expression(value hcl.Expression, depth int) hclsyntax.Expression {
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
			tuple.Exprs = append(tuple.Exprs, r.expression(item, depth+1))
		}
		return tuple
	}
	if pairs, problems := hcl.ExprMap(value); !problems.HasErrors() {
		object := &hclsyntax.ObjectConsExpr{SrcRange: at, OpenRange: at}
		for _, pair := range pairs {
			object.Items = append(object.Items, hclsyntax.ObjectConsItem{
				KeyExpr: r.template(pair.Key), ValueExpr: r.expression(pair.Value, depth+1),
			})
		}
		return object
	}
	return r.template(value)
}

func (r *readerOfJSON) template(value hcl.Expression) hclsyntax.Expression {
	at := value.Range()
	known, problems := value.Value(nil) // without a context HCL's JSON takes texts literally
	if problems.HasErrors() {
		known = unknown.Because(unknown.ReasonOfProblems(problems))
	}
	if known.Type() != cty.String || known.IsNull() || !known.IsKnown() || !strings.Contains(known.AsString(), "{") {
		return &hclsyntax.LiteralValueExpr{Val: known, SrcRange: at}
	}
	parsed, problems := hclsyntax.ParseTemplate([]byte(known.AsString()), r.file.name, insideQuotes(at))
	if problems.HasErrors() {
		r.rejected = append(r.rejected, r.file.syntaxDiagnostic(problems.Errs()[0].(*hcl.Diagnostic)))
		return &hclsyntax.LiteralValueExpr{Val: unknown.Because(unknown.ReasonOfProblems(problems)), SrcRange: at}
	}
	return parsed
}

func insideQuotes(at hcl.Range) hcl.Pos {
	start := at.Start
	start.Byte++
	start.Column++
	return start
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
		parsed, problems := hclsyntax.ParseExpression([]byte(each.Val.AsString()), each.SrcRange.Filename, insideQuotes(each.SrcRange))
		if !problems.HasErrors() {
			return parsed
		}
	case *hclsyntax.TemplateWrapExpr:
		return each.Wrapped
	}
	return syntax
}
