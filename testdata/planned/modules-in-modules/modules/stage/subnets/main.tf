variable "vpc_id" {
  type = string
}

variable "blocks" {
  type = map(string)
}

resource "aws_subnet" "this" {
  for_each = var.blocks

  vpc_id     = var.vpc_id
  cidr_block = each.value
}

output "ids" {
  value = { for name, subnet in aws_subnet.this : name => subnet.id }
}
