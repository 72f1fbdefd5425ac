package functions

import (
	"errors"
	"path"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// arnParseFunction takes an ARN apart (AWS provider, "Function: arn_parse").
var arnParseFunction = guardedFunction(func(arguments []cty.Value) (cty.Value, error) {
	if len(arguments) != 1 {
		return cty.DynamicVal, errors.New("an ARN is expected")
	}
	plain, marks := arguments[0].Unmark()
	if !plain.IsKnown() || plain.IsNull() || plain.Type() != cty.String {
		return unknown.Because(unknown.Reason(arguments[0])), nil
	}
	names := []string{"partition", "service", "region", "account_id", "resource"}
	fields := strings.SplitN(plain.AsString(), ":", 6)
	if len(fields) != 6 || fields[0] != "arn" {
		if token := unknown.FirstToken(plain); token != "" {
			return unknown.Because(unknown.ReasonOfText(token)), nil
		}
		return cty.DynamicVal, errors.New("the text is no ARN")
	}
	parsed := map[string]cty.Value{}
	for i, name := range names {
		parsed[name] = cty.StringVal(fields[i+1])
	}
	return cty.ObjectVal(parsed).WithMarks(marks), nil
})

var arnBuildFunction = plainFunction(func(arguments []cty.Value) (cty.Value, error) {
	fields := []string{"arn"}
	for _, argument := range arguments {
		fields = append(fields, argument.AsString())
	}
	return cty.StringVal(strings.Join(fields, ":")), nil
}, cty.String, cty.String, cty.String, cty.String, cty.String)

// trimRolePathFunction takes the path out of a role's ARN (AWS provider, "Function: trim_iam_role_path").
var trimRolePathFunction = plainFunction(func(arguments []cty.Value) (cty.Value, error) {
	before, role, found := strings.Cut(arguments[0].AsString(), ":role/")
	if !found {
		return cty.DynamicVal, errors.New("the text is no role's ARN")
	}
	return cty.StringVal(before + ":role/" + path.Base(role)), nil
}, cty.String)
