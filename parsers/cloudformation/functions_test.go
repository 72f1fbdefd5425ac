package cloudformation

import (
	"strings"
	"testing"
)

const preamble = `
Parameters:
  Environment: {Type: String, AllowedValues: [production, staging, test]}
  Open: {Type: String}
  Size: {Type: Number, Default: 3}
  Vpc: {Type: "AWS::EC2::VPC::Id"}
  Subnets: {Type: "List<AWS::EC2::Subnet::Id>"}
  Zones: {Type: CommaDelimitedList, Default: "eu-central-1a, eu-central-1b"}
  Empty: {Type: String, Default: ""}
  Account: {Type: String, Default: 012345678901}
  Switch: {Type: String, Default: True}
  Secret: {Type: String, Default: hunter2, NoEcho: true}
  Image: {Type: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>", Default: /aws/service/windows/latest}
  Images: {Type: "AWS::SSM::Parameter::Value<List<String>>", Default: /office/images}
Mappings:
  Images:
    eu-central-1: {office: ami-1, plain: ami-2}
    us-east-1: {office: ami-3, plain: ami-2}
  Sizes:
    production: {type: m5.large, count: 4, zones: [a, b]}
    staging: {type: t3.small, count: 1, zones: [a]}
    test: {type: t3.small, count: 1, zones: [a]}
Conditions:
  Always: !Equals [a, a]
  Never: !Equals [a, b]
  IsProduction: !Equals [!Ref Environment, production]
  IsNotProduction: !Not [!Condition IsProduction]
  IsOpen: !Equals [!Ref Open, "yes"]
Resources:
  Network: {Type: "AWS::EC2::VPC", Properties: {CidrBlock: 10.0.0.0/16}}
  Directory: {Type: "AWS::DirectoryService::MicrosoftAD"}
  Server: {Type: "AWS::EC2::Instance"}
  Ghost: {Type: "AWS::EC2::Instance", Condition: Never}
  Subject:
    Type: Test::Some::Type
    Properties:
      Value: `

// Each function with cases in the manner of CloudFormation's own examples (CloudFormation Template
// Reference, "Intrinsic function reference"), and with values that are open.
func TestFunctions(t *testing.T) {
	for _, test := range []struct{ name, expression, want string }{
		{"ref to a resource", `!Ref Server`, "${Server.Ref}"},
		{"ref in full", `{Ref: Server}`, "${Server.Ref}"},
		{"ref to a number", `!Ref Size`, "3"},
		{"ref to a list", `!Ref Zones`, "[eu-central-1a, eu-central-1b]"},
		{"ref to an open text", `!Ref Open`, "${Open}"},
		{"ref to an open list", `!Ref Subnets`, "?parameter Subnets has no default"},
		{"ref to an account id", `!Ref Account`, "012345678901"},
		{"ref to a truth value", `!Ref Switch`, "true"},
		{"ref to a parameter of Systems Manager", `!Ref Image`, "${Image}"},
		{"ref to a list of Systems Manager", `!Ref Images`, "?parameter Images is read from Systems Manager (/office/images) at deployment"},
		{"ref to the region", `!Ref AWS::Region`, "eu-central-1"},
		{"ref to the partition", `!Ref AWS::Partition`, "aws"},
		{"ref to the account", `!Ref AWS::AccountId`, "${AWS::AccountId}"},
		{"no value", `!Ref AWS::NoValue`, "-"},
		{"no value in a list", `[a, !Ref AWS::NoValue, b]`, "[a, b]"},

		{"attribute", `!GetAtt Server.PrivateDnsName`, "${Server.PrivateDnsName}"},
		{"attribute as a list", `!GetAtt [Server, PrivateDnsName]`, "${Server.PrivateDnsName}"},
		{"attribute in full", `{"Fn::GetAtt": [Server, PrivateDnsName]}`, "${Server.PrivateDnsName}"},
		{"configured attribute", `!GetAtt Network.CidrBlock`, "10.0.0.0/16"},
		{"a directory's servers", `!GetAtt Directory.DnsIpAddresses`, "[${Directory.DnsIpAddresses[0]}, ${Directory.DnsIpAddresses[1]}]"},
		{"a directory's first server", `!Select [0, !GetAtt Directory.DnsIpAddresses]`, "${Directory.DnsIpAddresses[0]}"},

		{"sub", `!Sub "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:vpc/${Network}"`, "arn:aws:ec2:eu-central-1:${AWS::AccountId}:vpc/${Network.Ref}"},
		{"sub with variables", `!Sub ["www.${Domain}", {Domain: !Join [".", [office, example]]}]`, "www.office.example"},
		{"sub with an attribute", `!Sub "${Network.CidrBlock} ${Server.PrivateIp}"`, "10.0.0.0/16 ${Server.PrivateIp}"},
		{"sub with a literal", `!Sub "${!Literal} ${Size}"`, "${Literal} 3"},
		{"sub with a list", `!Sub "${Zones}"`, "eu-central-1a,eu-central-1b"},
		{"sub without an end", `!Sub "a ${Size"`, "a ${Size"},
		{"sub with a choice", `!Sub ["${Name}.local", {Name: !If [IsProduction, live, play]}]`, "(live.local | play.local)"},

		{"join", `!Join [":", [a, b, c]]`, "a:b:c"},
		{"join of a reference", `!Join ["", ["arn:aws:s3:::", !Ref Server]]`, "arn:aws:s3:::${Server.Ref}"},
		{"join of a list parameter", `!Join [" ", !Ref Zones]`, "eu-central-1a eu-central-1b"},
		{"join of an open list", `!Join [",", !Ref Subnets]`, "${Subnets}"},
		{"join without delimiter", `!Join ["", []]`, ""},
		{"join drops no value", `!Join [",", [a, !If [Never, b, !Ref "AWS::NoValue"]]]`, "a"},
		{"join of numbers", `!Join ["-", [1, 2.5, true]]`, "1-2.5-true"},

		{"select", `!Select [1, [apples, grapes, oranges]]`, "grapes"},
		{"select with a text", `!Select ["0", !Ref Zones]`, "eu-central-1a"},
		{"select from an open list", `!Select [1, !Ref Subnets]`, "${Subnets[1]}"},
		{"select a zone", `!Select [0, !GetAZs ""]`, "${Fn::GetAZs[0]}"},
		{"select by a parameter", `!Select [!Ref Size, [a, b, c, d]]`, "d"},
		{"select beyond the end", `!Select [2, [a, b]]`, "?the list has no item 2"},
		{"select before the start", `!Select [-1, [a, b]]`, "?the list has no item -1"},

		{"split", `!Split ["|", "a|b|c"]`, "[a, b, c]"},
		{"split keeps references", `!Split [",", !Join [",", [!Ref Server, !Ref Open]]]`, "[${Server.Ref}, ${Open}]"},
		{"split of an open text", `!Split [",", !Ref Open]`, "?parameter Open has no default"},
		{"split of a whole id", `!Split [",", !Ref Server]`, "[${Server.Ref}]"},
		{"split of an id", `!Split ["-", !Sub "${Server}-b"]`, "[?Server.Ref is only known after deployment]"},
		{"split of an arn", `!Select [3, !Split [":", !Sub "arn:${AWS::Partition}:ec2:${AWS::Region}:${Server}:x"]]`, "eu-central-1"},
		{"split behind an open part", `!Select [5, !Split [":", !Sub "arn:aws:ec2:${Open}:x:y"]]`, "${unknown[5]}"},
		{"ref to what does not exist", `!Ref Ghost`, "?Ghost does not exist under its condition"},
		{"attribute of what does not exist", `!GetAtt Ghost.Arn`, "?Ghost does not exist under its condition"},
		{"select of a split", `!Select [2, !Split [",", "x,y,z"]]`, "z"},
		{"select of an open split", `!Select [1, !Split ["/", !GetAtt Server.Arn]]`, "${unknown[1]}"},

		{"base64", `{"Fn::Base64": AWS CloudFormation}`, "QVdTIENsb3VkRm9ybWF0aW9u"},
		{"base64 of a sub", "!Base64\n        Fn::Sub: size ${Size}", "c2l6ZSAz"},
		{"base64 of an open text", `!Base64 {"Fn::Sub": "proxy=${Open}"}`, "proxy=${Open}"},

		{"if", `!If [Always, a, b]`, "a"},
		{"if not", `!If [Never, a, b]`, "b"},
		{"if undecided", `!If [IsProduction, a, b]`, "(a | b)"},
		{"if undecided without else", `!If [IsProduction, a, !Ref "AWS::NoValue"]`, "(a | -)"},
		{"if undecided in a list", `[x, !If [IsProduction, a, !Ref "AWS::NoValue"]]`, "[x, (a | -)]"},
		{"if with equal branches", `!If [IsProduction, a, a]`, "a"},
		{"if within the same if", `!If [IsProduction, !If [IsProduction, a, b], !If [IsProduction, c, d]]`, "(a | d)"},
		{"if within its opposite", `!If [IsProduction, !If [IsNotProduction, a, b], c]`, "(b | c)"},
		{"a parameter within its comparison", `!If [IsProduction, !Ref Environment, x]`, "(production | x)"},
		{"if of objects", `!If [Never, {A: 1}, {B: [2]}]`, "{B: [2]}"},

		{"find in map", `!FindInMap [Images, !Ref "AWS::Region", office]`, "ami-1"},
		{"find a list in a map", `!FindInMap [Sizes, production, zones]`, "[a, b]"},
		{"find with an open key", `!FindInMap [Sizes, !Ref Environment, type]`, "(m5.large | t3.small)"},
		{"find what all agree on", `!FindInMap [Images, !Ref Open, plain]`, "ami-2"},
		{"find a missing key", `!FindInMap [Images, nowhere, office]`, "?mapping Images has no key nowhere"},
		{"find a secret key", `!FindInMap [Images, !Ref Secret, office]`, "?mapping Images has no key (not shown)"},
		{"find a missing key with a default", `!FindInMap [Images, nowhere, office, {DefaultValue: ami-9}]`, "ami-9"},

		{"cidr", `!Cidr [10.0.0.0/16, 3, 8]`, "[10.0.0.0/24, 10.0.1.0/24, 10.0.2.0/24]"},
		{"cidr of a network", `!Select [1, !Cidr [!GetAtt Network.CidrBlock, 2, 12]]`, "10.0.16.0/20"},
		{"cidr of six", `!Cidr ["192.168.0.0/24", "6", "5"]`, "[192.168.0.0/27, 192.168.0.32/27, 192.168.0.64/27, 192.168.0.96/27, 192.168.0.128/27, 192.168.0.160/27]"},
		{"cidr of version 6", `!Cidr ["2001:db8::/56", 2, 64]`, "[2001:db8::/64, 2001:db8:0:1::/64]"},
		{"cidr of an open block", `!Cidr [!Ref Open, 2, 8]`, "[${Fn::Cidr ${Open} 8[0]}, ${Fn::Cidr ${Open} 8[1]}]"},

		{"zones", `!GetAZs ""`, "?the Availability Zones are only known at deployment"},
		{"import", `!ImportValue network-vpc`, "${Fn::ImportValue network-vpc}"},
		{"import of a sub", `!ImportValue {"Fn::Sub": "${Size}-vpc"}`, "${Fn::ImportValue 3-vpc}"},
		{"length", `{"Fn::Length": !Ref Zones}`, "2"},
		{"length of an open list", `{"Fn::Length": !Ref Subnets}`, "?parameter Subnets has no default"},
		{"to json", `{"Fn::ToJsonString": {A: [1, x, true], B: !Ref Server}}`, `{"A":["1","x",true],"B":"${Server.Ref}"}`},
		{"transform", `{"Fn::Transform": {Name: "AWS::Include", Parameters: {Location: "s3://a/b"}}}`, "?the transform AWS::Include writes it at deployment"},
		{"dynamic reference", `"{{resolve:ssm:/office/ami:3}}"`, "${{{resolve:ssm:/office/ami:3}}}"},
		{"dynamic reference in a sub", `!Sub "{{resolve:secretsmanager:${Size}}}"`, "${{{resolve:secretsmanager:3}}}"},
		{"unknown function", `!Nope [a]`, "?the intrinsic function !Nope is not known"},
		{"unknown function in full", `{"Fn::Nope": a}`, "?the intrinsic function Fn::Nope is not known"},
		{"ref to nothing", `!Ref Nothing`, "?Nothing is not defined in the template"},

		{"date", `2012-10-17`, "2012-10-17"},
		{"octal", `0755`, "0755"},
		{"version", `1.10`, "1.10"},
		{"number", `80`, "80"},
		{"anchor", `{A: &a {X: 1}, B: *a, C: {<<: *a, Y: 2}}`, "{A: {X: 1}, B: {X: 1}, C: {X: 1, Y: 2}}"},
		{"null", `~`, "-"},
	} {
		t.Run(test.name, func(t *testing.T) {
			loaded := loadText(t, preamble+test.expression+"\n", Options{Region: "eu-central-1"})
			value := resourceAt(t, loaded, "Subject").Properties.Entry("Value")
			if got := describe(value); got != test.want {
				t.Errorf("%s is %s, want %s", strings.TrimSpace(test.expression), got, test.want)
			}
		})
	}
}

// A condition decides only when no value that is still open could decide otherwise.
func TestConditions(t *testing.T) {
	for _, test := range []struct{ name, condition, want string }{
		{"equal", `!Equals [a, a]`, "yes"},
		{"different", `!Equals [a, b]`, "no"},
		{"number and text", `!Equals [3, !Ref Size]`, "yes"},
		{"truth and text", `!Equals ["true", !Ref Switch]`, "yes"},
		{"open", `!Equals [!Ref Open, x]`, "its condition depends on parameter Open, which has no default"},
		{"the same parameter", `!Equals [!Ref Open, !Ref Open]`, "yes"},
		{"an allowed value", `!Equals [!Ref Environment, test]`, "its condition depends on parameter Environment, which has no default"},
		{"no allowed value", `!Equals [!Ref Environment, development]`, "no"},
		{"no allowed value within a text", `!Equals [!Sub "env-${Environment}", env-none]`, "no"},
		{"an id is never empty", `!Equals [!Ref Vpc, ""]`, "no"},
		{"a text may be empty", `!Equals [!Ref Open, ""]`, "its condition depends on parameter Open, which has no default"},
		{"a list that is empty", `!Equals [!Join ["", !Ref Zones], ""]`, "no"},
		{"an open list", `!Equals [!Join ["", !Ref Subnets], ""]`, "its condition depends on parameter Subnets, which has no default"},
		{"not", `!Not [!Equals [a, b]]`, "yes"},
		{"not open", `!Not [!Equals [!Ref Open, x]]`, "its condition depends on parameter Open, which has no default"},
		{"and with a no", `!And [!Equals [!Ref Open, x], !Equals [a, b]]`, "no"},
		{"or with a yes", `!Or [!Equals [!Ref Open, x], !Equals [a, a]]`, "yes"},
		{"and open", `!And [!Equals [!Ref Open, x], !Equals [a, a]]`, "its condition depends on parameter Open, which has no default"},
		{"a condition on a condition", `!Not [!Condition IsOpen]`, "its condition depends on condition IsOpen, which depends on parameter Open, which has no default"},
		{"or of no", `!Or [!Equals [a, b], !Condition Never]`, "no"},
		{"condition in full", `!And [{Condition: Always}, !Condition Always]`, "yes"},
		{"mapped", `!Equals [!FindInMap [Sizes, production, count], 4]`, "yes"},
		{"mapped with an open key", `!Equals [!FindInMap [Sizes, !Ref Environment, type], m5.large]`, "its condition depends on parameter Environment, which has no default"},
		{"read from Systems Manager", `!Equals [!Ref Image, /aws/service/windows/latest]`, "its condition depends on parameter Image, which is read from Systems Manager (/aws/service/windows/latest) at deployment"},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := strings.Replace(preamble, "Conditions:\n", "Conditions:\n  Tested: "+test.condition+"\n", 1) + "x\n    Condition: Tested\n"
			loaded := loadText(t, text, Options{})
			got := "no"
			for _, resource := range loaded.Resources {
				if resource.Address == "Subject" {
					got = "yes"
					if resource.Maybe != "" {
						got = strings.Replace(resource.Maybe, "condition Tested", "its condition", 1)
					}
				}
			}
			if got != test.want {
				t.Errorf("%s is %s, want %s", test.condition, got, test.want)
			}
		})
	}
}
