variable "name" {
  description = "Prefix of all names."
  type        = string
}

variable "vpc_id" {
  description = "VPC of the instances."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets of the instances."
  type        = list(string)
}

variable "endpoint_group_id" {
  description = "Security group of the interface endpoints."
  type        = string
}

variable "cidr_block" {
  description = "Addresses of the VPC."
  type        = string
}

variable "office_image_id" {
  description = "AMI of Windows Server with Office."
  type        = string
}

variable "worker_image_id" {
  description = "AMI of the batch workers."
  type        = string
}

variable "worker_count" {
  description = "How many batch workers run."
  type        = number
}
