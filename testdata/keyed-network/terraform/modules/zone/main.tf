variable "vpc_id" {
  description = "VPC of the zone."
  type        = string
}

variable "name" {
  description = "Letter of the zone."
  type        = string
}

variable "cidr_block" {
  description = "Addresses of the subnet."
  type        = string
}

variable "zone" {
  description = "Name of the zone."
  type        = string
}

variable "public" {
  description = "Whether instances get public addresses."
  type        = bool
}

resource "aws_subnet" "this" {
  vpc_id                  = var.vpc_id
  cidr_block              = var.cidr_block
  availability_zone       = var.zone
  map_public_ip_on_launch = var.public

  tags = { Name = "keyed-${var.name}" }
}

output "subnet_id" {
  value = aws_subnet.this.id
}
