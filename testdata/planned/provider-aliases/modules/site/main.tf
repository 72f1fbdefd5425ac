terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "block" {
  type = string
}

data "aws_region" "current" {}

resource "aws_vpc" "this" {
  cidr_block           = var.block
  enable_dns_hostnames = true
}

resource "aws_subnet" "this" {
  vpc_id     = aws_vpc.this.id
  cidr_block = var.block
}

resource "aws_vpc_endpoint" "managed" {
  for_each = toset(["ssm", "ssmmessages", "ec2messages"])

  vpc_id              = aws_vpc.this.id
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.${data.aws_region.current.name}.${each.key}"
  subnet_ids          = [aws_subnet.this.id]
  private_dns_enabled = true
}

resource "aws_instance" "app" {
  ami                  = "ami-0f5e2b0c5d1a9e001"
  instance_type        = "t3.micro"
  subnet_id            = aws_subnet.this.id
  iam_instance_profile = "managed-instance"
}

output "vpc_id" {
  value = aws_vpc.this.id
}
