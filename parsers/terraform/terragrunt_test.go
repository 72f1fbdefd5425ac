package terraform

import (
	"context"
	"testing"
)

// TestTerragrunt holds what a module's variables are to the files of Terragrunt that deploy it.
func TestTerragrunt(t *testing.T) {
	const variable = `
variable "x" {
  type    = string
  default = "default"
}
resource "aws_x" "x" { x = var.x }
`
	for _, test := range []struct{ name, files, want, reason string }{
		{"beside the module", "-- net/terragrunt.hcl --\ninputs = { x = \"given\" }\n", `"given"`, ""},
		{"another module", "-- live/terragrunt.hcl --\nterraform {\n  source = \"../net\"\n}\ninputs = { x = \"given\" }\n", `"given"`, ""},
		{"a module below one that is copied", "-- live/terragrunt.hcl --\nterraform {\n  source = \"..//net\"\n}\ninputs = { x = \"given\" }\n", `"given"`, ""},
		{"not this variable", "-- net/terragrunt.hcl --\ninputs = { y = \"given\" }\n", `"default"`, ""},
		{"not this module", "-- net/terragrunt.hcl --\nterraform {\n  source = \"git::https://example.com/net.git\"\n}\ninputs = { x = \"given\" }\n", `"default"`, ""},
		{"files of variables win", "-- net/terragrunt.hcl --\ninputs = { x = \"given\" }\n-- net/terraform.tfvars --\nx = \"file\"\n", `"file"`, ""},
		{"an output of another module", "-- net/terragrunt.hcl --\ninputs = { x = dependency.vpc.outputs.x }\n", `"${var.x?}"`,
			"Terragrunt sets variable x to dependency.vpc.outputs.x in net/terragrunt.hcl"},
		{"a call", "-- net/terragrunt.hcl --\ninputs = { x = get_env(\"X\") }\n", `"${var.x?}"`, "Terragrunt sets variable x in net/terragrunt.hcl"},
		{"a text with a name in it", "-- net/terragrunt.hcl --\ninputs = { x = \"a-${local.y}\" }\n", `"${var.x?}"`, "Terragrunt sets variable x in net/terragrunt.hcl"},
		{"an output, and a file of variables", "-- net/terragrunt.hcl --\ninputs = { x = dependency.vpc.outputs.x }\n-- net/terraform.tfvars --\nx = \"file\"\n", `"file"`, ""},
		{"several that deploy it", "-- a/terragrunt.hcl --\nterraform {\n  source = \"../net\"\n}\ninputs = { x = \"a\" }\n-- b/terragrunt.hcl --\nterraform {\n  source = \"../net\"\n}\ninputs = { x = \"b\" }\n", `"${var.x?}"`,
			"Terragrunt sets variable x in a/terragrunt.hcl"},
		{"no list of names", "-- net/terragrunt.hcl --\ninputs = merge(local.a, { x = \"given\" })\n", `"default"`, ""},
		{"no HCL", "-- net/terragrunt.hcl --\ninputs = {\n", `"default"`, ""},
		{"outside", "-- net/terragrunt.hcl --\nterraform {\n  source = \"../../elsewhere\"\n}\ninputs = { x = \"given\" }\n", `"default"`, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			loader := NewLoader(archive("-- net/main.tf --\n"+variable+test.files), Options{})
			loader.UseTerragrunt([]string{"a/terragrunt.hcl", "b/terragrunt.hcl", "live/terragrunt.hcl", "net/terragrunt.hcl"})
			loaded := loader.Load(context.Background(), "net")
			if len(loaded.Resources) != 1 {
				t.Fatalf("%d resources, %v", len(loaded.Resources), loaded.Diagnostics)
			}
			value := loaded.Resources[0].Properties.Entry("x")
			if got := render(value); got != test.want {
				t.Errorf("x is %s, want %s", got, test.want)
			}
			if value.Reason() != test.reason {
				t.Errorf("the reason is %q, want %q", value.Reason(), test.reason)
			}
		})
	}
}
