variable "zones" {
  type = map(string)
}

variable "tags" {
  type = map(string)
}

locals {
  vpc     = aws_vpc.this
  subnets = { for zone, subnet in aws_subnet.this : zone => subnet.id }
}

resource "aws_vpc" "this" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags                 = var.tags
}

resource "aws_subnet" "this" {
  for_each = var.zones

  vpc_id            = local.vpc.id
  cidr_block        = each.value
  availability_zone = "eu-central-1${each.key}"
  tags              = var.tags
}

output "vpc_id" {
  value = local.vpc.id
}

output "cidr_block" {
  value = local.vpc.cidr_block
}

output "subnet_ids" {
  value = local.subnets
}
