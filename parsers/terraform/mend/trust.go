package mend

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/language"
)

// trust adds a service to those that a role's trust policy names, where it names services in one place, or else beside
// the one principal of another kind. Where the service is named for another action, it is that which is corrected.
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
	switch expression := source.expressionAt(value.Range).(type) {
	case nil:
		return false
	case *hclsyntax.ScopeTraversalExpr:
		source, statements := e.statementsBehind(at, expression)
		return source != nil && source.trustIn(statements, change.Service)
	case *hclsyntax.TemplateExpr:
		return source.trustInText(expression.Range(), change.Service)
	default:
		return source.trustIn(statementsIn(expression), change.Service)
	}
}

// trustStatement is a statement of a trust policy that allows, whoever it is about.
type trustStatement struct {
	actions   hclsyntax.Expression
	services  hclsyntax.Expression      // nil where it is about others
	principal *hclsyntax.ObjectConsExpr // who, in an expression
	block     *hclsyntax.Block          // who, in a policy document
}

// statementsIn returns the statements that an expression writes as objects. One with a condition is none that others
// are to be added to.
func statementsIn(expression hclsyntax.Expression) []trustStatement {
	var found []trustStatement
	_ = hclsyntax.VisitAll(expression, func(node hclsyntax.Node) hcl.Diagnostics {
		object, ok := node.(*hclsyntax.ObjectConsExpr)
		if !ok {
			return nil
		}
		effect := entryNamed(object, "Effect")
		principal, isObject := entryNamed(object, "Principal").(*hclsyntax.ObjectConsExpr)
		if effect != nil && isAllow(effect) && isObject && entryNamed(object, "Action") != nil && entryNamed(object, "Condition") == nil {
			found = append(found, trustStatement{
				actions: entryNamed(object, "Action"), services: entryNamed(principal, "Service"), principal: principal,
			})
		}
		return nil
	})
	return found
}

func isAllow(effect hclsyntax.Expression) bool {
	text, _ := language.LiteralText(effect)
	return text == "Allow"
}

const assumeRole = "sts:AssumeRole"

// trustIn lets a service in by one of the statements, where it is clear by which.
func (s *written) trustIn(statements []trustStatement, service string) bool {
	var named, others []trustStatement
	for _, each := range statements {
		switch {
		case each.services != nil:
			named = append(named, each)
		case s.hasLiteral(each.actions, assumeRole):
			others = append(others, each)
		}
	}
	switch {
	case len(named) == 1 && !s.hasLiteral(named[0].actions, assumeRole):
		return named[0].isForServices() && s.hasLiteral(named[0].services, service) && s.correctAction(named[0].actions)
	case len(named) == 1:
		return s.addService(named[0].services, service)
	case len(named) > 1 || len(others) != 1:
		return false
	case others[0].block != nil:
		return s.addPrincipals(others[0].block, service)
	}
	return s.appendEntry(others[0].principal, "Service", strconv.Quote(service))
}

// isForServices tells whether nobody but services is meant, who all assume a role by the same action.
func (t trustStatement) isForServices() bool {
	if t.block != nil {
		return len(t.block.Body.Blocks) == 1
	}
	return len(t.principal.Items) == 1
}

// correctAction puts the action by which a service assumes a role in the place of another one.
func (s *written) correctAction(actions hclsyntax.Expression) bool {
	if list, ok := actions.(*hclsyntax.TupleConsExpr); ok && len(list.Exprs) == 1 {
		actions = list.Exprs[0]
	}
	if _, literal := language.LiteralText(actions); !literal {
		return false
	}
	s.replace(actions.Range(), strconv.Quote(assumeRole))
	return true
}

// addPrincipals writes a block for a service behind the last one of a statement.
func (s *written) addPrincipals(statement *hclsyntax.Block, service string) bool {
	blocks := statement.Body.Blocks
	last := blocks[len(blocks)-1]
	indent := s.indentation(last.TypeRange.Start.Byte)
	text := lines([]argument{{"type", `"Service"`}, {"identifiers", list([]string{strconv.Quote(service)})}}, indent+s.step())
	s.insert(s.lineEnd(last.CloseBraceRange.End.Byte), "\n\n"+indent+"principals {\n"+text+indent+"}")
	return true
}

// statementsBehind returns the statements of the policy document behind a path, where the path is its only use.
func (e *mender) statementsBehind(at site, traversal *hclsyntax.ScopeTraversalExpr) (*written, []trustStatement) {
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
				return source, documentStatements(block)
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

// documentStatements returns the statements of a policy document, as those of an expression.
func documentStatements(document *hclsyntax.Block) []trustStatement {
	var found []trustStatement
	for _, statement := range document.Body.Blocks {
		actions := statement.Body.Attributes["actions"]
		if statement.Type != "statement" || actions == nil || !allows(statement) {
			continue
		}
		each := trustStatement{actions: actions.Expr, block: statement}
		for _, principals := range statement.Body.Blocks {
			kind, identifiers := principals.Body.Attributes["type"], principals.Body.Attributes["identifiers"]
			if kind == nil || identifiers == nil {
				continue
			}
			if text, _ := language.LiteralText(kind.Expr); text == "Service" {
				each.services = identifiers.Expr
			}
		}
		found = append(found, each)
	}
	return found
}

// allows tells whether a statement of a policy document allows something to some without a condition.
func allows(statement *hclsyntax.Block) bool {
	if effect := statement.Body.Attributes["effect"]; effect != nil && !isAllow(effect.Expr) {
		return false
	}
	for _, each := range statement.Body.Blocks {
		if each.Type != "principals" {
			return false
		}
	}
	return len(statement.Body.Blocks) > 0
}

var serviceName = regexp.MustCompile(`^(?:[a-z0-9.-]|\$\{[A-Za-z0-9_.]+\})+\.amazonaws\.com(?:\.cn)?$`)

// addService adds a service to a list, or makes a list of a single one.
func (s *written) addService(expression hclsyntax.Expression, service string) bool {
	if template, ok := expression.(*hclsyntax.TemplateExpr); ok {
		if text := strings.Trim(s.slice(template.Range()), `"`); !serviceName.MatchString(text) || text == service {
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
		if text, literal := language.LiteralText(item); !literal || text == service {
			return false
		}
	}
	s.appendItem(services.Exprs, strconv.Quote(service))
	return true
}
