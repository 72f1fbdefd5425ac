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
		{"no json, but yaml", "{Resources: {A: {Type: 'AWS::EC2::VPC'},},}",
			[]string{"error cloudformation-syntax f:1:2 f is not well-formed: a name in double quotes is expected here."}, 1},
		{"json with a comma at the end", `{"Resources": {"A": {"Type": "AWS::EC2::VPC"}},}`,
			[]string{"error cloudformation-syntax f:1:48 f is not well-formed: there is a comma before the closing }."}, 1},
		{"json with more behind", `{"Resources": {"A": {"Type": "AWS::EC2::VPC"}}} more`,
			[]string{"error cloudformation-syntax f:1:49 f is not well-formed: there is more text after the end of the template."}, 1},
		{"json with a comment", "{\n  # why\n  \"Resources\": {\"A\": {\"Type\": \"AWS::EC2::VPC\"}}}",
			[]string{"error cloudformation-syntax f:2:3 f is not well-formed: a name in double quotes is expected here."}, 1},
		{"json with an octal number", `{"Resources": {"A": {"Type": "AWS::EC2::VPC", "Properties": {"B": 010}}}}`,
			[]string{"error cloudformation-syntax f:1:67 f is not well-formed: JSON has no value 010."}, 1},
		{"json with a word", `{"Resources": {"A": {"Type": "AWS::EC2::VPC", "Properties": {"B": undefined}}}}`,
			[]string{"error cloudformation-syntax f:1:67 f is not well-formed: JSON has no value undefined."}, 1},
		{"a stencil", "{{ if .Vpc }}\nAWSTemplateFormatVersion: 2010-09-09\nResources: {A: {Type: 'AWS::EC2::VPC'}}\n",
			[]string{"error not-a-template f:0:0 f is not a CloudFormation template: it has no Resources with a Type."}, 0},
		{"two documents", "Resources:\n" + vpc + "---\nResources:\n" + vpc + "---\na: b\n",
			[]string{"warning cloudformation-documents f:4:1 The file holds several YAML documents; only the one on line 1 was looked at."}, 1},
		{"a template behind another document", "a: b\n---\nResources:\n" + vpc,
			[]string{"warning cloudformation-documents f:1:1 The file holds several YAML documents; only the one on line 3 was looked at."}, 1},
		{"a second document that is broken", "Resources:\n" + vpc + "---\na: [\n",
			[]string{"warning cloudformation-documents f:4:1 The file holds several YAML documents; only the one on line 1 was looked at."}, 1},
		{"documents without anything", "---\nResources:\n" + vpc + "---\n# nothing\n...\n---\n", nil, 1},
		{"a line of a text that begins no document", "Resources:\n" + vpc + "Description: |\n  a\n  ---\n  b\n", nil, 1},
		{"UTF-16", "\xff\xfe" + strings.Join(strings.Split("Resources: {A: {Type: AWS::EC2::VPC}}", ""), "\x00") + "\x00",
			[]string{"error cloudformation-encoding f:0:0 f is in UTF-16, so it was not read."}, 0},
		{"deep brackets", "AWSTemplateFormatVersion: x\nA: " + strings.Repeat("[", 20_000),
			[]string{"error cloudformation-syntax f:1:1 f is not well-formed: its values are nested more than 200 deep."}, 0},
		{"resources in a list", "AWSTemplateFormatVersion: x\nResources:\n  - Type: AWS::EC2::VPC\n",
			[]string{"error cloudformation-section f:2:1 Resources is not a mapping, so there is nothing to check."}, 0},
		{"resources in a list, without a version", "Resources:\n  - Type: AWS::EC2::VPC\n",
			[]string{"error cloudformation-section f:1:1 Resources is not a mapping, so there is nothing to check."}, 0},
		{"resources that are nothing", "AWSTemplateFormatVersion: x\nResources:\nOutputs: {}\n",
			[]string{"error cloudformation-section f:2:1 Resources is not a mapping, so there is nothing to check."}, 0},
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
			[]string{"warning cloudformation-function f:3:53 CloudFormation has no function !Nope, so this value was left open."}, 2},
		{"misspelt intrinsics", "Resources:\n" + vpc + "  A: {Type: 'AWS::EC2::Subnet', Properties: {VpcId: !Reff Vpc, CidrBlock: {'Fn::selekt': [0, [a]]}}}\n", []string{
			"warning cloudformation-function f:3:53 CloudFormation has no function !Reff, so this value was left open.",
			"warning cloudformation-function f:3:75 CloudFormation has no function Fn::selekt, so this value was left open."}, 2},
		{"an intrinsic that is known after deployment", "Resources:\n  A: {Type: 'AWS::EC2::Subnet', Properties: {VpcId: !GetStackOutput [a, b], CidrBlock: !ValueOf [a, b]}}\n", nil, 1},
		{"the intrinsic of a tool", "Resources:\n" + vpc + "  A: {Type: 'AWS::EC2::Subnet', Properties: {VpcId: !Rain::Embed x}}\n",
			[]string{"note cloudformation-unsupported f:3:53 What this template says by !Rain::Embed (line 3) is only known to what replaces it before deployment, and was left open."}, 2},
		{"the intrinsic of a macro", "Transform: Mine\nResources:\n  A: {Type: 'AWS::EC2::Subnet', Properties: {VpcId: !Nope x}}\n",
			[]string{"note cloudformation-unsupported f:1:12 What this template says by the macro Mine (line 1), !Nope (line 3) is only known to what replaces it before deployment, and was left open."}, 1},
		{"ref to nothing", "Resources:\n" + vpc + "  A: {Type: 'AWS::EC2::Subnet', Properties: {VpcId: !Ref Vcp}}\n",
			[]string{"warning cloudformation-reference f:3:53 The template has no resource and no parameter Vcp, so this value was left open."}, 2},
		{"ref without a name", "Resources:\n  A: {Type: 'AWS::EC2::Subnet', Properties: {VpcId: !Ref , CidrBlock: {Ref: }}}\n", []string{
			"warning cloudformation-reference f:2:53 A name is missing here, so this value was left open.",
			"warning cloudformation-reference f:2:71 A name is missing here, so this value was left open."}, 1},
		{"a circle of conditions", "Conditions: {A: !Not [!Condition B], B: !Not [!Condition A]}\nResources:\n  Vpc: {Type: 'AWS::EC2::VPC', Condition: A}\n",
			[]string{"error cloudformation-cycle f:1:23 Condition A depends on itself: it needs B (line 1), which needs A (line 1)."}, 1},
		{"a circle of resources", "Resources:\n  A: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: !Sub '${B.C} ${!D} ${E}'}}\n  B:\n    Type: AWS::EC2::VPC\n    DependsOn: [D]\n    Properties: {CidrBlock: !Sub ['${A}', {A: x}]}\n  D: {Type: 'AWS::EC2::VPC', DependsOn: A}\n  E: {Type: 'AWS::EC2::VPC'}\n",
			[]string{"error cloudformation-cycle f:2:54 A depends on itself: it needs B (line 2), which needs D (line 5), which needs A (line 7)."}, 4},
		{"a resource that refers to itself", "Resources:\n  A: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: !Ref A}}\n",
			[]string{"error cloudformation-cycle f:2:54 A depends on itself: it needs A (line 2)."}, 1},
		{"a circle that may not be", "Parameters: {P: {Type: String}}\nConditions: {C: !Equals [!Ref P, x], N: !Equals [a, b]}\nResources:\n  A: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: !If [C, !Ref B, x]}}\n  B: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: !If [N, x, !Ref A]}}\n  D: {Type: 'AWS::EC2::VPC', Condition: C, DependsOn: E}\n  E: {Type: 'AWS::EC2::VPC', Condition: C, DependsOn: D}\n", nil, 4},
		{"a circle that only defaults close", "Parameters: {P: {Type: String, Default: x}}\nConditions: {C: !Equals [!Ref P, x], D: !Not [!Condition C]}\nResources:\n  A: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: !If [C, !Ref B, x]}}\n  B: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: !If [D, x, !Ref A]}}\n  E: {Type: 'AWS::EC2::VPC', Condition: C, DependsOn: F}\n  F: {Type: 'AWS::EC2::VPC', DependsOn: E}\n", nil, 4},
		{"a circle among what SAM writes", "Resources:\n  A: {Type: 'AWS::EC2::VPC', DependsOn: B}\n  B: {Type: 'AWS::Serverless::Function', DependsOn: A}\n", nil, 2},
		{"a circle that SAM may take apart", "Transform: AWS::Serverless-2016-10-31\nResources:\n  A: {Type: 'AWS::EC2::VPC', DependsOn: B}\n  B: {Type: 'AWS::EC2::VPC', DependsOn: A}\n", nil, 2},
		{"a mapping that looks up itself", "Mappings: {A: {a: {b: !FindInMap [A, a, c], c: !FindInMap [A, a, b]}}}\nResources:\n  Vpc: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: !FindInMap [A, a, b]}}\n",
			[]string{"warning cloudformation-cycle f:1:23 This entry of a mapping looks up itself, so it was left open."}, 1},
		{"an unknown condition", "Resources:\n  Vpc: {Type: 'AWS::EC2::VPC', Condition: A}\n",
			[]string{"warning cloudformation-reference f:2:43 There is no condition A, so what depends on it was left open."}, 1},
		{"a circle of attributes", "Resources:\n  A: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: !GetAtt B.CidrBlock}}\n  B: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: !GetAtt A.CidrBlock}}\n",
			[]string{"error cloudformation-cycle f:2:54 A depends on itself: it needs B (line 2), which needs A (line 3)."}, 2},
		{"wrong arguments", "Resources:\n  A: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: !Select a, B: !Join [a], C: !If [a], D: !Split x, E: !Cidr x, F: !FindInMap x, G: !GetAtt x, H: !Sub {a: b}, I: !Ref [x]}}\n", []string{"9"}, 1},
		{"sections that are none", "AWSTemplateFormatVersion: x\nParameters: [a]\nConditions: x\nMappings: 3\nOutputs: []\nResources: x\n", []string{"4"}, 0},
		{"a bomb of aliases", "AWSTemplateFormatVersion: 2010-09-09\n" + bomb(), []string{"error cloudformation-syntax f:1:1 f is not well-formed: its aliases repeat more than a million values."}, 0},
		{"an alias within itself", "AWSTemplateFormatVersion: 2010-09-09\nMetadata: &a [*a]\n", []string{"error cloudformation-syntax f:1:1 f is not well-formed: its values are nested more than 200 deep."}, 0},
		{"deep json", `{"AWSTemplateFormatVersion": ` + strings.Repeat("[", 5000), []string{"error cloudformation-syntax f:1:1 f is not well-formed: its values are nested more than 200 deep."}, 0},
		{"too large", "AWSTemplateFormatVersion: 2010-09-09\n" + strings.Repeat("# comment\n", syntax.MaximumSize/10), []string{"error cloudformation-too-large f:0:0 f is larger than 10 MB, so it was not read."}, 0},
		{"a doubling text", doubling(), nil, 1},
		{"doubling conditions", chain(150, "!Or [!Condition C%[1]d, !Not [!Condition C%[1]d]]"), nil, 2},
		{"a long chain of conditions", chain(50_000, "!Condition C%d"), []string{"error cloudformation-too-large f:49804:11 Conditions are made of one another more than 200 deep, so what depends on condition C49800 was left open."}, 2},
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

func TestNearFunction(t *testing.T) {
	for written, want := range map[string]string{
		"!Reff": "!Ref", "!ref": "!Ref", "!FindInMapp": "!FindInMap", "Fn::Selekt": "Fn::Select", "Fn::Ref": "Ref", "!GetAZ": "!GetAZs",
		"!Nope": "", "!Include": "", "Fn::Frobnicate": "",
	} {
		if got := nearFunction(written); got != want {
			t.Errorf("%s is taken for %q, want %q", written, got, want)
		}
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

// chain is conditions that are each made of the one before, the last of which is used.
func chain(length int, link string) string {
	var text strings.Builder
	text.WriteString("Parameters: {P: {Type: String}}\nConditions:\n  C0: !Equals [!Ref P, x]\n")
	for i := range length {
		fmt.Fprintf(&text, "  C%d: %s\n", i+1, fmt.Sprintf(link, i))
	}
	fmt.Fprintf(&text, `Resources:
  A: {Type: 'AWS::EC2::VPC', Condition: C%[1]d}
  B: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: !If [C%[1]d, 10.0.0.0/16, 10.1.0.0/16]}}
`, length)
	return text.String()
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
