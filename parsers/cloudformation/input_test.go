package cloudformation

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
)

// What is wrong with a template is said once, at its place, and costs nothing else.
func TestBadInput(t *testing.T) {
	const vpc = "  Vpc: {Type: 'AWS::EC2::VPC'}\n"
	for _, test := range []struct {
		name, text string
		want       []string
		resources  int
	}{
		{"empty", "", []string{"error not-a-template f:0:0 f is not a CloudFormation template: it has no Resources with a Type."}, 0},
		{"a tab", "Resources:\n  A:\n\tType: AWS::EC2::VPC\n",
			[]string{"error cloudformation-syntax f:3:1 f is not well-formed: found character 'tab' that cannot start any token."}, 0},
		{"a colon", "Resources:\n  A: b: {Type: 'AWS::EC2::VPC'}\n",
			[]string{"error cloudformation-syntax f:2:6 f is not well-formed: mapping value is not allowed in this context."}, 0},
		{"json without a comma", "{\"Resources\": {\"A\": {\"Type\": \"AWS::EC2::VPC\"}\n  \"B\": {}}}",
			[]string{"error cloudformation-syntax f:2:3 f is not well-formed: a comma or } is expected here."}, 0},
		{"json without an end", `{"Resources": {"A": {"Type": "AWS::EC2::VPC"`,
			[]string{"error cloudformation-syntax f:1:45 f is not well-formed: a comma or } is expected here."}, 0},
		{"no json, but yaml", "{Resources: {A: {Type: 'AWS::EC2::VPC'},},}", nil, 1},
		{"duplicate keys", "Resources:\n" + vpc + "  Vpc: {Type: 'AWS::EC2::Subnet'}\n",
			[]string{"warning cloudformation-duplicate-key f:3:3 Vpc is written twice in the same place, first on line 2; only the last one was looked at."}, 1},
		{"no type", "Resources:\n" + vpc + "  A: {Properties: {}}\n  B: text\n  C: {Type: [x]}\n", []string{
			"warning cloudformation-resource f:3:6 Resource A has no Type, so it was left out.",
			"warning cloudformation-resource f:4:6 Resource B has no Type, so it was left out.",
			"warning cloudformation-resource f:5:6 Resource C has no Type, so it was left out."}, 1},
		{"no resources", "AWSTemplateFormatVersion: 2010-09-09\nResource:\n" + vpc,
			[]string{"warning cloudformation-section f:1:1 The template has no Resources, so there is nothing to check."}, 0},
		{"properties in a list", "Resources:\n  Vpc: {Type: 'AWS::EC2::VPC', Properties: [CidrBlock: 10.0.0.0/16]}\n",
			[]string{"warning cloudformation-resource f:2:44 Properties of Vpc is not a mapping, so it says nothing."}, 1},
		{"an alias without an anchor", "Resources:\n" + vpc + "  # *a\n  A: {Type: 'AWS::EC2::VPC', Properties: *a}\n",
			[]string{"error cloudformation-syntax f:4:42 f is not well-formed: unknown anchor 'a' referenced."}, 0},
		{"latin letters", "Description: caf\xe9\nResources:\n" + vpc,
			[]string{"error cloudformation-syntax f:1:17 f is not well-formed: it holds what is not UTF-8."}, 0},
		{"unknown intrinsic", "Resources:\n" + vpc + "  A: {Type: 'AWS::EC2::Subnet', Properties: {VpcId: !Nope x, CidrBlock: 10.0.0.0/24}}\n",
			[]string{"note cloudformation-unsupported f:3:53 What this template says by !Nope (line 3) is only known to what replaces it before deployment, and was left open."}, 2},
		{"ref to nothing", "Resources:\n" + vpc + "  A: {Type: 'AWS::EC2::Subnet', Properties: {VpcId: !Ref Vcp}}\n",
			[]string{"warning cloudformation-reference f:3:53 The template has no resource and no parameter Vcp, so this value was left open."}, 2},
		{"a circle of conditions", "Conditions: {A: !Not [!Condition B], B: !Not [!Condition A]}\nResources:\n  Vpc: {Type: 'AWS::EC2::VPC', Condition: A}\n",
			[]string{"warning cloudformation-cycle f:1:17 Condition A depends on itself, so what depends on it was left open."}, 1},
		{"a mapping that looks up itself", "Mappings: {A: {a: {b: !FindInMap [A, a, c], c: !FindInMap [A, a, b]}}}\nResources:\n  Vpc: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: !FindInMap [A, a, b]}}\n",
			[]string{"warning cloudformation-cycle f:1:23 This entry of a mapping looks up itself, so it was left open."}, 1},
		{"an unknown condition", "Resources:\n  Vpc: {Type: 'AWS::EC2::VPC', Condition: A}\n",
			[]string{"warning cloudformation-reference f:2:43 There is no condition A, so what depends on it was left open."}, 1},
		{"a circle of attributes", "Resources:\n  A: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: !GetAtt B.CidrBlock}}\n  B: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: !GetAtt A.CidrBlock}}\n", nil, 2},
		{"wrong arguments", "Resources:\n  A: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: !Select a, B: !Join [a], C: !If [a], D: !Split x, E: !Cidr x, F: !FindInMap x, G: !GetAtt x, H: !Sub {a: b}, I: !Ref [x]}}\n", []string{"9"}, 1},
		{"sections that are none", "AWSTemplateFormatVersion: x\nParameters: [a]\nConditions: x\nMappings: 3\nOutputs: []\nResources: x\n", []string{"4"}, 0},
		{"a bomb of aliases", "AWSTemplateFormatVersion: 2010-09-09\n" + bomb(), []string{"error cloudformation-syntax f:1:1 f is not well-formed: its aliases repeat more than a million values."}, 0},
		{"an alias within itself", "AWSTemplateFormatVersion: 2010-09-09\nMetadata: &a [*a]\n", []string{"error cloudformation-syntax f:1:1 f is not well-formed: its values are nested more than 200 deep."}, 0},
		{"deep json", `{"AWSTemplateFormatVersion": ` + strings.Repeat("[", 5000), []string{"error cloudformation-syntax f:1:1 f is not well-formed: its values are nested more than 200 deep."}, 0},
		{"too large", "AWSTemplateFormatVersion: 2010-09-09\n" + strings.Repeat("# comment\n", syntax.MaximumSize/10), []string{"error cloudformation-too-large f:0:0 f is larger than 10 MB, so it was not read."}, 0},
		{"a doubling text", doubling(), nil, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			loaded := load(t, map[string]string{"f": test.text}, Options{}, "f")
			got := summary(loaded.Diagnostics)
			if len(test.want) == 1 && test.want[0] == fmt.Sprint(len(got)) {
				got = test.want
			}
			if strings.Join(got, "\n") != strings.Join(test.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
			if len(loaded.Resources) != test.resources {
				t.Errorf("there are %d resources, want %d", len(loaded.Resources), test.resources)
			}
		})
	}
}

// bomb is a text whose aliases stand for ten to the power of nine values.
func bomb() string {
	text := "Metadata:\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
	for i := 1; i < 9; i++ {
		text += fmt.Sprintf("  a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 10), ", "))
	}
	return text
}

// doubling is an expression whose text doubles with every level.
func doubling() string {
	expression := "x"
	for range 60 {
		expression = `!Sub ["${A}${A}", {A: ` + expression + `}]`
	}
	return "Resources:\n  A: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: " + expression + "}}\n"
}

// Whatever the bytes are, loading ends and reports; it never panics.
func FuzzLoad(f *testing.F) {
	f.Add(preamble + "!Sub x\n")
	f.Add(nestingRoot)
	f.Add(`{"Resources": {"A": {"Type": "AWS::EC2::VPC", "Properties": {"X": {"Fn::If": ["C", {"Ref": "A"}, {"Fn::GetAtt": ["A", "B"]}]}}}}}`)
	f.Add("Resources:\n  Fn::ForEach::A: [X, [a, b], {'${X}': {Type: 'AWS::EC2::VPC', Properties: {A: !Cidr [10.0.0.0/8, 2, 3]}}}]\n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, head := range []string{"", "AWSTemplateFormatVersion: 2010-09-09\n"} {
			loader := loaderOf(map[string]string{"f": head + text}, Options{})
			loader.RootTemplates([]string{"f"}, nil)
			for _, diagnostic := range loader.Load(t.Context(), "f").Diagnostics {
				if diagnostic.ID == "internal-error" {
					t.Fatal(diagnostic.Message)
				}
			}
		}
	})
}

// TestTooManyStacks nests templates that call the next one twice, which doubles the stacks at every step.
func TestTooManyStacks(t *testing.T) {
	files := fstest.MapFS{}
	for i := range 12 {
		content := "Resources:\n"
		for _, name := range []string{"A", "B"} {
			content += fmt.Sprintf("  %s:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: t%d.yaml}\n", name, i+1)
		}
		files[fmt.Sprintf("t%d.yaml", i)] = &fstest.MapFile{Data: []byte(content)}
	}
	files["t12.yaml"] = &fstest.MapFile{Data: []byte("Resources:\n  Vpc:\n    Type: AWS::EC2::VPC\n")}
	loader := NewLoader(files, Options{})
	if roots := loader.RootTemplates(slices.Sorted(maps.Keys(files)), nil); len(roots) != 1 || roots[0] != "t0.yaml" {
		t.Errorf("roots are %v, want t0.yaml", roots)
	}
	told := 0
	for _, diagnostic := range loader.Load(t.Context(), "t0.yaml").Diagnostics {
		if diagnostic.ID == "cloudformation-too-large" {
			told++
		}
	}
	if told != 1 {
		t.Errorf("told %d times that stacks were left out; want once", told)
	}
}
