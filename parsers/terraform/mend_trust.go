package terraform

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/graph"
)

// trust adds a service to those that a role's trust policy names, where it names services in one place.
func (e *mender) trust(change graph.Trust) bool {
	role := e.nodes.Node(change.Role)
	if role == nil || role.Resource == nil {
		return false
	}
	at := siteOf(role.Resource)
	value := role.Value("trust_policy")
	source := e.source(value.Range.File)
	if source == nil || e.callers(at.directory) > 1 {
		return false
	}
	expression := source.expressionAt(value.Range)
	if traversal, ok := expression.(*hclsyntax.ScopeTraversalExpr); ok {
		source, expression = e.identifiers(at, traversal)
		return expression != nil && source.addService(expression, change.Service)
	}
	var named []hclsyntax.Expression
	if expression != nil {
		_ = hclsyntax.VisitAll(expression, func(node hclsyntax.Node) hcl.Diagnostics {
			if object, ok := node.(*hclsyntax.ObjectConsExpr); ok {
				for _, item := range object.Items {
					if key, _ := literalText(item.KeyExpr); key == "Service" || hcl.ExprAsKeyword(item.KeyExpr) == "Service" {
						named = append(named, item.ValueExpr)
					}
				}
			}
			return nil
		})
	}
	return len(named) == 1 && source.addService(named[0], change.Service)
}

// identifiers returns the services of the policy document behind a path, where the path is its only use.
func (e *mender) identifiers(at site, traversal *hclsyntax.ScopeTraversalExpr) (*written, hclsyntax.Expression) {
	steps := traversal.Traversal
	if len(steps) != 4 || steps.RootName() != "data" {
		return nil, nil
	}
	kind, ok := steps[1].(hcl.TraverseAttr)
	name, named := steps[2].(hcl.TraverseAttr)
	if !ok || !named || kind.Name != "aws_iam_policy_document" || e.mentions(at.directory, "data."+kind.Name+"."+name.Name) != 1 {
		return nil, nil
	}
	for _, source := range e.files(at.directory) {
		for _, block := range source.body.Blocks {
			if block.Type == "data" && len(block.Labels) == 2 && block.Labels[0] == kind.Name && block.Labels[1] == name.Name {
				return source, servicesOf(block)
			}
		}
	}
	return nil, nil
}

// mentions counts the paths in a module that begin with a text.
func (e *mender) mentions(directory, start string) int {
	count := 0
	for _, source := range e.files(directory) {
		_ = hclsyntax.VisitAll(source.body, func(node hclsyntax.Node) hcl.Diagnostics {
			if traversal, ok := node.(*hclsyntax.ScopeTraversalExpr); ok {
				if text := source.slice(traversal.SrcRange); text == start || strings.HasPrefix(text, start+".") || strings.HasPrefix(text, start+"[") {
					count++
				}
			}
			return nil
		})
	}
	return count
}

// servicesOf returns the identifiers of the one statement that trusts services.
func servicesOf(document *hclsyntax.Block) hclsyntax.Expression {
	var found hclsyntax.Expression
	for _, statement := range document.Body.Blocks {
		for _, principals := range statement.Body.Blocks {
			kind := principals.Body.Attributes["type"]
			identifiers := principals.Body.Attributes["identifiers"]
			if statement.Type != "statement" || principals.Type != "principals" || kind == nil || identifiers == nil {
				continue
			}
			if text, _ := literalText(kind.Expr); text != "Service" {
				continue
			}
			if found != nil {
				return nil
			}
			found = identifiers.Expr
		}
	}
	return found
}

var serviceName = regexp.MustCompile(`^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$`)

// addService adds a service to a list, or makes a list of a single one.
func (s *written) addService(expression hclsyntax.Expression, service string) bool {
	if text, ok := literalText(expression); ok {
		if !serviceName.MatchString(text) || text == service {
			return false
		}
		s.replace(expression.Range(), "["+s.slice(expression.Range())+", "+strconv.Quote(service)+"]")
		return true
	}
	services, ok := expression.(*hclsyntax.TupleConsExpr)
	if !ok || len(services.Exprs) == 0 {
		return false
	}
	for _, item := range services.Exprs {
		if text, literal := literalText(item); !literal || text == service {
			return false
		}
	}
	s.appendItem(services.Exprs, strconv.Quote(service))
	return true
}
