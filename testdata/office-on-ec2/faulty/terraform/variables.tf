variable "region" {
  description = "Region that everything is deployed to."
  type        = string
  default     = "eu-central-1"
}

variable "environment" {
  description = "Name of the environment, part of every name."
  type        = string
  default     = "production"
}

variable "cidr_block" {
  description = "Addresses of the VPC."
  type        = string
  default     = "10.20.0.0/16"
}

variable "domain_name" {
  description = "DNS name of the directory."
  type        = string
  default     = "corp.example.com"
}

variable "directory_password" {
  description = "Password of the directory's administrator."
  type        = string
  sensitive   = true
}

variable "office_image_id" {
  description = "AMI of Windows Server with Office LTSC Professional Plus, from the Marketplace."
  type        = string
  default     = "ami-0f5e2b0c5d1a9e001"
}

variable "worker_image_id" {
  description = "AMI of Amazon Linux 2023 for the batch workers."
  type        = string
  default     = "ami-0f5e2b0c5d1a9e002"
}

variable "worker_count" {
  description = "How many batch workers run."
  type        = number
  default     = 2
}
