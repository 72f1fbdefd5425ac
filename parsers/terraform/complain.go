package terraform

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/language"
)

// complain reports those errors of an evaluation that the source surely has. Many others come of values that nobody
// knows. What fails within try or can is none of them.
func (s *scope) complain(e *expression, problems hcl.Diagnostics) {
	if s.maybe || s.module.maybe != "" {
		return // Terraform may never come here
	}
	for _, each := range problems {
		if each.Severity != hcl.DiagError || each.Subject == nil {
			continue
		}
		if diagnostic, sure := s.complaint(each); sure {
			diagnostic.Severity, diagnostic.Range = graph.SeverityWarning, e.file.rangeOf(*each.Subject)
			s.module.unit.report(diagnostic)
		}
	}
}

func (s *scope) complaint(found *hcl.Diagnostic) (diagnostic graph.Diagnostic, sure bool) {
	if unknown, ok := hcl.DiagnosticExtra[hclsyntax.FunctionCallUnknownDiagExtra](found); ok {
		return graph.Diagnostic{
			ID:      idFunction,
			Message: fmt.Sprintf("There is no function %s in Terraform.", unknown.CalledFunctionNamespace()+unknown.CalledFunctionName()),
			Help:    "Correct its name.",
		}, true
	}
	if call, ok := hcl.DiagnosticExtra[hclsyntax.FunctionCallDiagExtra](found); ok && call.FunctionCallError() != nil {
		name := call.CalledFunctionName()
		said := graph.Readable(call.FunctionCallError().Error())
		for strings.HasPrefix(said, name+": ") { // the function says it, and who wraps it
			said = said[len(name)+2:]
		}
		return graph.Diagnostic{
			ID:      idFunction,
			Message: fmt.Sprintf("%s fails here: %s.", name, said),
			Help:    "Correct its arguments, for Terraform stops at them.",
		}, name != "try"
	}
	return s.missingOutput(found)
}

// missingOutput tells of an output that a module in view does not have.
func (s *scope) missingOutput(found *hcl.Diagnostic) (diagnostic graph.Diagnostic, sure bool) {
	path, ok := found.Expression.(*hclsyntax.ScopeTraversalExpr)
	if !ok {
		return diagnostic, false
	}
	names := language.Names(path.Traversal)
	if len(names) < 3 || names[0] != "module" {
		return diagnostic, false
	}
	call := s.module.call(names[1])
	if call == nil || !call.expand() || call.opaque != "" || call.source.broken || call.source.outputs[names[2]] != nil {
		return diagnostic, false
	}
	return graph.Diagnostic{
		ID:      idReference,
		Message: fmt.Sprintf("module.%s has no output %s.", names[1], names[2]),
		Help:    fmt.Sprintf("Declare the output in %s, or correct its name.", call.source.directory),
	}, true
}

// check reports what a call of a module in view gives it that it does not take, and what it needs and is not given.
func (c *callState) check() {
	if c.source.broken || c.module.source.broken {
		return
	}
	block := c.declaration.block
	for _, each := range block.attributes {
		if callArguments[each.name] || each.name == "//" || c.source.variables[each.name] != nil {
			continue
		}
		c.module.unit.report(graph.Diagnostic{
			Severity: graph.SeverityWarning, ID: idArgument, Range: block.file.rangeOf(each.at),
			Message: fmt.Sprintf("The module of %s has no variable %s.", c.declaration.address, each.name),
			Help:    fmt.Sprintf("Declare the variable in %s, or remove the argument.", c.source.directory),
		})
	}
	for _, name := range slices.Sorted(maps.Keys(c.source.variables)) {
		if c.source.variables[name].block.attribute("default") != nil || block.attribute(name) != nil {
			continue
		}
		c.module.unit.report(graph.Diagnostic{
			Severity: graph.SeverityWarning, ID: idArgument, Range: c.headerRange(),
			Message: fmt.Sprintf("%s is not given %s, which has no default.", c.declaration.address, name),
			Help:    "Give the module a value for the variable, or the variable a default.",
		})
	}
}
