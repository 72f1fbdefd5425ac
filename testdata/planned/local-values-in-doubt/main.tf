# Local values that may be several things: what a plan alone does not decide is not decided.

provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

locals {
  office = aws_vpc.office.id
  lab    = aws_vpc.lab.id
  # The keys are those of other groups.
  groups = { open = aws_security_group.each["closed"].id, closed = aws_security_group.each["open"].id }
  # The group comes out of a text that AWS keeps.
  kept = aws_ssm_parameter.group.value
}

resource "aws_vpc" "office" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_vpc" "lab" {
  cidr_block           = "10.1.0.0/16"
  enable_dns_hostnames = true
}

# Its addresses are those of the office.
resource "aws_subnet" "office" {
  vpc_id     = local.office
  cidr_block = "10.0.0.0/24"
}

resource "aws_subnet" "lab" {
  vpc_id     = local.lab
  cidr_block = "10.1.0.0/24"
}

resource "aws_security_group" "each" {
  for_each = toset(["open", "closed"])

  name   = each.key
  vpc_id = local.office
}

resource "aws_vpc_security_group_ingress_rule" "open" {
  security_group_id = aws_security_group.each["open"].id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "10.0.0.0/16"
}

resource "aws_vpc_security_group_egress_rule" "open" {
  security_group_id = aws_security_group.each["open"].id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_endpoint" "managed" {
  for_each = toset(["ssm", "ssmmessages", "ec2messages"])

  vpc_id              = local.office
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.eu-central-1.${each.key}"
  subnet_ids          = [aws_subnet.office.id]
  security_group_ids  = [local.groups["closed"]]
  private_dns_enabled = true
}

resource "aws_ssm_parameter" "group" {
  name  = "/network/group"
  type  = "String"
  value = local.groups["closed"]
}

resource "aws_instance" "office" {
  ami                    = "ami-0f5e2b0c5d1a9e001"
  instance_type          = "m6i.large"
  subnet_id              = aws_subnet.office.id
  vpc_security_group_ids = [local.kept]
  iam_instance_profile   = "managed-instance"
}

resource "aws_instance" "lab" {
  ami                    = "ami-0f5e2b0c5d1a9e001"
  instance_type          = "m6i.large"
  subnet_id              = aws_subnet.lab.id
  vpc_security_group_ids = [aws_security_group.lab.id]
  iam_instance_profile   = "managed-instance"
}

resource "aws_security_group" "lab" {
  name   = "lab"
  vpc_id = local.lab
}
