package cloudformation

import (
	"slices"
	"strings"
	"testing"
)

// TestDocumentedExamples has, for each function, what CloudFormation's own pages show of it (CloudFormation
// Template Reference, "Intrinsic function reference"; the page is the function's name): what is declared, the
// expression, and what it comes to.
func TestDocumentedExamples(t *testing.T) {
	const mappings = "Mappings: {RegionMap: {us-east-1: {HVM64: ami-0ff8a91507f77f867}, us-west-1: {HVM64: ami-0bdb828fd58c52235}}}\n"
	for _, test := range []struct{ name, declared, expression, want string }{
		{"Fn::Base64", "", `{"Fn::Base64": "AWS CloudFormation"}`, "QVdTIENsb3VkRm9ybWF0aW9u"},
		{"Fn::Cidr", "", `!Cidr ["192.168.0.0/24", 6, 5]`, "[192.168.0.0/27, 192.168.0.32/27, 192.168.0.64/27, 192.168.0.96/27, 192.168.0.128/27, 192.168.0.160/27]"},
		{"Fn::Cidr of a VPC", "", `!Select [0, !Cidr [!GetAtt ExampleVpc.CidrBlock, 1, 8]]`, "10.0.0.0/24"},
		{"Fn::FindInMap", mappings, `!FindInMap [RegionMap, !Ref "AWS::Region", HVM64]`, "ami-0ff8a91507f77f867"},
		{"Fn::FindInMap with a default", mappings, `{"Fn::FindInMap": [RegionMap, eu-south-1, HVM64, {DefaultValue: ami-default}]}`, "ami-default"},
		{"Fn::GetAtt", "", `!GetAtt myELB.DNSName`, "${myELB.DNSName}"},
		{"Fn::GetAZs", "", `!Select [0, {"Fn::GetAZs": ""}]`, "${Fn::GetAZs[0]}"},
		{"Fn::ImportValue", "", `{"Fn::ImportValue": {"Fn::Sub": "${NetworkStackNameParameter}-SecurityGroupID"}}`, "${Fn::ImportValue ${NetworkStackNameParameter}-SecurityGroupID}"},
		{"Fn::Join", "", `!Join [":", [a, b, c]]`, "a:b:c"},
		{"Fn::Join of pseudo parameters", "", `!Join ["", ["arn:", !Ref "AWS::Partition", ":s3:::elasticbeanstalk-*-", !Ref "AWS::AccountId"]]`, "arn:aws:s3:::elasticbeanstalk-*-${AWS::AccountId}"},
		{"Fn::Length", "", `{"Fn::Length": [1, !Ref myELB, b]}`, "3"},
		{"Fn::Select", "", `!Select ["1", ["apples", "grapes", "oranges", "mangoes"]]`, "grapes"},
		{"Fn::Select of a parameter", "", `!Select ["0", !Ref DbSubnetIpBlocks]`, "10.0.48.0/24"},
		{"Fn::Split", "", `!Split ["|", "a|b|c"]`, "[a, b, c]"},
		{"Fn::Split with empty strings", "", `!Split ["|", "a||c|"]`, "[a, , c, ]"},
		{"Fn::Split of an import", "", `!Select [2, !Split [",", !ImportValue AccountSubnetIDs]]`, "${Fn::ImportValue AccountSubnetIDs[2]}"},
		{"Fn::Sub", "", `!Sub "arn:aws:ec2:${AWS::Region}:${AWS::AccountId}:vpc/${ExampleVpc}"`, "arn:aws:ec2:us-east-1:${AWS::AccountId}:vpc/${ExampleVpc.Ref}"},
		{"Fn::Sub with a mapping", "", `!Sub ["www.${Domain}", {Domain: !Ref RootDomainName}]`, "www.${RootDomainName}"},
		{"Fn::ToJsonString", "", `{"Fn::ToJsonString": {key1: val1, key2: !Ref EnvironmentType}}`, `{"key1":"val1","key2":"${EnvironmentType}"}`},
		{"Ref", "", `!Ref ExampleVpc`, "${ExampleVpc.Ref}"},
		{"Fn::If", "", `!If [CreateProdResources, c5.xlarge, t3.small]`, "(c5.xlarge | t3.small)"},
		{"Fn::And", "", `!If [And, a, b]`, "b"},
		{"Fn::Equals", "", `!If [Equals, a, b]`, "b"},
		{"Fn::Not", "", `!If [Not, a, b]`, "a"},
		{"Fn::Or", "", `!If [Or, a, b]`, "(a | b)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			loaded := loadText(t, test.declared+`
Parameters:
  EnvironmentType: {Type: String, AllowedValues: [prod, test]}
  NetworkStackNameParameter: {Type: String}
  RootDomainName: {Type: String}
  DbSubnetIpBlocks: {Type: CommaDelimitedList, Default: "10.0.48.0/24, 10.0.112.0/24, 10.0.176.0/24"}
  ASecurityGroup: {Type: String, Default: sg-mysggroup1}
Conditions:
  CreateProdResources: !Equals [!Ref EnvironmentType, prod]
  And: !And [!Equals ["sg-mysggroup", !Ref ASecurityGroup], !Condition CreateProdResources]
  Equals: !Equals [sg-mysggroup, !Ref ASecurityGroup]
  Not: !Not [!Condition Equals]
  Or: !Or [!Condition Equals, !Condition CreateProdResources]
Resources:
  ExampleVpc: {Type: "AWS::EC2::VPC", Properties: {CidrBlock: 10.0.0.0/16}}
  myELB: {Type: "AWS::ElasticLoadBalancing::LoadBalancer"}
  Subject: {Type: "Test::Some::Type", Properties: {Value: `+test.expression+`}}
`, Options{Region: "us-east-1"})
			if got := describe(resourceAt(t, loaded, "Subject").Properties.Entry("Value")); got != test.want {
				t.Errorf("%s is %s, want %s", test.expression, got, test.want)
			}
		})
	}
}

// The examples of "Fn::ForEach" and of the transform AWS::LanguageExtensions.
func TestDocumentedLoops(t *testing.T) {
	loaded := loadText(t, `
Transform: AWS::LanguageExtensions
Parameters: {pRepoARNs: {Type: CommaDelimitedList, Default: "Success,Failure"}}
Mappings: {Buckets: {Properties: {Identifiers: [A, B]}}}
Conditions:
  "Fn::ForEach::Checks": [Name, [Yes1, Yes2], {"Is${Name}": !Equals [!Ref "AWS::Region", us-east-1]}]
Resources:
  "Fn::ForEach::Topics":
    - TopicName
    - !Ref pRepoARNs
    - "SnsTopic${TopicName}": {Type: "AWS::SNS::Topic", Properties: {TopicName: {"Fn::Join": [".", [!Ref TopicName, fifo]]}, FifoTopic: true}}
  "Fn::ForEach::Buckets":
    - Identifier
    - !FindInMap [Buckets, Properties, Identifiers]
    - "Bucket${Identifier}":
        Type: AWS::S3::Bucket
        Condition: IsYes1
        Properties: {"Fn::ForEach::Inner": [Key, [One, Two], {"${Key}": !Sub "${Identifier}-${Key}"}]}
  "Fn::ForEach::Outer":
    - X
    - [a]
    - "Fn::ForEach::Nested": [Y, [b, c], {"Pair${X}${Y}": {Type: "AWS::EC2::VPC"}}]
  Policy: {Type: "AWS::EC2::VPC", DeletionPolicy: !If [IsYes2, Retain, Delete], Properties: {Count: {"Fn::Length": !Ref pRepoARNs}}}
`, Options{Region: "us-east-1"})
	var got []string
	for _, resource := range loaded.Resources {
		got = append(got, resource.Address+" "+describe(resource.Properties))
	}
	want := []string{
		"SnsTopicSuccess {FifoTopic: true, TopicName: Success.fifo}",
		"SnsTopicFailure {FifoTopic: true, TopicName: Failure.fifo}",
		"BucketA {One: A-One, Two: A-Two}",
		"BucketB {One: B-One, Two: B-Two}",
		"Pairab {}",
		"Pairac {}",
		"Policy {Count: 2}",
	}
	if !slices.Equal(got, want) || len(loaded.Diagnostics) > 0 {
		t.Errorf("got %s; %q", strings.Join(got, "\n"), summary(loaded.Diagnostics))
	}
}
