package lsp

import "strings"

// openToAll lets everybody connect to SSH: the one finding of the rule admin-port-open.
const openToAll = `resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "public" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.1.0/24"
  map_public_ip_on_launch = true
}

resource "aws_security_group" "app" {
  name   = "app"
  vpc_id = aws_vpc.main.id

  ingress {
    from_port = 22
    to_port   = 22
    protocol  = "tcp"
    /* größer 😀 */ cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_instance" "app" {
  ami                    = "ami-0f5e2b0c5d1a9e001"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.public.id
  vpc_security_group_ids = [aws_security_group.app.id]
}
`

// closed is the same without the fault.
var closed = strings.Replace(openToAll, "0.0.0.0/0", "10.9.0.0/16", 1)

// caller hands the module what makes it let everybody in.
const caller = `module "net" {
  source = "./net"
  from   = "0.0.0.0/0"
}
`

// module is at fault for whoever calls it so.
var module = "variable \"from\" {}\n\n" + strings.Replace(openToAll, `"0.0.0.0/0"`, "var.from", 1)

const template = `Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties: {CidrBlock: 10.0.0.0/16}

  PublicSubnet:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, MapPublicIpOnLaunch: true}

  AppGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: größer 😀
      VpcId: !Ref Vpc
      SecurityGroupIngress:
        - IpProtocol: tcp
          FromPort: 22
          ToPort: 22
          CidrIp: 0.0.0.0/0

  App:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-0f5e2b0c5d1a9e001
      SubnetId: !Ref PublicSubnet
      SecurityGroupIds: [!Ref AppGroup]
`

const templateInJSON = `{"Resources": {
  "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
  "PublicSubnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Vpc"}, "CidrBlock": "10.0.1.0/24", "MapPublicIpOnLaunch": true}},
  "AppGroup": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "x", "VpcId": {"Ref": "Vpc"},
    "SecurityGroupIngress": [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": "0.0.0.0/0"}]}},
  "App": {"Type": "AWS::EC2::Instance", "Properties": {"ImageId": "ami-0f5e2b0c5d1a9e001",
    "SubnetId": {"Ref": "PublicSubnet"}, "SecurityGroupIds": [{"Ref": "AppGroup"}]}}
}}
`
