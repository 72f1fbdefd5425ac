package terraform

import (
	"context"
	"encoding/json"
	"testing"
	"testing/fstest"
)

// plannedBlock is a resource of a plan that is made by hand, with what its block says and what is known of it.
type plannedBlock struct {
	address     string
	expressions map[string]any
	known       map[string]any
	unknown     map[string]any
}

func references(names ...any) map[string]any { return map[string]any{"references": names} }

// planOf writes a plan of single resources of the root module.
func planOf(t *testing.T, relevant []string, blocks ...plannedBlock) []byte {
	t.Helper()
	var changes, configured, attributes []any
	for _, each := range blocks {
		kind, name, _ := cutAddress(each.address)
		changes = append(changes, map[string]any{
			"address": each.address, "mode": "managed", "type": kind, "name": name,
			"change": map[string]any{"actions": []string{"create"}, "after": each.known, "after_unknown": each.unknown},
		})
		configured = append(configured, map[string]any{
			"address": each.address, "mode": "managed", "type": kind, "name": name, "expressions": each.expressions,
		})
	}
	for _, each := range relevant {
		attributes = append(attributes, map[string]any{"resource": each, "attribute": []string{}})
	}
	content, err := json.Marshal(map[string]any{
		"format_version": "1.2", "terraform_version": "1.11.4", "resource_changes": changes,
		"configuration": map[string]any{"root_module": map[string]any{"resources": configured}}, "relevant_attributes": attributes,
	})
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func cutAddress(address string) (kind, name string, ok bool) {
	for n := range address {
		if address[n] == '.' {
			return address[:n], address[n+1:], true
		}
	}
	return address, "", false
}

// TestHiddenValues asks what the vpc_id of a subnet is that comes from a local value.
func TestHiddenValues(t *testing.T) {
	id := map[string]any{"id": true, "arn": true, "default_security_group_id": true}
	office := plannedBlock{"aws_vpc.office", nil, map[string]any{"cidr_block": "10.0.0.0/16"}, id}
	lab := plannedBlock{"aws_vpc.lab", nil, map[string]any{"cidr_block": "10.1.0.0/16"}, id}
	tagged := plannedBlock{"aws_vpc.lab", map[string]any{"tags": references("local.vpc_id")}, lab.known, id}
	parameter := plannedBlock{"aws_ssm_parameter.kept", map[string]any{"value": references("aws_vpc.office.id")}, map[string]any{}, map[string]any{"value": true}}
	stack := plannedBlock{"aws_cloudformation_stack.network", nil, map[string]any{}, map[string]any{"id": true, "outputs": true}}
	subnet := plannedBlock{"aws_subnet.a", map[string]any{"vpc_id": references("local.vpc_id")}, map[string]any{}, map[string]any{"id": true, "vpc_id": true}}
	placed := subnet
	placed.known = map[string]any{"cidr_block": "10.1.7.0/24"}

	for name, test := range map[string]struct {
		relevant []string
		blocks   []plannedBlock
		want     string
	}{
		"the only VPC":                      {[]string{"aws_vpc.office"}, []plannedBlock{office, subnet}, "aws_vpc.office.id"},
		"one of two":                        {[]string{"aws_vpc.office", "aws_vpc.lab"}, []plannedBlock{office, lab, subnet}, "either(aws_vpc.lab.id | aws_vpc.office.id)"},
		"nothing depends on the other":      {[]string{"aws_vpc.office"}, []plannedBlock{office, lab, subnet}, "aws_vpc.office.id"},
		"the other depends on the value":    {[]string{"aws_vpc.office", "aws_vpc.lab"}, []plannedBlock{office, tagged, subnet}, "aws_vpc.office.id"},
		"the addresses are the other's":     {[]string{"aws_vpc.office", "aws_vpc.lab"}, []plannedBlock{office, lab, placed}, "aws_vpc.lab.id"},
		"what a parameter keeps":            {[]string{"aws_ssm_parameter.kept"}, []plannedBlock{office, parameter, subnet}, "aws_vpc.office.id"},
		"what a stack gives":                {[]string{"aws_vpc.office", "aws_cloudformation_stack.network"}, []plannedBlock{office, stack, subnet}, "either(aws_vpc.office.id | unknown(a plan does not say what local.vpc_id is: it may come from aws_cloudformation_stack.network.outputs))"},
		"nothing is said of what matters":   {nil, []plannedBlock{office, subnet}, "unknown(a plan does not say what local.vpc_id is)"},
		"nothing that matters can be a VPC": {[]string{"aws_subnet.a"}, []plannedBlock{office, subnet}, "unknown(it is only known after deployment)"},
	} {
		t.Run(name, func(t *testing.T) {
			files := fstest.MapFS{"plan.json": {Data: planOf(t, test.relevant, test.blocks...)}}
			for _, each := range NewLoader(files, Options{}).Load(context.Background(), "plan.json").Resources {
				if each.Address != "aws_subnet.a" {
					continue
				}
				if got := render(each.Properties.Entry("vpc_id")); got != test.want {
					t.Errorf("vpc_id is %s, want %s", got, test.want)
				}
			}
		})
	}
}
