package rego_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/policies"
	"github.com/reachlint/reachlint/rego"
)

// BenchmarkNew measures what every run pays: the bundled policies read, compiled and asked about nothing.
func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		engine, err := rego.New(context.Background(), policies.FS)
		if err != nil {
			b.Fatal(err)
		}
		if _, _, err := engine.Evaluate(context.Background(), graph.New(nil), rego.Configuration{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkEvaluate measures all rules over instances in one VPC that has nothing for Systems Manager,
// so that every instance is somebody's finding.
func BenchmarkEvaluate(b *testing.B) {
	engine, err := rego.New(context.Background(), policies.FS)
	if err != nil {
		b.Fatal(err)
	}
	for _, count := range []int{10, 100, 1000} {
		b.Run(fmt.Sprint(count), func(b *testing.B) {
			nodes := office(count)
			for b.Loop() {
				if _, diagnostics, err := engine.Evaluate(context.Background(), nodes, rego.Configuration{}); err != nil || len(diagnostics) > 0 {
					b.Fatal(err, diagnostics)
				}
			}
		})
	}
}

// office is a VPC with a private subnet, a directory, and as many instances.
func office(count int) *graph.Graph {
	node := func(kind, address string) *graph.Node {
		return &graph.Node{Kind: kind, Address: address}
	}
	link := func(from *graph.Node, set string, to *graph.Node) {
		joined, ok := from.Sets.Get(set)
		if !ok {
			joined = &graph.Set{}
			from.Sets.Put(set, joined)
		}
		joined.Members = append(joined.Members, graph.Member{Node: to})
	}
	vpc, subnet, table := node("vpc", "aws_vpc.main"), node("subnet", "aws_subnet.private"), node("route_table", "aws_route_table.private")
	group, role, profile := node("security_group", "aws_security_group.app"), node("role", "aws_iam_role.app"), node("instance_profile", "aws_iam_instance_profile.app")
	directory := node("directory", "aws_directory_service_directory.main")
	for _, each := range []*graph.Node{subnet, table, group} {
		link(each, "vpc", vpc)
	}
	link(subnet, "route_table", table)
	link(profile, "role", role)
	nodes := []*graph.Node{vpc, subnet, table, group, role, profile, directory}
	for i := range count {
		instance := node("instance", fmt.Sprintf("aws_instance.office[%d]", i))
		instance.Values.Put("image", graph.Text("ami-1", graph.Range{}).Through([]string{"var.office_ami_id"}, nil))
		instance.Values.Put("tags", graph.Object([]graph.Entry{{Name: "Name", Value: graph.Text("office", graph.Range{})}}, graph.Range{}))
		link(instance, "vpc", vpc)
		link(instance, "subnets", subnet)
		link(instance, "security_groups", group)
		link(instance, "instance_profile", profile)
		nodes = append(nodes, instance)
	}
	return graph.New(nodes)
}
