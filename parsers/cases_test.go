package parsers

import (
	"slices"
	"testing"

	"github.com/reachlint/reachlint/parsers/graph"
)

const correlated = `
Parameters:
  Private: {Type: String, AllowedValues: ["yes", "no"]}
  Size: {Type: String, AllowedValues: [small, large, huge]}
  Bucket: {Type: String}
Conditions:
  IsPrivate: !Equals [!Ref Private, "yes"]
  IsPublic: !Not [!Condition IsPrivate]
  AlsoPrivate: !Not [!Equals ["no", !Ref Private]]
  IsLargePrivate: !And [!Condition IsPrivate, !Equals [!Ref Size, large]]
Resources:
  Vpc: {Type: "AWS::EC2::VPC", Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: !If [IsPrivate, true, false]}}
  Subnet: {Type: "AWS::EC2::Subnet", Condition: IsPrivate, Properties: {VpcId: !Ref Vpc}}
  OtherSubnet: {Type: "AWS::EC2::Subnet", Condition: IsPublic, Properties: {VpcId: !Ref Vpc}}
  Server:
    Type: AWS::EC2::Instance
    Properties:
      SubnetId: !If [IsPrivate, !Ref Subnet, !Ref OtherSubnet]
      InstanceType: !If [IsLargePrivate, m5.large, !If [IsPublic, t3.small, t3.micro]]
      ImageId: !Sub ["ami-${Kind}", {Kind: !If [IsPrivate, private, public]}]
  Endpoint: {Type: "AWS::EC2::VPCEndpoint", Condition: AlsoPrivate, Properties: {VpcId: !Ref Vpc, ServiceName: ssm}}
  Nested: {Type: "AWS::CloudFormation::Stack", Condition: IsPublic, Properties: {TemplateURL: nested.yaml, Parameters: {Private: !Ref Private, Chosen: !If [IsLargePrivate, x, !If [IsPublic, y, z]]}}}
  Chosen: {Type: "AWS::CloudFormation::Stack", Properties: {TemplateURL: nested.yaml, Parameters: {Private: x, Chosen: !If [IsLargePrivate, x, !If [IsPublic, y, z]]}}}
`

const correlatedChild = `
Parameters: {Private: {Type: String}, Chosen: {Type: String}}
Conditions: {IsPrivate: !Equals [!Ref Private, "yes"], IsPublic: !Equals [!Ref Private, "no"], IsX: !Equals [!Ref Chosen, x]}
Resources:
  Never: {Type: "AWS::EC2::VPC", Condition: IsPrivate}
  X: {Type: "AWS::EC2::VPC", Condition: IsX}
  WithStack: {Type: "AWS::EC2::VPC", Condition: IsPublic}
`

// What depends on the same thing is there in the same cases.
func TestCases(t *testing.T) {
	loader := NewLoader(tree(map[string]string{"t.yaml": correlated, "nested.yaml": correlatedChild}), Options{})
	loaded := loader.Load(t.Context(), Unit{"t.yaml", CloudFormation})
	var got []string
	for each := range loaded.Cases(t.Context()) {
		line := graph.Case{Assumptions: each.Assumptions}.Name() + ":"
		for _, address := range []string{"Subnet", "OtherSubnet", "Endpoint", "Nested/Never", "Nested/WithStack", "Nested/X", "Chosen/X"} {
			if node := each.Graph.Node(address); node != nil {
				line += " " + address + maybe(node)
			}
		}
		server := each.Graph.Node("Server")
		subnet, _ := server.One("subnets")
		kind, _ := server.Value("instance_type").Text()
		image, _ := server.Value("image").Text()
		hostnames, _ := each.Graph.Node("Vpc").Value("enable_dns_hostnames").Text()
		got = append(got, line+", in "+subnet.Address+" "+kind+" "+image+" "+hostnames)
	}
	private := ": Subnet Endpoint, in Subnet "
	public := ": OtherSubnet Nested/WithStack, in OtherSubnet t3.small ami-public false"
	want := []string{
		"Private is no and Size is large" + public,
		"Private is no and Size is not large" + public,
		"Private is yes and Size is large" + ": Subnet Endpoint Chosen/X, in Subnet " + "m5.large ami-private true",
		"Private is yes and Size is not large" + private + "t3.micro ami-private true",
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("got:")
		for _, line := range got {
			t.Error(line)
		}
	}
}

func maybe(node *graph.Node) string {
	if node.Maybe != "" {
		return "?"
	}
	return ""
}
