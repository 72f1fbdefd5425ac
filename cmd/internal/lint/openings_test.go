package lint_test

// opening is a way in which a VPC with an instance may have endpoints that are not in view.
type opening struct {
	name    string
	source  string // of the VPC and of what is done with it; the rest is the same for all
	vpc     string // how the rest names the VPC
	address string // of the VPC, for assume_complete
	cause   string // what the reason has to name
}

var terraformOpenings = []opening{
	{
		name:   "a VPC given by a variable",
		source: `variable "vpc_id" { type = string }`,
		vpc:    "var.vpc_id", address: "var.vpc_id", cause: "variable vpc_id has no default",
	},
	{
		name: "a VPC given by its id",
		vpc:  `"vpc-0a1b2c3d"`, address: "vpc-0a1b2c3d", cause: "vpc-0a1b2c3d is not part of this configuration",
	},
	{
		name:   "a data source",
		source: `data "aws_vpc" "shared" { tags = { Name = "shared" } }`,
		vpc:    "data.aws_vpc.shared.id", address: "data.aws_vpc.shared", cause: "data.aws_vpc.shared is looked up",
	},
	{
		name: "an output of an opaque module",
		source: `module "network" {
  source  = "example/network/aws"
  version = "1.0.0"
}`,
		vpc: "module.network.vpc_id", address: "module.network.vpc_id", cause: `module "example/network/aws" is not downloaded`,
	},
	{
		name: "an opaque module that is given the VPC",
		source: ownVPC + `
module "endpoints" {
  source  = "example/endpoints/aws"
  version = "1.0.0"
  vpc_id  = aws_vpc.main.id
}`,
		vpc: "aws_vpc.main.id", address: "aws_vpc.main", cause: `module "example/endpoints/aws" is not downloaded`,
	},
	{
		name: "an opaque module that is given a group of the VPC",
		source: ownVPC + `
resource "aws_security_group" "endpoints" {
  vpc_id = aws_vpc.main.id
}

module "endpoints" {
  source   = "example/endpoints/aws"
  version  = "1.0.0"
  group_id = aws_security_group.endpoints.id
}`,
		vpc: "aws_vpc.main.id", address: "aws_vpc.main", cause: `module "example/endpoints/aws" is not downloaded`,
	},
	{
		name: "an unknown for_each",
		source: ownVPC + `
variable "services" { type = set(string) }

resource "aws_vpc_endpoint" "managed" {
  for_each            = var.services
  vpc_id              = aws_vpc.main.id
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.eu-central-1.${each.key}"
  subnet_ids          = [aws_subnet.private.id]
  private_dns_enabled = true
}`,
		vpc: "aws_vpc.main.id", address: "aws_vpc.main", cause: "variable services has no default",
	},
	{
		name: "an undecided condition",
		source: ownVPC + `
variable "managed" { type = bool }

resource "aws_vpc_endpoint" "managed" {
  for_each            = toset(var.managed ? ["ssm", "ssmmessages", "ec2messages"] : [])
  vpc_id              = aws_vpc.main.id
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.eu-central-1.${each.key}"
  subnet_ids          = [aws_subnet.private.id]
  private_dns_enabled = true
}`,
		vpc: "aws_vpc.main.id", address: "aws_vpc.main", cause: "variable managed has no default",
	},
	{
		name: "an endpoint whose VPC is not known",
		source: ownVPC + `
variable "vpc_ids" { type = list(string) }

resource "aws_vpc_endpoint" "ssm" {
  vpc_id              = var.vpc_ids[0]
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.eu-central-1.ssm"
  private_dns_enabled = true
}`,
		vpc: "aws_vpc.main.id", address: "aws_vpc.main", cause: "variable vpc_ids has no default",
	},
}

const ownVPC = `resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}
`

const terraformInstance = `
resource "aws_subnet" "private" {
  vpc_id     = VPC
  cidr_block = "10.0.1.0/24"
}

resource "aws_route_table" "private" {
  vpc_id = VPC
}

resource "aws_route_table_association" "private" {
  subnet_id      = aws_subnet.private.id
  route_table_id = aws_route_table.private.id
}

resource "aws_security_group" "app" {
  vpc_id = VPC

  egress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_instance" "app" {
  ami                    = "ami-0f5e2b0c5d1a9e001"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.private.id
  vpc_security_group_ids = [aws_security_group.app.id]
}
`

var cloudFormationOpenings = []opening{
	{
		name:    "a VPC given by a parameter",
		source:  "Parameters:\n  VpcId:\n    Type: AWS::EC2::VPC::Id\nResources:",
		vpc:     "!Ref VpcId",
		address: "VpcId", cause: "parameter VpcId has no default",
	},
	{
		name:    "a VPC given by its id",
		source:  "Resources:",
		vpc:     "vpc-0a1b2c3d",
		address: "vpc-0a1b2c3d", cause: "vpc-0a1b2c3d is not part of this configuration",
	},
	{
		name:    "an import from elsewhere",
		source:  "Resources:",
		vpc:     "!ImportValue network-vpc",
		address: "Fn::ImportValue network-vpc", cause: "export network-vpc is what another stack provides",
	},
	{
		name: "an output of a stack that cannot be seen into",
		source: `Resources:
  Network:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: https://example-templates.s3.amazonaws.com/network.yaml`,
		vpc:     "!GetAtt Network.Outputs.VpcId",
		address: "Network.Outputs.VpcId", cause: "Network.Outputs.VpcId is not part of this configuration",
	},
	{
		name: "a custom resource that is given the VPC",
		source: "Resources:" + ownVpcResource + `
  Endpoints:
    Type: Custom::Endpoints
    Properties:
      ServiceToken: arn:aws:lambda:eu-central-1:111122223333:function:endpoints
      VpcId: !Ref Vpc`,
		vpc: "!Ref Vpc", address: "Vpc", cause: "Endpoints is given Vpc",
	},
	{
		name: "an opaque stack that is given a group of the VPC",
		source: "Resources:" + ownVpcResource + `
  EndpointGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: Endpoints
      VpcId: !Ref Vpc
  Endpoints:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: https://example-templates.s3.amazonaws.com/endpoints.yaml
      Parameters:
        Group: !Ref EndpointGroup`,
		vpc: "!Ref Vpc", address: "Vpc", cause: "Endpoints is given EndpointGroup",
	},
	{
		name: "an unknown Fn::ForEach",
		source: `Transform: AWS::LanguageExtensions
Parameters:
  Services:
    Type: CommaDelimitedList
Resources:` + ownVpcResource + `
  Fn::ForEach::Endpoints:
    - Service
    - !Ref Services
    - Endpoint${Service}:
        Type: AWS::EC2::VPCEndpoint
        Properties:
          VpcId: !Ref Vpc
          VpcEndpointType: Interface
          ServiceName: !Sub com.amazonaws.${AWS::Region}.${Service}
          PrivateDnsEnabled: true`,
		vpc: "!Ref Vpc", address: "Vpc", cause: "parameter Services has no default",
	},
	{
		name: "an undecided condition",
		source: `Parameters:
  Managed:
    Type: String
Conditions:
  IsManaged: !Equals [!Ref Managed, "yes"]
Resources:` + ownVpcResource + `
  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Condition: IsManaged
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.ssm
      SubnetIds: [!Ref PrivateSubnet]
      PrivateDnsEnabled: true`,
		vpc: "!Ref Vpc", address: "Vpc", cause: "parameter Managed, which has no default",
	},
}

const ownVpcResource = `
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/16
      EnableDnsHostnames: true`

const cloudFormationInstance = `
  PrivateSubnet:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: VPC
      CidrBlock: 10.0.1.0/24
  PrivateRoutes:
    Type: AWS::EC2::RouteTable
    Properties:
      VpcId: VPC
  PrivateSubnetRoutes:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties:
      SubnetId: !Ref PrivateSubnet
      RouteTableId: !Ref PrivateRoutes
  AppGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: Application
      VpcId: VPC
  App:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-0f5e2b0c5d1a9e001
      InstanceType: t3.micro
      SubnetId: !Ref PrivateSubnet
      SecurityGroupIds: [!Ref AppGroup]
`
