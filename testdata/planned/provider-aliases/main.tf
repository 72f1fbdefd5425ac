# Two regions by aliases, one of them handed into a module, and tags by default.

provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}
provider "aws" {
  alias                       = "ireland"
  region                      = var.second
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true

  default_tags {
    tags = { Region = var.second }
  }
}

variable "second" {
  type    = string
  default = "eu-west-1"
}

module "here" {
  source = "./modules/site"

  block = "10.0.0.0/16"
}

module "there" {
  source    = "./modules/site"
  providers = { aws = aws.ireland }

  block = "10.1.0.0/16"
}

resource "aws_vpc_peering_connection" "both" {
  vpc_id      = module.here.vpc_id
  peer_vpc_id = module.there.vpc_id
  peer_region = "eu-west-1"
}
