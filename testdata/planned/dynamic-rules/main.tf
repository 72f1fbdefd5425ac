# Rules of security groups by nested dynamic blocks, for_each over objects, and standalone resources.

provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}
locals {
  tiers = {
    web = { ports = [80, 443], from = ["0.0.0.0/0"] }
    app = { ports = [8443], from = [aws_vpc.main.cidr_block] }
    db  = { ports = [], from = [] }
  }
  pairs = flatten([
    for name, tier in local.tiers : [for port in tier.ports : { key = "${name}-${port}", tier = name, port = port }]
  ])
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "private" {
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet(aws_vpc.main.cidr_block, 8, 1)
}

resource "aws_security_group" "inline" {
  name   = "inline"
  vpc_id = aws_vpc.main.id

  dynamic "ingress" {
    for_each = { for name, tier in local.tiers : name => tier if length(tier.ports) > 0 }
    iterator = tier

    content {
      description = upper(tier.key)
      protocol    = "tcp"
      from_port   = min(tier.value.ports...)
      to_port     = max(tier.value.ports...)
      cidr_blocks = tier.value.from
    }
  }

  egress {
    protocol         = "-1"
    from_port        = 0
    to_port          = 0
    cidr_blocks      = ["0.0.0.0/0"]
    ipv6_cidr_blocks = ["::/0"]
  }
}

resource "aws_security_group" "tier" {
  for_each = local.tiers

  name   = each.key
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "tier" {
  for_each = { for pair in local.pairs : pair.key => pair }

  security_group_id            = aws_security_group.tier[each.value.tier].id
  referenced_security_group_id = aws_security_group.inline.id
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
}

resource "aws_security_group_rule" "self" {
  for_each = toset(["app", "db"])

  type              = "ingress"
  security_group_id = aws_security_group.tier[each.key].id
  protocol          = "TCP"
  from_port         = 5432
  to_port           = 5432
  self              = true
}

resource "aws_network_interface" "app" {
  subnet_id = aws_subnet.private.id
}

resource "aws_network_interface_sg_attachment" "app" {
  network_interface_id = aws_network_interface.app.id
  security_group_id    = aws_security_group.tier["app"].id
}

resource "aws_instance" "app" {
  ami                  = "ami-0f5e2b0c5d1a9e001"
  instance_type        = "t3.micro"
  iam_instance_profile = "managed-instance"

  network_interface {
    device_index         = 0
    network_interface_id = aws_network_interface.app.id
  }
}
