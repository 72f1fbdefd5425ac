package graph

import (
	"slices"
	"strings"
)

// Partition is what the names of all Regions of a partition have in common (AWS General Reference, "AWS service
// endpoints"; the AWS SDKs' partitions.json).
type Partition struct {
	Name   string // aws, aws-cn
	Suffix string // of the names of its services: amazonaws.com
	prefix string // of the names of its Regions
}

var partitions = []Partition{
	{"aws-cn", "amazonaws.com.cn", "cn-"},
	{"aws-us-gov", "amazonaws.com", "us-gov-"},
	{"aws-iso", "c2s.ic.gov", "us-iso-"},
	{"aws-iso-b", "sc2s.sgov.gov", "us-isob-"},
	{"aws-iso-e", "cloud.adc-e.uk", "eu-isoe-"},
	{"aws-iso-f", "csp.hci.ic.gov", "us-isof-"},
	{"aws-eusc", "amazonaws.eu", "eusc-"},
}

// PartitionOf returns the partition of a Region. One whose name says nothing else is of the partition aws.
func PartitionOf(region string) Partition {
	for _, each := range partitions {
		if strings.HasPrefix(region, each.prefix) {
			return each
		}
	}
	return Partition{Name: "aws", Suffix: "amazonaws.com"}
}

// ReverseSuffix is the suffix with its labels turned round, as the names of endpoint services begin: com.amazonaws.
func (p Partition) ReverseSuffix() string {
	labels := strings.Split(p.Suffix, ".")
	slices.Reverse(labels)
	return strings.Join(labels, ".")
}
