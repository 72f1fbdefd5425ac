package terraform

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// variable is a variable block.
type variable struct {
	name       string
	block      *block
	constraint cty.Type
	defaults   *typeexpr.Defaults
	standard   *expression // the default; nil when a value is required
	nullable   bool
	typed      bool
}

func newVariable(each *block) *variable {
	created := &variable{
		name: each.labels[0], block: each, constraint: cty.DynamicPseudoType,
		standard: each.expression("default"), nullable: true,
	}
	if nullable := each.expression("nullable"); nullable != nil && nullable.constant != cty.NilVal {
		created.nullable = nullable.constant.Type() != cty.Bool || nullable.constant.IsNull() || nullable.constant.True()
	}
	if constraint := each.expression("type"); constraint != nil {
		created.constraint, created.defaults = constraintOf(constraint)
		created.typed = created.constraint != cty.DynamicPseudoType
	}
	return created
}

// constraintOf reads a type constraint. Sources of old versions write it in quotes: "string", "list".
func constraintOf(constraint *expression) (cty.Type, *typeexpr.Defaults) {
	if constraint.constant != cty.NilVal && constraint.constant.Type() == cty.String && !constraint.constant.IsNull() && constraint.constant.IsKnown() {
		switch text := constraint.constant.AsString(); text {
		case "list":
			return cty.List(cty.DynamicPseudoType), nil
		case "map":
			return cty.Map(cty.DynamicPseudoType), nil
		default:
			parsed, problems := hclsyntax.ParseExpression([]byte(text), constraint.file.name, hcl.InitialPos)
			if problems.HasErrors() {
				return cty.DynamicPseudoType, nil
			}
			return constraintOfSyntax(parsed)
		}
	}
	return constraintOfSyntax(constraint.syntax)
}

func constraintOfSyntax(syntax hcl.Expression) (cty.Type, *typeexpr.Defaults) {
	switch hcl.ExprAsKeyword(syntax) {
	case "list":
		return cty.List(cty.DynamicPseudoType), nil
	case "map":
		return cty.Map(cty.DynamicPseudoType), nil
	}
	constraint, defaults, problems := typeexpr.TypeConstraintWithDefaults(syntax)
	if problems.HasErrors() {
		return cty.DynamicPseudoType, nil
	}
	return constraint, defaults
}
