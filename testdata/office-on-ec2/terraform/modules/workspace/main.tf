resource "aws_security_group" "instances" {
  name        = "${var.name}-instances"
  description = "Office instances and batch workers"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_egress_rule" "https" {
  security_group_id = aws_security_group.instances.id
  description       = "HTTPS to the endpoints of Systems Manager"

  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = var.endpoint_group_id
}

# Everything that a member of the domain says to its controllers stays within the VPC.
resource "aws_vpc_security_group_egress_rule" "directory" {
  for_each = {
    dns          = { protocol = "udp", from = 53, to = 53 }
    dns_tcp      = { protocol = "tcp", from = 53, to = 53 }
    kerberos     = { protocol = "tcp", from = 88, to = 88 }
    kerberos_udp = { protocol = "udp", from = 88, to = 88 }
    ntp          = { protocol = "udp", from = 123, to = 123 }
    rpc          = { protocol = "tcp", from = 135, to = 135 }
    netbios      = { protocol = "udp", from = 138, to = 138 }
    ldap         = { protocol = "tcp", from = 389, to = 389 }
    ldap_udp     = { protocol = "udp", from = 389, to = 389 }
    ldaps        = { protocol = "tcp", from = 636, to = 636 }
    smb          = { protocol = "tcp", from = 445, to = 445 }
    password     = { protocol = "tcp", from = 464, to = 464 }
    password_udp = { protocol = "udp", from = 464, to = 464 }
    activation   = { protocol = "tcp", from = 1688, to = 1688 }
    catalog      = { protocol = "tcp", from = 3268, to = 3269 }
    web_services = { protocol = "tcp", from = 9389, to = 9389 }
    dynamic      = { protocol = "tcp", from = 49152, to = 65535 }
  }

  security_group_id = aws_security_group.instances.id
  description       = "Active Directory: ${each.key}"

  ip_protocol = each.value.protocol
  from_port   = each.value.from
  to_port     = each.value.to
  cidr_ipv4   = var.cidr_block
}

resource "aws_instance" "office" {
  ami                    = var.office_image_id
  instance_type          = "m6i.large"
  subnet_id              = var.subnet_ids[0]
  vpc_security_group_ids = [aws_security_group.instances.id]
  iam_instance_profile   = aws_iam_instance_profile.managed.name

  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "required"
  }

  tags = { Name = "${var.name}-office" }

  lifecycle {
    # License Manager tags the instances that it manages.
    ignore_changes = [tags["AWSLicenseManager"]]
  }
}

resource "aws_launch_template" "worker" {
  name_prefix   = "${var.name}-worker-"
  image_id      = var.worker_image_id
  instance_type = "m6i.large"

  vpc_security_group_ids = [aws_security_group.instances.id]

  iam_instance_profile {
    arn = aws_iam_instance_profile.managed.arn
  }

  metadata_options {
    http_tokens = "required"
  }
}

resource "aws_autoscaling_group" "workers" {
  name                = "${var.name}-workers"
  min_size            = 0
  max_size            = var.worker_count
  desired_capacity    = var.worker_count
  vpc_zone_identifier = var.subnet_ids

  launch_template {
    id      = aws_launch_template.worker.id
    version = aws_launch_template.worker.latest_version
  }
}
