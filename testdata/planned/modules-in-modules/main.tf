# Modules in modules, with for_each and count, whose outputs are maps and objects.

provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}
variable "stages" {
  type = map(object({
    cidr  = string
    zones = optional(number, 2)
  }))
  default = {
    test = { cidr = "10.1.0.0/16" }
    live = { cidr = "10.2.0.0/16", zones = 3 }
  }
}

module "stage" {
  source   = "./modules/stage"
  for_each = var.stages

  name  = each.key
  cidr  = each.value.cidr
  zones = each.value.zones
}

resource "aws_instance" "app" {
  for_each = module.stage

  ami                    = "ami-0f5e2b0c5d1a9e001"
  instance_type          = "t3.micro"
  subnet_id              = values(each.value.subnets)[0]
  vpc_security_group_ids = [each.value.group]
  iam_instance_profile   = "managed-instance"
}

resource "aws_vpc_endpoint" "ssm" {
  for_each = { for pair in setproduct(keys(var.stages), ["ssm", "ssmmessages"]) : join("/", pair) => { stage = pair[0], service = pair[1] } }

  vpc_id              = module.stage[each.value.stage].vpc_id
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.eu-central-1.${each.value.service}"
  subnet_ids          = values(module.stage[each.value.stage].subnets)
  security_group_ids  = [module.stage[each.value.stage].group]
  private_dns_enabled = each.value.stage == "live"
}
