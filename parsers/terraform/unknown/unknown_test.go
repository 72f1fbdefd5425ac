package unknown_test

import (
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

var (
	vpcID    = token("aws_vpc.main", "id", "")
	imageID  = token("data.aws_ami.windows", "id", "")
	variable = unknown.Text("var.name", "variable name has no default")
)

func token(address, attribute, reason string) cty.Value {
	return cty.StringVal(graph.Reference{Address: address, Attribute: attribute, Reason: reason}.Token())
}

func TestReason(t *testing.T) {
	tests := []struct {
		value cty.Value
		want  string
	}{
		{unknown.Because("nobody said so"), "nobody said so"},
		{cty.TupleVal([]cty.Value{cty.True, unknown.Of(cty.Bool, "a is open")}), "a is open"},
		{cty.ObjectVal(map[string]cty.Value{"id": vpcID}), "aws_vpc.main.id is only known after deployment"},
		{variable, "variable name has no default"},
		{unknown.AsText(unknown.Because("b is open")), "b is open"},
		{cty.DynamicVal, unknown.AfterDeployment},
	}
	for _, test := range tests {
		if got := unknown.Reason(test.value); got != test.want {
			t.Errorf("%#v: %q, want %q", test.value, got, test.want)
		}
	}
}

func TestEqual(t *testing.T) {
	tests := []struct {
		name        string
		left, right cty.Value
		want        cty.Value // NilVal for an answer that nobody knows
	}{
		{"two ids of resources", vpcID, token("aws_vpc.other", "id", ""), cty.False},
		{"an id and itself", vpcID, vpcID, cty.True},
		{"an id and a text", vpcID, cty.StringVal("vpc-1"), cty.False},
		{"what is looked up and a text", imageID, cty.StringVal("ami-1"), cty.NilVal},
		{"a variable and a text", variable, cty.StringVal("a"), cty.NilVal},
		{"a variable and itself", variable, variable, cty.True},
		{"a variable and the empty text", variable, cty.StringVal(""), cty.NilVal},
		{"an id and the empty text", vpcID, cty.StringVal(""), cty.False},
		{"a variable and null", variable, cty.NullVal(cty.String), cty.NilVal},
		{"an id and null", vpcID, cty.NullVal(cty.String), cty.False},
		{"instances that may not exist", unknown.Maybe(cty.EmptyTupleVal, "count is open"), cty.EmptyTupleVal, cty.NilVal},
	}
	for _, test := range tests {
		got := unknown.Equal(test.left, test.right)
		switch {
		case test.want == cty.NilVal && got.IsKnown():
			t.Errorf("%s: %#v, and nobody knows", test.name, got)
		case test.want == cty.NilVal && unknown.Reason(got) == unknown.AfterDeployment:
			t.Errorf("%s: unknown without a reason", test.name)
		case test.want != cty.NilVal && !got.RawEquals(test.want):
			t.Errorf("%s: %#v, want %#v", test.name, got, test.want)
		}
	}
}

func TestItem(t *testing.T) {
	zones := unknown.List("data.aws_availability_zones.all.names", "the zones are read at plan time")
	item, named := unknown.Item(zones, 1)
	if !named {
		t.Fatal("an item of a named list has no name")
	}
	parts := graph.SplitText(item.AsString())
	want := graph.Reference{
		Address: "data.aws_availability_zones.all", Attribute: "names[1]", Reason: "the zones are read at plan time",
	}
	if len(parts) != 1 || parts[0].Reference == nil || *parts[0].Reference != want {
		t.Errorf("the item is %v, want %v", parts, want)
	}
	if _, named := unknown.Item(unknown.WithoutSource(zones), 1); named {
		t.Error("an item of a list that is another one by now has the name of the old one")
	}
}

func TestAnyElement(t *testing.T) {
	key := unknown.AnyKey("aws_subnet.all", "for_each is open")
	all := unknown.Maybe(cty.ObjectVal(map[string]cty.Value{key.AsString(): vpcID}), "for_each is open")
	if got, ok := unknown.AnyElement(all); !ok || unknown.FirstToken(got) != vpcID.AsString() {
		t.Errorf("the instance that stands for all is %#v, %v", got, ok)
	}
	if _, ok := unknown.AnyElement(cty.ObjectVal(map[string]cty.Value{"a": vpcID})); ok {
		t.Error("an instance with a key stands for all")
	}
}
