package mend

import (
	"path"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
)

// literalOf returns a value as it is written in Terraform.
func literalOf(value cty.Value) string { return string(hclwrite.TokensForValue(value).Bytes()) }

// write returns a value as an author at that site would write it, and false where a name is out of reach.
func (e *mender) write(at site, value graph.Value) (string, bool) {
	if items, ok := value.Items(); ok {
		texts := make([]string, len(items))
		for i, item := range items {
			if texts[i], ok = e.write(at, item); !ok {
				return "", false
			}
		}
		return "[" + strings.Join(texts, ", ") + "]", true
	}
	if reference, ok := value.Reference(); ok {
		return e.reference(at, reference)
	}
	text, ok := value.Text()
	if truth, isTruth := value.Boolean(); isTruth {
		return literalOf(cty.BoolVal(truth)), true
	}
	return literalOf(cty.StringVal(text)), ok
}

// reference returns the expression for an attribute of a resource: by its address in the same module, or else as
// the module itself writes it somewhere.
func (e *mender) reference(at site, wanted graph.Reference) (string, bool) {
	if local, ok := strings.CutPrefix(wanted.Address, at.prefix); ok && e.isLocal(at, wanted.Address) {
		return local + "." + wanted.Attribute, true
	}
	return e.expression(at, func(value graph.Value) bool {
		reference, ok := value.Reference()
		return ok && reference == wanted
	})
}

// expression returns a path that the module writes for a value: var.vpc_id, module.network.vpc_id.
func (e *mender) expression(at site, matches func(graph.Value) bool) (string, bool) {
	found := ""
	for _, resource := range e.configuration.Resources {
		if siteOf(resource).prefix != at.prefix {
			continue
		}
		resource.Properties.Each(func(value graph.Value) {
			if found != "" || path.Dir(value.Range.File) != at.directory || !matches(value) {
				return
			}
			if source := e.source(value.Range.File); source != nil {
				found = source.pathAt(value.Range)
			}
		})
		if found != "" {
			return found, true
		}
	}
	return "", false
}

// pathAt returns what is written in a range when it is a path that means the same anywhere in the module.
func (s *written) pathAt(at graph.Range) string {
	traversal, ok := s.expressionAt(at).(*hclsyntax.ScopeTraversalExpr)
	if !ok {
		return ""
	}
	switch traversal.Traversal.RootName() {
	case "var", "local", "module", "data":
		for _, step := range traversal.Traversal {
			if index, isIndex := step.(hcl.TraverseIndex); isIndex && !index.Key.IsKnown() {
				return ""
			}
		}
		return s.slice(traversal.SrcRange)
	}
	return ""
}
