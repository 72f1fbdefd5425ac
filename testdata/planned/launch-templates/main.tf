# All that launches instances: groups with one template, with several and with a configuration, and fleets.

provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
}

resource "aws_subnet" "zone" {
  count = 2

  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
}

resource "aws_security_group" "app" {
  name   = "app"
  vpc_id = aws_vpc.main.id
}

resource "aws_launch_template" "each" {
  for_each = {
    x86 = { image = "ami-0f5e2b0c5d1a9e001", type = "m6i.large", profile = true }
    arm = { image = "ami-0f5e2b0c5d1a9e002", type = "m7g.large", profile = false }
  }

  name                   = "app-${each.key}"
  image_id               = each.value.image
  instance_type          = each.value.type
  vpc_security_group_ids = [aws_security_group.app.id]
  user_data              = base64encode("#!/bin/sh\necho ${each.key}\n")

  dynamic "iam_instance_profile" {
    for_each = each.value.profile ? ["managed-instance"] : []

    content {
      name = iam_instance_profile.value
    }
  }

  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "required"
  }
}

resource "aws_launch_configuration" "old" {
  image_id        = "ami-0f5e2b0c5d1a9e001"
  instance_type   = "t3.micro"
  security_groups = [aws_security_group.app.id]
}

resource "aws_autoscaling_group" "one" {
  name                = "one"
  min_size            = 1
  max_size            = 2
  vpc_zone_identifier = aws_subnet.zone[*].id

  launch_template {
    id      = aws_launch_template.each["x86"].id
    version = aws_launch_template.each["x86"].latest_version
  }
}

resource "aws_autoscaling_group" "mixed" {
  name                = "mixed"
  min_size            = 1
  max_size            = 2
  vpc_zone_identifier = [for subnet in aws_subnet.zone : subnet.id]

  mixed_instances_policy {
    launch_template {
      launch_template_specification {
        launch_template_name = aws_launch_template.each["x86"].name
      }

      override {
        instance_type = "m6i.large"
      }

      override {
        instance_type = "m7g.large"

        launch_template_specification {
          launch_template_id = aws_launch_template.each["arm"].id
        }
      }
    }
  }
}

resource "aws_autoscaling_group" "old" {
  name                 = "old"
  min_size             = 1
  max_size             = 1
  launch_configuration = aws_launch_configuration.old.name
  vpc_zone_identifier  = [aws_subnet.zone[0].id]
}

resource "aws_ec2_fleet" "fleet" {
  launch_template_config {
    launch_template_specification {
      launch_template_id = aws_launch_template.each["arm"].id
      version            = "$Latest"
    }

    override {
      instance_type = "m7g.xlarge"
      subnet_id     = aws_subnet.zone[1].id
    }
  }

  target_capacity_specification {
    default_target_capacity_type = "spot"
    total_target_capacity        = 2
  }
}

resource "aws_instance" "templated" {
  subnet_id = aws_subnet.zone[0].id

  launch_template {
    name = aws_launch_template.each["x86"].name
  }
}
