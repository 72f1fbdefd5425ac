package terraform

import (
	"slices"
	"testing"
)

func TestPairBlocks(t *testing.T) {
	constant := func(value any) any { return map[string]any{"constant_value": value} }
	written := []any{
		map[string]any{"from_port": constant(443.0), "protocol": constant("tcp"), "security_groups": references("aws_security_group.a.id")},
		map[string]any{"from_port": constant(53.0), "protocol": constant("tcp")},
	}
	names := []any{map[string]any{"subnet_id": references("aws_subnet.a.id")}, map[string]any{"subnet_id": references("aws_subnet.b.id")}}
	planned := func(port float64) any { return map[string]any{"from_port": port, "protocol": "tcp"} }
	for name, test := range map[string]struct {
		planned    []any
		expression any
		want       []int
	}{
		"another order":                {[]any{planned(53), planned(443)}, written, []int{1, 0}},
		"as one constant":              {[]any{planned(53), planned(443)}, constant([]any{planned(443), planned(53)}), []int{1, 0}},
		"one of them is dynamic":       {[]any{planned(53), planned(443), planned(80)}, written, nil},
		"two that may be the same":     {[]any{planned(443), planned(443)}, []any{written[0], written[0]}, []int{0, 1}},
		"two that say as much":         {[]any{planned(443), planned(80)}, []any{written[1], written[1]}, nil},
		"nothing is known of any":      {[]any{map[string]any{}, map[string]any{}}, names, []int{0, 1}},
		"no block has what is planned": {[]any{planned(80), planned(81)}, names, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if _, got := pairBlocks(test.planned, nil, test.expression); !slices.Equal(got, test.want) {
				t.Errorf("paired %v, want %v", got, test.want)
			}
		})
	}
}

func TestHasHash(t *testing.T) {
	const hash = "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d" // of hello
	for text, want := range map[string]bool{"hello": true, "aGVsbG8=": true, "hello\n": false, "": false} {
		if got := hasHash(text, hash); got != want {
			t.Errorf("hasHash(%q) = %v", text, got)
		}
	}
}
