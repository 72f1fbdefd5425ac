# Policies by documents, as texts and by every way to attach them.

provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}
data "aws_partition" "current" {}

data "aws_region" "current" {}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.${data.aws_partition.current.dns_suffix}"]
    }
  }
}

data "aws_iam_policy_document" "base" {
  statement {
    sid       = "Messages"
    actions   = ["ssmmessages:*", "ec2messages:*"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "agent" {
  source_policy_documents = [data.aws_iam_policy_document.base.json]

  override_policy_documents = [jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "Old", Effect = "Deny", Action = "ec2messages:*", Resource = "*" }]
  })]

  statement {
    actions   = ["ssm:UpdateInstanceInformation"]
    resources = ["arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.name}:*:instance/*"]

    condition {
      test     = "StringEquals"
      variable = "aws:RequestedRegion"
      values   = [data.aws_region.current.name]
    }
  }
}

resource "aws_iam_role" "each" {
  for_each = toset(["managed", "document", "inline"])

  name               = "role-${each.key}"
  assume_role_policy = data.aws_iam_policy_document.trust.json

  dynamic "inline_policy" {
    for_each = each.key == "inline" ? [data.aws_iam_policy_document.base.json] : []

    content {
      name   = "messages"
      policy = inline_policy.value
    }
  }
}

resource "aws_iam_role_policy_attachment" "managed" {
  role       = aws_iam_role.each["managed"].name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_policy" "agent" {
  name   = "agent"
  policy = data.aws_iam_policy_document.agent.json
}

resource "aws_iam_role_policy_attachment" "document" {
  role       = aws_iam_role.each["document"].name
  policy_arn = aws_iam_policy.agent.arn
}

resource "aws_iam_role_policy" "inline" {
  role   = aws_iam_role.each["inline"].id
  policy = data.aws_iam_policy_document.agent.json
}

resource "aws_iam_instance_profile" "each" {
  for_each = aws_iam_role.each

  name = each.value.name
  role = each.value.name
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "private" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}

resource "aws_instance" "each" {
  for_each = aws_iam_instance_profile.each

  ami                  = "ami-0f5e2b0c5d1a9e001"
  instance_type        = "t3.micro"
  subnet_id            = aws_subnet.private.id
  iam_instance_profile = each.value.name
}
