# Network ACLs inline, by rules and by associations, and the default one taken over.

provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
}

resource "aws_subnet" "each" {
  for_each = { closed = 1, ruled = 2, free = 3 }

  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet(aws_vpc.main.cidr_block, 8, each.value)
}

resource "aws_default_network_acl" "main" {
  default_network_acl_id = aws_vpc.main.default_network_acl_id
  subnet_ids             = [aws_subnet.each["free"].id]

  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = -1
    from_port  = 0
    to_port    = 0
    cidr_block = "0.0.0.0/0"
  }

  egress {
    rule_no    = 100
    action     = "allow"
    protocol   = "-1"
    from_port  = 0
    to_port    = 0
    cidr_block = "0.0.0.0/0"
  }
}

resource "aws_network_acl" "closed" {
  vpc_id     = aws_vpc.main.id
  subnet_ids = [aws_subnet.each["closed"].id]
}

resource "aws_network_acl" "ruled" {
  vpc_id = aws_vpc.main.id
}

resource "aws_network_acl_association" "ruled" {
  network_acl_id = aws_network_acl.ruled.id
  subnet_id      = aws_subnet.each["ruled"].id
}

resource "aws_network_acl_rule" "ruled" {
  for_each = {
    https   = { egress = true, from = 443, to = 443, number = 100 }
    returns = { egress = false, from = 1024, to = 65535, number = 110 }
  }

  network_acl_id = aws_network_acl.ruled.id
  egress         = each.value.egress
  rule_number    = each.value.number
  rule_action    = "allow"
  protocol       = "tcp"
  cidr_block     = "0.0.0.0/0"
  from_port      = each.value.from
  to_port        = each.value.to
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_default_route_table" "main" {
  default_route_table_id = aws_vpc.main.default_route_table_id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}

resource "aws_instance" "each" {
  for_each = aws_subnet.each

  ami                         = "ami-0f5e2b0c5d1a9e001"
  instance_type               = "t3.micro"
  subnet_id                   = each.value.id
  associate_public_ip_address = true
  iam_instance_profile        = "managed-instance"
}
