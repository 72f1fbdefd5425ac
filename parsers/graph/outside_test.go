package graph

import "testing"

// TestOutsideVPCs holds what is added to somebody else's VPC together, by whatever it is given.
func TestOutsideVPCs(t *testing.T) {
	text := func(reference Reference) Value { return Text(reference.Token(), Range{}) }
	for name, given := range map[string]Value{
		"an id":                         Text("vpc-0123456789abcdef0", Range{}),
		"a variable":                    text(Reference{Address: "var.vpc", Reason: "it has no default"}),
		"an output of what is not read": text(Reference{Address: "data.state", Attribute: "outputs.vpc", Reason: "it is not in view"}),
	} {
		built := build(
			resource("a", "subnet", properties{"vpc": given}),
			resource("b", "subnet", properties{"vpc": given}),
			resource("e", "endpoint", properties{"vpc": given}),
		)
		vpcs := built.OfKind("vpc")
		if len(vpcs) != 1 {
			t.Fatalf("%s: there are %d VPCs, want one", name, len(vpcs))
		}
		if got := members(vpcs[0].Set("subnets")); got != "a b …" {
			t.Errorf("%s: the subnets are %s", name, got)
		}
	}
	two := build(
		resource("i", "instance", properties{}),
		resource("a", "subnet", properties{"vpc": text(Reference{Address: "i", Attribute: "vpc", Reason: "it is not known"})}),
	)
	if vpcs := two.OfKind("vpc"); len(vpcs) != 0 {
		t.Errorf("an attribute of another resource became %s", vpcs[0].Address)
	}
}
