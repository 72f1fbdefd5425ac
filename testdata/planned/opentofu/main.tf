# OpenTofu reads main.tofu in the place of this file, and Terraform reads this one alone.
resource "aws_vpc" "terraform" {
  cidr_block = "10.99.0.0/16"
}
