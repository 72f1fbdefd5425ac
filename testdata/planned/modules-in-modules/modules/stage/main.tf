variable "name" {
  type = string
}

variable "cidr" {
  type = string
}

variable "zones" {
  type = number
}

resource "aws_vpc" "this" {
  cidr_block           = var.cidr
  enable_dns_hostnames = true

  tags = { Name = var.name }
}

module "subnets" {
  source = "./subnets"

  vpc_id = aws_vpc.this.id
  blocks = { for n in range(var.zones) : "${var.name}-${n}" => cidrsubnet(var.cidr, 8, n) }
}

module "group" {
  source = "../group"
  count  = 1

  vpc_id = aws_vpc.this.id
  from   = [aws_vpc.this.cidr_block]
}

output "vpc_id" {
  value = aws_vpc.this.id
}

output "subnets" {
  value = module.subnets.ids
}

output "group" {
  value = one(module.group[*].id)
}
