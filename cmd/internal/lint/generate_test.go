package lint

import (
	"fmt"
	"strings"
	"testing/fstest"
)

// Generated trees for the benchmarks: environments of 20 resources, each a VPC with endpoints and managed
// instances, as many as are asked for. They are sound, which is what most scans find.
const resourcesOfEnvironment = 20

// generateTerraform returns one root module with that many resources, five environments to a file.
func generateTerraform(resources int) fstest.MapFS {
	return generate(resources, 5, "env_%03d.tf", "", terraformEnvironment)
}

// generateCloudFormation returns stacks with that many resources in all, ten environments to a template,
// for a template holds 500 resources at most ("CloudFormation quotas").
func generateCloudFormation(resources int) fstest.MapFS {
	return generate(resources, 10, "stack_%03d.yaml", "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n", cloudFormationEnvironment)
}

func generate(resources, environmentsOfFile int, name, header, environment string) fstest.MapFS {
	files := fstest.MapFS{}
	for first, count := 0, resources/resourcesOfEnvironment; first < count; first += environmentsOfFile {
		var text strings.Builder
		text.WriteString(header)
		for i := first; i < min(first+environmentsOfFile, count); i++ {
			text.WriteString(strings.NewReplacer("INDEX", fmt.Sprint(i), "OCTET", fmt.Sprint(i%250)).Replace(environment))
		}
		files[fmt.Sprintf(name, first/environmentsOfFile)] = &fstest.MapFile{Data: []byte(text.String())}
	}
	return files
}

const terraformEnvironment = `
resource "aws_vpc" "env_INDEX" {
  cidr_block           = "10.OCTET.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
}

resource "aws_subnet" "a_INDEX" {
  vpc_id     = aws_vpc.env_INDEX.id
  cidr_block = cidrsubnet(aws_vpc.env_INDEX.cidr_block, 8, 0)
}

resource "aws_subnet" "b_INDEX" {
  vpc_id     = aws_vpc.env_INDEX.id
  cidr_block = cidrsubnet(aws_vpc.env_INDEX.cidr_block, 8, 1)
}

resource "aws_route_table" "env_INDEX" {
  vpc_id = aws_vpc.env_INDEX.id
}

resource "aws_route_table_association" "a_INDEX" {
  subnet_id      = aws_subnet.a_INDEX.id
  route_table_id = aws_route_table.env_INDEX.id
}

resource "aws_route_table_association" "b_INDEX" {
  subnet_id      = aws_subnet.b_INDEX.id
  route_table_id = aws_route_table.env_INDEX.id
}

resource "aws_security_group" "endpoints_INDEX" {
  name   = "endpoints-INDEX"
  vpc_id = aws_vpc.env_INDEX.id

  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = [aws_vpc.env_INDEX.cidr_block]
  }
}

resource "aws_security_group" "instances_INDEX" {
  name   = "instances-INDEX"
  vpc_id = aws_vpc.env_INDEX.id
}

resource "aws_vpc_security_group_egress_rule" "env_INDEX" {
  security_group_id            = aws_security_group.instances_INDEX.id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.endpoints_INDEX.id
}

resource "aws_vpc_endpoint" "env_INDEX" {
  for_each = toset(["ssm", "ssmmessages", "ec2messages"])

  vpc_id              = aws_vpc.env_INDEX.id
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.eu-central-1.${each.key}"
  subnet_ids          = [aws_subnet.a_INDEX.id, aws_subnet.b_INDEX.id]
  security_group_ids  = [aws_security_group.endpoints_INDEX.id]
  private_dns_enabled = true
}

resource "aws_iam_role" "env_INDEX" {
  name = "instances-INDEX"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "env_INDEX" {
  role       = aws_iam_role.env_INDEX.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "env_INDEX" {
  name = "instances-INDEX"
  role = aws_iam_role.env_INDEX.name
}

resource "aws_instance" "env_INDEX" {
  count = 5

  ami                    = "ami-0f5e2b0c5d1a9e002"
  instance_type          = "m6i.large"
  subnet_id              = aws_subnet.a_INDEX.id
  vpc_security_group_ids = [aws_security_group.instances_INDEX.id]
  iam_instance_profile   = aws_iam_instance_profile.env_INDEX.name
}
`

var cloudFormationEnvironment = `
  VpcINDEX:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.OCTET.0.0/16
      EnableDnsSupport: true
      EnableDnsHostnames: true
  SubnetAINDEX:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref VpcINDEX
      CidrBlock: !Select [0, !Cidr [!GetAtt VpcINDEX.CidrBlock, 2, 8]]
  SubnetBINDEX:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref VpcINDEX
      CidrBlock: !Select [1, !Cidr [!GetAtt VpcINDEX.CidrBlock, 2, 8]]
  RouteTableINDEX:
    Type: AWS::EC2::RouteTable
    Properties:
      VpcId: !Ref VpcINDEX
  SubnetARoutesINDEX:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties:
      SubnetId: !Ref SubnetAINDEX
      RouteTableId: !Ref RouteTableINDEX
  SubnetBRoutesINDEX:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties:
      SubnetId: !Ref SubnetBINDEX
      RouteTableId: !Ref RouteTableINDEX
  EndpointGroupINDEX:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: Endpoints
      VpcId: !Ref VpcINDEX
      SecurityGroupIngress:
        - IpProtocol: tcp
          FromPort: 443
          ToPort: 443
          CidrIp: !GetAtt VpcINDEX.CidrBlock
  InstanceGroupINDEX:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: Instances
      VpcId: !Ref VpcINDEX
      SecurityGroupEgress:
        - IpProtocol: tcp
          FromPort: 443
          ToPort: 443
          DestinationSecurityGroupId: !Ref EndpointGroupINDEX
` + cloudFormationEndpoints + `
  RoleINDEX:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal:
              Service: ec2.amazonaws.com
            Action: sts:AssumeRole
      ManagedPolicyArns:
        - !Sub arn:${AWS::Partition}:iam::aws:policy/AmazonSSMManagedInstanceCore
  ProfileINDEX:
    Type: AWS::IAM::InstanceProfile
    Properties:
      Roles: [!Ref RoleINDEX]
` + cloudFormationInstances

var cloudFormationEndpoints = repeat([]string{"ssm", "ssmmessages", "ec2messages"}, `
  EndpointKEYINDEX:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref VpcINDEX
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.KEY
      SubnetIds: [!Ref SubnetAINDEX, !Ref SubnetBINDEX]
      SecurityGroupIds: [!Ref EndpointGroupINDEX]
      PrivateDnsEnabled: true
`)

var cloudFormationInstances = repeat([]string{"0", "1", "2", "3", "4", "5", "6"}, `
  InstanceKEYxINDEX:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-0f5e2b0c5d1a9e002
      InstanceType: m6i.large
      SubnetId: !Ref SubnetAINDEX
      SecurityGroupIds: [!Ref InstanceGroupINDEX]
      IamInstanceProfile: !Ref ProfileINDEX
`)

func repeat(keys []string, text string) string {
	var all strings.Builder
	for _, key := range keys {
		all.WriteString(strings.ReplaceAll(text, "KEY", key))
	}
	return all.String()
}
