package terraform

import (
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/language"
	"github.com/reachlint/reachlint/parsers/terraform/resourcetypes"
)

// set gives a value another content where it is written, or writes it where nobody did.
func (e *mender) set(change graph.SetValue) bool {
	node := e.nodes.Node(change.Node)
	if node == nil || node.Resource == nil || node.Resource.Lookup {
		return false
	}
	at := siteOf(node.Resource)
	before := node.Value(change.Attribute)
	if before.IsAbsent() || before.Range.IsZero() || before.Range == node.Range {
		return e.setAbsent(at, node, change)
	}
	source := e.source(before.Range.File)
	if source == nil {
		return false
	}
	expression := source.expressionAt(before.Range)
	if expression == nil {
		return false
	}
	if _, isList := change.Value.Items(); isList || isReference(change.Value) {
		// What is an expression of its own author's gives way as a whole, where it stands.
		text, ok := e.write(at, change.Value)
		if ok {
			source.replace(expression.Range(), text)
		}
		return ok
	}
	expression = preferred(expression)
	if traversal, ok := expression.(*hclsyntax.ScopeTraversalExpr); ok && traversal.Traversal.RootName() == "each" {
		source, expression = e.ofTurn(at, node.Resource, traversal)
	} else {
		source, expression = e.follow(at, source, expression, resourcetypes.Table[node.Resource.Type].ValueProperty(change.Attribute))
	}
	if expression == nil {
		return false
	}
	text, ok := e.write(at, change.Value)
	if ok {
		source.replace(expression.Range(), text)
	}
	return ok
}

func isReference(value graph.Value) bool {
	_, ok := value.Reference()
	return ok
}

// setAbsent writes an argument that nobody wrote.
func (e *mender) setAbsent(at site, node *graph.Node, change graph.SetValue) bool {
	if node.Address != node.Resource.Address {
		return false
	}
	source, block := e.block(node.Resource)
	if block == nil {
		return false
	}
	property := resourcetypes.Table[node.Resource.Type].ValueProperty(change.Attribute)
	text, ok := e.write(at, change.Value)
	if !ok || property == "" {
		return false
	}
	outer, inner, nested := strings.Cut(property, ".")
	if !nested {
		return block.Body.Attributes[property] == nil && source.addArgument(block, property, text)
	}
	for _, each := range block.Body.Blocks {
		if each.Type == outer {
			return each.Body.Attributes[inner] == nil && source.addArgument(each, inner, text)
		}
	}
	return false
}

// follow goes from an expression to the literal that it comes from, through variables and local values that serve
// nothing but arguments of that name. It returns nil where there is none.
func (e *mender) follow(at site, source *written, expression hclsyntax.Expression, property string) (*written, hclsyntax.Expression) {
	argument := property[strings.LastIndexByte(property, '.')+1:]
	for range maximumModuleDepth {
		if isLiteral(expression) {
			return source, expression
		}
		traversal, ok := expression.(*hclsyntax.ScopeTraversalExpr)
		if !ok {
			return nil, nil
		}
		if at, source, expression = e.behind(at, traversal, argument); expression == nil {
			return nil, nil
		}
	}
	return nil, nil
}

func isLiteral(expression hclsyntax.Expression) bool {
	switch expression := expression.(type) {
	case *hclsyntax.LiteralValueExpr:
		return true
	case *hclsyntax.TemplateExpr:
		return expression.IsStringLiteral()
	}
	return false
}

// servesOnly tells whether a variable or a local value of a module is read in one place only, or wherever it is read
// as the whole of an argument of that name.
func (e *mender) servesOnly(directory, root, name, argument string) bool {
	if !e.isWhole(directory) {
		return false
	}
	all, like := 0, 0
	reads := func(expression hclsyntax.Expression) bool {
		traversal, ok := expression.(*hclsyntax.ScopeTraversalExpr)
		if !ok || traversal.Traversal.RootName() != root {
			return false
		}
		step, named := traversal.Traversal[min(1, len(traversal.Traversal)-1)].(hcl.TraverseAttr)
		return !named || step.Name == name
	}
	for _, source := range e.files(directory) {
		_ = hclsyntax.VisitAll(source.body, func(node hclsyntax.Node) hcl.Diagnostics {
			switch node := node.(type) {
			case *hclsyntax.Attribute:
				if node.Name == argument && reads(node.Expr) {
					like++
				}
			case hclsyntax.Expression:
				if reads(node) {
					all++
				}
			}
			return nil
		})
	}
	return all == 1 || all > 0 && all == like
}

func (e *mender) localValue(directory, name string) (*written, hclsyntax.Expression) {
	for _, source := range e.files(directory) {
		for _, block := range source.body.Blocks {
			if found := block.Body.Attributes[name]; block.Type == "locals" && found != nil {
				return source, found.Expr
			}
		}
	}
	return nil, nil
}

// argument returns what a module's caller gives for a variable, or else its default. What the caller of the
// root module gives is in no source, so there the default counts where no file of variables stands beside it.
func (e *mender) argument(at site, name string) (site, *written, hclsyntax.Expression) {
	if n := len(at.calls); n > 0 {
		call := at.calls[n-1]
		source, block := e.blockAt(call.Range)
		if block == nil {
			return at, nil, nil
		}
		if given := block.Body.Attributes[name]; given != nil {
			return callerOf(at), source, given.Expr
		}
		if e.callers(at.directory) > 1 {
			return at, nil, nil // the default of one is the default of all
		}
	} else if e.isGiven(at.directory, name) {
		return at, nil, nil
	}
	for _, source := range e.files(at.directory) {
		for _, block := range source.body.Blocks {
			if block.Type == "variable" && len(block.Labels) == 1 && block.Labels[0] == name {
				if found := block.Body.Attributes["default"]; found != nil {
					return at, source, found.Expr
				}
			}
		}
	}
	return at, nil, nil
}

// callerOf returns the module instance that calls another one.
func callerOf(at site) site {
	n := len(at.calls) - 1
	caller := site{directory: path.Dir(at.calls[n].Range.File), calls: at.calls[:n]}
	if n > 0 {
		caller.prefix = at.calls[n-1].Address + "."
	} else if i := strings.Index(at.calls[n].Address, "module."); i > 0 {
		caller.prefix = at.calls[n].Address[:i]
	}
	return caller
}

// callers counts the instances of modules in a directory.
func (e *mender) callers(directory string) int {
	found := map[string]bool{}
	for _, resource := range e.configuration.Resources {
		if n := len(resource.Calls); n > 0 && path.Dir(resource.Range.File) == directory {
			found[resource.Calls[n-1].Address] = true
		}
	}
	return len(found)
}

// isGiven tells whether somebody assigns a variable of a root module beside its declaration.
func (e *mender) isGiven(directory, name string) bool {
	if slices.ContainsFunc(e.loader.options.Variables, func(each Assignment) bool { return each.Name == name }) {
		return true
	}
	return e.loader.terragruntSets(directory, name) || len(e.loader.options.VariableFiles) > 0 || slices.ContainsFunc(e.configuration.Files, func(file string) bool {
		return path.Dir(file) == directory && (strings.HasSuffix(file, ".tfvars") || strings.HasSuffix(file, ".tfvars.json"))
	})
}

// addArgument writes an argument behind those that a block begins with.
func (s *written) addArgument(block *hclsyntax.Block, name, text string) bool {
	open, closing := block.OpenBraceRange, block.CloseBraceRange
	if open.Start.Line == closing.Start.Line {
		if len(block.Body.Attributes)+len(block.Body.Blocks) > 0 {
			return false
		}
		indent := s.indentation(open.Start.Byte)
		s.splice(open.End.Byte, closing.Start.Byte, "\n"+indent+s.step()+name+" = "+text+"\n"+indent)
		return true
	}
	anchor := s.anchor(block)
	if anchor == nil {
		s.insert(s.lineEnd(open.End.Byte), "\n"+s.indentation(open.Start.Byte)+s.step()+name+" = "+text)
		return true
	}
	padding := ""
	if width := anchor.EqualsRange.Start.Column - anchor.NameRange.Start.Column; width > len(name)+1 {
		padding = strings.Repeat(" ", width-len(name)-1)
	}
	s.insert(s.lineEnd(anchor.Expr.Range().End.Byte), "\n"+s.indentation(anchor.NameRange.Start.Byte)+name+padding+" = "+text)
	return true
}

// anchor is the argument behind which another one is written: the last of one line in the first run of them.
func (s *written) anchor(block *hclsyntax.Block) *hclsyntax.Attribute {
	attributes := make([]*hclsyntax.Attribute, 0, len(block.Body.Attributes))
	for _, each := range block.Body.Attributes {
		attributes = append(attributes, each)
	}
	slices.SortFunc(attributes, func(a, b *hclsyntax.Attribute) int { return a.SrcRange.Start.Byte - b.SrcRange.Start.Byte })
	var last *hclsyntax.Attribute
	for _, each := range attributes {
		oneLine := each.SrcRange.Start.Line == each.SrcRange.End.Line
		if last != nil && (!oneLine || each.SrcRange.Start.Line != last.SrcRange.End.Line+1) {
			break
		}
		if oneLine && !language.MetaArguments[each.Name] || last != nil {
			last = each
		}
	}
	return last
}
