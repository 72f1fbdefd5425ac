package mend

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/language"
)

// isDeclared tells whether a resource of the type may not have that name, because one has it or had it.
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
				if addressOf(from.Expr) == kind+"."+name {
					return true
				}
			}
		}
	}
	return false
}

// addressOf returns the address that an expression names, bare or in quotes, without keys; "" where it names none.
func addressOf(expression hcl.Expression) string {
	path, problems := hcl.AbsTraversalForExpr(expression)
	if text, ok := language.LiteralText(expression); ok {
		path, problems = hclsyntax.ParseTraversalAbs([]byte(text), "", hcl.InitialPos)
	}
	if problems.HasErrors() {
		return ""
	}
	return strings.Join(language.Names(path), ".")
}

// freeName returns the first of some names that no resource of the type has; "" when all are taken.
func (e *mender) freeName(at site, kind string, names ...string) string {
	for _, name := range names {
		if !e.isDeclared(at.directory, kind, name) {
			return name
		}
	}
	return ""
}

// isTaken tells whether a data source has that name.
func (e *mender) isTaken(directory, kind, name string) bool {
	for _, source := range e.files(directory) {
		for _, block := range source.body.Blocks {
			if block.Type == "data" && slices.Equal(block.Labels, []string{kind, name}) {
				return true
			}
		}
	}
	return false
}

// labelOf is the name that a resource has in its module.
func labelOf(resource *graph.Resource) string {
	_, name, _ := strings.Cut(resource.Address[len(siteOf(resource).prefix):], ".")
	name, _, _ = strings.Cut(name, "[")
	return name
}
