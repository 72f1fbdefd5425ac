package rego

import (
	"encoding/json"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/reachlint/reachlint/parsers/graph"
)

func TestInput(t *testing.T) {
	at := graph.Range{}
	region := graph.Reference{Address: "data.aws_region.current", Attribute: "name"}.Token()
	vpc := &graph.Node{Address: "aws_vpc.main", Kind: "vpc"}
	tests := []struct {
		name   string
		values map[string]graph.Value
		sets   map[string]*graph.Set
		want   string
	}{
		{
			name:   "texts stay texts",
			values: map[string]graph.Value{"name": graph.Text("443", at)},
			want:   `{"name": "443"}`,
		},
		{
			name:   "numbers and truth values in both writings",
			values: map[string]graph.Value{"from_port": graph.Text("443", at), "to_port": graph.Number(444, at), "self": graph.Text("true", at)},
			want:   `{"from_port": 443, "to_port": 444, "self": true}`,
		},
		{
			name:   "a number that is not known is absent",
			values: map[string]graph.Value{"from_port": graph.Text(region, at)},
			want:   `{"unknown": {"from_port": "it is only known after deployment"}}`,
		},
		{
			name:   "a reference is readable, and unknown",
			values: map[string]graph.Value{"service_name": graph.Text("com.amazonaws."+region+".ssm", at)},
			want:   `{"service_name": "com.amazonaws.${data.aws_region.current.name}.ssm", "unknown": {"service_name": "it is only known after deployment"}}`,
		},
		{
			name:   "unknown items leave a list",
			values: map[string]graph.Value{"cidr_blocks": graph.List([]graph.Value{graph.Text("10.0.0.0/8", at), graph.Unknown("it is a variable", at)}, at)},
			want:   `{"cidr_blocks": ["10.0.0.0/8"], "unknown": {"cidr_blocks": "it is a variable"}}`,
		},
		{
			name:   "objects",
			values: map[string]graph.Value{"tags": graph.Object([]graph.Entry{{Name: "Name", Value: graph.Text("app", at)}}, at)},
			want:   `{"tags": {"Name": "app"}}`,
		},
		{
			name:   "an undecided value",
			values: map[string]graph.Value{"name": graph.Either([]graph.Value{graph.Text("a", at), graph.Text("b", at)}, at)},
			want:   `{"unknown": {"name": "it depends on a condition that the source does not decide"}}`,
		},
		{
			name:   "what a value came through",
			values: map[string]graph.Value{"image": {Via: []string{"var.ami"}}},
			want:   `{"via": {"image": ["var.ami"]}}`,
		},
		{
			name: "links",
			sets: map[string]*graph.Set{
				"vpc":             {Members: []graph.Member{{Node: vpc}}},
				"route_table":     {Members: []graph.Member{{Text: "rtb-1"}}},
				"security_groups": {Members: []graph.Member{{Node: vpc}, {Text: "sg-1"}}},
				"subnets":         {},
				"network_acl":     {},
			},
			want: `{"vpc": "aws_vpc.main", "route_table": "rtb-1", "security_groups": ["aws_vpc.main", "sg-1"], "subnets": []}`,
		},
		{
			name: "open sets",
			sets: map[string]*graph.Set{
				"endpoints": {Open: []string{"a module", "another"}},
				"instances": {Members: []graph.Member{{Node: vpc, Maybe: "a count"}}},
			},
			want: `{"endpoints": [], "instances": ["aws_vpc.main"], "open": {"endpoints": "a module", "instances": "a count"}}`,
		},
		{
			name: "rules are given whole",
			sets: map[string]*graph.Set{"rules": {Members: []graph.Member{{Node: &graph.Node{Address: "g.ingress[0]", Kind: "security_group_rule"}}}}},
			want: `{"rules": [{"address": "g.ingress[0]", "kind": "security_group_rule"}]}`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWriter()
			node := &graph.Node{}
			for name, value := range test.values {
				node.Values.Put(name, value)
			}
			for name, set := range test.sets {
				node.Sets.Put(name, set)
			}
			got := w.object(func() { w.describe(node) })
			want := ast.MustParseTerm(test.want).Value
			if got.Compare(want) != 0 {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

func TestInputOfNode(t *testing.T) {
	node := &graph.Node{
		Address: "aws_instance.office", Kind: "instance", Maybe: "its count is unknown", External: "it is looked up",
		Resource: &graph.Resource{Type: "aws_instance", Region: "eu-central-1", Directives: []graph.Directive{{Word: "licensed"}}},
	}
	nodes, configuration := graph.New([]*graph.Node{node}), Configuration{Region: "eu-west-1", LicensedAMIs: []string{"ami-1"}}
	input := inputOf(nodes, configuration, configuration.Network(nodes))
	want := `{
		"nodes": {"instance": {"aws_instance.office": {
			"address": "aws_instance.office", "kind": "instance", "resource_type": "aws_instance", "region": "eu-central-1",
			"maybe": "its count is unknown", "external": "it is looked up", "licensed": true
		}}},
		"region": "eu-west-1",
		"configuration": {
			"licensed_amis": ["ami-1"], "directory_dns": [], "assume_complete": [], "assume_default_host_management": false,
			"systems_manager": {"ec2messages": "", "instances": ""}
		}
	}`
	if !json.Valid([]byte(want)) || input.Compare(ast.MustParseTerm(want).Value) != 0 {
		t.Errorf("got  %s\nwant %s", input, want)
	}
}
