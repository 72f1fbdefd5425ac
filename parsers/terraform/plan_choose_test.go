package terraform

import (
	"encoding/json"
	"testing"
)

func countedInstances(name string, count int) []*planResource {
	var instances []*planResource
	for n := range count {
		instances = append(instances, &planResource{name: name, key: float64(n)})
	}
	return instances
}

// Of two subnets the one with the instance's index is meant, unless there are more instances than subnets.
func TestOfTurn(t *testing.T) {
	for count, want := range map[int]int{2: 1, 1: 1, 3: 2} {
		read := &plan{instances: map[string][]*planResource{"aws_instance.a": countedInstances("aws_instance.a", count)}}
		var subnets []planTarget
		for _, each := range countedInstances("aws_subnet.a", 2) {
			subnets = append(subnets, planTarget{resource: each})
		}
		if got := read.ofTurn(subnets, &planScope{block: "aws_instance.a", key: 0.0}); len(got) != want {
			t.Errorf("with %d instances %d subnets are left, want %d", count, len(got), want)
		}
	}
}

func TestMayTranslate(t *testing.T) {
	read := &plan{variables: map[string]planVariable{
		"single": {Value: json.RawMessage(`true`)}, "peers": {Value: json.RawMessage(`{"a": "b"}`)},
	}}
	module := &planScope{
		parent: &planScope{}, config: &planModule{},
		call: &planCall{Expressions: map[string]any{
			"single": references("var.single"), "peers": references("var.peers"), "vpcs": references("aws_vpc.each"),
			"create": map[string]any{"constant_value": false},
		}},
	}
	for reference, want := range map[string]bool{
		"each.key": false, "aws_vpc.each": false, "each.value.vpc": true, "local.peers": true,
		"var.single": false, "var.peers": true, "var.vpcs": true, "var.create": false, "var.unset": false,
	} {
		if got := read.mayTranslate(reference, module, 0); got != want {
			t.Errorf("mayTranslate(%s) = %v", reference, got)
		}
	}
}
