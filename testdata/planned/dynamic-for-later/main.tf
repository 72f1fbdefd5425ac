# Dynamic blocks that are repeated for what is only known after deployment, and one beside a block that is none.

provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "private" {
  count = 2

  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
  availability_zone = ["eu-central-1a", "eu-central-1b"][count.index]
}

resource "aws_directory_service_directory" "corp" {
  name     = "corp.example.com"
  password = "to-be-replaced"
  edition  = "Standard"
  type     = "MicrosoftAD"

  vpc_settings {
    vpc_id     = aws_vpc.main.id
    subnet_ids = aws_subnet.private[*].id
  }
}

resource "aws_vpc_dhcp_options" "corp" {
  domain_name_servers = aws_directory_service_directory.corp.dns_ip_addresses
}

resource "aws_vpc_dhcp_options_association" "corp" {
  vpc_id          = aws_vpc.main.id
  dhcp_options_id = aws_vpc_dhcp_options.corp.id
}

# Everything to each of the directory's addresses, which nobody knows yet.
resource "aws_security_group" "member" {
  name   = "member"
  vpc_id = aws_vpc.main.id

  dynamic "egress" {
    for_each = aws_directory_service_directory.corp.dns_ip_addresses

    content {
      protocol    = "-1"
      from_port   = 0
      to_port     = 0
      cidr_blocks = ["${egress.value}/32"]
    }
  }

  egress {
    protocol        = "tcp"
    from_port       = 443
    to_port         = 443
    security_groups = [aws_security_group.endpoints.id]
  }
}

# The members come in by the dynamic block, the operators by the other.
resource "aws_security_group" "endpoints" {
  name   = "endpoints"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol        = "tcp"
    from_port       = 8443
    to_port         = 8443
    security_groups = [aws_security_group.operators.id]
  }

  dynamic "ingress" {
    for_each = toset(["vpc"])

    content {
      protocol    = "tcp"
      from_port   = 443
      to_port     = 443
      cidr_blocks = [for subnet in aws_subnet.private : subnet.cidr_block]
    }
  }

  dynamic "ingress" {
    for_each = toset(["jump"])

    content {
      protocol        = "tcp"
      from_port       = 8444
      to_port         = 8444
      security_groups = [aws_security_group.jump.id]
    }
  }
}

resource "aws_security_group" "operators" {
  name   = "operators"
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group" "jump" {
  name   = "jump"
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_endpoint" "manager" {
  for_each = toset(["ssm", "ssmmessages", "ec2messages"])

  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-central-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = aws_subnet.private[*].id
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true
}

resource "aws_instance" "office" {
  ami                    = "ami-0f5e2b0c5d1a9e001"
  instance_type          = "m6i.large"
  subnet_id              = aws_subnet.private[0].id
  vpc_security_group_ids = [aws_security_group.member.id]
}

resource "aws_ssm_association" "join" {
  name = "AWS-JoinDirectoryServiceDomain"

  parameters = {
    directoryId = aws_directory_service_directory.corp.id
  }

  targets {
    key    = "InstanceIds"
    values = [aws_instance.office.id]
  }
}
