# What the language can do: types with defaults, files, templates, grouping, checks, moved blocks.

provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}
variable "network" {
  type = object({
    cidr    = string
    dns     = optional(object({ hostnames = optional(bool, true), support = optional(bool, true) }), {})
    subnets = optional(list(object({ name = string, bits = optional(string, "8"), public = optional(bool) })), [])
    tags    = optional(map(string))
  })

  validation {
    condition     = can(cidrnetmask(var.network.cidr))
    error_message = "The block must be one of IPv4."
  }
}

variable "owner" {
  type     = string
  default  = "nobody"
  nullable = false
}

locals {
  services = yamldecode(file("${path.module}/services.yaml"))
  by_kind  = { for service in local.services.list : service.kind => service.name... }
  names    = [for subnet in var.network.subnets : subnet.name]
  index    = zipmap(local.names, range(length(local.names)))
  greeting = <<-EOT
    %{for name in sort(local.names)~}
    - ${upper(name)}
    %{endfor~}
  EOT
}

resource "aws_vpc" "main" {
  cidr_block           = var.network.cidr
  enable_dns_support   = var.network.dns.support
  enable_dns_hostnames = var.network.dns.hostnames

  tags = merge(coalesce(var.network.tags, {}), {
    Owner    = var.owner
    Greeting = local.greeting
    Template = templatestring(local.services.template, { owner = title(var.owner) })
    Files    = join(",", sort(fileset(path.module, "*.yaml")))
    Stage    = terraform.workspace
    Flags    = format("%t/%v/%q", try(var.network.subnets[9].public, false), one([1]), "x")
    Host     = cidrhost(var.network.cidr, -2)
    Match    = join("|", regex("^(\\d+)\\.(\\d+)", var.network.cidr))
  })
}

resource "aws_subnet" "each" {
  for_each = { for subnet in var.network.subnets : subnet.name => subnet }

  vpc_id                  = aws_vpc.main.id
  cidr_block              = cidrsubnet(var.network.cidr, tonumber(each.value.bits), local.index[each.key])
  map_public_ip_on_launch = each.value.public
}

resource "aws_vpc_endpoint" "service" {
  for_each = toset(local.by_kind["interface"])

  vpc_id              = aws_vpc.main.id
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.eu-central-1.${each.value}"
  subnet_ids          = [for name, subnet in aws_subnet.each : subnet.id if !coalesce(var.network.subnets[local.index[name]].public, false)]
  private_dns_enabled = true
}

resource "aws_instance" "app" {
  ami                  = "ami-0f5e2b0c5d1a9e001"
  instance_type        = "t3.micro"
  subnet_id            = aws_subnet.each[local.names[0]].id
  iam_instance_profile = "managed-instance"
}

moved {
  from = aws_instance.old
  to   = aws_instance.app
}

removed {
  from = aws_instance.gone

  lifecycle {
    destroy = false
  }
}

check "subnets" {
  assert {
    condition     = length(aws_subnet.each) > 0
    error_message = "There are no subnets."
  }
}
