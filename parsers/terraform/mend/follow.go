package mend

import (
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// maximumFollowed bounds how many names are followed from one to the next.
const maximumFollowed = 32

// follow goes from an expression to the literal that it comes from, through variables and local values that serve
// nothing but arguments of that name. It returns nil where there is none.
func (e *mender) follow(at site, source *written, expression hclsyntax.Expression, property string) (*written, hclsyntax.Expression) {
	argument := property[strings.LastIndexByte(property, '.')+1:]
	for range maximumFollowed {
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

// collection goes from an expression to the list or map that it is written as, through conversions, for
// expressions that keep every item, variables and local values that serve nothing else.
func (e *mender) collection(at site, source *written, expression hclsyntax.Expression) (*written, hclsyntax.Expression) {
	for range maximumFollowed {
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

// localValue returns the expression of a local value and the file that it stands in; nil where there is none.
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

// isGiven tells whether somebody assigns a variable of a root module beside its declaration.
func (e *mender) isGiven(directory, name string) bool {
	return e.shared.isGiven(directory, name) || slices.ContainsFunc(e.configuration.Files, func(file string) bool {
		return path.Dir(file) == directory && (strings.HasSuffix(file, ".tfvars") || strings.HasSuffix(file, ".tfvars.json"))
	})
}
