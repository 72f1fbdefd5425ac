package terraform

import (
	"slices"
	"testing"
	"testing/fstest"
)

// TestImports says which instances an import block takes over, by the address that it names.
func TestImports(t *testing.T) {
	const module = `resource "aws_vpc" "this" { count = 2 }`
	const root = `
module "site" {
  source   = "./site"
  for_each = toset(["a", "b"])
}
resource "aws_vpc" "each" { for_each = toset(["a", "b"]) }
`
	tests := map[string]struct {
		to   string
		want []string
	}{
		"a key":           {`aws_vpc.each["a"]`, []string{`aws_vpc.each["a"]`}},
		"a computed key":  {`aws_vpc.each[each.key]`, []string{`aws_vpc.each["a"]`, `aws_vpc.each["b"]`}},
		"within a module": {`module.site["b"].aws_vpc.this[1]`, []string{`module.site["b"].aws_vpc.this[1]`}},
		"a computed module key": {`module.site[each.key].aws_vpc.this[0]`, []string{
			`module.site["a"].aws_vpc.this[0]`, `module.site["a"].aws_vpc.this[1]`,
			`module.site["b"].aws_vpc.this[0]`, `module.site["b"].aws_vpc.this[1]`,
		}},
		"elsewhere": {`module.other.aws_vpc.this[0]`, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			files := fstest.MapFS{
				"main.tf":      {Data: []byte(root + "import {\n  for_each = toset([\"a\"])\n  to       = " + test.to + "\n  id       = \"vpc-1\"\n}\n")},
				"site/main.tf": {Data: []byte(module)},
			}
			var taken []string
			for _, each := range NewLoader(files, Options{}).Load(t.Context(), ".").Resources {
				if each.Existing != "" {
					taken = append(taken, each.Address)
				}
			}
			slices.Sort(taken)
			if !slices.Equal(taken, test.want) {
				t.Errorf("%s takes over %v; want %v", test.to, taken, test.want)
			}
		})
	}
}
