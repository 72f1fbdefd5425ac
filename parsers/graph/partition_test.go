package graph

import "testing"

func TestPartitionOf(t *testing.T) {
	for region, want := range map[string][3]string{
		"eu-central-1":   {"aws", "amazonaws.com", "com.amazonaws"},
		"cn-north-1":     {"aws-cn", "amazonaws.com.cn", "cn.com.amazonaws"},
		"us-gov-west-1":  {"aws-us-gov", "amazonaws.com", "com.amazonaws"},
		"us-iso-east-1":  {"aws-iso", "c2s.ic.gov", "gov.ic.c2s"},
		"us-isob-east-1": {"aws-iso-b", "sc2s.sgov.gov", "gov.sgov.sc2s"},
		"eusc-de-east-1": {"aws-eusc", "amazonaws.eu", "eu.amazonaws"},
	} {
		found := PartitionOf(region)
		if got := [3]string{found.Name, found.Suffix, found.ReverseSuffix()}; got != want {
			t.Errorf("%s is in %v, want %v", region, got, want)
		}
	}
}
