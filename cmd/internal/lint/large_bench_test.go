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

// BenchmarkLarge scans trees that double in size: so should the time.
func BenchmarkLarge(b *testing.B) {
	engine := benchmarkEngine(b)
	for _, tree := range []struct {
		name, source string
		sizes        []int
	}{
		{"instances", manyInstances, []int{5_000, 10_000, 20_000}},
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
