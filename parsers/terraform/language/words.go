package language

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// MetaArguments are read by Terraform itself and are no properties of a resource (Terraform language,
// "Meta-Arguments").
var MetaArguments = map[string]bool{"count": true, "for_each": true, "provider": true, "depends_on": true}

// MetaBlocks are the blocks of a resource of which the same is true.
var MetaBlocks = map[string]bool{"lifecycle": true, "provisioner": true, "connection": true}

// LiteralText returns the text that an expression is written as. It returns false where the expression is no text, or
// must be evaluated first.
func LiteralText(expression hcl.Expression) (text string, ok bool) {
	known, problems := expression.Value(nil)
	if problems.HasErrors() || known.Type() != cty.String || known.IsNull() || !known.IsKnown() {
		return "", false
	}
	return known.AsString(), true
}

// Names returns the names of a path without the keys of instances: aws_vpc, main and id of aws_vpc.main[0].id.
func Names(path hcl.Traversal) []string {
	var names []string
	for _, step := range path {
		switch each := step.(type) {
		case hcl.TraverseRoot:
			names = append(names, each.Name)
		case hcl.TraverseAttr:
			names = append(names, each.Name)
		}
	}
	return names
}
