package network

import (
	"fmt"
	"sync"
	"testing"

	"github.com/reachlint/reachlint/parsers/graph"
)

// city is a VPC with many instances in many subnets, which share a few groups.
func city(instances int) *graph.Graph {
	things := house(
		[]thing{rule("r", egress, fields{"groups": to("endpoints")})},
		[]thing{rule("q", ingress, fields{"groups": to("app")})},
	)
	things = append(things, thing{kind: "route_table", address: "t", fields: fields{"vpc": to("vpc")}},
		thing{kind: "network_acl", address: "acl", fields: fields{"rules": to("i", "o")}},
		aclRuleOf("i", ingress, 100, "allow", nil), aclRuleOf("o", egress, 100, "allow", nil),
		thing{kind: "role", address: "role", fields: fields{"policies": to("arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore")}})
	for i := range 20 {
		things = append(things, thing{kind: "subnet", address: fmt.Sprint("subnet", i), fields: fields{
			"cidr_block": fmt.Sprintf("10.0.%d.0/24", 10+i), "vpc": to("vpc"), "route_table": to("t"), "network_acl": to("acl"),
		}})
	}
	for i := range instances {
		things = append(things, thing{kind: "instance", address: fmt.Sprint("i", i), fields: fields{
			"vpc": to("vpc"), "subnets": to(fmt.Sprint("subnet", i%20)), "security_groups": to("app"),
		}})
	}
	return build(things...)
}

// ask puts every question about one instance.
func ask(n *Network, instance string) {
	n.ServiceWay(instance, "ssm")
	n.WayOut(instance)
	n.Egress(instance, "ssm", "tcp", 443)
	n.Ingress("ssm", instance, "tcp", 443)
	n.ACL(instance, "ssm", "tcp", 443)
	n.OpenToWorld(instance, 3389)
	n.Endpoints("vpc", "ssm")
	n.PrivateDNS("ssm")
	n.PrivateZone("vpc", "ssm.eu-central-1.amazonaws.com")
	n.Resolver("vpc")
	n.Forwards("vpc", "corp.example.com")
	n.Allows("role", update)
	n.Trusts("role", "ec2.amazonaws.com")
}

func TestSideBySide(t *testing.T) {
	n := New(city(50), Options{})
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for i := range 50 {
				ask(n, fmt.Sprint("i", i))
			}
		})
	}
	group.Wait()
}

// Answers are shared between those who ask, so none may name another's instance.
func TestSharedAnswers(t *testing.T) {
	n := New(city(40), Options{})
	first, second := n.Ingress("ssm", "i0", "tcp", 443), n.Ingress("ssm", "i20", "tcp", 443)
	if first.Verdict != Allow || &first.Path[0] != &second.Path[0] {
		t.Error("instances with the same groups and subnet do not share their answer")
	}
	if len(n.flows.values) != 1 {
		t.Errorf("%d answers are kept for one question", len(n.flows.values))
	}
}

func TestMissingAddresses(t *testing.T) {
	n := New(build(), Options{})
	for name, answer := range map[string]Answer{
		"way out": n.WayOut("x"), "egress": n.Egress("x", "y", "tcp", 1), "ingress": n.Ingress("x", "y", "tcp", 1),
		"acl": n.ACL("x", "y", "tcp", 1), "world": n.OpenToWorld("x", 22)[0], "private DNS": n.PrivateDNS("x"),
		"zone": n.PrivateZone("x", "d"), "forwards": n.Forwards("x", "d"), "allows": n.Allows("x", "a"), "trusts": n.Trusts("x", "s"),
	} {
		if answer.Verdict != Unknown || answer.Reason == "" {
			t.Errorf("%s: got %+v", name, answer)
		}
	}
	if way := n.ServiceWay("x", "ssm"); way.Way != WayUnknown || way.Reason == "" {
		t.Errorf("service way: got %+v", way)
	}
}

func BenchmarkRemembered(b *testing.B) {
	n := New(city(100), Options{})
	ask(n, "i7")
	for name, question := range map[string]func(){
		"Egress":     func() { n.Egress("i7", "ssm", "tcp", 443) },
		"Ingress":    func() { n.Ingress("ssm", "i7", "tcp", 443) },
		"ACL":        func() { n.ACL("i7", "ssm", "tcp", 443) },
		"ServiceWay": func() { n.ServiceWay("i7", "ssm") },
		"WayOut":     func() { n.WayOut("i7") },
		"Endpoints":  func() { n.Endpoints("vpc", "ssm") },
		"Allows":     func() { n.Allows("role", update) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				question()
			}
		})
	}
}

func BenchmarkFirst(b *testing.B) {
	for _, size := range []int{1000, 10000} {
		g := city(size)
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				n := New(g, Options{})
				for i := range size {
					ask(n, fmt.Sprint("i", i))
				}
			}
		})
	}
}
