# Names: resolver endpoints and rules, private zones, and associations with several VPCs.

provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}
resource "aws_vpc" "each" {
  for_each = { hub = "10.0.0.0/16", spoke = "10.1.0.0/16" }

  cidr_block           = each.value
  enable_dns_hostnames = each.key == "hub"
}

resource "aws_subnet" "each" {
  for_each = { for pair in setproduct(keys(aws_vpc.each), [0, 1]) : "${pair[0]}-${pair[1]}" => { vpc = pair[0], n = pair[1] } }

  vpc_id     = aws_vpc.each[each.value.vpc].id
  cidr_block = cidrsubnet(aws_vpc.each[each.value.vpc].cidr_block, 8, each.value.n)
}

resource "aws_directory_service_directory" "corp" {
  name     = "corp.example.com"
  password = "to-be-replaced"
  type     = "MicrosoftAD"

  vpc_settings {
    vpc_id     = aws_vpc.each["hub"].id
    subnet_ids = [aws_subnet.each["hub-0"].id, aws_subnet.each["hub-1"].id]
  }
}

resource "aws_security_group" "resolver" {
  name   = "resolver"
  vpc_id = aws_vpc.each["hub"].id

  egress {
    protocol    = "udp"
    from_port   = 53
    to_port     = 53
    cidr_blocks = ["10.0.0.0/8"]
  }
}

resource "aws_route53_resolver_endpoint" "out" {
  direction          = "OUTBOUND"
  security_group_ids = [aws_security_group.resolver.id]

  dynamic "ip_address" {
    for_each = [for key, subnet in aws_subnet.each : subnet.id if startswith(key, "hub-")]

    content {
      subnet_id = ip_address.value
    }
  }
}

resource "aws_route53_resolver_rule" "corp" {
  domain_name          = "corp.example.com"
  rule_type            = "FORWARD"
  resolver_endpoint_id = aws_route53_resolver_endpoint.out.id

  dynamic "target_ip" {
    for_each = ["10.0.0.10", "10.0.1.10"]

    content {
      ip = target_ip.value
    }
  }
}

resource "aws_route53_resolver_rule_association" "corp" {
  for_each = aws_vpc.each

  resolver_rule_id = aws_route53_resolver_rule.corp.id
  vpc_id           = each.value.id
}

resource "aws_route53_zone" "private" {
  name = "internal.example.com"

  vpc {
    vpc_id = aws_vpc.each["hub"].id
  }

  lifecycle {
    ignore_changes = [vpc]
  }
}

resource "aws_route53_zone_association" "spoke" {
  zone_id = aws_route53_zone.private.zone_id
  vpc_id  = aws_vpc.each["spoke"].id
}

resource "aws_instance" "desktop" {
  ami                  = "ami-0f5e2b0c5d1a9e010"
  instance_type        = "m6i.large"
  subnet_id            = aws_subnet.each["spoke-0"].id
  iam_instance_profile = "managed-instance"
  tags                 = { Name = "desktop" }
}
