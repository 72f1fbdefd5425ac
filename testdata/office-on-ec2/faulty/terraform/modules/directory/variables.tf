variable "domain_name" {
  description = "DNS name of the directory."
  type        = string
}

variable "password" {
  description = "Password of the directory's administrator."
  type        = string
  sensitive   = true
}

variable "vpc_id" {
  description = "VPC that holds the directory."
  type        = string
}

variable "subnet_ids" {
  description = "Two subnets in different zones, one for each domain controller."
  type        = list(string)
}
