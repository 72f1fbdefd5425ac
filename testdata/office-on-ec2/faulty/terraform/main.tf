# Microsoft Office for a small team: Windows instances in private subnets, reached through Session Manager
# alone, licensed by the hour through License Manager, joined to a managed Active Directory.

terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = local.tags
  }
}

locals {
  name = "office-${var.environment}"

  tags = {
    Project     = "office"
    Environment = var.environment
  }

  # What a private instance needs to be managed by Systems Manager.
  managed_services = ["ssm"]
}

module "network" {
  source = "./modules/network"

  name       = local.name
  cidr_block = var.cidr_block
  services   = local.managed_services
}

module "directory" {
  source = "./modules/directory"

  domain_name = var.domain_name
  password    = var.directory_password
  vpc_id      = module.network.vpc_id
  subnet_ids  = module.network.private_subnet_ids
}

module "workspace" {
  source = "./modules/workspace"

  name              = local.name
  vpc_id            = module.network.vpc_id
  subnet_ids        = module.network.private_subnet_ids
  endpoint_group_id = module.network.endpoint_group_id
  cidr_block        = var.cidr_block

  office_image_id = var.office_image_id
  worker_image_id = var.worker_image_id
  worker_count    = var.worker_count
}
