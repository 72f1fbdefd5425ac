package terraform

import (
	"testing"
	"testing/fstest"
)

// TestForgotten says which removed blocks leave something behind, by what they name and how.
func TestForgotten(t *testing.T) {
	tests := map[string]struct{ block, want string }{
		"left as it is":    {"from = aws_vpc_dhcp_options_association.corp\nlifecycle {\ndestroy = false\n}", "aws_vpc_dhcp_options_association.corp"},
		"within a module":  {"from = module.network.aws_vpc_endpoint.ssm\nlifecycle {\ndestroy = false\n}", "module.network.aws_vpc_endpoint.ssm"},
		"destroyed":        {"from = aws_vpc_endpoint.ssm\nlifecycle {\ndestroy = true\n}", ""},
		"without a word":   {"from = aws_vpc_endpoint.ssm", ""},
		"a whole module":   {"from = module.network\nlifecycle {\ndestroy = false\n}", ""},
		"a machine":        {"from = aws_instance.app\nlifecycle {\ndestroy = false\n}", ""},
		"nothing at all":   {"lifecycle {\ndestroy = false\n}", ""},
		"not a resource":   {"from = corp\nlifecycle {\ndestroy = false\n}", ""},
		"a mistake inside": {"from = aws_vpc_endpoint.ssm\nlifecycle {\ndestroy = maybe\n}", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			files := fstest.MapFS{"main.tf": {Data: []byte("removed {\n" + test.block + "\n}\n")}}
			got := ""
			for _, each := range NewLoader(files, Options{}).Load(t.Context(), ".").Resources {
				if each.Maybe == "" {
					t.Errorf("%s surely exists", each.Address)
				}
				got += each.Address
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
