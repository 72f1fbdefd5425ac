package cloudformation

import (
	"slices"
	"strings"
	"testing"
)

// Local files that AWS::Include names are part of the template, and keep their places.
func TestInclude(t *testing.T) {
	files := map[string]string{
		"t/template.yaml": `
Transform: {Name: AWS::Include, Parameters: {Location: whole.yaml}}
Resources:
  Server:
    Type: AWS::EC2::Instance
    Properties:
      Fn::Transform: {Name: AWS::Include, Parameters: {Location: parts/server.json}}
      ImageId: ami-1
      UserData: {"Fn::Transform": {Name: AWS::Include, Parameters: {Location: parts/data.yaml}}}
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties: {"Fn::Transform": {Name: AWS::Include, Parameters: {Location: missing.yaml}}, VpcId: vpc-1}
  "Fn::Transform": {Name: AWS::Include, Parameters: {Location: "s3://bucket/else.yaml"}}
`,
		"t/whole.yaml":        "Parameters: {Size: {Type: String, Default: large}}\nResources:\n  Vpc:\n    Type: AWS::EC2::VPC\n",
		"t/parts/server.json": `{"InstanceType": {"Ref": "Size"}, "ImageId": "ami-2"}`,
		"t/parts/data.yaml":   "\n- !Ref Size\n- Fn::Transform: {Name: AWS::Include, Parameters: {Location: ../inner.yaml}}\n",
		"t/inner.yaml":        "!Sub 'inner ${Size}'",
	}
	loaded := load(t, files, Options{}, "t/template.yaml")
	server := resourceAt(t, loaded, "Server").Properties
	for _, test := range []struct{ name, got, want string }{
		{"properties", describe(server), "{ImageId: ami-1, InstanceType: large, UserData: [large, inner large]}"},
		{"a place in JSON", server.Entry("InstanceType").Range.String(), "t/parts/server.json:1:18"},
		{"a place in YAML", server.Path("UserData.1").Range.String(), "t/inner.yaml:1:1"},
		{"a resource", resourceAt(t, loaded, "Vpc").Range.String(), "t/whole.yaml:3:3"},
		{"its own place", server.Entry("ImageId").Range.String(), "t/template.yaml:8:16"},
		{"files", strings.Join(loaded.Files, " "), "t/template.yaml t/parts/data.yaml t/inner.yaml t/parts/server.json t/whole.yaml"},
	} {
		if test.got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, test.got, test.want)
		}
	}
	if len(loaded.Diagnostics) != 2 || loaded.Diagnostics[0].ID != "cloudformation-include" || loaded.Diagnostics[1].ID != "cloudformation-unsupported" {
		t.Errorf("diagnostics: %q", summary(loaded.Diagnostics))
	}
}

func TestSAMConfiguration(t *testing.T) {
	const template = `
Parameters: {A: {Type: String}, B: {Type: CommaDelimitedList}, C: {Type: String, Default: c}}
Resources: {R: {Type: "Test::Some::Type", Properties: {A: !Ref A, B: !Ref B, C: !Ref C, D: !Ref "AWS::Region"}}}`
	for _, test := range []struct{ name, text, want string }{
		{"a text", `
version = 0.1
[default.global.parameters]
region = "eu-central-1"
[default.deploy.parameters]
stack_name = "office"
parameter_overrides = "A=\"two words\" B=x,y ParameterKey=C,ParameterValue=given"`, "{A: two words, B: [x, y], C: given, D: eu-central-1}"},
		{"a list", "[default.deploy.parameters]\nparameter_overrides = [\"A=one\", 'C=\"a b\"']\n", "{A: one, B: ?parameter B has no default, C: a b, D: ${AWS::Region}}"},
		{"the only environment", "version = 0.1\n[prod.deploy.parameters]\nparameter_overrides = 'A=prod'\n", "{A: prod, B: ?parameter B has no default, C: c, D: ${AWS::Region}}"},
		{"nothing", "version = 0.1\n", "! samconfig.toml:0:0 samconfig.toml has no environment default."},
		{"bad syntax", "version = 0.1\n[x", "! samconfig.toml:2:2 samconfig.toml is not well-formed: expected"},
	} {
		t.Run(test.name, func(t *testing.T) {
			files := map[string]string{"t.yaml": template, "samconfig.toml": test.text}
			loaded := load(t, files, Options{ParameterFiles: []string{"samconfig.toml"}}, "t.yaml")
			got := describe(resourceAt(t, loaded, "R").Properties)
			if fault, wanted := strings.CutPrefix(test.want, "! "); wanted {
				if got := summary(loaded.Diagnostics); len(got) != 1 || !strings.HasPrefix(got[0], "error cloudformation-parameters "+fault) {
					t.Errorf("diagnostics: %q, want %q", summary(loaded.Diagnostics), fault)
				}
			} else if got != test.want || len(loaded.Diagnostics) > 0 {
				t.Errorf("got %s, want %s; %q", got, test.want, summary(loaded.Diagnostics))
			}
		})
	}
}

// SAM's Globals complete its functions, and what SAM generates is nobody's fault.
func TestServerlessFunctions(t *testing.T) {
	loaded := loadText(t, `
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Timeout: 10
    VpcConfig: {SecurityGroupIds: [!Ref Group], SubnetIds: [subnet-1]}
    Environment: {Variables: {A: "1", B: "2"}}
Resources:
  Group: {Type: "AWS::EC2::SecurityGroup"}
  One: {Type: "AWS::Serverless::Function"}
  Two:
    Type: AWS::Serverless::Function
    Properties:
      Timeout: 20
      VpcConfig: {SecurityGroupIds: [sg-2]}
      Environment: {Variables: {B: "3"}}
  Alarm: {Type: "AWS::CloudWatch::Alarm", Properties: {Role: !GetAtt TwoRole.Arn}}
`, Options{})
	for _, test := range []struct{ address, want string }{
		{"One", "{Environment: {Variables: {A: 1, B: 2}}, Timeout: 10, VpcConfig: {SecurityGroupIds: [${Group.Ref}], SubnetIds: [subnet-1]}}"},
		{"Two", "{Environment: {Variables: {A: 1, B: 3}}, Timeout: 20, VpcConfig: {SecurityGroupIds: [${Group.Ref}, sg-2], SubnetIds: [subnet-1]}}"},
	} {
		if got := describe(resourceAt(t, loaded, test.address).Properties); got != test.want {
			t.Errorf("%s is %s, want %s", test.address, got, test.want)
		}
	}
	if len(loaded.Diagnostics)+len(loaded.Opaque) > 0 {
		t.Errorf("diagnostics %v, opaque %v", summary(loaded.Diagnostics), loaded.Opaque)
	}
}

// An assembly of CDK says where each of its stacks is deployed, and which construct a resource comes from.
func TestCloudAssembly(t *testing.T) {
	files := map[string]string{
		"cdk.out/manifest.json": `{"version": "36.0.0", "artifacts": {
			"App": {"type": "aws:cloudformation:stack", "environment": "aws://123456789012/eu-west-1", "properties": {"templateFile": "App.template.json"}},
			"Any": {"type": "aws:cloudformation:stack", "environment": "aws://unknown-account/unknown-region", "properties": {"templateFile": "Any.template.json"}}}}`,
		"cdk.out/App.template.json": `{"Resources": {
			"Vpc8378": {"Type": "AWS::EC2::VPC", "Properties": {"Tags": [{"Ref": "AWS::Region"}, {"Ref": "AWS::AccountId"}]}, "Metadata": {"aws:cdk:path": "App/Vpc/Resource"}},
			"Nested": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": {"Fn::Join": ["", ["https://s3.", {"Ref": "AWS::URLSuffix"}, "/bucket/123.json"]]}}, "Metadata": {"aws:asset:path": "Inner.nested.template.json"}}},
			"Outputs": {"Vpc": {"Value": {"Ref": "Vpc8378"}, "Export": {"Name": "App:ExportsOutputRefVpc8378"}}}}`,
		"cdk.out/Inner.nested.template.json":       `{"Resources": {"Inner": {"Type": "AWS::EC2::VPC", "Properties": {"Tags": [{"Ref": "AWS::Region"}]}}}}`,
		"cdk.out/Any.template.json":                `{"Resources": {"Group": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": {"Fn::ImportValue": "App:ExportsOutputRefVpc8378"}, "GroupDescription": {"Ref": "AWS::Region"}}}}}`,
		"cdk.out/assembly-Prod/manifest.json":      `{"artifacts": {"P": {"type": "aws:cloudformation:stack", "environment": "aws://1/us-east-2", "properties": {"templateFile": "Prod.template.json"}}}}`,
		"cdk.out/assembly-Prod/Prod.template.json": `{"Resources": {"Prod": {"Type": "AWS::EC2::VPC", "Properties": {"Tags": [{"Ref": "AWS::Region"}]}}}}`,
	}
	loader := loaderOf(files, Options{Region: "eu-central-1"})
	units := loader.RootTemplates([]string{"cdk.out/Any.template.json", "cdk.out/App.template.json", "cdk.out/Inner.nested.template.json", "cdk.out/assembly-Prod/Prod.template.json"}, nil)
	if want := []string{"cdk.out/Any.template.json", "cdk.out/assembly-Prod/Prod.template.json"}; !slices.Equal(units, want) {
		t.Fatalf("units are %v, want %v", units, want)
	}
	loaded := loader.Load(t.Context(), units[0])
	vpc := resourceAt(t, loaded, "App/Vpc8378")
	for _, test := range []struct{ name, got, want string }{
		{"a fixed environment", describe(vpc.Properties.Entry("Tags")), "[eu-west-1, 123456789012]"},
		{"a nested stack's environment", describe(resourceAt(t, loaded, "App/Nested/Inner").Properties.Entry("Tags")), "[eu-west-1]"},
		{"no environment", describe(resourceAt(t, loaded, "Any/Group").Properties), "{GroupDescription: eu-central-1, VpcId: ${App/Vpc8378.Ref}}"},
		{"the construct", vpc.Title, "App/Vpc"},
		{"a nested assembly", describe(resourceAt(t, loader.Load(t.Context(), units[1]), "Prod").Properties.Entry("Tags")), "[us-east-2]"},
	} {
		if test.got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, test.got, test.want)
		}
	}
}

func TestRules(t *testing.T) {
	for _, test := range []struct {
		name, rule string
		refused    bool
	}{
		{"contains", `{Assert: !Contains [[small, large], !Ref Size]}`, false},
		{"does not contain", `{Assert: {"Fn::Contains": [[small, medium], !Ref Size]}, AssertDescription: Choose another size.}`, true},
		{"not", `{Assert: !Not [!Equals [!Ref Size, large]]}`, true},
		{"each member", `{Assert: !EachMemberIn [[a, b], [a, b, c]]}`, false},
		{"each member equals", `{Assert: !EachMemberEquals [[a, b], a]}`, true},
		{"and", `{Assert: !And [!Equals [!Ref Open, x], !Equals [!Ref Size, small]]}`, true},
		{"or", `{Assert: !Or [!Equals [!Ref Open, x], !Equals [!Ref Size, small]]}`, false},
		{"open", `{Assert: !Equals [!Ref Open, x]}`, false},
		{"of a thing in AWS", `{Assert: !EachMemberIn [!ValueOfAll ["AWS::EC2::VPC::Id", Tags.Name], [x]]}`, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := "Parameters: {Size: {Type: String, Default: large}, Open: {Type: String}}\nRules:\n  Tested: {Assertions: [" + test.rule +
				"]}\n  Unasked: {RuleCondition: !Equals [!Ref Size, small], Assertions: [{Assert: !Equals [a, b]}]}\nResources: {R: {Type: 'AWS::EC2::VPC'}}"
			diagnostics := loadText(t, text, Options{}).Diagnostics
			if refused := len(diagnostics) == 1 && diagnostics[0].ID == "cloudformation-rule"; refused != test.refused || len(diagnostics) > 1 {
				t.Errorf("refused is %t, want %t: %q", refused, test.refused, summary(diagnostics))
			}
		})
	}
}

// What is not known here is told once for each template, and costs nothing else.
func TestUnsupported(t *testing.T) {
	loaded := loadText(t, `
Transform: OurMacro
Resources:
  Vpc: {Type: "AWS::EC2::VPC", Properties: {CidrBlock: !Nope a, Tags: !Nope b}}
  Group: {Type: "AWS::EC2::SecurityGroup", Properties: {VpcId: !Ref Vpc, GroupDescription: {"Fn::Transform": {Name: Ours}}}}
`, Options{})
	want := "note cloudformation-unsupported template.yaml:2:12 What this template says by the macro OurMacro (line 2), !Nope (line 4), !Nope (line 4), the transform Ours (line 5) is only known to what replaces it before deployment, and was left open."
	if got := summary(loaded.Diagnostics); len(got) != 1 || got[0] != want || len(loaded.Resources) != 2 {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A file may hold other documents before the template.
func TestSeveralDocuments(t *testing.T) {
	const text = "# AWS:: Resources\nkind: Other\n---\nResources:\n  Vpc: {Type: AWS::EC2::VPC}\n---\nkind: Last\n"
	loaded := loadText(t, text, Options{})
	if got := resourceAt(t, loaded, "Vpc").Range.String(); got != "template.yaml:5:3" {
		t.Errorf("the VPC is at %s", got)
	}
}
