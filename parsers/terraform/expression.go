package terraform

import (
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// expression is a parsed expression with what evaluation needs to know of it, found out once.
type expression struct {
	file     *file
	syntax   hclsyntax.Expression
	constant cty.Value // of a literal
	mentions []mention // what it names, each thing once
	names    []string  // attributes that it asks of anything
	asks     bool      // for a trait of what it names
}

// mention is one thing outside the expression that it names.
type mention struct {
	root  string   // var, local, module, data, each, count, path, terraform, self, or a resource's type
	kind  string   // the data source's type
	name  string   // of the variable, local, module, resource
	names []string // of the attributes or outputs asked for, sorted; nil when it is taken whole
	loose bool     // it is not sure that those are all: the thing is taken whole, or goes on through a splat or for
	deep  bool     // what was asked for is itself looked into, as in aws_x.y.endpoints[0]
	at    hcl.Range
}

// target is the mention without what is asked of it.
func (m mention) target() string { return m.root + "\x00" + m.kind + "\x00" + m.name }

func newExpression(source *file, syntax hclsyntax.Expression) *expression {
	created := &expression{file: source}
	if known, ok := literalValue(syntax); ok {
		created.syntax = syntax
		created.constant = known
		return created
	}
	rewriting := &rewriter{names: map[string]bool{}}
	if rewriting.depth(syntax, 0) > maximumTreeDepth {
		created.constant = unknown.Because("its expression is nested too deeply")
		created.syntax = &hclsyntax.LiteralValueExpr{Val: created.constant, SrcRange: syntax.Range()}
		return created
	}
	traversals := hclsyntax.Variables(syntax) // before rewriting: it knows only HCL's own nodes
	created.syntax = rewriting.rewrite(syntax)
	created.asks = rewriting.asks
	created.names = sortedNames(rewriting.names)
	created.mentions = mentionsOf(traversals, created.names)
	return created
}

// literalValue recognises the plain texts, numbers and truth values that most attributes are.
func literalValue(syntax hclsyntax.Expression) (cty.Value, bool) {
	switch each := syntax.(type) {
	case *hclsyntax.LiteralValueExpr:
		return each.Val, true
	case *hclsyntax.TemplateExpr:
		if len(each.Parts) == 1 {
			if literal, ok := each.Parts[0].(*hclsyntax.LiteralValueExpr); ok && literal.Val.Type() == cty.String {
				return literal.Val, true
			}
		}
		if len(each.Parts) == 0 {
			return cty.StringVal(""), true
		}
	}
	return cty.NilVal, false
}

// sortedNames never returns nil, which stands for a thing that is taken whole.
func sortedNames(set map[string]bool) []string {
	return append([]string{}, slices.Sorted(maps.Keys(set))...)
}

// mentionsOf merges the traversals that lead to the same thing.
func mentionsOf(traversals []hcl.Traversal, names []string) []mention {
	var merged []mention
	at := map[string]int{}
	for _, traversal := range traversals {
		found, ok := mentionOf(traversal, names)
		if !ok {
			continue
		}
		key := found.target()
		i, seen := at[key]
		if !seen {
			at[key] = len(merged)
			merged = append(merged, found)
			continue
		}
		if merged[i].names == nil || found.names == nil {
			merged[i].names = nil
		} else {
			merged[i].names = union(merged[i].names, found.names)
		}
		merged[i].deep = merged[i].deep || found.deep
		merged[i].loose = merged[i].loose || found.loose
	}
	return merged
}

func union(a, b []string) []string {
	set := map[string]bool{}
	for _, each := range a {
		set[each] = true
	}
	for _, each := range b {
		set[each] = true
	}
	return sortedNames(set)
}

func mentionOf(traversal hcl.Traversal, names []string) (mention, bool) {
	steps := make([]string, 0, 4)
	found := mention{root: traversal.RootName(), at: traversal.SourceRange()}
	rest := traversal[1:]
	needed := 1
	switch found.root {
	case "each", "count", "path", "terraform", "self":
		needed = 0
	case "data":
		needed = 2
	}
	for len(steps) < needed && len(rest) > 0 {
		step, ok := rest[0].(hcl.TraverseAttr)
		if !ok {
			return found, false
		}
		steps = append(steps, step.Name)
		rest = rest[1:]
	}
	if needed == 2 && len(steps) == 2 {
		found.kind, found.name = steps[0], steps[1]
	} else if needed == 1 && len(steps) == 1 {
		found.name = steps[0]
	}
	found.ask(rest, names)
	return found, true
}

// ask notes which attributes the rest of a traversal asks for. Where it does not say, as before a splat or
// in a for expression, those that the expression asks of anything come into question.
func (m *mention) ask(rest hcl.Traversal, names []string) {
	for len(rest) > 0 {
		switch step := rest[0].(type) {
		case hcl.TraverseAttr:
			m.names = []string{step.Name}
			m.deep = len(rest) > 1
			return
		case hcl.TraverseIndex:
			// The first index chooses an instance, as in aws_x.y[0]; of a single instance it may also
			// name an attribute: aws_x.y["id"].
			if step.Key.Type() == cty.String {
				m.names = union([]string{step.Key.AsString()}, names)
				if len(rest) > 1 {
					if next, ok := rest[1].(hcl.TraverseAttr); ok {
						m.names = union([]string{next.Name}, []string{step.Key.AsString()})
						m.deep = len(rest) > 2
					}
				}
				return
			}
			rest = rest[1:]
		default:
			rest = nil
		}
	}
	m.loose = true
	if len(names) > 0 {
		m.names = names
	}
}

// rewriter replaces the nodes of a syntax tree that would look into tokens by our own, in place, and
// notes the attributes that the expression asks for.
type rewriter struct {
	names map[string]bool
	asks  bool // for a trait of what is named
}

// noteScope notes what is asked of a named thing; the words of the name itself are not asked for.
func (r *rewriter) noteScope(traversal hcl.Traversal) {
	words := 2
	switch traversal.RootName() {
	case "each", "count", "path", "terraform", "self":
		words = 1
	case "data":
		words = 3
	}
	if len(traversal) > words {
		r.noteTraversal(traversal[words:])
	}
}

func (r *rewriter) noteTraversal(traversal hcl.Traversal) {
	for _, step := range traversal {
		switch each := step.(type) {
		case hcl.TraverseAttr:
			r.names[each.Name] = true
		case hcl.TraverseIndex:
			if each.Key.Type() == cty.String && !each.Key.IsNull() {
				r.names[each.Key.AsString()] = true
			}
		}
	}
}

// noteCall takes lookup(x, "id") for a question after the attribute id.
func (r *rewriter) noteCall(call *hclsyntax.FunctionCallExpr) {
	if call.Name != "lookup" || len(call.Args) < 2 {
		return
	}
	if known, ok := literalValue(call.Args[1]); ok && known.Type() == cty.String && !known.IsNull() {
		r.names[known.AsString()] = true
	}
}

func (r *rewriter) noteKey(key hclsyntax.Expression) {
	if known, ok := literalValue(key); ok && known.Type() == cty.String && !known.IsNull() {
		r.names[known.AsString()] = true
	}
}

// depth measures the tree along its deep sides without recursion beyond the bound.
func (r *rewriter) depth(syntax hclsyntax.Expression, level int) int {
	if level > maximumTreeDepth {
		return level
	}
	deepest := level
	for _, child := range childrenOf(syntax) {
		if *child != nil {
			deepest = max(deepest, r.depth(*child, level+1))
		}
		if deepest > maximumTreeDepth {
			break
		}
	}
	return deepest
}

// functionName takes the namespace off a function of the language itself: core::length is length.
func functionName(name string) string { return strings.TrimPrefix(name, "core::") }
