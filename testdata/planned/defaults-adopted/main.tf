# What AWS makes on its own, taken over: the default VPC, its subnet, group and option set.

provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}
resource "aws_default_vpc" "this" {
  enable_dns_hostnames = true
}

resource "aws_default_subnet" "a" {
  availability_zone = "eu-central-1a"
}

resource "aws_default_security_group" "this" {
  vpc_id = aws_default_vpc.this.id

  egress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_default_vpc_dhcp_options" "this" {}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_subnet" "main" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}

resource "aws_instance" "default" {
  ami                  = "ami-0f5e2b0c5d1a9e001"
  instance_type        = "t3.micro"
  subnet_id            = aws_default_subnet.a.id
  iam_instance_profile = "managed-instance"
}

resource "aws_instance" "main" {
  ami                  = "ami-0f5e2b0c5d1a9e001"
  instance_type        = "t3.micro"
  subnet_id            = aws_subnet.main.id
  iam_instance_profile = "managed-instance"
}
