package cloudformation

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/reachlint/reachlint/parsers/graph"
)

const nestingRoot = `
Parameters:
  Zone: {Type: String, AllowedValues: [a, b]}
Conditions:
  InZoneA: !Equals [!Ref Zone, a]
Resources:
  Vpc: {Type: "AWS::EC2::VPC", Properties: {CidrBlock: 10.1.0.0/16}}
  Network:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: ./nested/network.yaml
      Parameters:
        VpcId: !Ref Vpc
        Block: !GetAtt Vpc.CidrBlock
        Groups: !Join [",", [!Ref GroupA, !Ref GroupB]]
        Zone: !Ref Zone
  Perhaps:
    Type: AWS::CloudFormation::Stack
    Condition: InZoneA
    Properties: {TemplateURL: nested/network.yaml, Parameters: {VpcId: vpc-1, Zone: !Ref Zone}}
  GroupA: {Type: "AWS::EC2::SecurityGroup", Properties: {GroupDescription: !GetAtt Network.Outputs.Subnet}}
  GroupB: {Type: "AWS::EC2::SecurityGroup", Properties: {GroupDescription: !GetAtt Network.Outputs.Nothing}}
  Elsewhere:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: "https://s3.amazonaws.com/bucket/other.yaml", Parameters: {Vpc: !Ref Vpc}}
`

const nestingChild = `
Parameters:
  VpcId: {Type: String}
  Block: {Type: String, Default: 10.9.0.0/16}
  Groups: {Type: "List<String>", Default: sg-1}
  Zone: {Type: String}
  Name: {Type: String}
Conditions:
  InZoneA: !Equals [!Ref Zone, a]
Resources:
  Subnet:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref VpcId, CidrBlock: !Select [0, !Cidr [!Ref Block, 1, 8]], AvailabilityZone: !Ref Name}
  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Condition: InZoneA
    Properties: {SecurityGroupIds: !Ref Groups, SubnetIds: [!Ref Subnet], ServiceName: !Ref Zone}
Outputs:
  Subnet: {Value: !Ref Subnet}
`

func TestNestedStacks(t *testing.T) {
	loaded := load(t, map[string]string{"stacks/root.yaml": nestingRoot, "stacks/nested/network.yaml": nestingChild}, Options{}, "stacks/root.yaml")
	subnet := resourceAt(t, loaded, "Network/Subnet")
	endpoint := resourceAt(t, loaded, "Network/Endpoint")
	perhaps := resourceAt(t, loaded, "Perhaps/Endpoint")
	for _, test := range []struct{ name, got, want string }{
		{"a parameter of the caller", describe(subnet.Properties.Entry("VpcId")), "${Vpc.Ref}"},
		{"a configured attribute of the caller", describe(subnet.Properties.Entry("CidrBlock")), "10.1.0.0/24"},
		{"a parameter nobody gives", describe(subnet.Properties.Entry("AvailabilityZone")), "${Network/Name}"},
		{"a joined list", describe(endpoint.Properties.Entry("SecurityGroupIds")), "[${GroupA.Ref}, ${GroupB.Ref}]"},
		{"a reference within", describe(endpoint.Properties.Entry("SubnetIds")), "[${Network/Subnet.Ref}]"},
		{"an output", describe(resourceAt(t, loaded, "GroupA").Properties.Entry("GroupDescription")), "${Network/Subnet.Ref}"},
		{"a missing output", describe(resourceAt(t, loaded, "GroupB").Properties.Entry("GroupDescription")), "?stacks/nested/network.yaml has no output Nothing"},
		{"an undecided condition within", endpoint.Maybe, "condition InZoneA depends on parameter Zone, which has no default"},
		{"an undecided stack", resourceAt(t, loaded, "Perhaps/Subnet").Maybe, "condition InZoneA depends on parameter Zone, which has no default"},
		{"a parameter under the stack's condition", describe(perhaps.Properties.Entry("ServiceName")), "a"},
		{"the calls", endpoint.Calls[0].Address + " " + endpoint.Calls[0].Range.String(), "Network stacks/root.yaml:8:3"},
		{"the names it came through", strings.Join(subnet.Properties.Entry("CidrBlock").Via, " "), "Block"},
	} {
		if test.got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, test.got, test.want)
		}
	}
	if len(loaded.Opaque) != 1 || loaded.Opaque[0].Address != "Elsewhere" || loaded.Opaque[0].Received[0].Address != "Vpc" {
		t.Errorf("opaque is %v, want Elsewhere, which received Vpc", loaded.Opaque)
	}
	if want := []string{"stacks/root.yaml", "stacks/nested/network.yaml"}; !slices.Equal(loaded.Files, want) {
		t.Errorf("files are %v, want %v", loaded.Files, want)
	}
}

func TestRootTemplates(t *testing.T) {
	files := map[string]string{
		"root.yaml":   `{Resources: {A: {Type: "AWS::CloudFormation::Stack", Properties: {TemplateURL: child.yaml}}}}`,
		"child.yaml":  `{Resources: {A: {Type: "AWS::EC2::VPC"}}}`,
		"one.yaml":    `{Resources: {A: {Type: "AWS::CloudFormation::Stack", Properties: {TemplateURL: two.yaml}}}}`,
		"two.yaml":    `{Resources: {A: {Type: "AWS::CloudFormation::Stack", Properties: {TemplateURL: one.yaml}}}}`,
		"asset.json":  `{"Resources": {"A": {"Type": "AWS::CloudFormation::Stack", "Metadata": {"aws:asset:path": "nested.json"}}}}`,
		"nested.json": `{"Resources": {"A": {"Type": "AWS::EC2::VPC"}}}`,
		"self.yaml":   `{Resources: {A: {Type: "AWS::CloudFormation::Stack", Properties: {TemplateURL: self.yaml}}}}`,
	}
	loader := loaderOf(files, Options{})
	roots := loader.RootTemplates([]string{"asset.json", "child.yaml", "nested.json", "one.yaml", "root.yaml", "self.yaml", "two.yaml"}, nil)
	if want := []string{"asset.json", "one.yaml", "root.yaml", "self.yaml"}; !slices.Equal(roots, want) {
		t.Errorf("roots are %v, want %v", roots, want)
	}
	for _, file := range []string{"one.yaml", "self.yaml"} { // circles end
		if loaded := load(t, files, Options{}, file); len(loaded.Opaque) == 0 {
			t.Errorf("%s has no opaque end", file)
		}
	}
}

func TestIsTemplate(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       bool
	}{
		{"a template", "Resources: {A: {Type: 'AWS::EC2::VPC'}}", true},
		{"a custom resource alone", "Resources: {A: {Type: 'Custom::Thing'}}", true},
		{"a version alone", "AWSTemplateFormatVersion: 2010-09-09", true},
		{"json", `{"Resources": {"A": {"Type": "AWS::EC2::VPC"}}}`, true},
		{"a loop", "Resources: {'Fn::ForEach::A': [X, [a], {'${X}': {Type: 'AWS::EC2::VPC'}}]}", true},
		{"something else", "Resources: [AWS::EC2::VPC]", false},
		{"a rule file", "ResourceTypes: ['AWS::EC2::VPC']", false},
		{"an inner template", "template: {Resources: {A: {Type: 'AWS::EC2::VPC'}}}", false},
		{"empty", "", false},
		{"broken, but meant", "AWSTemplateFormatVersion: 2010-09-09\n\tResources: {", true},
		{"broken json, but meant", `{"AWSTemplateFormatVersion": "2010-09-09", `, true},
		{"broken, with resources", "Resources:\n  A: {Type: AWS::EC2::VPC\n", true},
		{"broken, something else", "kind: [", false},
	} {
		if got := loaderOf(map[string]string{"f": test.text}, Options{}).IsTemplate("f"); got != test.want {
			t.Errorf("%s: IsTemplate is %t, want %t", test.name, got, test.want)
		}
	}
}

// Properties are made what the schema declares, and everything else stays.
func TestSchema(t *testing.T) {
	loaded := loadText(t, `
Parameters: {Port: {Type: String, Default: "443"}, Flag: {Type: String, Default: "true"}, Group: {Type: String}}
Resources:
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: 80
      SecurityGroupIngress: {FromPort: "443", ToPort: !Ref Port, IpProtocol: -1, Unheard: "80"}
  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties: {PrivateDnsEnabled: yes, SubnetIds: subnet-1, SecurityGroupIds: !Ref Group, RouteTableIds: !GetAtt A.B}
  Network:
    Type: AWS::EC2::VPC
    Properties: {EnableDnsSupport: !Ref Flag, EnableDnsHostnames: "false"}
  A: {Type: "Unheard::Of::Type", Properties: {Port: "80", Flag: yes}}
`, Options{})
	ingress := resourceAt(t, loaded, "Group").Properties.Path("SecurityGroupIngress.0")
	endpoint := resourceAt(t, loaded, "Endpoint").Properties
	network := resourceAt(t, loaded, "Network").Properties
	for _, test := range []struct {
		name string
		got  graph.Value
		want graph.Value
	}{
		{"a number in quotes", ingress.Entry("FromPort"), graph.Number(443, graph.Range{})},
		{"a number from a parameter", ingress.Entry("ToPort"), graph.Number(443, graph.Range{})},
		{"a text without quotes", ingress.Entry("IpProtocol"), graph.Text("-1", graph.Range{})},
		{"a name of no schema", ingress.Entry("Unheard"), graph.Text("80", graph.Range{})},
		{"a number for a text", resourceAt(t, loaded, "Group").Properties.Entry("GroupDescription"), graph.Text("80", graph.Range{})},
		{"a truth value of YAML 1.1", endpoint.Entry("PrivateDnsEnabled"), graph.Boolean(true, graph.Range{})},
		{"a truth value from a parameter", network.Entry("EnableDnsSupport"), graph.Boolean(true, graph.Range{})},
		{"a truth value in quotes", network.Entry("EnableDnsHostnames"), graph.Boolean(false, graph.Range{})},
		{"a type of no schema", resourceAt(t, loaded, "A").Properties.Entry("Port"), graph.Text("80", graph.Range{})},
	} {
		if !equal(test.got, test.want) {
			t.Errorf("%s: got %#v", test.name, test.got)
		}
	}
	for name, want := range map[string]string{"SubnetIds": "[subnet-1]", "SecurityGroupIds": "?parameter Group has no default", "RouteTableIds": "[${A.B}]"} {
		if got := describe(endpoint.Entry(name)); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}

func TestOpaqueAndDirectives(t *testing.T) {
	loaded := loadText(t, `
Transform: [AWS::LanguageExtensions, OurMacro]
Parameters: {Services: {Type: CommaDelimitedList}}
Resources:
  Vpc: {Type: "AWS::EC2::VPC"}
  # reachlint:ignore admin-port-open -- the jump host is going away
  Lookup:
    Type: Custom::Lookup
    Metadata:
      reachlint:
        licensed: true
        ignore: [{rule: ssm-endpoint-missing, until: 2027-01-31, reason: it moves}]
    Properties: {ServiceToken: arn, Vpc: !Ref Vpc}
  Module: {Type: "Our::Own::Thing::MODULE"}
  Tool: {Type: !Rain::Module ../network.yml, Properties: {Vpc: !Ref Vpc}}
  "Fn::ForEach::Endpoints":
    - Service
    - !Ref Services
    - "Endpoint${Service}": {Type: "AWS::EC2::VPCEndpoint", Properties: {VpcId: !Ref Vpc, ServiceName: !Ref Service}}
  "Fn::ForEach::Zones":
    - Zone
    - [a, b-1]
    - "Subnet&{Zone}": {Type: "AWS::EC2::Subnet", Properties: {VpcId: !Ref Vpc, AvailabilityZone: !Ref Zone, Tags: [{Key: Name, Value: !Sub "net-${Zone}"}]}}
`, Options{})
	var opaque []string
	for _, part := range loaded.Opaque {
		opaque = append(opaque, part.Address)
	}
	if want := []string{"Transform OurMacro", "Lookup", "Module", "Tool", "Fn::ForEach::Endpoints"}; !slices.Equal(opaque, want) {
		t.Errorf("opaque is %v, want %v", opaque, want)
	}
	if received := loaded.Opaque[len(loaded.Opaque)-1].Received; len(received) != 1 || received[0].Address != "Vpc" {
		t.Errorf("the open loop received %v, want Vpc", received)
	}
	if got := describe(resourceAt(t, loaded, "Subnetb1").Properties); got != "{AvailabilityZone: b-1, Tags: [{Key: Name, Value: net-b-1}], VpcId: ${Vpc.Ref}}" {
		t.Errorf("the loop's second subnet is %s", got)
	}
	var directives []string
	for _, directive := range resourceAt(t, loaded, "Lookup").Directives {
		directives = append(directives, directive.Word+" "+directive.Arguments)
	}
	want := []string{"ignore admin-port-open -- the jump host is going away", "licensed ", "ignore ssm-endpoint-missing until=2027-01-31 -- it moves"}
	if !slices.Equal(directives, want) {
		t.Errorf("directives are %q, want %q", directives, want)
	}
}

func TestParameters(t *testing.T) {
	files := map[string]string{
		"t.yaml": `
Parameters: {A: {Type: String}, B: {Type: CommaDelimitedList}, C: {Type: String, Default: c}, D: {Type: String}}
Resources: {R: {Type: "Test::Some::Type", Properties: {A: !Ref A, B: !Ref B, C: !Ref C, D: !Ref D, E: !Ref "AWS::AccountId"}}}`,
		"cli.json":      `[{"ParameterKey": "A", "ParameterValue": "from cli"}, {"ParameterKey": "D", "UsePreviousValue": true}, "B=x,y"]`,
		"pipeline.json": `{"Parameters": {"A": "from pipeline", "B": ["x", "y"]}, "StackPolicy": {}}`,
		"plain.json":    `{"A": "from plain", "B": "x,y"}`,
		"wrong.json":    `"no"`,
		"template.json": `{"Parameters": {"A": {"Type": "String"}}, "Resources": {}}`,
		"samconfig.yaml": `
version: 0.1
default: {deploy: {parameters: {parameter_overrides: ["A='from sam'", "B=x,y"]}}}`,
	}
	for _, test := range []struct {
		file, want string
	}{
		{"cli.json", "{A: from cli, B: [x, y], C: given, D: ${D}, E: 111122223333}"},
		{"pipeline.json", "{A: from pipeline, B: [x, y], C: given, D: ${D}, E: 111122223333}"},
		{"plain.json", "{A: from plain, B: [x, y], C: given, D: ${D}, E: 111122223333}"},
		{"samconfig.yaml", "{A: from sam, B: [x, y], C: given, D: ${D}, E: 111122223333}"},
		{"template.json", "{A: ${A}, B: ?parameter B has no default, C: given, D: ${D}, E: 111122223333}"},
		{"wrong.json", "{A: ${A}, B: ?parameter B has no default, C: given, D: ${D}, E: 111122223333}"},
		{"missing.json", "{A: ${A}, B: ?parameter B has no default, C: given, D: ${D}, E: 111122223333}"},
	} {
		options := Options{ParameterFiles: []string{test.file}, Parameters: []Assignment{{"C", "first"}, {"C", "given"}, {"AWS::AccountId", "111122223333"}}}
		loaded := load(t, files, options, "t.yaml")
		entries, _ := resourceAt(t, loaded, "R").Properties.Entries()
		for i := range entries {
			entries[i].Value.Via = nil
		}
		if got := describe(resourceAt(t, loaded, "R").Properties); got != test.want {
			t.Errorf("%s: got %s, want %s", test.file, got, test.want)
		}
		if problems := len(loaded.Diagnostics); (problems > 0) != slices.Contains([]string{"wrong.json", "missing.json", "template.json"}, test.file) {
			t.Errorf("%s: diagnostics are %q", test.file, summary(loaded.Diagnostics))
		}
	}
}

func TestTrail(t *testing.T) {
	loaded := loadText(t, preamble+`{ImageId: [!FindInMap [Images, !Ref "AWS::Region", office]]}
      ImageId: !Ref Image
      Direct: "{{resolve:ssm:/office/ami:1}}"
`, Options{Region: "us-east-1"})
	for name, want := range map[string]string{
		"Value":   "Images us-east-1 office",
		"ImageId": "Image /aws/service/windows/latest",
		"Direct":  "/office/ami",
	} {
		if got := strings.Join(resourceAt(t, loaded, "Subject").Properties.Entry(name).Via, " "); got != want {
			t.Errorf("%s came through %s, want %s", name, got, want)
		}
	}
}

// A loader serves any number of goroutines, which share what was read.
func TestConcurrentLoads(t *testing.T) {
	loader := loaderOf(map[string]string{"stacks/root.yaml": nestingRoot, "stacks/nested/network.yaml": nestingChild}, Options{})
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if loaded := loader.Load(t.Context(), "stacks/root.yaml"); len(loaded.Resources) != 10 {
				t.Errorf("there are %d resources, want 10", len(loaded.Resources))
			}
		})
	}
	group.Wait()
}
