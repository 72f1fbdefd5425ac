# All that may be unknown is so at least twice, for different reasons. Nothing here is meant to work.

variable "a" { type = string }
variable "b" { type = string }
variable "c" { type = list(string) }
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "s" {
  vpc_id     = aws_vpc.v.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_security_group" "g" {
  vpc_id = aws_vpc.v.id
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = [var.a]
  }
  ingress {
    from_port   = 3389
    to_port     = 3389
    protocol    = "tcp"
    cidr_blocks = var.c
  }
}
resource "aws_security_group" "h" {
  vpc_id = aws_vpc.v.id
  ingress {
    from_port   = var.a
    to_port     = var.b
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}
resource "aws_route_table" "r" {
  vpc_id = aws_vpc.v.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = var.a
  }
  route {
    cidr_block     = var.b
    nat_gateway_id = "nat-1"
  }
}
resource "aws_route_table_association" "r" {
  subnet_id      = aws_subnet.s.id
  route_table_id = aws_route_table.r.id
}
resource "aws_instance" "i" {
  ami                    = "ami-1"
  subnet_id              = aws_subnet.s.id
  vpc_security_group_ids = ["sg-1", "sg-2", var.a, aws_security_group.g.id, aws_security_group.h.id]
}
resource "aws_instance" "j" {
  ami                    = "ami-1"
  subnet_id              = aws_subnet.s.id
  vpc_security_group_ids = [aws_security_group.g.id, aws_security_group.h.id]
}
resource "aws_instance" "k" {
  ami                    = "ami-1"
  vpc_security_group_ids = ["sg-1", "sg-2"]
  subnet_id              = aws_subnet.s.id
}
resource "aws_autoscaling_group" "x" {
  max_size             = 1
  min_size             = 1
  vpc_zone_identifier  = ["subnet-1", "subnet-2", var.a]
  launch_configuration = "lc"
}
resource "aws_autoscaling_group" "y" {
  max_size            = 1
  min_size            = 1
  vpc_zone_identifier = ["subnet-1", "subnet-2"]
  launch_template { id = aws_launch_template.t.id }
}
resource "aws_launch_template" "t" {
  image_id = "ami-1"
}
resource "aws_vpc_endpoint" "e" {
  vpc_id            = aws_vpc.v.id
  service_name      = "com.amazonaws.eu-west-1.ssmmesages"
  vpc_endpoint_type = "Interface"
}
resource "aws_vpc_endpoint" "e2" {
  vpc_id            = aws_vpc.v.id
  service_name      = "com.amazonaws.eu-west-1.ec2message"
  vpc_endpoint_type = "Interface"
}
resource "aws_directory_service_directory" "a" {
  name     = "a.example.com"
  password = "x"
  vpc_settings {
    vpc_id     = aws_vpc.v.id
    subnet_ids = [aws_subnet.s.id]
  }
}
resource "aws_directory_service_directory" "b" {
  name     = "b.example.com"
  password = "x"
  type     = "MicrosoftAD"
  vpc_settings {
    vpc_id     = aws_vpc.v.id
    subnet_ids = [aws_subnet.s.id]
  }
}
# reachlint:licensed
resource "aws_instance" "office" {
  ami       = "ami-1"
  subnet_id = aws_subnet.s.id
}
resource "aws_vpc_dhcp_options" "d" {
  domain_name_servers = ["AmazonProvidedDNS", var.a, var.b, "10.0.0.7", "8.8.8.8"]
}
resource "aws_vpc_dhcp_options_association" "d" {
  vpc_id          = aws_vpc.v.id
  dhcp_options_id = aws_vpc_dhcp_options.d.id
}
resource "aws_ssm_service_setting" "x" {
  setting_id    = "arn:aws:ssm:eu-west-1:123456789012:servicesetting/ssm/managed-instance/default-ec2-instance-management-role"
  setting_value = "r1"
  count         = var.a == "x" ? 1 : 0
}
resource "aws_ssm_service_setting" "y" {
  setting_id    = "arn:aws:ssm:eu-west-1:123456789012:servicesetting/ssm/managed-instance/default-ec2-instance-management-role"
  setting_value = var.b
}
