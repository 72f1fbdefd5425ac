# Ids that go through local values, of the root module and of the one that it calls: a plan names the local values
# and does not say what they are.

provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

variable "managed" {
  type    = bool
  default = true
}

locals {
  tags    = { Project = "local-values", Owner = "network" }
  zones   = { a = "10.0.0.0/24", b = "10.0.1.0/24" }
  network = module.network
  vpc_id  = local.network.vpc_id
  profile = var.managed ? aws_iam_instance_profile.managed.name : null
  desktops = {
    front = { subnet = "a", profile = local.profile }
    back  = { subnet = "b", profile = null }
  }
  role = aws_iam_role.managed
}

module "network" {
  source = "./network"

  zones = local.zones
  tags  = local.tags
}

resource "aws_security_group" "each" {
  for_each = { desktop = "desktops", endpoints = "endpoints" }

  name        = each.key
  description = "Of the ${each.value}"
  vpc_id      = local.vpc_id
  tags        = local.tags
}

resource "aws_vpc_security_group_egress_rule" "desktop" {
  security_group_id = aws_security_group.each["desktop"].id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_ingress_rule" "endpoints" {
  security_group_id = aws_security_group.each["endpoints"].id
  ip_protocol       = "udp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = module.network.cidr_block
}

resource "aws_vpc_endpoint" "managed" {
  for_each = toset(["ssm", "ssmmessages", "ec2messages"])

  vpc_id              = local.vpc_id
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.eu-central-1.${each.key}"
  subnet_ids          = values(local.network.subnet_ids)
  security_group_ids  = [aws_security_group.each["endpoints"].id]
  private_dns_enabled = true
  tags                = local.tags
}

resource "aws_instance" "desktop" {
  for_each = local.desktops

  ami                    = "ami-0f5e2b0c5d1a9e001"
  instance_type          = "m6i.large"
  subnet_id              = local.network.subnet_ids[each.value.subnet]
  vpc_security_group_ids = [aws_security_group.each["desktop"].id]
  iam_instance_profile   = each.value.profile
  tags                   = merge(local.tags, { Name = each.key })
}

resource "aws_iam_role" "managed" {
  name_prefix = "managed-"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "managed" {
  role       = local.role.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "managed" {
  name = "managed"
  role = local.role.name
}
