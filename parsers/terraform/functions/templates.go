package functions

import (
	"bytes"
	"errors"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/reachlint/reachlint/parsers/terraform/language"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// templateFileFunction fills in a template file. The variables may be unknown or contain tokens.
func (u *unitFunctions) templateFileFunction() function.Function {
	return guardedFunction(func(arguments []cty.Value) (cty.Value, error) {
		if len(arguments) != 2 {
			return cty.DynamicVal, errors.New("templatefile: a path and an object are expected")
		}
		name, _ := arguments[0].Unmark()
		if name.IsNull() || name.Type() != cty.String && name.IsKnown() {
			return cty.DynamicVal, errors.New("templatefile: a path is expected")
		}
		if !name.IsKnown() || unknown.FirstToken(name) != "" {
			return unknown.Text("", unknown.Reason(arguments[0])), nil
		}
		content, missing := u.read(name.AsString())
		if missing != "" {
			return unknown.Text("", missing), nil
		}
		return u.fillTemplate("templatefile", name.AsString(), content, arguments[1])
	})
}

// templateStringFunction fills in a template that is a value itself. What nobody knows of the template stays
// as it is.
func (u *unitFunctions) templateStringFunction() function.Function {
	return guardedFunction(func(arguments []cty.Value) (cty.Value, error) {
		if len(arguments) != 2 {
			return cty.DynamicVal, errors.New("templatestring: a template and an object are expected")
		}
		template, _ := arguments[0].Unmark()
		if !template.IsKnown() {
			return unknown.Text("", unknown.Reason(arguments[0])), nil
		}
		if template.IsNull() || template.Type() != cty.String {
			return cty.DynamicVal, errors.New("templatestring: a template is expected")
		}
		return u.fillTemplate("templatestring", "of templatestring", []byte(template.AsString()), arguments[1])
	})
}

// fillTemplate evaluates a template with the variables for the function of that name.
func (u *unitFunctions) fillTemplate(function, name string, content []byte, variables cty.Value) (cty.Value, error) {
	plain, _ := variables.Unmark()
	if !plain.IsKnown() {
		return unknown.Text("", unknown.Reason(variables)), nil
	}
	if plain.IsNull() || !plain.Type().IsObjectType() && !plain.Type().IsMapType() {
		return cty.DynamicVal, errors.New(function + ": an object of variables is expected")
	}
	if language.TooDeep(content) != "" || u.templates > maximumTemplates {
		return unknown.Text("", "the template "+name+" is nested too deeply"), nil
	}
	parsed, problems := hclsyntax.ParseTemplate(bytes.TrimPrefix(content, []byte("\xef\xbb\xbf")), name, hcl.InitialPos)
	if problems.HasErrors() {
		return cty.DynamicVal, errors.New(function + ": " + unknown.ReasonOfProblems(problems))
	}
	u.templates++
	defer func() { u.templates-- }()
	value, problems := u.Fill(name, content, parsed, plain.AsValueMap())
	if problems.HasErrors() {
		if reason := whyArgumentsUnknown([]cty.Value{variables}); reason != "" {
			return unknown.Text("", reason), nil
		}
		return cty.DynamicVal, errors.New(function + ": " + unknown.ReasonOfProblems(problems))
	}
	if !value.IsKnown() {
		return unknown.Text("", unknown.Reason(value)), nil
	}
	return stdlib.MakeToFunc(cty.String).Call([]cty.Value{value})
}
