package terraform

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/hashicorp/hcl/v2/hclparse"
)

// generated is a configuration of about the given number of resources, as people write them: subnets and
// rules that refer to each other, names from variables, a policy here and there.
func generated(resources int) string {
	var source strings.Builder
	source.WriteString(`variable "name" { default = "office" }
locals { tags = { Team = "desktop", Name = var.name } }
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
  tags                 = local.tags
}
`)
	for i := range resources / 4 {
		fmt.Fprintf(&source, `resource "aws_subnet" "s%[1]d" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 12, %[2]d)
  availability_zone = "eu-central-1a"
  tags              = merge(local.tags, { Name = "${var.name}-%[1]d" })
}
resource "aws_security_group" "g%[1]d" {
  name   = "${var.name}-%[1]d"
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = [aws_vpc.main.cidr_block]
  }
}
resource "aws_vpc_endpoint" "e%[1]d" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-central-1.ssm"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [aws_subnet.s%[1]d.id]
  security_group_ids  = [aws_security_group.g%[1]d.id]
}
resource "aws_instance" "i%[1]d" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.large"
  subnet_id              = aws_subnet.s%[1]d.id
  vpc_security_group_ids = [aws_security_group.g%[1]d.id]
  user_data              = <<-EOT
    #!/bin/sh
    echo ${var.name} ${aws_subnet.s%[1]d.arn}
  EOT
  tags                   = merge(local.tags, { Name = "${var.name}-%[1]d" })
}
`, i, i%4096)
	}
	return source.String()
}

func BenchmarkLoad(b *testing.B) {
	for _, size := range []int{100, 1_000, 10_000} {
		source := generated(size)
		files := fstest.MapFS{"main.tf": {Data: []byte(source)}}
		b.Run(fmt.Sprintf("parse-%d", size), func(b *testing.B) {
			for b.Loop() {
				if _, problems := hclparse.NewParser().ParseHCL([]byte(source), "main.tf"); problems.HasErrors() {
					b.Fatal(problems)
				}
			}
		})
		b.Run(fmt.Sprintf("load-%d", size), func(b *testing.B) {
			for b.Loop() {
				loaded := NewLoader(files, Options{}).Load(context.Background(), ".")
				if len(loaded.Resources) != size/4*4+1 || len(loaded.Diagnostics) != 0 {
					b.Fatal(len(loaded.Resources), loaded.Diagnostics)
				}
			}
		})
	}
}
