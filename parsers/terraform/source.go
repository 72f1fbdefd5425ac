package terraform

import (
	"bytes"
	"io/fs"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/language"
)

// file is one parsed source file.
type file struct {
	name   string
	source []byte
	ascii  bool
	spoken [][]byte // its comments, by line; only when the source speaks to reachlint
	blocks []*block
}

// block is one block of either syntax.
type block struct {
	kind       string
	labels     []string
	attributes []*attribute // in the order of the source
	blocks     []*block
	header     hcl.Range // from the block's kind up to its last label
	file       *file
}

// attribute is a name with an expression.
type attribute struct {
	name       string
	expression *expression
	at         hcl.Range // of the name
}

func (b *block) attribute(name string) *attribute {
	if b == nil {
		return nil
	}
	for _, each := range b.attributes {
		if each.name == name {
			return each
		}
	}
	return nil
}

func (b *block) expression(name string) *expression {
	if found := b.attribute(name); found != nil {
		return found.expression
	}
	return nil
}

func (b *block) child(kind string) *block {
	if b == nil {
		return nil
	}
	for _, each := range b.blocks {
		if each.kind == kind {
			return each
		}
	}
	return nil
}

// readFile reads and parses one source file. What is wrong with it comes back as diagnostics; the blocks
// that could be read are there all the same.
func readFile(files fs.FS, name string) (*file, []graph.Diagnostic) {
	source, problem := language.Read(files, name, language.MaximumBytes)
	read := &file{name: name}
	if problem != "" {
		return read, []graph.Diagnostic{fileDiagnostic(name, problem)}
	}
	read.source = bytes.TrimPrefix(source, []byte("\xef\xbb\xbf"))
	read.ascii = isASCII(read.source)
	if language.IsNative(name) && bytes.Contains(read.source, []byte("reachlint:")) {
		read.spoken = language.Comments(read.source)
	}
	if problem := language.TooDeep(read.source); problem != "" {
		return read, []graph.Diagnostic{fileDiagnostic(name, problem)}
	}
	if language.IsJSON(name) {
		return read, read.parseJSON()
	}
	return read, read.parseNative()
}

func (f *file) parseNative() []graph.Diagnostic {
	parsed, diagnostics := hclsyntax.ParseConfig(f.source, f.name, hcl.InitialPos)
	if parsed != nil {
		if body, ok := parsed.Body.(*hclsyntax.Body); ok && body != nil {
			converted := f.convertBody(body, 0)
			f.blocks = converted.blocks
		}
	}
	return f.syntaxDiagnostics(diagnostics)
}

// convertBody takes the blocks over into the form that both syntaxes share.
func (f *file) convertBody(body *hclsyntax.Body, depth int) *block {
	converted := &block{file: f, header: body.SrcRange}
	if depth > language.MaximumNesting {
		return converted
	}
	converted.attributes = make([]*attribute, 0, len(body.Attributes))
	for _, each := range body.Attributes {
		converted.attributes = append(converted.attributes, &attribute{
			name:       each.Name,
			expression: newExpression(f, each.Expr),
			at:         each.NameRange,
		})
	}
	sortAttributes(converted.attributes)
	for _, each := range body.Blocks {
		child := f.convertBody(each.Body, depth+1)
		child.kind = each.Type
		child.labels = each.Labels
		child.header = each.DefRange()
		converted.blocks = append(converted.blocks, child)
	}
	return converted
}

func isASCII(source []byte) bool {
	for _, each := range source {
		if each >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
