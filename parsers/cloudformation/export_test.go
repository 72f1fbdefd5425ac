package cloudformation

import (
	"slices"
	"strings"
	"testing"

	"github.com/reachlint/reachlint/parsers/graph"
)

// What one template of the scan exports another imports, so both are one unit.
func TestImportedValues(t *testing.T) {
	files := map[string]string{
		"network.yaml": `
Parameters: {Block: {Type: String}}
Resources:
  Vpc: {Type: "AWS::EC2::VPC", Properties: {CidrBlock: !Ref Block}}
  Inner: {Type: "AWS::CloudFormation::Stack", Properties: {TemplateURL: inner.yaml, Parameters: {Vpc: !Ref Vpc}}}
Outputs:
  Vpc: {Value: !Ref Vpc, Export: {Name: !Sub "${AWS::StackName}-VpcId"}}
  Zone: {Value: eu-central-1a, Export: {Name: office-zone}}`,
		"inner.yaml": `
Parameters: {Vpc: {Type: String}}
Resources: {Subnet: {Type: "AWS::EC2::Subnet", Properties: {VpcId: !Ref Vpc}}}
Outputs: {Subnet: {Value: !Ref Subnet, Export: {Name: office-subnet}}}`,
		"office/app.yaml": `
Parameters: {Network: {Type: String}}
Resources:
  Server:
    Type: AWS::EC2::Instance
    Properties:
      SubnetId: !ImportValue office-subnet
      AvailabilityZone: {"Fn::ImportValue": {"Fn::Sub": "office-zone"}}
      PrivateIpAddress: !ImportValue nobody-exports-this
  Group: {Type: "AWS::EC2::SecurityGroup", Properties: {GroupDescription: x, VpcId: {"Fn::ImportValue": {"Fn::Sub": "${Network}-VpcId"}}}}`,
		"alone.yaml": `Resources: {Vpc: {Type: "AWS::EC2::VPC"}}`,
	}
	loader := loaderOf(files, Options{})
	units := loader.RootTemplates([]string{"alone.yaml", "inner.yaml", "network.yaml", "office/app.yaml"}, nil)
	if want := []string{"alone.yaml", "network.yaml"}; !slices.Equal(units, want) {
		t.Fatalf("units are %v, want %v", units, want)
	}
	loaded := loader.Load(t.Context(), "network.yaml")
	server := resourceAt(t, loaded, "app/Server").Properties
	for _, test := range []struct{ name, got, want string }{
		{"an export of a nested stack", describe(server.Entry("SubnetId")), "${network/Inner/Subnet.Ref}"},
		{"a literal export", describe(server.Entry("AvailabilityZone")), "eu-central-1a"},
		{"an export that is not there", describe(server.Entry("PrivateIpAddress")), "${Fn::ImportValue nobody-exports-this}"},
		{"a name built by Sub", describe(resourceAt(t, loaded, "app/Group").Properties.Entry("VpcId")), "${network/Vpc.Ref}"},
		{"a parameter's name", describe(resourceAt(t, loaded, "network/Vpc").Properties.Entry("CidrBlock")), "${network/Block}"},
		{"the place", server.Entry("SubnetId").Range.String(), "office/app.yaml:7:17"},
	} {
		if test.got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, test.got, test.want)
		}
	}
	if len(loaded.Diagnostics) > 0 {
		t.Errorf("diagnostics: %v", summary(loaded.Diagnostics))
	}
}

// A name that several templates may export says so, and links none of them.
func TestAmbiguousExport(t *testing.T) {
	exporting := `{Resources: {Vpc: {Type: "AWS::EC2::VPC"}}, Outputs: {Vpc: {Value: !Ref Vpc, Export: {Name: !Sub "${AWS::StackName}-VpcId"}}}}`
	loader := loaderOf(map[string]string{
		"one.yaml": exporting, "two.yaml": exporting,
		"app.yaml": `{Resources: {Group: {Type: "AWS::EC2::SecurityGroup", Properties: {VpcId: !ImportValue network-VpcId}}}}`,
	}, Options{})
	if units := loader.RootTemplates([]string{"app.yaml", "one.yaml", "two.yaml"}, nil); len(units) != 3 {
		t.Errorf("units are %v, want all three", units)
	}
}

func TestNamesThatMayBeTheSame(t *testing.T) {
	open := graph.Reference{Address: "AWS::StackName", Reason: "open"}.Token()
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"vpc", "vpc", true}, {"vpc", "vpc2", false},
		{"*-vpc", "prod-vpc", true}, {"*-vpc", "prod-subnet", false},
		{"*-vpc", "*:vpc", false}, {"*-*-vpc", "prod-*", true}, {"a*b", "ab", true}, {"a*b", "b*a", false},
		{"*", "vpc", false}, // nothing is written that could agree
		{"", "", false},
	} {
		a, b := strings.ReplaceAll(test.a, "*", open), strings.ReplaceAll(test.b, "*", open)
		if got := mayMean(a, b); got != test.want {
			t.Errorf("mayMean(%s, %s) is %t", test.a, test.b, got)
		}
	}
}

// A stack's name is open, but it is that of one stack: what another exports under the same pattern is not meant.
// A name that may be that of either stays open.
func TestExportsOfNestedStacks(t *testing.T) {
	vpc := `
Resources: {Vpc: {Type: "AWS::EC2::VPC"}}
Outputs: {Name: {Value: !Ref "AWS::StackName"}, Vpc: {Value: !Ref Vpc, Export: {Name: !Sub "${AWS::StackName}-Id"}}}`
	loader := loaderOf(map[string]string{
		"vpc.yaml": vpc,
		"user.yaml": `
Parameters: {Network: {Type: String}}
Resources: {Group: {Type: "AWS::EC2::SecurityGroup", Properties: {VpcId: {"Fn::ImportValue": !Sub "${Network}-Id"}}}}`,
		"main.yaml": `
Parameters: {Network: {Type: String}}
Resources:
  One: {Type: "AWS::CloudFormation::Stack", Properties: {TemplateURL: vpc.yaml}}
  Two: {Type: "AWS::CloudFormation::Stack", Properties: {TemplateURL: vpc.yaml}}
  OfTwo: {Type: "AWS::CloudFormation::Stack", Properties: {TemplateURL: user.yaml, Parameters: {Network: !GetAtt Two.Outputs.Name}}}
  OfMain: {Type: "AWS::CloudFormation::Stack", Properties: {TemplateURL: user.yaml, Parameters: {Network: !Ref "AWS::StackName"}}}
  OfAny: {Type: "AWS::CloudFormation::Stack", Properties: {TemplateURL: user.yaml, Parameters: {Network: !Ref Network}}}`,
	}, Options{})
	loader.RootTemplates([]string{"main.yaml", "user.yaml", "vpc.yaml"}, nil)
	loaded := loader.Load(t.Context(), "main.yaml")
	for _, test := range []struct{ user, want string }{
		{"OfTwo", "${Two/Vpc.Ref}"},
		{"OfMain", "${Fn::ImportValue ${AWS::StackName}-Id}"},
		{"OfAny", "${Fn::ImportValue ${Network}-Id}"},
	} {
		if got := describe(resourceAt(t, loaded, test.user+"/Group").Properties.Entry("VpcId")); got != test.want {
			t.Errorf("%s: got %s, want %s", test.user, got, test.want)
		}
	}
}

// A URL stands for the template of the scan that has its file name.
func TestTemplatesFromURLs(t *testing.T) {
	files := map[string]string{
		"main.yaml": `
Parameters: {Bucket: {Type: String}, Prefix: {Type: String}}
Conditions: {Own: !Equals [!Ref Bucket, ""]}
Resources:
  Literal: {Type: "AWS::CloudFormation::Stack", Properties: {TemplateURL: "https://s3.amazonaws.com/bucket/path/network.yaml"}}
  Substituted: {Type: "AWS::CloudFormation::Stack", Properties: {TemplateURL: !Sub ["https://${B}.s3.${AWS::URLSuffix}/${Prefix}network.yaml", {B: !If [Own, a, b]}]}}
  Joined: {Type: "AWS::CloudFormation::Stack", Properties: {TemplateURL: !Join ["/", ["https://x", !Ref Prefix, "network.yaml"]]}}
  Nearer: {Type: "AWS::CloudFormation::Stack", Properties: {TemplateURL: "https://x/submodules/vpc/templates/vpc.yaml"}}
  Several: {Type: "AWS::CloudFormation::Stack", Properties: {TemplateURL: "https://x/vpc.yaml"}}
  Nowhere: {Type: "AWS::CloudFormation::Stack", Properties: {TemplateURL: "https://x/else.yaml"}}
`,
		"network.yaml":                        `Resources: {Vpc: {Type: "AWS::EC2::VPC"}}`,
		"submodules/vpc/templates/vpc.yaml":   `Resources: {Vpc: {Type: "AWS::EC2::VPC"}}`,
		"submodules/other/templates/vpc.yaml": `Resources: {Vpc: {Type: "AWS::EC2::VPC"}}`,
	}
	loader := loaderOf(files, Options{})
	units := loader.RootTemplates([]string{"main.yaml", "network.yaml", "submodules/other/templates/vpc.yaml", "submodules/vpc/templates/vpc.yaml"}, nil)
	if want := []string{"main.yaml", "submodules/other/templates/vpc.yaml"}; !slices.Equal(units, want) {
		t.Errorf("units are %v, want %v", units, want)
	}
	loaded := loader.Load(t.Context(), "main.yaml")
	for _, id := range []string{"Literal", "Substituted", "Joined", "Nearer"} {
		resourceAt(t, loaded, id+"/Vpc")
	}
	var reasons []string
	for _, opaque := range loaded.Opaque {
		reasons = append(reasons, opaque.Address+": "+opaque.Reason)
	}
	want := []string{
		"Several: its template may be any of submodules/other/templates/vpc.yaml, submodules/vpc/templates/vpc.yaml",
		"Nowhere: its template https://x/else.yaml is not part of the scan",
	}
	if !slices.Equal(reasons, want) {
		t.Errorf("opaque is %q, want %q", reasons, want)
	}
}
