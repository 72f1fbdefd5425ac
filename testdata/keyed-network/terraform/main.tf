# A network by keys and counts: what a plan knows of it by its references alone, and what it does not.

terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

provider "aws" {
  region = var.region
}

resource "aws_vpc" "main" {
  cidr_block           = var.cidr_block
  enable_dns_hostnames = var.hostnames

  tags = { Name = "keyed" }
}

module "zone" {
  source   = "./modules/zone"
  for_each = var.zones

  vpc_id     = aws_vpc.main.id
  name       = each.key
  cidr_block = cidrsubnet(var.cidr_block, 4, each.value.number)
  zone       = "${var.region}${each.key}"
  public     = each.value.public
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_eip" "nat" {
  count  = length(local.public)
  domain = "vpc"
}

locals {
  public = [for key, zone in var.zones : key if zone.public]
}

resource "aws_nat_gateway" "main" {
  count         = length(local.public)
  allocation_id = aws_eip.nat[count.index].id
  subnet_id     = module.zone["a"].subnet_id
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}

resource "aws_route_table" "private" {
  count  = var.private_tables
  vpc_id = aws_vpc.main.id
}

resource "aws_route" "nat" {
  count                  = var.private_tables
  route_table_id         = aws_route_table.private[count.index].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main[0].id
}

resource "aws_route_table_association" "public" {
  count          = length(local.public)
  subnet_id      = module.zone["a"].subnet_id
  route_table_id = aws_route_table.public.id
}

resource "aws_route_table_association" "private" {
  for_each       = { for key, zone in var.zones : key => zone if !zone.public }
  subnet_id      = module.zone[each.key].subnet_id
  route_table_id = aws_route_table.private[0].id
}

resource "aws_security_group" "app" {
  name_prefix = "app-"
  vpc_id      = aws_vpc.main.id

  dynamic "ingress" {
    for_each = var.open_ports
    content {
      description = "port ${ingress.value}"
      protocol    = "tcp"
      from_port   = ingress.value
      to_port     = ingress.value
      cidr_blocks = [aws_vpc.main.cidr_block, "0.0.0.0/0"]
    }
  }

  egress {
    protocol        = "tcp"
    from_port       = 443
    to_port         = 443
    security_groups = [aws_security_group.endpoints.id]
  }
}

resource "aws_security_group" "endpoints" {
  name   = "endpoints"
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group_rule" "endpoints" {
  type                     = "ingress"
  security_group_id        = aws_security_group.endpoints.id
  source_security_group_id = aws_security_group.app.id
  protocol                 = "tcp"
  from_port                = 443
  to_port                  = 443
}

resource "aws_vpc_endpoint" "managed" {
  for_each = toset(var.services)

  vpc_id              = aws_vpc.main.id
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.${var.region}.${each.value}"
  subnet_ids          = [module.zone["b"].subnet_id]
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = var.hostnames
}

data "aws_iam_policy_document" "parameters" {
  statement {
    actions   = ["ssm:GetParameter"]
    resources = [aws_ssm_parameter.setting.arn]
  }
}

resource "aws_ssm_parameter" "setting" {
  name  = "/app/setting"
  type  = "String"
  value = "on"
}

resource "aws_iam_role" "app" {
  name_prefix = "app-"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "parameters" {
  role   = aws_iam_role.app.id
  policy = data.aws_iam_policy_document.parameters.json
}

resource "aws_iam_instance_profile" "app" {
  name_prefix = "app-"
  role        = aws_iam_role.app.name
}

resource "aws_instance" "app" {
  for_each = { for key, zone in var.zones : key => zone if !zone.public }

  ami                    = var.image_id
  instance_type          = "t3.small"
  subnet_id              = module.zone[each.key].subnet_id
  vpc_security_group_ids = [aws_security_group.app.id]
  iam_instance_profile   = aws_iam_instance_profile.app.name
}
