package cloudformation

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
)

// generate returns a template of about count resources, as people write them: subnets, groups, endpoints
// and instances behind parameters, conditions and functions.
func generate(count int) string {
	var text strings.Builder
	text.WriteString(`AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Environment: {Type: String, Default: production, AllowedValues: [production, test]}
  Image: {Type: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>", Default: /aws/service/windows/latest}
Mappings:
  Sizes: {production: {type: m5.large}, test: {type: t3.small}}
Conditions:
  IsProduction: !Equals [!Ref Environment, production]
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/8
      EnableDnsHostnames: true
`)
	for i := 0; i < count/4; i++ {
		fmt.Fprintf(&text, `  Subnet%[1]d:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: 10.%[2]d.%[3]d.0/24
      AvailabilityZone: !Select [%[4]d, !GetAZs ""]
      Tags:
        - Key: Name
          Value: !Sub "${AWS::StackName}-subnet-%[1]d"
  Group%[1]d:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: Instances of office %[1]d
      VpcId: !Ref Vpc
      SecurityGroupIngress:
        - IpProtocol: tcp
          FromPort: "443"
          ToPort: 443
          CidrIp: !GetAtt Vpc.CidrBlock
      SecurityGroupEgress:
        - {IpProtocol: "-1", CidrIp: 0.0.0.0/0}
  Endpoint%[1]d:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub "com.amazonaws.${AWS::Region}.ssm"
      PrivateDnsEnabled: !If [IsProduction, true, false]
      SubnetIds:
        - !Ref Subnet%[1]d
      SecurityGroupIds:
        - !GetAtt Group%[1]d.GroupId
  Instance%[1]d:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: !Ref Image
      InstanceType: !FindInMap [Sizes, !Ref Environment, type]
      SubnetId: !Ref Subnet%[1]d
      SecurityGroupIds: [!GetAtt Group%[1]d.GroupId]
      Tags:
        - Key: Name
          Value: !Join ["-", [office, !Ref Environment, "%[1]d"]]
`, i, i/250, i%250, i%3)
	}
	return text.String()
}

// toJSONText writes a YAML template as JSON.
func toJSONText(b *testing.B, text string) string {
	read := syntax.Parse("template.yaml", []byte(text))
	if read.Broken {
		b.Fatal(read.Diagnostics)
	}
	written, err := json.MarshalIndent(plainOf(&read.Root), "", "  ")
	if err != nil {
		b.Fatal(err)
	}
	return string(written)
}

func plainOf(n *syntax.Node) any {
	switch n.Kind {
	case syntax.Scalar:
		return n.Text
	case syntax.Sequence:
		items := make([]any, len(n.Items))
		for i := range n.Items {
			items[i] = plainOf(&n.Items[i])
		}
		return items
	case syntax.Mapping:
		entries := map[string]any{}
		for i := range n.Names {
			entries[n.Names[i].Text] = plainOf(&n.Items[i])
		}
		return entries
	case syntax.Call:
		return map[string]any{n.Text: plainOf(n.Argument())}
	}
	return nil
}

// BenchmarkLoad reads and evaluates templates, beside the bare parse of the same text.
func BenchmarkLoad(b *testing.B) {
	for _, count := range []int{100, 1_000, 10_000} {
		inYAML := generate(count)
		inJSON := toJSONText(b, inYAML)
		b.Run(fmt.Sprintf("yaml/parse/%d", count), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var root yaml.Node
				if err := yaml.Unmarshal([]byte(inYAML), &root); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("yaml/load/%d", count), func(b *testing.B) { benchmarkLoad(b, inYAML, count) })
		b.Run(fmt.Sprintf("json/parse/%d", count), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var root any
				if err := json.Unmarshal([]byte(inJSON), &root); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("json/load/%d", count), func(b *testing.B) { benchmarkLoad(b, inJSON, count) })
	}
}

func benchmarkLoad(b *testing.B, text string, count int) {
	b.ReportAllocs()
	for b.Loop() {
		loaded := loaderOf(map[string]string{"t": text}, Options{Region: "eu-central-1"}).Load(b.Context(), "t")
		if len(loaded.Resources) < count || len(loaded.Diagnostics) > 0 {
			b.Fatal(len(loaded.Resources), loaded.Diagnostics)
		}
	}
}
