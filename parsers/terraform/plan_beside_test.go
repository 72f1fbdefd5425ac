package terraform

import (
	"context"
	"testing"
	"testing/fstest"
)

// TestBeside asks what a list may hold besides what its expression mentions.
func TestBeside(t *testing.T) {
	made := map[string]any{"id": true, "arn": true, "private_ip": true, "vpc_id": true}
	block := func(address string, expressions map[string]any) plannedBlock {
		return plannedBlock{address, expressions, map[string]any{}, made}
	}
	with := func(each plannedBlock, unknown string) plannedBlock {
		each.unknown = map[string]any{unknown: true}
		return each
	}
	vpc := plannedBlock{"aws_vpc.main", nil, map[string]any{"cidr_block": "10.0.0.0/16"}, map[string]any{"id": true}}
	inNewVPC := block("aws_security_group.app", map[string]any{"vpc_id": references("aws_vpc.main.id", "aws_vpc.main")})
	inDefaultVPC := block("aws_security_group.app", nil)
	inOldVPC := plannedBlock{"aws_security_group.app", nil, map[string]any{"vpc_id": "vpc-0f5e2b0c5d1a9e001"}, map[string]any{"id": true}}
	instance := block("aws_instance.app", map[string]any{"vpc_security_group_ids": references("aws_security_group.app.id", "aws_security_group.app")})
	instance.unknown = map[string]any{"vpc_security_group_ids": true, "id": true, "private_ip": true}
	policy := block("aws_iam_policy.own", nil)
	role := with(block("aws_iam_role.app", map[string]any{"managed_policy_arns": references("aws_iam_policy.own.arn", "aws_iam_policy.own")}), "managed_policy_arns")
	options := with(block("aws_vpc_dhcp_options.corp", map[string]any{"domain_name_servers": references("aws_instance.app.private_ip", "aws_instance.app")}), "domain_name_servers")
	listed := options
	listed.known = map[string]any{"domain_name_servers": []any{nil, "10.0.0.2"}}
	listed.unknown = map[string]any{"domain_name_servers": []any{true, false}}
	association := with(block("aws_ssm_association.join", map[string]any{"parameters": references("aws_instance.app.id", "aws_instance.app")}), "parameters")

	for name, test := range map[string]struct {
		blocks         []plannedBlock
		address, entry string
		want           string
	}{
		"groups of a VPC that is made along": {[]plannedBlock{vpc, inNewVPC, instance}, "aws_instance.app", "vpc_security_group_ids", "[aws_security_group.app.id]"},
		"groups of the default VPC":          {[]plannedBlock{inDefaultVPC, instance}, "aws_instance.app", "vpc_security_group_ids", "[aws_security_group.app.id, unknown(a plan does not say what else stands beside aws_security_group.app.id)]"},
		"groups of a VPC that is there":      {[]plannedBlock{inOldVPC, instance}, "aws_instance.app", "vpc_security_group_ids", "[aws_security_group.app.id, unknown(a plan does not say what else stands beside aws_security_group.app.id)]"},
		"policies":                           {[]plannedBlock{policy, role}, "aws_iam_role.app", "managed_policy_arns", "[aws_iam_policy.own.arn, unknown(a plan does not say what else stands beside aws_iam_policy.own.arn)]"},
		"DNS servers":                        {[]plannedBlock{instance, options}, "aws_vpc_dhcp_options.corp", "domain_name_servers", "[aws_instance.app.private_ip, unknown(a plan does not say what else stands beside aws_instance.app.private_ip)]"},
		"the item of a list that is known":   {[]plannedBlock{instance, listed}, "aws_vpc_dhcp_options.corp", "domain_name_servers", `[aws_instance.app.private_ip, "10.0.0.2"]`},
		"a map":                              {[]plannedBlock{instance, association}, "aws_ssm_association.join", "parameters", "unknown(a plan does not say what else stands beside aws_instance.app.id)"},
	} {
		t.Run(name, func(t *testing.T) {
			files := fstest.MapFS{"plan.json": {Data: planOf(t, nil, test.blocks...)}}
			got := "not there"
			for _, each := range NewLoader(files, Options{}).Load(context.Background(), "plan.json").Resources {
				if each.Address == test.address {
					got = render(each.Properties.Entry(test.entry))
				}
			}
			if got != test.want {
				t.Errorf("%s is %s, want %s", test.entry, got, test.want)
			}
		})
	}
}
