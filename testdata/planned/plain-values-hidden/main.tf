# Plain values beside what is only known after deployment. A plan says nothing of them, so that without the source
# nobody knows whether they are there.

provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

# What the role needs for Systems Manager is a policy of AWS, beside one of its own.
resource "aws_iam_policy" "own" {
  name   = "own"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })
}

resource "aws_iam_role" "app" {
  name                = "app"
  managed_policy_arns = [aws_iam_policy.own.arn, "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"]

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
}

resource "aws_iam_instance_profile" "app" {
  name = "app"
  role = aws_iam_role.app.name
}

resource "aws_vpc" "lab" {
  cidr_block           = "10.1.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_internet_gateway" "lab" {
  vpc_id = aws_vpc.lab.id
}

resource "aws_route_table" "lab" {
  vpc_id = aws_vpc.lab.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.lab.id
  }
}

resource "aws_subnet" "lab" {
  count = 2

  vpc_id                  = aws_vpc.lab.id
  cidr_block              = cidrsubnet(aws_vpc.lab.cidr_block, 8, count.index)
  availability_zone       = ["eu-central-1a", "eu-central-1b"][count.index]
  map_public_ip_on_launch = true
}

resource "aws_route_table_association" "lab" {
  count = 2

  subnet_id      = aws_subnet.lab[count.index].id
  route_table_id = aws_route_table.lab.id
}

# Its DNS servers are those of the directory behind Amazon's, which is a fault that a plan does not show; and Amazon's
# answer, whatever the group keeps from the directory.
resource "aws_directory_service_directory" "corp" {
  name     = "corp.example.com"
  password = "to-be-replaced"
  edition  = "Standard"
  type     = "MicrosoftAD"

  vpc_settings {
    vpc_id     = aws_vpc.lab.id
    subnet_ids = aws_subnet.lab[*].id
  }
}

resource "aws_vpc_dhcp_options" "corp" {
  domain_name         = "corp.example.com"
  domain_name_servers = concat(["AmazonProvidedDNS"], tolist(aws_directory_service_directory.corp.dns_ip_addresses))
}

resource "aws_vpc_dhcp_options_association" "corp" {
  vpc_id          = aws_vpc.lab.id
  dhcp_options_id = aws_vpc_dhcp_options.corp.id
}

resource "aws_security_group" "lab" {
  name   = "lab"
  vpc_id = aws_vpc.lab.id

  egress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_instance" "lab" {
  ami                    = "ami-0f5e2b0c5d1a9e001"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.lab[0].id
  vpc_security_group_ids = [aws_security_group.lab.id]
  iam_instance_profile   = aws_iam_instance_profile.app.name
}

# Of its groups, one is of a VPC that is there before.
resource "aws_security_group" "guest" {
  name   = "guest"
  vpc_id = "vpc-0f5e2b0c5d1a9e001"
}

resource "aws_instance" "guest" {
  ami                    = "ami-0f5e2b0c5d1a9e001"
  instance_type          = "t3.micro"
  subnet_id              = "subnet-0f5e2b0c5d1a9e001"
  vpc_security_group_ids = ["sg-0f5e2b0c5d1a9e001", aws_security_group.guest.id]
  iam_instance_profile   = aws_iam_instance_profile.app.name
}

# What the parameters say of DNS servers is hidden by the directory's id.
resource "aws_ssm_association" "join" {
  name = "AWS-JoinDirectoryServiceDomain"

  targets {
    key    = "InstanceIds"
    values = [aws_instance.lab.id]
  }

  parameters = {
    directoryId   = aws_directory_service_directory.corp.id
    directoryName = "corp.example.com"
  }
}
