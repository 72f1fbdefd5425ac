variable "name" {
  description = "Prefix of all names."
  type        = string
}

variable "cidr_block" {
  description = "Addresses of the VPC."
  type        = string
}

variable "services" {
  description = "Services that are reached through interface endpoints."
  type        = list(string)
}
