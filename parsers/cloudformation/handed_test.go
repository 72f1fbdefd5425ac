package cloudformation

import (
	"slices"
	"strings"
	"testing"
)

func TestHandedParameters(t *testing.T) {
	const subnet = "Parameters: {Subnet: {Type: String}, Zone: {Type: String, Default: a}}\n"
	nesting := func(parameters string) string {
		return "Parameters: {Open: {Type: String}}\nConditions: {Perhaps: !Equals [!Ref Open, x]}\n" + parent("child.yaml"+parameters, "")
	}
	unknown := func(place string) string {
		return "warning cloudformation-reference root.yaml:" + place + " child.yaml declares no parameter Subnets, so CloudFormation refuses to make Child."
	}
	missing := func(place, what string) string {
		return "warning cloudformation-reference root.yaml:" + place + " Child is not given the " + what + ", which child.yaml declares without a default, so CloudFormation refuses to make it."
	}
	for _, test := range []struct {
		name, root, child string
		want              []string
	}{
		{"as declared", nesting(", Parameters: {Subnet: a}"), subnet, nil},
		{"one that is not declared", nesting(", Parameters: {Subnet: a, Subnets: b}"), subnet, []string{unknown("6:67")}},
		{"none is declared", nesting(", Parameters: {Subnets: b}"), "", []string{unknown("6:56")}},
		{"one without a default", nesting(", Parameters: {Zone: b}"), subnet, []string{missing("6:43", "parameter Subnet")}},
		{"no parameters", nesting(""), subnet, []string{missing("4:3", "parameter Subnet")}},
		{"several", nesting(""), "Parameters: {A: {Type: String}, B: {Type: String}, C: {Type: String}}\n", []string{missing("4:3", "parameters A, B and C")}},
		{"a wrong name", nesting(", Parameters: {Subnets: a}"), subnet, []string{unknown("6:56"), missing("6:43", "parameter Subnet")}},
		{"taken away", nesting(", Parameters: {Subnet: !Ref AWS::NoValue}"), subnet, []string{missing("6:43", "parameter Subnet")}},
		{"an undeclared one that may be left out", nesting(", Parameters: {Subnet: a, Subnets: !If [Perhaps, b, !Ref AWS::NoValue]}"), subnet, nil},
		{"a declared one that may be left out", nesting(", Parameters: {Subnet: !If [Perhaps, b, !Ref AWS::NoValue]}"), subnet, nil},
		{"an undeclared one in both cases", nesting(", Parameters: {Subnet: a, Subnets: !If [Perhaps, b, c]}"), subnet, []string{unknown("6:67")}},
		{"an open value", nesting(", Parameters: {Subnet: !Ref Open}"), subnet, nil},
		{"parameters that are not written out", nesting(", Parameters: !If [Perhaps, {Subnet: a}, {Subnets: b}]"), subnet, nil},
		{"parameters that a macro adds to", nesting(", Parameters: {'Fn::Transform': {Name: Mine}, Zone: b}"), subnet, nil},
		{"a macro of the parent", "Transform: Mine\n" + nesting(""), subnet, nil},
		{"a macro of the child", nesting(""), "Transform: Mine\n" + subnet, nil},
		{"a part that is included from elsewhere", nesting(", Parameters: {Subnets: b}"), "Parameters: {'Fn::Transform': {Name: 'AWS::Include', Parameters: {Location: 's3://b/p.yaml'}}}\n", nil},
		{"a transform that declares no parameters", "Transform: AWS::LanguageExtensions\n" + nesting(""), "Transform: AWS::LanguageExtensions\n" + subnet, []string{missing("5:3", "parameter Subnet")}},
		{"a child that cannot be read", nesting(""), subnet + "Outputs: {\n", nil},
		{"a child that is not there", parent("other.yaml, Parameters: {Subnets: a}", ""), subnet, nil},
		{"one of two templates", "Conditions: {Perhaps: !Equals [!Ref Open, x]}\nParameters: {Open: {Type: String}}\n" + parent("!If [Perhaps, child.yaml, other.yaml]", ""), subnet, nil},
		{"a stack that is not made", "Conditions: {Never: !Equals [a, b]}\n" + parent("child.yaml", "    Condition: Never\n"), subnet, nil},
	} {
		loaded := load(t, map[string]string{"root.yaml": test.root, "child.yaml": test.child + "Resources: {Vpc: {Type: 'AWS::EC2::VPC'}}\n"}, Options{}, "root.yaml")
		got := slices.DeleteFunc(summary(loaded.Diagnostics), func(said string) bool {
			return !strings.HasPrefix(said, "warning cloudformation-reference ")
		})
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}
