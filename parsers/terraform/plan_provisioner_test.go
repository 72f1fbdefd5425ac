package terraform

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestProvisionersOfPlans reads them from a plan without its source: a command that mentions something is not told.
func TestProvisionersOfPlans(t *testing.T) {
	const text = `{"format_version": "1.2", "terraform_version": "1.9.0", "planned_values": {"root_module": {"resources": [
		{"address": "aws_vpc.main", "mode": "managed", "type": "aws_vpc", "name": "main", "values": {"cidr_block": "10.0.0.0/16"}},
		{"address": "null_resource.a", "mode": "managed", "type": "null_resource", "name": "a", "values": {}},
		{"address": "null_resource.b", "mode": "managed", "type": "null_resource", "name": "b", "values": {}},
		{"address": "null_resource.c", "mode": "managed", "type": "null_resource", "name": "c", "values": {}}]}},
	"configuration": {"root_module": {"resources": [
		{"address": "aws_vpc.main", "type": "aws_vpc", "name": "main", "expressions": {"cidr_block": {"constant_value": "10.0.0.0/16"}}},
		{"address": "null_resource.a", "type": "null_resource", "name": "a", "provisioners": [
			{"type": "local-exec", "expressions": {"command": {"references": ["aws_vpc.main.id", "aws_vpc.main"]}}}]},
		{"address": "null_resource.b", "type": "null_resource", "name": "b", "provisioners": [
			{"type": "local-exec", "expressions": {"command": {"constant_value": "echo done"}}}]},
		{"address": "null_resource.c", "type": "null_resource", "name": "c",
			"expressions": {"triggers": {"references": ["aws_vpc.main.id", "aws_vpc.main"]}}, "provisioners": [
			{"type": "local-exec", "expressions": {"command": {"constant_value": "aws ec2 create-vpc-endpoint --vpc-id $VPC"}}}]}]}}}`
	files := fstest.MapFS{"plan.json": {Data: []byte(text)}}
	loaded := NewLoader(files, Options{}).Load(t.Context(), "plan.json")
	var got []string
	for _, each := range loaded.Opaque {
		if len(each.Received) != 1 || each.Received[0].Address != "aws_vpc.main" {
			t.Errorf("%s is given %v, want aws_vpc.main", each.Address, each.Received)
		}
		got = append(got, each.Address+" "+each.Reason)
	}
	want := "null_resource.a it runs a command that a plan does not tell, which may do anything\nnull_resource.c it runs aws ec2 create-vpc-endpoint"
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}
