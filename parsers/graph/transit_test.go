package graph

import (
	"context"
	"testing"
)

var transitTypes = map[string]Type{
	"gateway": {
		Kind: "transit_gateway", Values: []Name{{"association", "default_route_table_association"}, {"propagation", "default_route_table_propagation"}},
		Links: []Name{{"other", "association_default_route_table"}},
	},
	"attachment": {
		Kind: "transit_gateway_attachment", Values: []Name{{"association", "default_route_table_association"}},
		Links: []Name{{"gateway", "transit_gateway"}},
	},
	"table": {Kind: "transit_gateway_route_table", Links: []Name{{"gateway", "transit_gateway"}}},
	"association": {
		Joins: []Join{{Owner: "attachment", OwnerKind: "transit_gateway_attachment", Set: "associated_route_table", Member: "table"}},
	},
}

// Where the source associates an attachment with no route table, the transit gateway does.
func TestTransitDefaults(t *testing.T) {
	own := resource("own", "association", properties{"attachment": "@a", "table": "@t"})
	perhaps := resource("own", "association", properties{"attachment": "@a", "table": "@t"})
	perhaps.Maybe = "var.own is not known"
	cases := map[string]struct {
		gateway, attachment     properties
		more                    []*Resource
		associated, propagation string
	}{
		"nobody says":            {nil, nil, nil, "g.default_route_table", "g.default_route_table"},
		"both on":                {properties{"association": "enable", "propagation": "enable"}, properties{"association": true}, nil, "g.default_route_table", "g.default_route_table"},
		"off at the gateway":     {properties{"association": "disable"}, nil, nil, "", "g.default_route_table"},
		"off at the attachment":  {nil, properties{"association": false}, nil, "", "g.default_route_table"},
		"no propagation":         {properties{"propagation": "disable"}, nil, nil, "g.default_route_table", ""},
		"not known":              {properties{"association": "?no default"}, nil, nil, "g.default_route_table?", "g.default_route_table"},
		"one of its own":         {nil, nil, []*Resource{own}, "t", "g.default_route_table"},
		"one that may be its":    {nil, nil, []*Resource{perhaps}, "t? g.default_route_table?", "g.default_route_table"},
		"another is the default": {properties{"other": "@t"}, nil, nil, "…", "g.default_route_table"},
		"a gateway outside":      {nil, properties{"gateway": "tgw-1"}, nil, "…", "…"},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			attachment := properties{"gateway": "@g"}
			for name, value := range test.attachment {
				attachment[name] = value
			}
			resources := append([]*Resource{
				resource("g", "gateway", test.gateway), resource("a", "attachment", attachment), resource("t", "table", properties{"gateway": "@g"}),
			}, test.more...)
			built := Build(context.Background(), Configuration{Resources: resources}, transitTypes).Node("a")
			if got := members(built.Set("associated_route_table")); got != test.associated {
				t.Errorf("it is associated with %q, want %q", got, test.associated)
			}
			if got := members(built.Set("propagated_route_tables")); got != test.propagation {
				t.Errorf("it propagates to %q, want %q", got, test.propagation)
			}
		})
	}
}
