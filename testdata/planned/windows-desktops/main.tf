# Licensed Windows desktops in a managed directory: option sets, user data, tags, associations, ignored changes.

provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}
variable "desktops" {
  type    = map(object({ type = string, tags = optional(map(string), {}) }))
  default = { anna = { type = "m6i.large" }, otto = { type = "t3.large", tags = { Team = "sales" } } }
}

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
}

resource "aws_subnet" "zone" {
  for_each = { a = "10.0.1.0/24", b = "10.0.2.0/24" }

  vpc_id            = aws_vpc.main.id
  cidr_block        = each.value
  availability_zone = "eu-central-1${each.key}"
}

resource "aws_directory_service_directory" "corp" {
  name     = "corp.example.com"
  password = "to-be-replaced"
  edition  = "Standard"
  type     = "MicrosoftAD"

  vpc_settings {
    vpc_id     = aws_vpc.main.id
    subnet_ids = [for subnet in aws_subnet.zone : subnet.id]
  }
}

resource "aws_vpc_dhcp_options" "corp" {
  domain_name         = aws_directory_service_directory.corp.name
  domain_name_servers = aws_directory_service_directory.corp.dns_ip_addresses
}

resource "aws_vpc_dhcp_options_association" "corp" {
  vpc_id          = aws_vpc.main.id
  dhcp_options_id = aws_vpc_dhcp_options.corp.id
}

resource "aws_instance" "desktop" {
  for_each = var.desktops

  ami                  = "ami-0f5e2b0c5d1a9e010"
  instance_type        = each.value.type
  subnet_id            = aws_subnet.zone["a"].id
  iam_instance_profile = "managed-instance"
  user_data            = templatefile("${path.module}/start.ps1.tftpl", { name = each.key, domain = aws_directory_service_directory.corp.name })
  tags                 = merge({ Name = title(each.key) }, each.value.tags)

  lifecycle {
    ignore_changes = [ami]
  }
}

resource "aws_ssm_document" "join" {
  name          = "join"
  document_type = "Command"

  content = jsonencode({
    schemaVersion = "2.2"
    mainSteps = [{
      action = "aws:domainJoin"
      name   = "join"
      inputs = {
        directoryId   = aws_directory_service_directory.corp.id
        directoryName = aws_directory_service_directory.corp.name
      }
    }]
  })
}

resource "aws_ssm_association" "join" {
  name = aws_ssm_document.join.name

  targets {
    key    = "InstanceIds"
    values = [for desktop in aws_instance.desktop : desktop.id]
  }
}
