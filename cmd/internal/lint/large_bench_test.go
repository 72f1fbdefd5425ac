package lint

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// Trees that are merely large in one way: what costs more than its share there is not linear.
const largeNetwork = `
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
}

resource "aws_subnet" "private" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.0.0/18"
}
`

const manyInstances = largeNetwork + `
resource "aws_instance" "app" {
  count = COUNT

  ami           = "ami-0f5e2b0c5d1a9e001"
  instance_type = "t3.micro"
  subnet_id     = aws_subnet.private.id
}
`

// denseGroups gives each of COUNT instances all but one of COUNT groups, with 25 rules each way in each group,
// so that no two instances are alike.
const denseGroups = largeNetwork + `
resource "aws_security_group" "app" {
  count = COUNT

  name   = "app-${count.index}"
  vpc_id = aws_vpc.main.id

  dynamic "ingress" {
    for_each = range(25)
    content {
      from_port   = 1000 + 10 * ingress.value
      to_port     = 1005 + 10 * ingress.value
      protocol    = "tcp"
      cidr_blocks = ["10.${ingress.value}.${count.index}.0/24"]
    }
  }

  dynamic "egress" {
    for_each = range(25)
    content {
      from_port   = 1000 + 10 * egress.value
      to_port     = 1005 + 10 * egress.value
      protocol    = "tcp"
      cidr_blocks = ["10.${egress.value}.${count.index}.0/24"]
    }
  }
}

resource "aws_instance" "app" {
  count = COUNT

  ami                    = "ami-0f5e2b0c5d1a9e001"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.private.id
  vpc_security_group_ids = [for n, id in aws_security_group.app[*].id : id if n != count.index]
}

resource "aws_vpc_endpoint" "managed" {
  for_each = toset(["ssm", "ssmmessages", "ec2messages"])

  vpc_id              = aws_vpc.main.id
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.eu-central-1.${each.key}"
  subnet_ids          = [aws_subnet.private.id]
  security_group_ids  = aws_security_group.app[*].id
  private_dns_enabled = true
}
`

// manyParts adds COUNT rules to one network ACL, entries to one prefix list and policies to one role.
const manyParts = largeNetwork + `
resource "aws_network_acl" "private" {
  vpc_id     = aws_vpc.main.id
  subnet_ids = [aws_subnet.private.id]
}

resource "aws_network_acl_rule" "private" {
  count = COUNT

  network_acl_id = aws_network_acl.private.id
  rule_number    = count.index + 1
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = cidrsubnet("10.0.0.0/8", 20, count.index)
  from_port      = 443
  to_port        = 443
}

resource "aws_ec2_managed_prefix_list" "office" {
  name           = "office"
  address_family = "IPv4"
  max_entries    = COUNT
}

resource "aws_ec2_managed_prefix_list_entry" "office" {
  count = COUNT

  prefix_list_id = aws_ec2_managed_prefix_list.office.id
  cidr           = cidrsubnet("10.0.0.0/8", 20, count.index)
}

resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = "{}"
}

resource "aws_iam_role_policy_attachment" "app" {
  count = COUNT

  role       = aws_iam_role.app.name
  policy_arn = "arn:aws:iam::123456789012:policy/${count.index}"
}
`

// BenchmarkLarge scans trees that double in size: so should the time, but for the groups, of which each instance
// has nearly all.
func BenchmarkLarge(b *testing.B) {
	engine := benchmarkEngine(b)
	for _, tree := range []struct {
		name, source string
		sizes        []int
	}{
		{"instances", manyInstances, []int{5_000, 10_000, 20_000}},
		{"parts", manyParts, []int{4_000, 8_000, 16_000}},
		{"groups", denseGroups, []int{25, 50, 100}},
	} {
		for _, size := range tree.sizes {
			source := strings.ReplaceAll(tree.source, "COUNT", fmt.Sprint(size))
			files := fstest.MapFS{"main.tf": {Data: []byte(source)}}
			b.Run(fmt.Sprintf("%s/%d", tree.name, size), func(b *testing.B) {
				for b.Loop() {
					if _, err := Run(context.Background(), Options{Files: files, Engine: engine}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
