variable "region" {
  description = "Region that everything is deployed to."
  type        = string
  default     = "eu-west-1"
}

variable "cidr_block" {
  description = "Addresses of the VPC."
  type        = string
  default     = "10.30.0.0/16"
}

variable "hostnames" {
  description = "Whether names lead to the endpoints."
  type        = bool
  default     = false
}

variable "zones" {
  description = "The zones by their letters."
  type = map(object({
    number = number
    public = optional(bool, false)
  }))
  default = {
    a = { number = 0, public = true }
    b = { number = 1 }
    c = { number = 2 }
  }
}

variable "private_tables" {
  description = "How many route tables the private subnets share."
  type        = number
  default     = 1
}

variable "open_ports" {
  description = "Ports that everybody may connect to."
  type        = set(number)
  default     = [22, 443]
}

variable "services" {
  description = "Services that are reached through interface endpoints."
  type        = list(string)
  default     = ["ssm", "ssmmessages"]
}

variable "image_id" {
  description = "AMI of Amazon Linux 2023."
  type        = string
  default     = "ami-0f5e2b0c5d1a9e002"
}
