package graph

import (
	"context"
	"reflect"
	"testing"
)

// The primary network interface is the one with the lowest number, wherever it is written.
func TestOrders(t *testing.T) {
	types := map[string]Type{
		"subnet":   {Kind: "subnet"},
		"instance": {Kind: "instance", Orders: []Name{{"interface", "index"}}, Links: []Name{{"interface.subnet", "subnets"}}},
		"nested":   {Kind: "instance", Orders: []Name{{"data.interface", "index"}}, Links: []Name{{"data.interface.subnet", "subnets"}}},
	}
	at := func(index any, subnet string) any { return properties{"index": index, "subnet": subnet} }
	cases := map[string]struct {
		interfaces []any
		want       string
	}{
		"in order":          {[]any{at(0, "@a"), at(1, "@b")}, "a b"},
		"out of order":      {[]any{at(1, "@b"), at(0, "@a")}, "a b"},
		"numbers as texts":  {[]any{at("1", "@b"), at("0", "@a")}, "a b"},
		"one that is open":  {[]any{at("?no default", "@b"), at(0, "@a")}, "b a"},
		"one without":       {[]any{properties{"subnet": "@b"}, at(0, "@a")}, "b a"},
		"one":               {[]any{at(1, "@b")}, "b"},
		"ten after nine":    {[]any{at(10, "@b"), at(9, "@a")}, "a b"},
		"twice the same":    {[]any{at(0, "@b"), at(0, "@a")}, "b a"},
		"something unknown": {[]any{"?no default", at(0, "@a")}, "a …"},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			flat := resource("flat", "instance", properties{"interface": test.interfaces})
			nested := resource("nested", "nested", properties{"data": properties{"interface": test.interfaces}})
			built := Build(context.Background(), Configuration{Resources: []*Resource{
				resource("a", "subnet", nil), resource("b", "subnet", nil), flat, nested,
			}}, types)
			for _, address := range []string{"flat", "nested"} {
				if got := members(built.Node(address).Set("subnets")); got != test.want {
					t.Errorf("%s stands in %q, want %q", address, got, test.want)
				}
			}
			if list := resource("same", "instance", properties{"interface": test.interfaces}); !reflect.DeepEqual(list.Properties, flat.Properties) {
				t.Error("the resource itself has changed")
			}
		})
	}
}
