package terraform

import (
	"slices"
	"testing"
	"testing/fstest"
)

// A plan for what exists already tells all rules of a group, also those that its author did not write in it.
func TestPlanTellsWhatNobodyWrote(t *testing.T) {
	const plan = `{"format_version": "1.2", "planned_values": {"root_module": {"resources": [{
		"address": "aws_security_group.g", "mode": "managed", "type": "aws_security_group", "name": "g",
		"values": {
			"name": "g",
			"ingress": [{"from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": ["10.0.0.0/8"]}],
			"egress": [{"from_port": 443, "to_port": 443, "protocol": "tcp", "cidr_blocks": ["10.0.0.0/8"]}]
		}
	}]}}, "configuration": {"root_module": {"resources": [{
		"address": "aws_security_group.g", "mode": "managed", "type": "aws_security_group", "name": "g",
		"expressions": {"name": {"constant_value": "g"}, "egress": [{"from_port": {"constant_value": 443}}]}
	}]}}}`
	for name, source := range map[string]string{
		"the plan alone":    "",
		"beside its source": "resource \"aws_security_group\" \"g\" {\n  name = \"g\"\n  egress {\n    from_port = 443\n  }\n}\n",
	} {
		t.Run(name, func(t *testing.T) {
			files := fstest.MapFS{"plan.json": {Data: []byte(plan)}}
			if source != "" {
				files["main.tf"] = &fstest.MapFile{Data: []byte(source)}
			}
			loaded := NewLoader(files, Options{}).Load(t.Context(), "plan.json")
			if len(loaded.Resources) != 1 {
				t.Fatalf("%d resources, %v", len(loaded.Resources), loaded.Diagnostics)
			}
			if got := loaded.Resources[0].Filled; !slices.Equal(got, []string{"ingress"}) {
				t.Errorf("got %v, want ingress alone", got)
			}
		})
	}
}

// Of what a plan creates AWS has told nothing yet: a dynamic block, which a plan does not keep, wrote the rules.
func TestPlanFillsNothingThatItCreates(t *testing.T) {
	const plan = `{"format_version": "1.2", "terraform_version": "1.11.4", "resource_changes": [{
		"address": "aws_security_group.g", "mode": "managed", "type": "aws_security_group", "name": "g",
		"change": {"actions": ["delete", "create"], "after": {
			"ingress": [{"from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": ["10.0.0.0/8"]}]
		}, "after_unknown": {"id": true}}
	}], "configuration": {"root_module": {"resources": [{
		"address": "aws_security_group.g", "mode": "managed", "type": "aws_security_group", "name": "g", "expressions": {}
	}]}}}`
	loaded := NewLoader(fstest.MapFS{"plan.json": {Data: []byte(plan)}}, Options{}).Load(t.Context(), "plan.json")
	if len(loaded.Resources) != 1 || len(loaded.Resources[0].Filled) > 0 {
		t.Errorf("got %v, %v", loaded.Resources, loaded.Diagnostics)
	}
}
