package terraform

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/language"
	"github.com/reachlint/reachlint/parsers/terraform/resourcetypes"
)

// addLike adds a node beside its sibling: by one more key of the collection that the sibling comes from, or else
// by a copy of the sibling's block.
func (e *mender) addLike(change graph.AddLike) bool {
	node := e.nodes.Node(change.Node)
	if node == nil || node.Resource == nil {
		return false
	}
	source, block := e.block(node.Resource)
	if block == nil || block.Body.Attributes["count"] != nil {
		return false
	}
	at := siteOf(node.Resource)
	if forEach := block.Body.Attributes["for_each"]; forEach != nil {
		return e.extend(at, source, forEach.Expr, change.From, change.To)
	}
	if e.callers(at.directory) > 1 {
		return false // what all callers get may be too much for some
	}
	return e.copyBlock(at, source, block, change, resourcetypes.Table[node.Resource.Type].ValueProperty(change.Attribute))
}

// extend adds an item to the collection that a for_each goes over, in the form of the item that has the word.
func (e *mender) extend(at site, source *written, expression hclsyntax.Expression, from, to string) bool {
	source, collection := e.collection(at, source, expression)
	switch collection := collection.(type) {
	case *hclsyntax.TupleConsExpr:
		return source.extendList(collection, from, to)
	case *hclsyntax.ObjectConsExpr:
		return source.extendMap(collection, from, to)
	}
	return false
}

// collection goes from an expression to the list or map that it is written as, through conversions, for
// expressions that keep every item, variables and local values that serve nothing else.
func (e *mender) collection(at site, source *written, expression hclsyntax.Expression) (*written, hclsyntax.Expression) {
	for range maximumModuleDepth {
		switch each := expression.(type) {
		case *hclsyntax.TupleConsExpr, *hclsyntax.ObjectConsExpr:
			return source, expression
		case *hclsyntax.ParenthesesExpr:
			expression = each.Expression
		case *hclsyntax.FunctionCallExpr:
			if len(each.Args) != 1 || !slices.Contains([]string{"toset", "tolist", "tomap", "sort", "distinct"}, each.Name) {
				return nil, nil
			}
			expression = each.Args[0]
		case *hclsyntax.ForExpr:
			if each.CondExpr != nil {
				return nil, nil
			}
			expression = each.CollExpr
		case *hclsyntax.ScopeTraversalExpr:
			at, source, expression = e.behind(at, each, "")
		default:
			return nil, nil
		}
	}
	return nil, nil
}

// behind returns the expression that a variable or a local value of a module stands for, where it serves nothing else
// but arguments of that name.
func (e *mender) behind(at site, traversal *hclsyntax.ScopeTraversalExpr, argument string) (site, *written, hclsyntax.Expression) {
	if len(traversal.Traversal) != 2 {
		return at, nil, nil
	}
	name, ok := traversal.Traversal[1].(hcl.TraverseAttr)
	root := traversal.Traversal.RootName()
	if !ok || !e.servesOnly(at.directory, root, name.Name, argument) {
		return at, nil, nil
	}
	switch root {
	case "local":
		source, expression := e.localValue(at.directory, name.Name)
		return at, source, expression
	case "var":
		return e.argument(at, name.Name)
	}
	return at, nil, nil
}

// extendList adds an item behind the last one.
func (s *written) extendList(list *hclsyntax.TupleConsExpr, from, to string) bool {
	model := -1
	for i, item := range list.Exprs {
		text, literal := language.LiteralText(item)
		if !literal || hasWord(text, to) {
			return false
		}
		if hasWord(text, from) {
			model = i
		}
	}
	if model < 0 {
		return false
	}
	item := replaceWord(s.slice(list.Exprs[model].Range()), from, to)
	s.appendItem(list.Exprs, item)
	return true
}

// appendItem writes an item behind the last one: on a line of its own where the last one has one.
func (s *written) appendItem(items []hclsyntax.Expression, text string) {
	last := items[len(items)-1].Range()
	ownLine := strings.TrimSpace(string(s.text[s.lineStart(last.Start.Byte):last.Start.Byte])) == ""
	if !ownLine {
		s.insert(last.End.Byte, ", "+text)
		return
	}
	indent := s.indentation(last.Start.Byte)
	end := s.lineEnd(last.End.Byte)
	switch behind := strings.TrimSpace(string(s.text[last.End.Byte:end])); {
	case strings.HasPrefix(behind, ","):
		s.insert(end, "\n"+indent+text+",")
	case strings.HasPrefix(behind, "#"), strings.HasPrefix(behind, "//"):
		s.insert(last.End.Byte, ",")
		s.insert(end, "\n"+indent+text+",")
	default:
		s.insert(last.End.Byte, ",\n"+indent+text)
	}
}

// extendMap adds an entry behind the one that has the word.
func (s *written) extendMap(entries *hclsyntax.ObjectConsExpr, from, to string) bool {
	for _, item := range entries.Items {
		if strings.Contains(s.slice(item.KeyExpr.Range()), to) && hasWord(s.slice(item.KeyExpr.Range()), to) {
			return false
		}
	}
	for _, item := range entries.Items {
		key, value := item.KeyExpr.Range(), item.ValueExpr.Range()
		whole := hcl.Range{Filename: key.Filename, Start: key.Start, End: value.End}
		if !hasWord(s.slice(key), from) {
			continue
		}
		text := replaceWord(s.slice(whole), from, to)
		if strings.TrimSpace(string(s.text[s.lineStart(key.Start.Byte):key.Start.Byte])) != "" {
			s.insert(value.End.Byte, ", "+text)
			return true
		}
		end := s.lineEnd(value.End.Byte)
		comma := ""
		if strings.HasPrefix(strings.TrimSpace(string(s.text[value.End.Byte:end])), ",") {
			comma = ","
		}
		s.insert(end, "\n"+s.indentation(key.Start.Byte)+text+comma)
		return true
	}
	return false
}

// copyBlock writes a copy of the sibling's block behind it, in which the word of one value, the name and the tags
// are those of the new node.
func (e *mender) copyBlock(at site, source *written, block *hclsyntax.Block, change graph.AddLike, property string) bool {
	value := block.Body.Attributes[property]
	if value == nil || len(block.Labels) != 2 || !source.hasLiteral(value.Expr, change.From) {
		return false
	}
	name := renamed(block.Labels[1], change.From, change.To)
	if e.isDeclared(at.directory, block.Labels[0], name) {
		return false
	}
	whole := source.withComments(block)
	copied := newSplices(source, whole)
	copied.replace(block.LabelRanges[1], `"`+name+`"`)
	source.replaceLiterals(copied, value.Expr, change.From, change.To)
	for _, each := range []string{"tags", "tags_all"} {
		if tags := block.Body.Attributes[each]; tags != nil {
			source.replaceLiterals(copied, tags.Expr, change.From, change.To)
		}
	}
	source.insert(source.lineEnd(block.CloseBraceRange.End.Byte), "\n"+source.distance(block)+copied.text())
	return true
}

// withComments is the range of a block.
func (s *written) withComments(block *hclsyntax.Block) hcl.Range {
	return hcl.Range{Filename: s.name, Start: block.TypeRange.Start, End: block.CloseBraceRange.End}
}

func (e *mender) isDeclared(directory, kind, name string) bool {
	if !e.isWhole(directory) {
		return true
	}
	for _, source := range e.files(directory) {
		for _, block := range source.body.Blocks {
			if block.Type == "resource" && len(block.Labels) == 2 && block.Labels[0] == kind && block.Labels[1] == name {
				return true
			}
			if from := block.Body.Attributes["from"]; block.Type == "removed" && from != nil {
				// What a removed block names may not be declared ("removed Block", Terraform language).
				if target, ok := importTargetOf(from.Expr); ok && target.name == kind+"."+name {
					return true
				}
			}
		}
	}
	return false
}

// copied is a stretch of a source with changes of its own.
type copied struct {
	source  *written
	whole   hcl.Range
	splices graph.Splices
}

func newSplices(source *written, whole hcl.Range) *copied {
	return &copied{source: source, whole: whole}
}

func (c *copied) replace(at hcl.Range, text string) {
	start := c.whole.Start.Byte
	c.splices = append(c.splices, graph.Splice{Start: at.Start.Byte - start, End: at.End.Byte - start, Text: text})
}

func (c *copied) text() string {
	return string(c.splices.InOrder().Apply([]byte(c.source.slice(c.whole))))
}

// hasLiteral tells whether a word stands in the texts of an expression.
func (s *written) hasLiteral(expression hclsyntax.Expression, word string) bool {
	found := false
	eachLiteral(expression, func(at hcl.Range) { found = found || hasWord(s.slice(at), word) })
	return found
}

func (s *written) replaceLiterals(in *copied, expression hclsyntax.Expression, from, to string) {
	eachLiteral(expression, func(at hcl.Range) {
		if before := s.slice(at); hasWord(before, from) {
			in.replace(at, replaceWord(before, from, to))
		}
	})
}

// eachLiteral visits the plain parts of the texts in an expression; the keys of objects are none.
func eachLiteral(expression hclsyntax.Expression, visit func(hcl.Range)) {
	_ = hclsyntax.VisitAll(expression, func(node hclsyntax.Node) hcl.Diagnostics {
		if template, ok := node.(*hclsyntax.TemplateExpr); ok {
			for _, part := range template.Parts {
				if literal, ok := part.(*hclsyntax.LiteralValueExpr); ok {
					visit(literal.Range())
				}
			}
		}
		return nil
	})
}
